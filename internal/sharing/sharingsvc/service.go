package sharingsvc

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// People is what sharing needs of identity: faces.
type People interface {
	// UsersByID returns the people of these ids; those it does not know are left out.
	UsersByID(ctx context.Context, ids []string) (map[string]*identity.User, error)
	// Face finds a person by handle, also by one given up lately; nil when there is none whom strangers may see.
	Face(ctx context.Context, handle string) (*identity.User, error)
	// ActorOf is the person as they would act now. Error: identity.ErrBadCredential for one who may not.
	ActorOf(ctx context.Context, userID, credentialID string, scopes identity.Scopes) (identity.Actor, error)
}

// Files is what sharing needs of files.
type Files interface {
	// ServeOpened answers with a file that the caller has opened to whoever asks.
	ServeOpened(w http.ResponseWriter, r *http.Request, fileID string)
}

// Deps are what the service is made of; everything is required.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger
	Bus     *events.Bus
	Jobs    *jobs.Runner
	People  People
	Journal *journalsvc.Service
	Files   Files
	// Base is the address of the instance.
	Base *url.URL
	// Version is that of the program; feeds name it as their generator.
	Version string
}

// Service is the use cases of sharing. It is safe for concurrent use.
type Service struct {
	Deps

	store   store
	streaks Streaks
}

// New makes the service and registers its jobs and reactions; call it before the job runner starts.
func New(d Deps) *Service {
	s := &Service{Deps: d, store: store{db: d.DB}}
	events.On(d.Bus, subscriber, s.audienceChanged)
	events.On(d.Bus, subscriber, s.entryPurged)
	jobs.Every(d.Jobs, "sharing.forget_expired", 24*time.Hour, s.forgetExpired)
	return s
}

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.Clock.Now().UTC().Truncate(time.Millisecond) }

// trace says who acts, and from where.
func (s *Service) trace(ctx context.Context) identity.Trace {
	r := route.RequestFrom(ctx)
	t := identity.Trace{At: s.now(), Network: r.Network(), RequestID: r.ID, Via: "system"}
	if a, ok := identity.ActorFrom(ctx); ok {
		if t.ActorID, t.Via = a.UserID, "session"; a.TokenID != "" {
			t.Via = "token"
		}
	}
	return t
}

// address is a whole address below the base.
func (s *Service) address(parts ...string) string { return s.Base.JoinPath(parts...).String() }
