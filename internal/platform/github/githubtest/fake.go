package githubtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The OAuth app that every fake knows.
const (
	ClientID     = "fake-client"
	ClientSecret = "a canary secret of the fake" // #nosec G101 -- of a test
)

// Fake is a running GitHub. It is safe for concurrent use; the hooks are set before requests.
type Fake struct {
	// URL is where it is served, without a slash at the end.
	URL string
	// Now is its clock.
	Now func() time.Time
	// Answer replaces an answer; false leaves it.
	Answer func(w http.ResponseWriter, r *http.Request) bool

	mux  *http.ServeMux
	data *world

	mu         sync.Mutex
	serial     int
	codes      map[string]*grant
	tokens     map[string]*token
	quotas     map[string]*quota
	limit      int
	secondary  time.Duration
	hooks      []*hook
	deliveries []*delivery
	// exchanges counts the codes that were traded.
	exchanges int
}

// token is what an access token opens.
type token struct {
	user   *User
	scopes []string
}

func (t *token) allows(scopes ...string) bool {
	return t != nil && slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(t.scopes, s) })
}

// New makes a fake that is served at the address.
func New(address string, now func() time.Time) *Fake {
	f := &Fake{
		URL: address, Now: now, mux: http.NewServeMux(), data: newWorld(address), limit: hourly,
		codes: map[string]*grant{}, tokens: map[string]*token{}, quotas: map[string]*quota{},
	}
	f.oauthRoutes()
	f.userRoutes()
	f.repositoryRoutes()
	f.hookRoutes()
	f.mux.HandleFunc("POST /api/graphql", f.graphql)
	f.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { f.problem(w, http.StatusNotFound, "Not Found") })
	return f
}

// Start serves a fake until the test ends.
func Start(t testing.TB, now func() time.Time) *Fake {
	t.Helper()
	var f *Fake
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	f = New(server.URL, now)
	return f
}

// ServeHTTP answers as GitHub does.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.Answer != nil && f.Answer(w, r) {
		return
	}
	w.Header().Set("X-Github-Request-Id", strings.ToUpper(f.next("request")[:16]))
	f.mux.ServeHTTP(w, r)
}

// Token makes an access token of the person with the login. It panics when nobody has it.
func (f *Fake) Token(login string, scopes ...string) string {
	u := f.person(login)
	if u == nil {
		panic("githubtest: nobody is called " + login)
	}
	text := "gho_" + f.next("token")[:36]
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[text] = &token{user: u, scopes: scopes}
	return text
}

// Exchanges is how many codes were traded for tokens.
func (f *Fake) Exchanges() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.exchanges
}

// SetPerson changes who has the login, or adds somebody.
func (f *Fake) SetPerson(p Person) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.data.put(p)
}

// next is a new opaque word. Words are the same in every run, in the order they are asked for.
func (f *Fake) next(kind string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.serial++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", kind, f.serial))
	return hex.EncodeToString(sum[:])
}

// caller reads who asks; false when the credentials are wrong.
func (f *Fake) caller(r *http.Request) (*token, bool) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return nil, true
	}
	kind, text, _ := strings.Cut(header, " ")
	f.mu.Lock()
	defer f.mu.Unlock()
	t := f.tokens[text]
	return t, t != nil && (strings.EqualFold(kind, "bearer") || strings.EqualFold(kind, "token"))
}
