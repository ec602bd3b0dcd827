package portabilitysvc

import (
	"context"
	"io"
	"log/slog"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// Accounts is what portability needs of identity, to let people leave.
type Accounts interface {
	// CheckLeaving refuses whom the instance cannot do without. Errors: identity.ErrLastAdmin, identity.ErrUserNotFound.
	CheckLeaving(ctx context.Context, tx *db.Tx, userID string) error
	// WriteDeparture puts a letter about a departure on its way; kind is one of identity's letters.
	WriteDeparture(ctx context.Context, tx *db.Tx, userID, kind string, due time.Time) error
	// EraseLeft erases an account whose time is over. Errors: identity.ErrLastAdmin, identity.ErrUserNotFound.
	EraseLeft(ctx context.Context, userID string) error
	// IDByHandle finds an account by handle or address. Error: identity.ErrUserNotFound.
	IDByHandle(ctx context.Context, handle string) (string, error)
}

// Foreign reads exports of other programs.
type Foreign interface {
	// ImportZip brings a zip into a person's account, or with dryRun only reports. Doing it again changes nothing. known
	// is false when there is nothing in it that any known program writes.
	ImportZip(ctx context.Context, userID string, r io.ReaderAt, size int64, dryRun bool, report *portable.Report) (known bool, err error)
}

// Deps are what the service is made of; everything is required.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	Log      *slog.Logger
	Bus      *events.Bus
	Jobs     *jobs.Runner
	Blob     *blob.Store
	Accounts Accounts
	// Foreign reads what is no archive of Tamatar; nil refuses it.
	Foreign Foreign
	// Grace is the time between the wish to leave and the erasure.
	Grace time.Duration
	// Parts are what the rooms hand in, in the order of the ranks: what others refer to comes first.
	Parts []portable.Part
}

// Service is the machinery of portability. It is safe for concurrent use.
type Service struct {
	Deps

	store store
	// streams bounds how many archives are sent as streams at once, uploads how many come in.
	streams, uploads chan struct{}
}

// atOnce is how many streams, and how many uploads, a process has at a time.
const atOnce = 2

// New makes the service and registers its jobs and reactions; call it before the job runner starts.
func New(d Deps) *Service {
	s := &Service{Deps: d, store: store{db: d.DB}, streams: make(chan struct{}, atOnce), uploads: make(chan struct{}, atOnce)}
	s.Parts = append(s.Parts, portable.Part{Domain: "portability", Record: s.recordOwn, Erase: s.eraseOwn, Outlets: s.ownOutlets, Close: s.closeOwn})
	events.On(d.Bus, "portability.erase_person", s.personDeleted)
	jobs.RegisterOutside(d.Jobs, s.erasePerson)
	// The rooms' own erasures of releases before this one: migration 0054 has put their people on the list.
	jobs.Former(d.Jobs, "journal.erase_again", "tags.erase_again", identity.UserDeleted{}.EventName()+"/journal.erase_person",
		identity.UserDeleted{}.EventName()+"/tags.erase_person", identity.UserDeleted{}.EventName()+"/insights.forget_user")
	jobs.RegisterOutside(d.Jobs, s.makeExport)
	jobs.RegisterOutside(d.Jobs, s.readImport)
	jobs.RegisterOutside(d.Jobs, s.dropFile)
	jobs.Every(d.Jobs, "portability.erase_rest", time.Hour, s.eraseRest)
	jobs.Every(d.Jobs, "portability.drop_expired", time.Hour, s.DropExpired)
	jobs.Every(d.Jobs, "portability.drop_replaced", time.Hour, s.dropReplaced)
	jobs.Every(d.Jobs, "portability.departures", 15*time.Minute, s.Depart)
	return s
}

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.Clock.Now().UTC().Truncate(time.Millisecond) }
