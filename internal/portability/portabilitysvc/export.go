package portabilitysvc

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/internal/portability"
)

const (
	// archiveAttempts is how often a job tries to make or read an archive.
	archiveAttempts = 3
	// progressEvery is how many files lie between two notes of progress.
	progressEvery = 500
	zipType       = "application/zip"
)

// makeArgs asks to make an export.
type makeArgs struct {
	ArchiveID string `json:"archiveId"`
}

// Kind names the job.
func (makeArgs) Kind() string { return "portability.make_export" }

// dropArgs asks to remove the file of an archive that is gone.
type dropArgs struct {
	Key string `json:"key"`
}

// Kind names the job.
func (dropArgs) Kind() string { return "portability.drop_file" }

// RequestExport begins an archive of everything. Sensitive. Errors: those of [portability.CanTake],
// [portability.ErrArchiveBusy], [portability.ErrArchiveLimit].
func (s *Service) RequestExport(ctx context.Context, records bool) (*portability.Archive, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanTake(a, s.now())
	}
	if err != nil {
		return nil, err
	}
	return s.requestExport(ctx, a.UserID, records)
}

func (s *Service) requestExport(ctx context.Context, userID string, records bool) (*portability.Archive, error) {
	now := s.now()
	r := archiveRow{
		ID: id.New(now), UserID: userID, Kind: portability.ArchiveExport, State: portability.ArchiveWaiting, Records: records,
		CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(portability.ArchiveLife)),
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.room(ctx, tx, userID); err != nil {
			return err
		}
		if err := s.store.insertArchive(ctx, tx, &r); err != nil {
			return err
		}
		if err := s.Bus.Emit(ctx, tx, portability.ExportRequested{Trace: s.trace(ctx), UserID: userID, ArchiveID: r.ID, Records: records}); err != nil {
			return err
		}
		return s.Jobs.Enqueue(ctx, tx, makeArgs{r.ID}, jobs.EnqueueOptions{MaxAttempts: archiveAttempts})
	})
	if err != nil {
		return nil, err
	}
	out := r.noun()
	return &out, nil
}

// room refuses a person who has an archive in work, or had too many today.
func (s *Service) room(ctx context.Context, tx *db.Tx, userID string) error {
	l, err := s.store.loadOf(ctx, tx, userID, db.Millis(s.now().Add(-24*time.Hour)))
	switch {
	case err != nil:
		return err
	case l.Busy > 0:
		return portability.ErrArchiveBusy
	case l.Begun >= portability.MaxPerDay:
		return portability.ErrArchiveLimit
	}
	return nil
}

// makeExport makes the archive and keeps it. Made again after a crash it is the same.
func (s *Service) makeExport(ctx context.Context, args makeArgs) error {
	r, err := s.store.archive(ctx, s.DB.Reader(), args.ArchiveID)
	if errors.Is(err, db.ErrNoRows) || err == nil && (r.State == portability.ArchiveReady || r.State == portability.ArchiveFailed) {
		return nil // discarded, or its person is gone
	}
	if err != nil {
		return err
	}
	if err := s.store.progress(ctx, r.ID, 0, r.Total); err != nil {
		return err
	}
	reader, writer := io.Pipe()
	counted := &countingReader{r: reader}
	files := 0
	go func() {
		writer.CloseWithError(s.Write(ctx, r.UserID, r.Records, writer, func(n int) {
			if files = n; n%progressEvery == 0 {
				_ = s.store.progress(ctx, r.ID, n, 0) // a note is no reason to stop
			}
		}))
	}()
	err = s.Blob.PutLimited(ctx, r.key(), zipType, counted, portability.MaxExport)
	_ = reader.CloseWithError(err) // the writer ends too
	r.Done, r.Total, r.Bytes = files, files, counted.n
	return s.finishExport(ctx, &r, err)
}

func (s *Service) finishExport(ctx context.Context, r *archiveRow, failed error) error {
	switch {
	case failed == nil:
		r.State = portability.ArchiveReady
	case errors.Is(failed, blob.ErrTooLarge) || errors.Is(failed, portability.ErrTooManyFiles):
		r.State, r.Failure = portability.ArchiveFailed, portability.ErrTooMuch.Public
	default:
		return s.giveUp(ctx, r, failed)
	}
	return s.ended(ctx, r)
}

// giveUp passes on why an attempt failed. After the last one the archive counts as failed, so that its person hears of
// it and may begin another.
func (s *Service) giveUp(ctx context.Context, r *archiveRow, failed error) error {
	if !jobs.LastAttempt(ctx) || errors.Is(ctx.Err(), context.Canceled) {
		return failed
	}
	r.State, r.Failure = portability.ArchiveFailed, portability.ErrGivenUp.Public
	return errors.Join(failed, s.ended(context.WithoutCancel(ctx), r))
}

// ended keeps how an archive ended, and tells.
func (s *Service) ended(ctx context.Context, r *archiveRow) error {
	at := db.Millis(s.now())
	r.FinishedAt = &at
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.finishArchive(ctx, tx, r); err != nil || r.Kind != portability.ArchiveExport {
			return err
		}
		if r.State == portability.ArchiveFailed {
			return s.Bus.Emit(ctx, tx, portability.ExportFailed{Trace: s.trace(ctx), UserID: r.UserID, ArchiveID: r.ID})
		}
		return s.Bus.Emit(ctx, tx, portability.ExportReady{Trace: s.trace(ctx), UserID: r.UserID, ArchiveID: r.ID, Bytes: r.Bytes})
	})
}

// CreateLink makes a link that downloads an export once. Sensitive. Errors: those of [portability.CanTake],
// [portability.ErrArchiveNotFound], [portability.ErrNotReady].
func (s *Service) CreateLink(ctx context.Context, archiveID string) (url string, ends time.Time, err error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanTake(a, s.now())
	}
	if err != nil {
		return "", ends, err
	}
	plain, hash := secret.Token()
	ends = s.now().Add(portability.TicketLife)
	err = s.onOwn(ctx, a.UserID, archiveID, func(ctx context.Context, tx *db.Tx, r *archiveRow) error {
		if r.Kind != portability.ArchiveExport || r.State != portability.ArchiveReady || r.ExpiresAt <= db.Millis(s.now()) {
			return portability.ErrNotReady
		}
		return s.store.setTicket(ctx, tx, r.ID, hex.EncodeToString(hash), db.Millis(ends))
	})
	return downloadPath + plain, ends, err
}

// onOwn runs an act on one of the person's archives. Error: [portability.ErrArchiveNotFound].
func (s *Service) onOwn(ctx context.Context, userID, archiveID string, act func(ctx context.Context, tx *db.Tx, r *archiveRow) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := s.store.archive(ctx, tx, archiveID)
		if errors.Is(err, db.ErrNoRows) || err == nil && r.UserID != userID {
			return portability.ErrArchiveNotFound
		}
		if err != nil {
			return err
		}
		return act(ctx, tx, &r)
	})
}

// Archives are the actor's last ones, newest first. Error: [identity.ErrSignInRequired].
func (s *Service) Archives(ctx context.Context) ([]portability.Archive, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.archivesOf(ctx, a.UserID, portability.MaxArchives)
	out := make([]portability.Archive, len(rows))
	for i := range rows {
		out[i] = rows[i].noun()
	}
	return out, err
}

// Discard removes one of the actor's archives. Errors: those of [portability.CanSee], [portability.ErrArchiveNotFound].
func (s *Service) Discard(ctx context.Context, archiveID string) error {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanSee(a)
	}
	if err != nil {
		return err
	}
	return s.onOwn(ctx, a.UserID, archiveID, s.drop)
}

func (s *Service) drop(ctx context.Context, tx *db.Tx, r *archiveRow) error {
	if err := s.store.deleteArchive(ctx, tx, r.ID); err != nil {
		return err
	}
	return s.Jobs.Enqueue(ctx, tx, dropArgs{r.key()}, jobs.EnqueueOptions{})
}

func (s *Service) dropFile(ctx context.Context, args dropArgs) error {
	return s.Blob.Delete(ctx, args.Key)
}

// dropBatch is how many archives one transaction removes.
const dropBatch = 100

// DropExpired removes archives whose time is over.
func (s *Service) DropExpired(ctx context.Context) error {
	_, err := s.dropOf(ctx, "")
	return err
}

func (s *Service) dropOf(ctx context.Context, userID string) (more bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := s.store.expired(ctx, tx, userID, db.Millis(s.now()), dropBatch)
		for i := range rows {
			if err := s.drop(ctx, tx, &rows[i]); err != nil {
				return err
			}
		}
		more = len(rows) == dropBatch
		return err
	})
	return more, err
}

// trace says who acts, when and from where, for an event.
func (s *Service) trace(ctx context.Context) identity.Trace {
	r := route.RequestFrom(ctx)
	t := identity.Trace{At: s.now(), Network: r.Network(), RequestID: r.ID, Via: "system"}
	if a, ok := identity.ActorFrom(ctx); ok {
		if t.ActorID, t.Via = a.UserID, "session"; a.TokenID != "" {
			t.Via = "token"
		}
	} else if via, ok := ctx.Value(viaKey{}).(string); ok {
		t.Via = via
	}
	return t
}

type viaKey struct{}

// countingReader counts what is read.
type countingReader struct {
	r io.Reader
	n int64
}

// Read implements [io.Reader].
func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// asSystem marks acts of the command line.
func asSystem(ctx context.Context) context.Context {
	return context.WithValue(ctx, viaKey{}, "command_line")
}

// SystemExport writes everything of the person with that handle, for the operator. It stands in the person's audit log.
// Errors: [identity.ErrUserNotFound], those of the writer.
func (s *Service) SystemExport(ctx context.Context, handle string, records bool, w io.Writer) error {
	userID, err := s.Accounts.IDByHandle(ctx, handle)
	if err != nil {
		return err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Bus.Emit(ctx, tx, portability.ExportDownloaded{Trace: s.trace(asSystem(ctx)), UserID: userID, How: "command_line"})
	})
	if err != nil {
		return err
	}
	return s.Write(ctx, userID, records, w, nil)
}

// mendable splits what a person can mend, for a payload.
func mendable(err error) ([]errs.UserError, error) { return errs.UserErrors(err) }
