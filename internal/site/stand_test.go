package site

import (
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/password"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/web"
)

const (
	baseURL      = "https://tamatar.test"
	goodPassword = "seven brave lanterns drift"
	nextPassword = "quiet otters fold maps"
)

// stand is an instance behind its pages: the real use cases on a real database, mail kept in the mailbox.
type stand struct {
	t       *testing.T
	db      *db.DB
	clock   *clock.Fake
	jobs    *jobs.Runner
	mailbox *mail.Mailbox
	people  *identitysvc.Service
	site    *Site
	handler http.Handler
}

func newStand(t *testing.T, d *db.DB, change func(*identitysvc.Deps)) *stand {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	log := slog.New(slog.DiscardHandler)
	runner := jobs.New(d, c, log, jobs.Options{})
	keys := secret.NewKeyring()
	st := &stand{t: t, db: d, clock: c, jobs: runner, mailbox: mail.NewMailbox(c)}
	deps := identitysvc.Deps{
		DB: d, Clock: c, Log: log, Bus: events.NewBus(runner), Jobs: runner, Keyring: keys,
		Pages: page.NewSealer(keys.Derive("pages")), Hasher: cheapHasher{}, Policy: password.Policy{MinLength: 12},
		Mail: st.mailbox, Letters: NewLetters(), BaseURL: baseURL, SendsMail: true, Registration: identity.RegistrationOpen,
	}
	if change != nil {
		change(&deps)
	}
	st.people = identitysvc.New(deps)
	var err error
	st.site, err = New(Deps{Identity: st.people, BaseURL: baseURL, Mailbox: st.mailbox, Clock: c, Log: log, Tokens: web.Tokens, Pseudo: true})
	if err != nil {
		t.Fatal(err)
	}
	st.handler = st.chain()
	return st
}

// cheapHasher stands for argon2id, which has tests of its own: these tests sign in hundreds of times.
type cheapHasher struct{}

func (cheapHasher) Hash(_ context.Context, plain string) (string, error) {
	return "plain:" + plain, nil
}

func (cheapHasher) Verify(_ context.Context, plain, phc string) (bool, bool, error) {
	return "plain:"+plain == phc, false, nil
}
func (cheapHasher) Dummy(context.Context, string) error { return nil }

// chain is what the server does around every route: cross-origin protection, the facts of the request, the actor.
func (st *stand) chain() http.Handler {
	mux := http.NewServeMux()
	for _, r := range st.site.Routes() {
		mux.Handle(r.Pattern, r.Handler)
	}
	mux.HandleFunc("GET /app/", func(w http.ResponseWriter, r *http.Request) {
		a, ok := identity.ActorFrom(r.Context())
		if !ok {
			http.Redirect(w, r, "/sign-in?next=/app/", http.StatusSeeOther)
			return
		}
		_, _ = io.WriteString(w, "signed in as "+a.UserID)
	})
	protected := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client := netip.MustParseAddr("192.0.2.10")
		if forced := r.Header.Get("Test-Client"); forced != "" {
			client = netip.MustParseAddr(forced)
		}
		ctx := route.WithRequest(r.Context(), route.Request{ID: "req", Nonce: "n0nce", Client: client, UserAgent: r.UserAgent()})
		if c, err := r.Cookie(SessionCookie); err == nil {
			if a, err := st.people.Authenticate(ctx, c.Value); err == nil {
				ctx = identity.WithActor(ctx, a)
			}
		}
		protected.ServeHTTP(w, r.WithContext(ctx))
	})
}

// drain runs the jobs that are due, so that letters arrive.
func (st *stand) drain() {
	st.t.Helper()
	if err := st.jobs.Drain(st.t.Context()); err != nil {
		st.t.Fatal(err)
	}
}

// letter is the newest letter of that kind to the address.
func (st *stand) letter(kind, to string) mail.Kept {
	st.t.Helper()
	st.drain()
	for _, k := range st.mailbox.List() {
		if k.Kind == kind && k.To == to {
			return k
		}
	}
	st.t.Fatalf("no letter %q to %s among %d", kind, to, len(st.mailbox.List()))
	return mail.Kept{}
}

func (st *stand) letters(kind string) int {
	st.t.Helper()
	st.drain()
	n := 0
	for _, k := range st.mailbox.List() {
		if k.Kind == kind {
			n++
		}
	}
	return n
}

var (
	linkLine = regexp.MustCompile(`(?m)^https://\S+$`)
	codeLine = regexp.MustCompile(`(?m)^ {4}(\d{6})$`)
)

func linkIn(t *testing.T, k mail.Kept) string {
	t.Helper()
	link := linkLine.FindString(k.Text)
	if link == "" {
		t.Fatalf("no link in %q", k.Text)
	}
	return link
}

// browser is one person's browser with its own cookies. It does not follow redirects by itself.
type browser struct {
	t      *testing.T
	client *http.Client
	header http.Header
}

// reply is an answer read to its end.
type reply struct {
	status   int
	header   http.Header
	body     string
	location string
}

func (st *stand) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		st.t.Fatal(err)
	}
	return &browser{t: st.t, header: http.Header{}, client: &http.Client{
		Transport: inProcess{st.handler}, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// inProcess answers requests without a network.
type inProcess struct{ handler http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	in := httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), r.Body)
	in.Header = r.Header.Clone()
	if r.Host != "" {
		in.Host = r.Host
	}
	rec := httptest.NewRecorder()
	p.handler.ServeHTTP(rec, in)
	res := rec.Result()
	res.Request = r
	return res, nil
}

func (b *browser) do(method, target string, form url.Values) reply {
	b.t.Helper()
	if strings.HasPrefix(target, "/") {
		target = baseURL + target
	}
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, target, body)
	if err != nil {
		b.t.Fatal(err)
	}
	for k, v := range b.header {
		r.Header[k] = v
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if r.Header.Get("Sec-Fetch-Site") == "" {
			r.Header.Set("Sec-Fetch-Site", "same-origin")
		}
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply{status: res.StatusCode, header: res.Header, body: string(text), location: res.Header.Get("Location")}
}

func (b *browser) get(target string) reply { b.t.Helper(); return b.do(http.MethodGet, target, nil) }

// post sends a form given as name, value, name, value.
func (b *browser) post(target string, pairs ...string) reply {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.do(http.MethodPost, target, form)
}

// submit opens a page and posts its form the way a browser without script does: hidden fields as they are.
func (b *browser) submit(page, action string, pairs ...string) reply {
	b.t.Helper()
	shown := b.get(page)
	if shown.status != http.StatusOK {
		b.t.Fatalf("GET %s: %d", page, shown.status)
	}
	return b.post(action, append(hidden(shown.body), pairs...)...)
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

func hidden(page string) []string {
	var out []string
	for _, m := range hiddenField.FindAllStringSubmatch(page, -1) {
		if m[1] != "back" {
			out = append(out, m[1], html.UnescapeString(m[2]))
		}
	}
	return out
}

// signedIn reports whether the browser is inside.
func (b *browser) signedIn() bool {
	b.t.Helper()
	return strings.HasPrefix(b.get("/app/").body, "signed in as ")
}

// cookieNames are the cookies an answer sets, without values.
func (r reply) cookieNames() string {
	var out []string
	for _, line := range r.header.Values("Set-Cookie") {
		name, rest, _ := strings.Cut(line, "=")
		_, flags, _ := strings.Cut(rest, ";")
		out = append(out, name+";"+expiry.ReplaceAllString(flags, ""))
	}
	return strings.Join(out, "|")
}

var expiry = regexp.MustCompile(` Expires=[^;]*;?`)

func (r reply) want(t *testing.T, status int, location string) {
	t.Helper()
	if r.status != status || r.location != location {
		t.Fatalf("answer %d to %q, want %d to %q\n%s", r.status, r.location, status, location, r.body)
	}
}

// claimed makes the first administrator and gives their browser.
func (st *stand) claimed() *browser {
	st.t.Helper()
	link, err := st.people.EnsureClaimLink(st.t.Context())
	if err != nil {
		st.t.Fatal(err)
	}
	b := st.browser()
	b.submit(link, "/claim", "email", "root@example.org", "handle", "rootkeeper", "displayName", "Root", "password", goodPassword, "zone", "Europe/Berlin").
		want(st.t, http.StatusSeeOther, "/app/")
	return b
}

// person signs up, verifies by the link and stays signed in.
func (st *stand) person(handle string) *browser {
	st.t.Helper()
	b := st.browser()
	b.header.Set("Test-Client", "198.51.100."+map[string]string{"amara": "7", "bilal": "8", "chen": "9"}[handle])
	b.submit("/sign-up", "/sign-up", "email", handle+"@example.org", "handle", handle, "displayName", handle, "password", goodPassword, "zone", "Africa/Lagos").
		want(st.t, http.StatusSeeOther, "/verify")
	b.submit(linkIn(st.t, st.letter(identity.LetterVerify, handle+"@example.org")), "/verify", "password", goodPassword).
		want(st.t, http.StatusSeeOther, "/app/")
	return b
}
