package capturesvc

import (
	"context"
	"encoding/hex"
	"log/slog"
	"net/url"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/sealed"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// People is what capture needs of identity.
type People interface {
	// ActorOf is the person as they would act now. Error: identity.ErrBadCredential for one who may not.
	ActorOf(ctx context.Context, userID, credentialID string, scopes identity.Scopes) (identity.Actor, error)
	// VerifiedEmail is the address that the person has proven to have; "" for none.
	VerifiedEmail(ctx context.Context, userID string) (string, error)
}

// Entries is what capture needs of the journal.
type Entries interface {
	// Write logs an entry; the same client id again gives the first one.
	Write(ctx context.Context, a identity.Actor, in journal.WriteEntryInput) (*journal.Entry, error)
}

// Files is what capture needs of files.
type Files interface {
	// Take keeps bytes as a file of the owner; the same bytes again give the same file.
	Take(ctx context.Context, ownerID, name, alt string, body []byte) (*files.File, error)
}

// Deps are what the service is made of; everything is required, but Limiter may be nil where nobody is limited.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger
	Bus     *events.Bus
	Keyring *secret.Keyring
	Limiter *limit.Limiter
	People  People
	Entries Entries
	Files   Files
	// Base is the address of the instance.
	Base *url.URL
	// Mail says how letters are taken; the zero value takes none.
	Mail MailOptions
}

// Service is the use cases of capture. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// signingColumn is where keys of signatures lie, sealed.
var signingColumn = sealed.Column{Table: "capture_hooks", Name: "signing", Row: "id"}

// SealedColumns are the columns of capture that hold sealed values.
func SealedColumns() []sealed.Column { return []sealed.Column{signingColumn} }

// deliveryPoints is what one delivery costs the hook, or the mail address, and its owner: a hundred a minute of what a
// token may spend. They have buckets of their own: a hook that somebody got hold of locks nobody out of the account.
const deliveryPoints = 200

// charge takes the price of a delivery. Error: limit.ErrReached.
func (s *Service) charge(ctx context.Context, ownerID, credential string) error {
	return s.Limiter.Take(ctx, limit.Caller{Account: "capture:" + ownerID, Token: "capture:" + credential}, deliveryPoints).Err()
}

// writing is all that a captured entry's author may do.
var writing = identity.Scopes{identity.ScopeEntriesWrite}

// now is the current instant in the precision that is stored.
func (s *Service) now() time.Time { return s.Clock.Now().UTC().Truncate(time.Millisecond) }

// trace says who acts, and from where.
func (s *Service) trace(ctx context.Context) identity.Trace {
	r := route.RequestFrom(ctx)
	t := identity.Trace{At: s.now(), Network: r.Network(), RequestID: r.ID, Via: "system"}
	if a, ok := identity.ActorFrom(ctx); ok {
		t.ActorID, t.Via = a.UserID, "session"
	}
	return t
}

func hashText(plain string) string { return hex.EncodeToString(secret.Hash(plain)) }
