package app_test

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
	"tamatar.dev/tamatar/internal/site"
)

// shared is a host with an instance below /tamatar/ behind a proxy, and somebody else's program beside it.
type shared struct {
	*apptest.Instance
	t       *testing.T
	origin  string // https://localhost:PORT
	direct  string // host and port of the instance itself
	browser *http.Client
	// neighbour holds the cookies that the other program was sent.
	neighbour *[]string
}

func share(t *testing.T, d *db.DB) *shared {
	t.Helper()
	s := &shared{t: t, neighbour: &[]string{}}
	front := http.NewServeMux()
	proxy := httptest.NewTLSServer(front)
	t.Cleanup(proxy.Close)
	s.origin = strings.Replace(proxy.URL, "127.0.0.1", "localhost", 1)
	s.Instance = apptest.New(t, d, "--base-url="+s.origin+"/tamatar/", "--trusted-proxies=127.0.0.0/8")
	behind := httptest.NewServer(s.Handler())
	t.Cleanup(behind.Close)
	at, err := url.Parse(behind.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.direct = at.Host
	front.Handle("/tamatar/", &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(at)
		r.Out.Host = r.In.Host
		r.SetXForwarded()
	}})
	front.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		for _, c := range r.Cookies() {
			*s.neighbour = append(*s.neighbour, c.Name)
		}
		w.WriteHeader(http.StatusTeapot)
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport, ok := proxy.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("another transport")
	}
	transport.TLSClientConfig = &tls.Config{RootCAs: transport.TLSClientConfig.RootCAs, ServerName: "example.com", MinVersion: tls.VersionTLS12}
	s.browser = &http.Client{Transport: transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return s
}

// get asks the front for a path, as a browser does.
func (s *shared) get(path string) (*http.Response, string) {
	s.t.Helper()
	return s.send(http.MethodGet, path, nil)
}

func (s *shared) form(path string, values url.Values) (*http.Response, string) {
	s.t.Helper()
	return s.send(http.MethodPost, path, strings.NewReader(values.Encode()))
}

func (s *shared) send(method, path string, body io.Reader) (*http.Response, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.origin+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", s.origin)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	res, err := s.browser.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(text)
}

// address is whatever a page or sheet asks browsers to go to or to load.
var address = regexp.MustCompile(`(?:href|src|action|data-options|content)="(/[^"]*)"|url\("?(/[^")]*)|content="(https://localhost[^"]*)"`)

// addresses are those in the text; each must lie below the path.
func (s *shared) addresses(where, text string) []string {
	s.t.Helper()
	var out []string
	for _, m := range address.FindAllStringSubmatch(text, -1) {
		a := strings.TrimPrefix(m[1]+m[2]+m[3], s.origin)
		if !strings.HasPrefix(a, "/tamatar/") {
			s.t.Errorf("%s leads to %s, which is the neighbour's", where, a)
		}
		out = append(out, strings.ReplaceAll(a, "&amp;", "&"))
	}
	return out
}

// TestBelowAPath: an instance whose base URL has a path, behind a proxy that passes the path on, with another program on
// the same host. Everything that it says lies below the path, and the neighbour is sent nothing.
func TestBelowAPath(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		s := share(t, d)
		ada := s.Person("ada", identity.RoleMember)
		t.Run("strangers' pages", s.strangers)
		t.Run("sign in and out", s.signInAndOut)
		t.Run("tools", func(t *testing.T) { s.tools(t, ada) })
		t.Run("mails and providers", s.lettersAndProviders)
		if len(*s.neighbour) > 0 {
			t.Error("the neighbour was sent cookies:", *s.neighbour)
		}
	})
}

func (s *shared) strangers(t *testing.T) {
	seen := map[string]bool{}
	for _, page := range []string{"/tamatar/", "/tamatar/sign-in", "/tamatar/sign-up", "/tamatar/reset", "/tamatar/mailbox", "/tamatar/nothing"} {
		res, text := s.get(page)
		if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "report-uri /tamatar/csp-report;") {
			t.Errorf("%s: %s", page, csp)
		}
		found := s.addresses(page, text)
		if len(found) < 5 {
			t.Errorf("%s: too little was found to prove anything: %v", page, found)
		}
		for _, a := range found {
			if seen[a] || strings.HasPrefix(a, "/tamatar/icons/") || strings.HasSuffix(a, "manifest.webmanifest") { // of the web build
				continue
			}
			seen[a] = true
			res, text := s.get(a)
			if res.StatusCode >= http.StatusBadRequest && res.StatusCode != http.StatusMethodNotAllowed {
				t.Errorf("%s names %s: %d", page, a, res.StatusCode)
			}
			if strings.HasPrefix(res.Header.Get("Content-Type"), "text/css") {
				s.addresses(a, text)
			}
		}
	}
	for from, to := range map[string]string{
		"/tamatar//sign-in?x=1":    "/tamatar/sign-in?x=1",
		"/tamatar/app/journal?a=b": "/tamatar/sign-in?next=%2Fapp%2Fjournal%3Fa%3Db",
		"/tamatar/explorer":        "/tamatar/sign-in?next=%2Fexplorer",
	} {
		if res, _ := s.get(from); res.Header.Get("Location") != to {
			t.Errorf("%s leads to %q", from, res.Header.Get("Location"))
		}
	}
	ask := func(path string) *http.Response {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Host = strings.TrimPrefix(s.origin, "https://")
		return s.Do(r)
	}
	if res := ask("/tamatar"); res.Header.Get("Location") != "/tamatar/" {
		t.Error("without a slash:", res.StatusCode, res.Header.Get("Location"))
	}
	for _, outside := range []string{"/", "/sign-in", "/tamatarx/sign-in", "/tamatar2", "/graphql", "/TAMATAR/sign-in"} {
		if res := ask(outside); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s is not ours: %d", outside, res.StatusCode)
		}
	}
}

func (s *shared) signInAndOut(t *testing.T) {
	good := url.Values{"login": {"ada@example.org"}, "password": {apptest.Password}, "next": {"/app/journal"}}
	res, _ := s.form("/tamatar/sign-in", good)
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/tamatar/app/journal" {
		t.Fatal(res.StatusCode, res.Header.Get("Location"))
	}
	cookies := res.Cookies()
	names := make([]string, len(cookies))
	for i, c := range cookies {
		names[i] = c.Name
		if c.Path != "/tamatar/" || !c.Secure || !c.HttpOnly || c.Domain != "" {
			t.Errorf("the cookie: %+v", c)
		}
	}
	if !slices.Contains(names, "__Secure-tamatar_session") {
		t.Fatal("browsers refuse __Host- with a path:", names)
	}
	if res, text := s.get("/tamatar/app/journal"); res.StatusCode == http.StatusSeeOther {
		t.Error("still a stranger")
	} else if res.StatusCode == http.StatusOK {
		s.addresses("the app", text)
	}
	if res, text := s.get("/tamatar/explorer"); res.StatusCode != http.StatusOK || len(s.addresses("the explorer", text)) < 4 {
		t.Error("the explorer:", res.StatusCode)
	}
	if res, _ := s.get("/wiki"); res.StatusCode != http.StatusTeapot {
		t.Error("the neighbour:", res.StatusCode)
	}
	res, _ = s.form("/tamatar/preferences", url.Values{"theme": {"dark"}, "back": {"/sign-in"}})
	if res.Header.Get("Location") != "/tamatar/sign-in" || len(res.Cookies()) != 1 || res.Cookies()[0].Path != "/tamatar/" {
		t.Error(res.Header)
	}
	res, _ = s.form("/tamatar/sign-out", url.Values{})
	if res.Header.Get("Location") != "/tamatar/sign-in?done=out" || res.Header.Get("Clear-Site-Data") != "" {
		t.Error("the neighbour's storage would be wiped, or worse:", res.Header)
	}
	if res, _ := s.get("/tamatar/app"); res.StatusCode != http.StatusSeeOther {
		t.Error("the cookie outlives signing out:", res.StatusCode)
	}
	jar := site.JarAt(s.App.Config.Base())
	if jar.Name(site.DeviceCookie) != "__Secure-tamatar_device" {
		t.Error(jar.Name(site.DeviceCookie))
	}
}

func (s *shared) tools(t *testing.T, ada *apptest.Person) {
	as := ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite)
	for door, open := range doors {
		if door != "upload" && door != "avatar" && !open(s.Instance, as) {
			t.Error("a token does not open", door)
		}
	}
	if !mcpOpens(s.Instance, as) {
		t.Error("no door for agents")
	}
	r := s.Request(http.MethodPost, "/api/v1/entries", strings.NewReader(`{"body":"below"}`), as)
	r.Host = strings.TrimPrefix(s.origin, "https://")
	r.Header.Set("Content-Type", "application/json")
	if to := s.Do(r).Header.Get("Location"); !strings.HasPrefix(to, "/tamatar/api/v1/entries/") {
		t.Error("the new entry lies at", to)
	}
	tab := ada.Browser()
	shake := apptest.Handshake{Credential: tab, Ticket: s.Ticket(tab), Origin: s.origin, Host: strings.TrimPrefix(s.origin, "https://")}
	conn, _, err := shake.Dial(t.Context(), s.direct+"/tamatar") //nolint:bodyclose // a handshake has no body
	if err != nil {
		t.Fatal("the live connection:", err)
	}
	_ = conn.CloseNow()
}

func (s *shared) lettersAndProviders(t *testing.T) {
	s.form("/tamatar/reset", url.Values{"login": {"ada@example.org"}, "email": {"ada@example.org"}})
	s.Settle()
	letters, reset := s.Mailbox.List(), 0
	for _, l := range letters {
		reset += strings.Count(l.Text, s.origin+"/tamatar/reset/new?link=")
		if strings.Count(l.Text+l.HTML+l.UnsubscribeURL, s.origin) != strings.Count(l.Text+l.HTML+l.UnsubscribeURL, s.origin+"/tamatar") {
			t.Error("a letter leads elsewhere:", l.Text)
		}
	}
	if len(letters) < 2 || reset != 1 {
		t.Error("letters:", len(letters), "with a link:", reset)
	}
	p := openidtest.Start(t, s.Clock.Now)
	secret := openidtest.ClientSecret
	_, err := s.App.Identity.SystemSaveProvider(t.Context(), identity.SaveProviderInput{
		Slug: "corp", Name: "Corp", Issuer: p.URL, ClientID: openidtest.ClientID, ClientSecret: &secret, Enabled: true, SignUp: true, Private: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	start, _ := s.get("/tamatar/sign-in/with/corp?next=/app/journal")
	to, err := start.Location()
	if err != nil || to.Query().Get("redirect_uri") != s.origin+"/tamatar/sign-in/with/corp/callback" {
		t.Fatal(start.StatusCode, to, err)
	}
	answer := p.SignIn(t, to.String(), openidtest.Person{Subject: "bea", Email: "bea@example.org", Verified: true})
	back, _ := s.get("/tamatar/sign-in/with/corp/callback?" + answer.Encode())
	if got := back.Header.Get("Location"); !strings.HasPrefix(got, "/tamatar/sign-in/with/corp/account") {
		t.Error("back from the provider:", back.StatusCode, got)
	}
}
