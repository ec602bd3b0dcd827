package portabilitysvc

import (
	"log/slog"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// Deps are what the service is made of; everything is required.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Log   *slog.Logger
	Bus   *events.Bus
	Jobs  *jobs.Runner
	// Parts are what the rooms hand in, in the order of the ranks: what others refer to comes first.
	Parts []portable.Part
}

// Service is the machinery of portability. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New makes the service and registers its jobs and reactions; call it before the job runner starts.
func New(d Deps) *Service {
	s := &Service{Deps: d, store: store{db: d.DB}}
	events.On(d.Bus, "portability.erase_person", s.personDeleted)
	jobs.RegisterOutside(d.Jobs, s.erasePerson)
	// The rooms' own erasures of releases before this one: migration 0054 has put their people on the list.
	jobs.Former(d.Jobs, "journal.erase_again", "tags.erase_again", identity.UserDeleted{}.EventName()+"/journal.erase_person",
		identity.UserDeleted{}.EventName()+"/tags.erase_person", identity.UserDeleted{}.EventName()+"/insights.forget_user")
	jobs.Every(d.Jobs, "portability.erase_rest", time.Hour, s.eraseRest)
	return s
}

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.Clock.Now().UTC().Truncate(time.Millisecond) }
