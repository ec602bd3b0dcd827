package httpd_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// everyRoute are addresses of each kind of answer: pages, redirects, errors, files, the API.
var everyRoute = []struct {
	method, target string
	status         int // of a stranger; 0 means any
}{
	{"GET", "/", 200},
	{"GET", "/sign-in", 200},
	{"GET", "/sign-up", 200},
	{"GET", "/reset", 200},
	{"GET", "/verify", 0},
	{"GET", "/reset/new?link=x", 0},
	{"GET", "/invite?link=x", 0},
	{"GET", "/claim?link=x", 0},
	{"GET", "/email-change?link=x", 0},
	{"GET", "/email-undo?link=x", 0},
	{"GET", "/approve-wait", 0},
	{"GET", "/sign-out", 0},
	{"GET", "/mailbox", 0},
	{"GET", "/app", 303},
	{"GET", "/app/timeline", 303},
	{"GET", "/explorer", 303},
	{"GET", "/explorer/explorer.js", 200},
	{"GET", "/explorer/tokens.css", 200},
	{"GET", "/favicon.svg", 200},
	{"GET", "/robots.txt", 200},
	{"GET", "/sw.js", 0},
	{"GET", "/manifest.webmanifest", 0},
	{"GET", "/fonts/instrument-sans-latin.woff2", 200},
	{"GET", "/assets/nothing.js", 404},
	{"POST", "/graphql", 415},
	{"GET", "/graphql", 400},
	{"PUT", "/graphql", 405},
	{"GET", "/graphql?query={__typename}", 200},
	{"POST", "/sign-in", 0},
	{"POST", "/csp-report", 0},
	{"POST", "/api/avatar", 401},
	{"POST", "/api/import/preview", 401},
	{"GET", "/files/avatar/01jdxxxxxxxxxxxxxxxxxxxxxx", 0},
	{"GET", "/nothing/here", 404},
	{"DELETE", "/sign-in", 405},
	{"OPTIONS", "/", 405},
	{"HEAD", "/", 200},
	{"GET", "/.git/config", 404},
	{"GET", "/.env", 404},
	{"GET", "/..%2f..%2fetc/passwd", 404},
	{"GET", "/assets/", 404},
	{"GET", "/assets/index.js.map", 404},
	{"GET", "/metrics", 404},
	{"GET", "/healthz", 404},
	{"GET", "/debug/pprof/", 404},
	{"GET", "/debug/vars", 404},
	{"TRACE", "/", 405},
}

var policyOK = regexp.MustCompile(`script-src 'nonce-[A-Za-z0-9_-]{22}' 'strict-dynamic';|script-src 'self';`)

func TestAttack_K08_HeadersOnEveryAnswer(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		nonces := map[string]bool{}
		for _, as := range []apptest.Credential{{}, me} {
			for _, r := range everyRoute {
				for _, accept := range []string{"text/html", "application/json"} {
					req := in.Request(r.method, r.target, nil, as)
					req.Header.Set("Accept", accept)
					res := in.Do(req)
					if as.Cookie == "" && r.status != 0 && res.StatusCode != r.status && (r.status != 400 || res.StatusCode != 406) && accept == "application/json" {
						t.Errorf("%s %s: %d, want %d", r.method, r.target, res.StatusCode, r.status)
					}
					checkHeaders(t, r.method+" "+r.target, res.Header, nonces)
				}
			}
		}
	})
}

func checkHeaders(t *testing.T, what string, h http.Header, nonces map[string]bool) {
	t.Helper()
	csp := h.Get("Content-Security-Policy")
	if !policyOK.MatchString(csp) || strings.Contains(csp, "unsafe-inline") || strings.Contains(csp, "unsafe-eval") ||
		!strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
		t.Errorf("%s: CSP %q", what, csp)
	}
	if nonce := policyOK.FindString(csp); strings.Contains(nonce, "nonce") {
		if nonces[nonce] {
			t.Errorf("%s: a nonce came twice", what)
		}
		nonces[nonce] = true
		if !strings.Contains(csp, "require-trusted-types-for 'script'") || !strings.Contains(csp, "trusted-types tamatar") ||
			!strings.Contains(csp, "base-uri 'none'") || !strings.Contains(csp, "form-action 'self'") {
			t.Errorf("%s: CSP %q", what, csp)
		}
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if h.Get(name) != want {
			t.Errorf("%s: %s %q", what, name, h.Get(name))
		}
	}
	for _, name := range []string{"Referrer-Policy", "Permissions-Policy", "X-Request-Id", "Cache-Control"} {
		if h.Get(name) == "" {
			t.Errorf("%s: no %s", what, name)
		}
	}
	if h.Get("Server") != "" || h.Get("X-Powered-By") != "" {
		t.Errorf("%s: says what it runs on", what)
	}
}

func TestHSTSWithHTTPS(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		if got := in.Do(in.Request("GET", "/", nil, apptest.Credential{})).Header.Get("Strict-Transport-Security"); !strings.Contains(got, "max-age=31536000") {
			t.Fatal(got)
		}
	}, "--base-url=https://localhost:8080")
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		if got := in.Do(in.Request("GET", "/", nil, apptest.Credential{})).Header.Get("Strict-Transport-Security"); got != "" {
			t.Fatal("HSTS without https:", got)
		}
	})
}

func TestAttack_H14_OperationsAreNotPublic(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		admin := in.Person("ada", identity.RoleAdmin).Browser()
		for _, target := range []string{
			"/metrics", "/healthz", "/readyz", "/debug/pprof/", "/debug/pprof/heap", "/debug/vars", "/.git/HEAD", "/.env", "/data/tamatar.db",
			"/assets/", "/icons/", "/fonts/", "/explorer/", "/assets/app.js.map", "/assets/../index.html", "/index.html", "/admin", "/web/", "/%2e%2e/%2e%2e/etc/passwd",
		} {
			for _, as := range []apptest.Credential{{}, admin} {
				res := in.Do(in.Request("GET", target, nil, as))
				if res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusMovedPermanently && res.StatusCode != http.StatusTemporaryRedirect {
					t.Errorf("%s: %d", target, res.StatusCode)
				}
			}
		}
		if res := in.Do(in.Request("TRACE", "/sign-in", nil, admin)); res.StatusCode != http.StatusMethodNotAllowed {
			t.Error("TRACE:", res.StatusCode)
		}
	})
}

func TestTrustedProxyTellsTheClient(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		ask := func(forwarded ...string) string {
			r := in.Request("POST", "/sign-in", strings.NewReader("login=ada&password=a+quiet+ember+in+the+pines"), apptest.Credential{})
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for _, f := range forwarded {
				r.Header.Add("X-Forwarded-For", f)
			}
			cookies := in.Do(r).Cookies()
			for _, c := range cookies {
				if strings.HasSuffix(c.Name, "_session") {
					a := in.Must(apptest.Credential{Cookie: c.Value}, "{viewer{sessions{current network}}}", nil)
					sessions, _ := a.At("viewer", "sessions").([]any)
					for _, s := range sessions {
						if m, ok := s.(map[string]any); ok && m["current"] == true {
							network, _ := m["network"].(string)
							return network
						}
					}
				}
			}
			return "nobody"
		}
		in.Person("ada", identity.RoleMember)
		for _, c := range []struct {
			forwarded []string
			want      string
		}{
			{nil, "192.0.2.0/24"},
			{[]string{"198.51.100.7"}, "198.51.100.0/24"},
			{[]string{"6.6.6.6, 198.51.100.7"}, "198.51.100.0/24"}, // what the client invented stands further left
			{[]string{"6.6.6.6", "198.51.100.7, 192.0.2.9"}, "198.51.100.0/24"},
			{[]string{"198.51.100.7, garbage"}, "192.0.2.0/24"},
			{[]string{"2001:db8:7:8::1"}, "2001:db8:7::/48"},
		} {
			if got := ask(c.forwarded...); got != c.want {
				t.Errorf("%v: %s, want %s", c.forwarded, got, c.want)
			}
		}
	}, "--trusted-proxies=192.0.2.0/24")
}
