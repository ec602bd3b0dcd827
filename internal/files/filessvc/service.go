package filessvc

import (
	"context"
	"log/slog"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Uses is what files ask of whoever shows them.
type Uses interface {
	// FileShown reports whether the actor may see something of the owner's that shows the file now. A zero actor is a
	// stranger.
	FileShown(ctx context.Context, a identity.Actor, ownerID, fileID string) (bool, error)
	// FilesHeld are those of the ids that something still holds: shown now, in the trash, or in an earlier version. At
	// most 500 ids.
	FilesHeld(ctx context.Context, ids []string) (map[string]bool, error)
	// FileUses tells what of the owner's uses these files, [files.MaxUses] for each at most. At most 100 ids.
	FileUses(ctx context.Context, ownerID string, ids []string) (map[string][]files.FileUse, error)
}

// Deps are what the service is made of. Jobs may be nil where nothing is scheduled.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Log   *slog.Logger
	Blob  *blob.Store
	Jobs  *jobs.Runner
	Bus   *events.Bus
	// People are those who can be given space.
	People People
	// Pages seals the cursors of lists.
	Pages *page.Sealer
	// MaxSize is the largest file in bytes, Quota what one person may use whom no administrator gave other space.
	MaxSize, Quota int64
	// Patience is how long an upload may stand still at its beginning, and how long one waits for its turn; zero means a
	// quarter of a minute.
	Patience time.Duration
}

// Service is the use cases of files. It is safe for concurrent use.
type Service struct {
	Deps

	store store
	uses  Uses
	// arriving bounds the uploads in memory.
	arriving *limit.Turns
}

const (
	// arrivingAtOnce is how many uploads are held in memory, arrivingShare how many of them are one person's.
	arrivingAtOnce = 4
	arrivingShare  = 2
)

// New makes the service. Before it serves, [Service.UsedBy] says who shows files.
func New(d Deps) *Service {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Patience == 0 {
		d.Patience = patience
	}
	s := &Service{Deps: d, store: store{db: d.DB}, arriving: limit.NewTurns(arrivingAtOnce, arrivingShare)}
	if d.Jobs != nil {
		jobs.Every(d.Jobs, "files.sweep", 6*time.Hour, func(ctx context.Context) error {
			n, err := s.Sweep(ctx)
			if n > 0 {
				s.Log.InfoContext(ctx, "swept files that nothing shows", "files", n)
			}
			return err
		})
	}
	return s
}

// UsedBy names who shows files; call it once, before anything is served. Without it files are their owners' alone, and
// nothing is swept.
func (s *Service) UsedBy(u Uses) { s.uses = u }

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.Clock.Now().UTC().Truncate(time.Millisecond) }

// blobKey is where the bytes lie.
func blobKey(fileID string) string { return "file/" + fileID }

// Storage is how much space the actor uses. Error: identity.ErrSignInRequired.
func (s *Service) Storage(ctx context.Context) (*files.Storage, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	u, err := s.store.usage(ctx, a.UserID)
	if err != nil {
		return nil, err
	}
	own, err := s.store.quota(ctx, a.UserID)
	if err != nil {
		return nil, err
	}
	out := &files.Storage{UsedBytes: float64(u.Bytes), QuotaBytes: float64(s.Quota), Files: u.Files, MaxFileBytes: int(s.MaxSize)}
	if own != nil {
		out.QuotaBytes, out.QuotaByAdmin = float64(*own), true
	}
	return out, nil
}

// ByIDs reads the files of these ids, at most 500; unknown ones are left out. The caller has checked that the viewer may see
// what shows them, and that they belong to its author.
func (s *Service) ByIDs(ctx context.Context, ids []string) (map[string]files.File, error) {
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // a nil map reads as empty
	}
	rows, err := s.store.byIDs(ctx, ids[:min(len(ids), maxIn)])
	if err != nil {
		return nil, err
	}
	out := make(map[string]files.File, len(rows))
	for _, r := range rows {
		if r.Ready {
			out[r.ID] = r.file()
		}
	}
	return out, nil
}
