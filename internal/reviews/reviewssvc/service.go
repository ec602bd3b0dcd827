package reviewssvc

import (
	"context"
	"net/url"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/reviews"
)

const subscriber = "reviews.forget_purged"

// Wording says what digests say beside their lines. The site implements it: it owns the catalogues.
type Wording interface {
	// Digest gives the words of a language; an unknown one falls back to English.
	Digest(locale string) reviews.Words
}

// Deps are what the service is made of. Bus may be nil where nobody listens.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Bus     *events.Bus
	Journal *journalsvc.Service
	Wording Wording
	// Base is the address of the instance.
	Base *url.URL
}

// Service is the use cases of reviews. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New makes the service and registers its reactions; call it before the job runner starts.
func New(d Deps) *Service {
	s := &Service{Deps: d, store: store{db: d.DB}}
	if d.Bus != nil {
		events.On(d.Bus, subscriber, s.entryPurged)
	}
	return s
}

// A person is the actor with their civil day now.
type person struct {
	identity.Actor
	today day.Date
}

// person returns who asks. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
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
	return person{Actor: a, today: day.Of(s.Clock.Now(), zone, a.DayStart)}, nil
}

// entryURL is the address of entries up to their id.
func (s *Service) entryURL() string { return s.Base.JoinPath("app", "journal").String() + "/" }
