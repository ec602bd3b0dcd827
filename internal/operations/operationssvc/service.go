package operationssvc

import (
	"context"
	"log/slog"
	"sync"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Probe asks one part of another room how it is; the wiring adds them.
type Probe struct {
	// Name is the part's, lower case.
	Name string
	// Look fills status, message and facts. It gets five seconds.
	Look func(ctx context.Context) operations.HealthPart
}

// Deps is what the service needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Log   *slog.Logger
	Bus   *events.Bus
	Jobs  *jobs.Runner
	Blob  *blob.Store
	Mail  mail.Sender
	Pages *page.Sealer
	// DataDir is the folder whose disk is watched.
	DataDir string
	// Version is the binary's. Commit and CommittedAt (RFC 3339) are those of its source, where the linker was told them.
	Version, Commit, CommittedAt string
	// Probes are the parts of other rooms.
	Probes []Probe
}

// Service is the machinery of operations. It is safe for concurrent use.
type Service struct {
	Deps

	whatsNew func() string
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, whatsNew: sync.OnceValue(whatsNew)}
}

// AddProbe adds a part to the page of health; call it while wiring.
func (s *Service) AddProbe(p Probe) { s.Probes = append(s.Probes, p) }

// trace says who acts, when and from where, for an event.
func (s *Service) trace(ctx context.Context) identity.Trace {
	r := route.RequestFrom(ctx)
	t := identity.Trace{At: s.Clock.Now(), Network: r.Network(), RequestID: r.ID, Via: "system"}
	if a, ok := identity.ActorFrom(ctx); ok {
		t.ActorID, t.Via = a.UserID, "session"
		if a.TokenID != "" {
			t.Via = "token"
		}
	}
	return t
}
