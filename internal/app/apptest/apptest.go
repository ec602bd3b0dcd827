// Package apptest is a whole instance in a test: the domains, the API and the pages over a real database, with a clock
// that stands still, a mailbox in place of mail and a cheap password hash. Requests pass the same handler as in
// production.
package apptest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/internal/site"
)

// Start is where the clock of an instance stands at first: a Sunday.
var Start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// Host is the host name that the instance answers for.
const Host = "localhost:8080"

// Password is the password of every [Person].
const Password = "a quiet ember in the pines"

// Instance is a running instance without a socket.
type Instance struct {
	App     *app.App
	Web     *app.Web
	Clock   *clock.Fake
	Mailbox *mail.Mailbox
	// Logged is what went to the log.
	Logged *Buffer
	t      testing.TB
}

// New assembles an instance on d, which must be migrated and empty. Further settings are command-line flags; limits are
// off unless one says otherwise, since buckets do not fill while the clock stands still.
func New(t testing.TB, d *db.DB, flags ...string) *Instance {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	cfg, err := config.Parse(append([]string{"--dev", "--data-dir=" + dir, "--registration=open", "--limits=off"}, flags...))
	if err != nil {
		t.Fatal(err)
	}
	if err := cfg.EnsureDataDir(); err != nil {
		t.Fatal(err)
	}
	files, err := blob.Open(t.Context(), cfg.Files())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	keys, err := secret.LoadKeyring(cfg.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	i := &Instance{Clock: clock.NewFake(Start), Logged: &Buffer{}, t: t}
	i.Mailbox = mail.NewMailbox(i.Clock)
	i.App, err = app.Assemble(app.Parts{
		Config: cfg, Clock: i.Clock, DB: d, Keyring: keys, Blob: files, Mail: i.Mailbox, Hasher: cheapHasher{},
		Log: slog.New(slog.NewTextHandler(i.Logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	if i.Web, err = app.NewWeb(i.App, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.audited)
	return i
}

// Node is a second process on the same database, files and keyring, with empty caches. Both read the same clock.
func (i *Instance) Node() *Instance {
	i.t.Helper()
	n := &Instance{Clock: i.Clock, Mailbox: i.Mailbox, Logged: i.Logged, t: i.t}
	parts := i.App.Parts
	var err error
	if parts.Keyring, err = secret.LoadKeyring(parts.Config.DataDir); err != nil {
		i.t.Fatal(err)
	}
	if n.App, err = app.Assemble(parts); err != nil {
		i.t.Fatal(err)
	}
	if n.Web, err = app.NewWeb(n.App, nil); err != nil {
		i.t.Fatal(err)
	}
	return n
}

// Handler is the server's whole chain.
func (i *Instance) Handler() http.Handler { return i.Web.Server.Handler() }

// Settle runs every job that is due.
func (i *Instance) Settle() {
	i.t.Helper()
	if err := i.App.Jobs.Drain(context.Background()); err != nil {
		i.t.Fatal(err)
	}
}

// Do sends a request through the handler.
func (i *Instance) Do(r *http.Request) *http.Response {
	if r.Host == "" || r.Host == "example.com" {
		r.Host = Host
	}
	w := httptest.NewRecorder()
	i.Handler().ServeHTTP(w, r)
	return w.Result()
}

// Request makes a request with who sends it. The path of the base URL is put before target.
func (i *Instance) Request(method, target string, body io.Reader, as Credential) *http.Request {
	r := httptest.NewRequestWithContext(i.t.Context(), method, i.App.Config.Base().Path+target, body)
	r.Host = Host
	as.Apply(r)
	return r
}

// Credential is how a request proves who sends it; the zero value is a stranger.
type Credential struct {
	Cookie, Bearer string
	// Challenge is a sign-in that waits for its second step.
	Challenge string
}

// Apply puts the credential on the request.
func (c Credential) Apply(r *http.Request) {
	if c.Cookie != "" {
		for _, jar := range []site.Jar{site.JarAt(&url.URL{}), site.JarAt(&url.URL{Path: "/below"})} { // an instance reads its own only
			r.AddCookie(&http.Cookie{Name: jar.Name(site.SessionCookie), Value: c.Cookie}) //nolint:gosec // what a browser sends has no flags
		}
		r.Header.Set("X-Tamatar", "1")
	}
	if c.Challenge != "" {
		r.AddCookie(&http.Cookie{Name: site.ChallengeCookie, Value: c.Challenge}) //nolint:gosec // see above
		r.Header.Set("X-Tamatar", "1")
	}
	if c.Bearer != "" {
		r.Header.Set("Authorization", "Bearer "+c.Bearer)
	}
}

// Answer is the answer to a GraphQL request.
type Answer struct {
	Status int
	Header http.Header
	Raw    []byte
	Data   map[string]any `json:"data"`
	Errors []struct {
		Message    string         `json:"message"`
		Path       []any          `json:"path"`
		Extensions map[string]any `json:"extensions"`
	} `json:"errors"`
	Extensions map[string]any `json:"extensions"`
}

// Code is the code of the first error, or empty.
func (a Answer) Code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	code, _ := a.Errors[0].Extensions["code"].(string)
	return code
}

// At walks the data: At("viewer", "user", "handle"). Missing steps give nil.
func (a Answer) At(path ...string) any {
	var v any = a.Data
	for _, step := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[step]
	}
	return v
}

// Text is At as a string.
func (a Answer) Text(path ...string) string {
	s, _ := a.At(path...).(string)
	return s
}

// GraphQL runs one operation.
func (i *Instance) GraphQL(as Credential, query string, vars map[string]any) Answer {
	i.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": vars})
	if err != nil {
		i.t.Fatal(err)
	}
	r := i.Request(http.MethodPost, "/graphql", bytes.NewReader(body), as)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	return i.Read(i.Do(r)) //nolint:bodyclose // Read closes it
}

// Read reads a GraphQL answer.
func (i *Instance) Read(res *http.Response) Answer {
	i.t.Helper()
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		i.t.Fatal(err)
	}
	a := Answer{Status: res.StatusCode, Header: res.Header, Raw: raw}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(raw, &a); err != nil {
			i.t.Fatalf("%v in %s", err, raw)
		}
	}
	return a
}

// Must runs an operation that must succeed.
func (i *Instance) Must(as Credential, query string, vars map[string]any) Answer {
	i.t.Helper()
	a := i.GraphQL(as, query, vars)
	if a.Status != http.StatusOK || len(a.Errors) > 0 {
		i.t.Fatalf("%s\n%d %s", query, a.Status, a.Raw)
	}
	return a
}

// Buffer is a [bytes.Buffer] for several writers.
type Buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements [io.Writer].
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String is everything written so far.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// cheapHasher stands in for argon2id, which would take most of the time of the tests.
type cheapHasher struct{}

func (cheapHasher) Hash(_ context.Context, plain string) (string, error) {
	sum := sha256.Sum256([]byte(plain))
	return "cheap:" + hex.EncodeToString(sum[:]), nil
}

func (h cheapHasher) Verify(ctx context.Context, plain, phc string) (ok, rehash bool, err error) {
	want, err := h.Hash(ctx, plain)
	return want == phc, false, err
}

func (cheapHasher) Dummy(context.Context, string) error { return nil }
