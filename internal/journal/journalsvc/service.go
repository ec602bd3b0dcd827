package journalsvc

import (
	"context"
	"log/slog"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// Users is what the journal needs of identity: the public faces of people.
type Users interface {
	// UsersByID returns the people of these ids; those it does not know are left out.
	UsersByID(ctx context.Context, ids []string) (map[string]*identity.User, error)
}

// Files is what the journal needs of files: what is known of those that entries show.
type Files interface {
	// ByIDs reads the files of these ids; those it does not know are left out.
	ByIDs(ctx context.Context, ids []string) (map[string]files.File, error)
	// Take keeps bytes as a file of the owner; the same bytes again give the same file.
	Take(ctx context.Context, ownerID, name, alt string, body []byte) (*files.File, error)
}

// Deps are what the service is made of. Files, Bus and Jobs may be nil where there are none, nobody listens
// and nothing is scheduled.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Log   *slog.Logger
	Users Users
	// People is needed for imports by job and for captures from outside.
	People  People
	Tags    *tagssvc.Service
	Files   Files
	Cursors *page.Sealer
	Bus     *events.Bus
	Jobs    *jobs.Runner
}

// Service is the use cases of the journal. It is safe for concurrent use.
type Service struct {
	store   store
	clock   clock.Clock
	log     *slog.Logger
	users   Users
	people  People
	tags    *tagssvc.Service
	files   Files
	cursors *page.Sealer
	bus     *events.Bus
	writes  *writeQueue
	jobs    *jobs.Runner
	samples SampleWriter
}

// New makes the service, and registers its periodic jobs where there are some.
func New(d Deps) *Service {
	s := &Service{
		store: store{db: d.DB, bounds: searchBounds{common: commonFrom, old: oldFrom, newest: newest}}, clock: d.Clock, log: d.Log, users: d.Users, people: d.People, tags: d.Tags, files: d.Files,
		cursors: d.Cursors, bus: d.Bus, jobs: d.Jobs,
	}
	s.writes = newWriteQueue(d.DB.Dialect(), s.saveWrites)
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if d.Jobs != nil {
		s.schedule(d.Jobs)
	}
	return s
}

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.clock.Now().UTC().Truncate(time.Millisecond) }

// emit writes the event in the transaction when somebody listens.
func (s *Service) emit(ctx context.Context, tx *db.Tx, ev events.Event) error {
	if s.bus == nil {
		return nil
	}
	return s.bus.Emit(ctx, tx, ev)
}

// viewer is the actor as the audience oracle sees them: never as somebody who holds a link.
func viewer(a identity.Actor) audience.Viewer {
	return audience.Viewer{UserID: a.UserID}
}

// today is the actor's civil day at now.
func today(a identity.Actor, now time.Time) day.Date {
	return day.Of(now, actorZone(a), a.DayStart)
}

// actorZone is the zone of the profile; UTC when the profile names one that is gone from the tz database.
func actorZone(a identity.Actor) *time.Location {
	loc, err := day.LoadZone(a.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}
