package identitysvc

import (
	"cmp"
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Hasher hashes passwords; package password implements it. Tests give a cheap one.
type Hasher interface {
	Hash(ctx context.Context, plain string) (string, error)
	Verify(ctx context.Context, plain, phc string) (ok, rehash bool, err error)
	Dummy(ctx context.Context, plain string) error
}

// PasswordPolicy refuses weak passwords with an Invalid error whose field is "password"; words are what an attacker
// would try first.
type PasswordPolicy interface {
	Check(plain string, words ...string) error
}

// Deps is what the service needs; everything without a note is required.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger
	Bus     *events.Bus
	Jobs    *jobs.Runner
	Keyring *secret.Keyring
	Pages   *page.Sealer
	Hasher  Hasher
	Policy  PasswordPolicy
	// ShortPolicy is for passwords that stand beside a second factor; nil means Policy.
	ShortPolicy PasswordPolicy
	// PasswordMin is the least length that Policy asks for, for people to read; zero means 12.
	PasswordMin int
	Blob        *blob.Store
	Mail        mail.Sender
	Letters     identity.Letters
	BaseURL     string
	Version     string
	// SendsMail is false when Mail reaches nobody; addresses then count as verified.
	SendsMail bool
	// InstanceName and Registration hold until an administrator changes them.
	InstanceName string
	Registration identity.RegistrationMode
	// Sleep waits; it levels the time of answers to strangers. Nil means no levelling, for tests.
	Sleep func(ctx context.Context, d time.Duration)
}

// Service is the machinery of identity. It is safe for concurrent use.
type Service struct {
	Deps

	store   store
	auth    *authCache
	signer  *signer
	codeKey []byte
	devKey  []byte
	decode  chan struct{}

	providers   providers
	recoveryKey []byte
	passkeyHost string
	party       func() (*webauthn.WebAuthn, error)
}

// New makes the service and registers its jobs; call it before the job runner starts.
func New(d Deps) *Service {
	d.BaseURL = strings.TrimRight(d.BaseURL, "/")
	if d.Sleep == nil {
		d.Sleep = func(context.Context, time.Duration) {}
	}
	if !d.Registration.Valid() {
		d.Registration = identity.RegistrationOpen
	}
	d.InstanceName = cmp.Or(d.InstanceName, "Tamatar")
	d.PasswordMin = cmp.Or(d.PasswordMin, 12)
	if d.ShortPolicy == nil {
		d.ShortPolicy = d.Policy
	}
	s := &Service{
		Deps:    d,
		auth:    newAuthCache(d.Clock),
		codeKey: d.Keyring.Derive("identity.verify_code"),
		devKey:  d.Keyring.Derive("identity.known_device"),
		decode:  make(chan struct{}, 2),

		recoveryKey: d.Keyring.Derive("identity.recovery_code"),
		passkeyHost: passkeyHost(d.BaseURL),
	}
	s.party = sync.OnceValues(s.newParty)
	s.signer = newSigner(d.Keyring, d.BaseURL, d.Clock)
	s.providers = newProviders(d)
	s.registerJobs()
	return s
}

// now is the current instant in the precision of the database.
func (s *Service) now() time.Time { return s.Clock.Now().Truncate(time.Millisecond) }

// answerFloor is the least time that answers to strangers take, so that they tell nothing about who is known.
const answerFloor = 250 * time.Millisecond

// level waits until the floor since start has passed; defer it first.
func (s *Service) level(ctx context.Context, start time.Time) {
	if rest := answerFloor - s.Clock.Now().Sub(start); rest > 0 {
		s.Sleep(ctx, rest)
	}
}
