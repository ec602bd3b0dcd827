package auditsvc

import (
	"context"
	"log/slog"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Users gives the public part of people by id; identity's service does.
type Users interface {
	UsersByID(ctx context.Context, ids []string) (map[string]*identity.User, error)
}

// Deps is what the service needs; everything is required.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger
	Bus     *events.Bus
	Keyring *secret.Keyring
	Pages   *page.Sealer
	Users   Users
}

// Service is the machinery of audit. It is safe for concurrent use.
type Service struct {
	Deps

	key []byte
}

// New makes the service and subscribes it; call it before the job runner starts.
func New(d Deps) *Service {
	s := &Service{Deps: d, key: d.Keyring.Derive("audit.chain")}
	s.subscribe()
	return s
}
