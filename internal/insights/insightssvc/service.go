package insightssvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// Entries is what insights needs of the journal.
type Entries interface {
	// OwnEntries returns the actor's entries of these ids (at most 100) in their order; those that
	// are not there, not the actor's or in the trash are left out.
	OwnEntries(ctx context.Context, ids []string) ([]journal.Entry, error)
}

// Deps are what the service is made of.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Entries Entries
}

// Service is the use cases of insights. It is safe for concurrent use.
type Service struct {
	store   store
	clock   clock.Clock
	entries Entries
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{store: store{db: d.DB}, clock: d.Clock, entries: d.Entries}
}

// A person is the actor with what makes their civil day now.
type person struct {
	identity.Actor
	zone  *time.Location
	now   time.Time
	today day.Date
}

// reader returns the person who asks. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) reader(ctx context.Context) (person, error) {
	return s.person(ctx, identity.ScopeRead)
}

func (s *Service) person(ctx context.Context, need identity.Scope) (person, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return person{}, err
	}
	if !a.Can(need) {
		return person{}, identity.ErrScopeMissing
	}
	zone, err := day.LoadZone(a.Zone)
	if err != nil {
		zone = time.UTC // the zone was known when it was saved; a tz database may drop a name
	}
	now := s.clock.Now()
	return person{Actor: a, zone: zone, now: now, today: day.Of(now, zone, a.DayStart)}, nil
}
