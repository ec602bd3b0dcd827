package portabilitysvc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

// readArgs asks to look at an uploaded archive, or to import it.
type readArgs struct {
	ArchiveID string `json:"archiveId"`
}

// Kind names the job.
func (readArgs) Kind() string { return "portability.read_import" }

// Bring keeps an archive that the actor sends and begins its preview. Errors: those of [portability.CanBring],
// [portability.ErrArchiveBusy], [portability.ErrArchiveLimit], [portability.ErrUploadTooLarge].
func (s *Service) Bring(ctx context.Context, upload io.Reader) (*portability.Archive, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanBring(a)
	}
	if err != nil {
		return nil, err
	}
	now := s.now()
	r := archiveRow{
		ID: id.New(now), UserID: a.UserID, Kind: portability.ArchiveImport, State: portability.ArchiveWaiting, DryRun: true,
		CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(portability.UploadLife)),
	}
	check := func(ctx context.Context, tx *db.Tx) error { return s.room(ctx, tx, a.UserID) }
	if err := s.DB.InTx(ctx, check); err != nil {
		return nil, err // before anything is kept
	}
	counted := &countingReader{r: upload}
	if err := s.Blob.PutLimited(ctx, r.key(), zipType, counted, portability.MaxUpload); err != nil {
		if errors.Is(err, blob.ErrTooLarge) {
			err = portability.ErrUploadTooLarge
		}
		return nil, err
	}
	r.Bytes = counted.n
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := check(ctx, tx); err != nil {
			return err
		}
		if err := s.store.insertArchive(ctx, tx, &r); err != nil {
			return err
		}
		return s.Jobs.Enqueue(ctx, tx, readArgs{r.ID}, jobs.EnqueueOptions{MaxAttempts: archiveAttempts})
	})
	if err != nil {
		return nil, errors.Join(err, s.Blob.Delete(context.WithoutCancel(ctx), r.key()))
	}
	out := r.noun()
	return &out, nil
}

// StartImport imports an archive whose preview is ready. Errors: those of [portability.CanBring],
// [portability.ErrArchiveNotFound], [portability.ErrNotReady].
func (s *Service) StartImport(ctx context.Context, archiveID string) (*portability.Archive, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanBring(a)
	}
	if err != nil {
		return nil, err
	}
	var out portability.Archive
	err = s.onOwn(ctx, a.UserID, archiveID, func(ctx context.Context, tx *db.Tx, r *archiveRow) error {
		begun, err := s.store.begin(ctx, tx, r.ID, a.UserID)
		if err != nil {
			return err
		}
		if !begun {
			return portability.ErrNotReady
		}
		r.State, r.DryRun, r.Done, r.Report = portability.ArchiveWaiting, false, 0, ""
		out = r.noun()
		return s.Jobs.Enqueue(ctx, tx, readArgs{r.ID}, jobs.EnqueueOptions{MaxAttempts: archiveAttempts})
	})
	return &out, err
}

// readImport looks at an uploaded archive, or imports it. After a crash it is done again, which changes nothing of what
// is there already.
func (s *Service) readImport(ctx context.Context, args readArgs) error {
	r, err := s.store.archive(ctx, s.DB.Reader(), args.ArchiveID)
	if errors.Is(err, db.ErrNoRows) || err == nil && (r.State == portability.ArchiveReady || r.State == portability.ArchiveFailed) {
		return nil
	}
	if err != nil {
		return err
	}
	file, info, err := s.Blob.GetFile(ctx, r.key())
	if err != nil {
		return s.giveUp(ctx, &r, err)
	}
	report := &portable.Report{Progress: func(n int) { _ = s.store.progress(ctx, r.ID, n, r.Total) }} // a note is no reason to stop
	err = s.Read(ctx, r.UserID, &seekerAt{r: file}, info.Size, r.DryRun, report)
	if err = errors.Join(err, file.Close()); err != nil {
		return s.giveUp(ctx, &r, err)
	}
	return s.finishImport(ctx, &r, report)
}

func (s *Service) finishImport(ctx context.Context, r *archiveRow, report *portable.Report) error {
	raw, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	created, things := 0, 0
	for _, c := range report.Counts {
		if things += c.N; c.Outcome == portable.Created {
			created += c.N
		}
	}
	at := db.Millis(s.now())
	r.State, r.Report, r.Done, r.Total, r.FinishedAt = portability.ArchiveReady, string(raw), things, things, &at
	if things == report.Refused { // nothing in it can be imported
		r.State = portability.ArchiveFailed
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.finishArchive(ctx, tx, r); err != nil || r.DryRun && r.State == portability.ArchiveReady {
			return err
		}
		if err := s.Jobs.Enqueue(ctx, tx, dropArgs{r.key()}, jobs.EnqueueOptions{}); err != nil || r.DryRun {
			return err // nobody needs the upload any more
		}
		return s.Bus.Emit(ctx, tx, portability.ArchiveImported{
			Trace: s.trace(ctx), UserID: r.UserID, ArchiveID: r.ID, Created: created, Refused: report.Refused,
		})
	})
}
