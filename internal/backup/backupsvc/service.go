package backupsvc

import (
	"context"
	"log/slog"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Deps is what the service needs. Without Dir it makes no backups.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger
	Bus     *events.Bus
	Jobs    *jobs.Runner
	Pages   *page.Sealer
	Files   *blob.Store
	Keyring *secret.Keyring
	// MadeBy is the version of the program.
	MadeBy string

	// Dir is the folder for archives; "" switches backups off.
	Dir         string
	Every       time.Duration
	Keep        backup.Keep
	Lock        archive.Lock
	WithKeyring bool
}

// Service is the machinery of backups. It is safe for concurrent use.
type Service struct{ Deps }

// New makes the service and registers its jobs; call it before the job runner starts.
func New(d Deps) *Service {
	s := &Service{d}
	jobs.RegisterLong(d.Jobs, s.run)
	jobs.RegisterLong(d.Jobs, s.check)
	if d.Dir != "" {
		jobs.Every(d.Jobs, "backup.run", d.Every, s.runScheduled)
	}
	return s
}

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.Clock.Now().UTC().Truncate(time.Millisecond) }

// trace says who acts, when and from where, for an event.
func (s *Service) trace(ctx context.Context) identity.Trace {
	r := route.RequestFrom(ctx)
	t := identity.Trace{At: s.now(), Network: r.Network(), RequestID: r.ID, Via: "system"}
	if a, ok := identity.ActorFrom(ctx); ok {
		t.ActorID, t.Via = a.UserID, "session"
		if a.TokenID != "" {
			t.Via = "token"
		}
	}
	return t
}
