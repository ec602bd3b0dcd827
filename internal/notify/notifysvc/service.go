package notifysvc

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/netguard"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Days tells whether something is still due on a day of a person; insights does.
type Days interface {
	Due(ctx context.Context, userID string, d day.Date) (bool, error)
}

// Weeks counts what a person did in a week; back 0 is the running one, 1 the one before. The app does, from insights.
type Weeks interface {
	Week(ctx context.Context, a identity.Actor, back int) (notify.Week, error)
}

// Instance tells the name of the instance; identity does.
type Instance interface {
	Instance(ctx context.Context) (*identity.Instance, error)
}

// Publisher tells the open tabs of a person that a topic has changed.
type Publisher interface {
	Publish(ctx context.Context, userID, topic string)
}

// Topic is what [Publisher] is told when the inbox of a person changes.
const Topic = "inbox"

// Deps is what the service needs; everything without a note is required.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Log       *slog.Logger
	Bus       *events.Bus
	Jobs      *jobs.Runner
	Keyring   *secret.Keyring
	Pages     *page.Sealer
	Mail      mail.Sender
	Catalogue *notify.Catalogue
	Wording   notify.Wording
	Days      Days
	Weeks     Weeks
	Instance  Instance
	// Live may be nil: open tabs then learn of changes when they ask.
	Live    Publisher
	BaseURL string
	// Version is that of the binary; administrators hear when it changes.
	Version string
	// SendsMail is false when Mail reaches nobody; there are no mails and no links in them then.
	SendsMail bool
	// Push sends to the push services of browsers; nil means the guarded client. Tests give one that reaches this machine.
	Push *http.Client
}

// Service is the machinery of notices. It is safe for concurrent use.
type Service struct {
	Deps

	store   store
	linkKey []byte
	client  func() *http.Client
}

// New makes the service and registers its reactions and jobs; call it before the job runner starts.
func New(d Deps) *Service {
	d.BaseURL = strings.TrimRight(d.BaseURL, "/")
	s := &Service{Deps: d, store: store{db: d.DB}, linkKey: d.Keyring.Derive("notify.unsubscribe")}
	s.client = sync.OnceValue(func() *http.Client {
		if d.Push != nil {
			return d.Push
		}
		return netguard.Client(netguard.Options{MaxBody: 4 << 10})
	})
	s.react()
	s.registerJobs()
	return s
}

// now is the current instant in the precision of the database.
func (s *Service) now() time.Time { return s.Clock.Now().Truncate(time.Millisecond) }

// changed tells the open tabs of a person once tx has committed.
func (s *Service) changed(ctx context.Context, tx *db.Tx, userID string) {
	if s.Live == nil {
		return
	}
	ctx = context.WithoutCancel(ctx)
	tx.AfterCommit(func() { s.Live.Publish(ctx, userID, Topic) })
}

// zoneOf is a stored zone; UTC when the name has left the tz database since.
func zoneOf(name string) *time.Location {
	loc, err := day.LoadZone(name)
	if err != nil {
		return time.UTC
	}
	return loc
}
