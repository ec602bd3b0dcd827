package identitysvc_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/password"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
)

const (
	goodPassword  = "moss covers seven quiet stones"
	otherPassword = "nine copper kettles whistle low"
	baseURL       = "https://log.example"
)

// cheapHasher costs nothing, so that tests may sign in often. It counts its work.
type cheapHasher struct{ runs atomic.Int64 }

func (h *cheapHasher) Hash(_ context.Context, plain string) (string, error) {
	h.runs.Add(1)
	sum := sha256.Sum256([]byte(plain))
	return "cheap:" + hex.EncodeToString(sum[:]), nil
}

func (h *cheapHasher) Verify(ctx context.Context, plain, phc string) (bool, bool, error) {
	got, err := h.Hash(ctx, plain)
	return got == phc, false, err
}

func (h *cheapHasher) Dummy(ctx context.Context, plain string) error {
	_, err := h.Hash(ctx, plain)
	return err
}

// plainLetters writes what it was given, so that tests find links and codes.
type plainLetters struct{}

func (plainLetters) Compose(kind, _ string, data map[string]string) (string, string, string, error) {
	text, err := json.Marshal(data)
	return kind, string(text), "", err
}

// world is one instance with everything real but the clock, the cost of hashing and the mail server.
type world struct {
	t      testing.TB
	d      *db.DB
	clock  *clock.Fake
	keys   *secret.Keyring
	hasher identitysvc.Hasher
	jobs   *jobs.Runner
	bus    *events.Bus
	box    *mail.Mailbox
	s      *identitysvc.Service
	heard  map[string]int
	slept  atomic.Int64 // nanoseconds
}

type option func(*identitysvc.Deps)

func noMail(d *identitysvc.Deps) { d.SendsMail = false }

func onBoth(t *testing.T, fn func(t *testing.T, w *world), opts ...option) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) { fn(t, newWorld(t, d, opts...)) })
}

func newWorld(t testing.TB, d *db.DB, opts ...option) *world {
	t.Helper()
	w := &world{
		t: t, d: d, clock: clock.NewFake(time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)), keys: secret.NewKeyring(),
		hasher: &cheapHasher{}, heard: map[string]int{},
	}
	w.box = mail.NewMailbox(w.clock)
	w.s, w.jobs, w.bus = w.node(opts...)
	listen(w)
	return w
}

// node is one more process of the instance.
func (w *world) node(opts ...option) (*identitysvc.Service, *jobs.Runner, *events.Bus) {
	log := slog.New(slog.DiscardHandler)
	files, err := blob.Open(context.Background(), "file://"+filepath.Join(w.t.TempDir(), "files"))
	must(w.t, err)
	runner := jobs.New(w.d, w.clock, log, jobs.Options{})
	bus := events.NewBus(runner)
	deps := identitysvc.Deps{
		DB: w.d, Clock: w.clock, Log: log, Bus: bus, Jobs: runner, Keyring: w.keys, Pages: page.NewSealer(w.keys.Derive("page")),
		Hasher: w.hasher, Policy: password.Policy{MinLength: 12}, Mail: w.box, Letters: plainLetters{}, BaseURL: baseURL, Version: "test",
		SendsMail: true, Blob: files, InstanceName: "Test", Registration: identity.RegistrationOpen,
		Sleep: func(_ context.Context, d time.Duration) { w.slept.Add(int64(d)) },
	}
	for _, o := range opts {
		o(&deps)
	}
	return identitysvc.New(deps), runner, bus
}

func count[E events.Event](w *world) {
	events.On(w.bus, "test.count", func(_ context.Context, _ *db.Tx, e E) error {
		w.heard[strings.TrimSuffix(strings.TrimPrefix(e.EventName(), "identity."), ".v1")]++
		return nil
	})
}

func listen(w *world) {
	count[identity.UserRegistered](w)
	count[identity.UserVerified](w)
	count[identity.UserSuspended](w)
	count[identity.UserDeleted](w)
	count[identity.SessionStarted](w)
	count[identity.SessionRevoked](w)
	count[identity.RefreshReplayed](w)
	count[identity.SignInFailed](w)
	count[identity.PasswordChanged](w)
	count[identity.EmailChanged](w)
	count[identity.TokenCreated](w)
	count[identity.TokenRevoked](w)
	count[identity.TokenRotated](w)
	count[identity.TokenExpiring](w)
	count[identity.ToolCalled](w)
	count[identity.RoleChanged](w)
	count[identity.HandleChanged](w)
	count[identity.ProviderLinked](w)
	count[identity.ProviderSaved](w)
	count[identity.ProviderUnlinked](w)
}

// from is a context of a request from that address.
func from(ip string) context.Context {
	return route.WithRequest(context.Background(), route.Request{
		ID: "r1", Client: netip.MustParseAddr(ip), UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
	})
}

// drain runs every job that is due.
func (w *world) drain() {
	w.t.Helper()
	if err := w.jobs.Drain(context.Background()); err != nil {
		w.t.Fatalf("jobs: %v", err)
	}
}

// letter gives the data of the newest letter of a kind to an address; nil when there is none.
func (w *world) letter(kind, to string) map[string]string {
	w.t.Helper()
	w.drain()
	for _, k := range w.box.List() {
		if k.Kind != kind || k.To != to {
			continue
		}
		data := map[string]string{}
		if err := json.Unmarshal([]byte(k.Text), &data); err != nil {
			w.t.Fatal(err)
		}
		return data
	}
	return nil
}

// letters counts the letters of a kind to an address; "" counts all to it.
func (w *world) letters(kind, to string) int {
	w.drain()
	n := 0
	for _, k := range w.box.List() {
		if k.To == to && (kind == "" || k.Kind == kind) {
			n++
		}
	}
	return n
}

// linkIn takes the secret out of the address of a link.
func linkIn(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Query().Get("link") == "" {
		t.Fatalf("no link in %q", address)
	}
	if u.Host != "log.example" {
		t.Fatalf("a link to another host: %q", address)
	}
	return u.Query().Get("link")
}

// person makes a verified member with goodPassword.
func (w *world) person(handle string) identity.AdminUser {
	w.t.Helper()
	return w.account(handle, identity.RoleMember)
}

func (w *world) account(handle string, role identity.Role) identity.AdminUser {
	w.t.Helper()
	u, _, err := w.s.SystemCreateUser(context.Background(), identity.AdminCreateUserInput{
		Email: handle + "@mail.example", Handle: handle, DisplayName: handle, Role: role,
	}, goodPassword)
	if err != nil {
		w.t.Fatalf("make %s: %v", handle, err)
	}
	return u
}

// signIn opens a browser session and gives the context of a request with it.
func (w *world) signIn(handle string) (context.Context, identity.SignInResult) {
	w.t.Helper()
	in, err := w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: handle, Password: goodPassword})
	if err != nil {
		w.t.Fatalf("sign in %s: %v", handle, err)
	}
	return w.with(in.SessionToken), in
}

// with is the context of a request with that credential.
func (w *world) with(credential string) context.Context {
	w.t.Helper()
	a, err := w.s.Authenticate(context.Background(), credential)
	if err != nil {
		w.t.Fatalf("authenticate: %v", err)
	}
	return identity.WithActor(from("192.0.2.7"), a)
}

// refused reports whether the credential opens nothing.
func (w *world) refused(s *identitysvc.Service, credential string) bool {
	_, err := s.Authenticate(context.Background(), credential)
	return errors.Is(err, identity.ErrBadCredential)
}

func (w *world) rows(query string, args ...any) int64 {
	w.t.Helper()
	n, err := db.Get[int64](context.Background(), w.d.Reader(), query, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// want fails unless err is the declared error.
func want(t testing.TB, err error, declared *errs.Error) {
	t.Helper()
	if !errors.Is(err, declared) {
		t.Fatalf("got %v, want %s", err, declared.Code)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func errorIs(err error, declared *errs.Error) bool { return errors.Is(err, declared) }

func (w *world) text(query string, args ...any) string {
	w.t.Helper()
	out, err := db.Get[string](context.Background(), w.d.Reader(), query, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}
