package httpd_test

import (
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"tamatar.dev/tamatar/internal/httpd"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// small is a server without domains: one route of each kind, a built web app, one known caller.
func small(t *testing.T, routes ...route.Route) http.Handler {
	t.Helper()
	return smallAt(t, "http://localhost:8080", routes...)
}

func smallAt(t *testing.T, address string, routes ...route.Route) http.Handler {
	t.Helper()
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return httpd.New(httpd.Options{
		Base: base, Hosts: []string{"localhost"}, Clock: clock.NewFake(clock.System{}.Now()), Log: slog.New(slog.DiscardHandler), Cookie: "s",
		Authenticate: func(_ context.Context, credential string) (identity.Actor, error) {
			switch credential {
			case "good", "Bearer good":
				return identity.Actor{UserID: "u", SessionID: "s"}, nil
			case "down":
				return identity.Actor{}, errs.New(errs.Unavailable, "test.down", "Not now.")
			}
			return identity.Actor{}, errs.New(errs.Unauthenticated, "test.bad", "No.")
		},
		Routes: routes,
		WebApp: httpd.WebApp{Files: fstest.MapFS{
			"index.html":       {Data: []byte(`<script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__"></style><link href="./assets/a-1.js">`)},
			"assets/a-1.js":    {Data: []byte("plain")},
			"assets/a-1.js.br": {Data: []byte("brotli")}, "assets/a-1.js.gz": {Data: []byte("gzip")},
			"assets/a-1.js.map": {Data: []byte("source")}, "sw.js": {Data: []byte("worker")},
		}, Favicon: []byte("<svg/>")},
	}).Handler()
}

func ask(h http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "localhost:8080"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestAssetsComePackedAndForEver(t *testing.T) {
	h := small(t)
	for accept, want := range map[string][2]string{
		"": {"", "plain"}, "gzip": {"gzip", "gzip"}, "gzip, br": {"br", "brotli"}, "br;q=0, gzip": {"gzip", "gzip"}, "identity": {"", "plain"},
	} {
		res := ask(h, "GET", "/assets/a-1.js", "Accept-Encoding", accept)
		if res.Header.Get("Content-Encoding") != want[0] || body(t, res) != want[1] {
			t.Errorf("%q: %v", accept, res.Header)
		}
		if res.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") {
			t.Error(res.Header)
		}
	}
	for _, hidden := range []string{"/assets/a-1.js.map", "/assets/a-1.js.br", "/assets/", "/assets/none.js", "/assets/..%2findex.html"} {
		if res := ask(h, "GET", hidden); res.StatusCode != http.StatusNotFound || strings.Contains(res.Header.Get("Cache-Control"), "public") {
			t.Errorf("%s: %d %s", hidden, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
	worker := ask(h, "GET", "/sw.js")
	if worker.Header.Get("Cache-Control") != "no-cache" {
		t.Error(worker.Header)
	}
	if again := ask(h, "GET", "/sw.js", "If-None-Match", worker.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Error(again.StatusCode)
	}
}

func TestAppPageCarriesTheNonceOfItsPolicy(t *testing.T) {
	h := small(t)
	res := ask(h, "GET", "/app/anything", "Cookie", "s=good")
	text := body(t, res)
	_, rest, _ := strings.Cut(res.Header.Get("Content-Security-Policy"), "'nonce-")
	nonce, _, _ := strings.Cut(rest, "'")
	if len(nonce) < 20 || strings.Count(text, `nonce="`+nonce+`"`) != 2 || strings.Contains(text, "__CSP_NONCE__") {
		t.Fatal(nonce, text)
	}
	if stranger := ask(h, "GET", "/app/anything?x=1"); stranger.StatusCode != http.StatusSeeOther || stranger.Header.Get("Location") != "/sign-in?next=%2Fapp%2Fanything%3Fx%3D1" {
		t.Fatal(stranger.StatusCode, stranger.Header.Get("Location"))
	}
}

func TestAppBelowAPath(t *testing.T) {
	for address, base := range map[string]string{"http://localhost:8080": "", "http://localhost:8080/a/tamatar/": "/a/tamatar"} {
		h := smallAt(t, address)
		if text := body(t, ask(h, "GET", base+"/app/some/where", "Cookie", "s=good")); !strings.Contains(text, `href="`+base+`/assets/a-1.js"`) {
			t.Error(text)
		}
		if res := ask(h, "GET", base+"/assets/a-1.js"); res.StatusCode != http.StatusOK {
			t.Error(base, res.StatusCode)
		}
		res := ask(h, "GET", base+"/sw.js")
		if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "report-uri "+base+"/csp-report;") {
			t.Error(csp)
		}
		if got := res.Header.Get("Reporting-Endpoints"); got != `csp="`+base+`/csp-report"` {
			t.Error(got)
		}
	}
}

func TestRoutesKnowTheirCaller(t *testing.T) {
	long := strings.Repeat("words ", 1000)
	h := small(t,
		route.Route{Pattern: "GET /private", Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a, _ := identity.ActorFrom(r.Context())
			_, _ = io.WriteString(w, a.UserID)
		})},
		route.Route{Pattern: "GET /long", Public: true, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, long) })},
		route.Route{Pattern: "GET /panic", Public: true, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret cause") })},
		route.Route{Pattern: "POST /small", Public: true, MaxBody: 10, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.ReadAll(r.Body); err != nil {
				w.WriteHeader(http.StatusRequestEntityTooLarge)
			}
		})},
	)
	for _, c := range []struct {
		header []string
		status int
	}{
		{nil, 401},
		{[]string{"Cookie", "s=good"}, 200},
		{[]string{"Cookie", "s=bad"}, 401},
		{[]string{"Authorization", "Bearer good"}, 200},
		{[]string{"Authorization", "Bearer bad"}, 401},
		{[]string{"Authorization", "Bearer bad", "Cookie", "s=good"}, 401},
		{[]string{"Cookie", "s=down"}, 503},
	} {
		if res := ask(h, "GET", "/private", c.header...); res.StatusCode != c.status {
			t.Errorf("%v: %d, want %d", c.header, res.StatusCode, c.status)
		}
	}
	res := ask(h, "GET", "/long", "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal(res.Header)
	}
	unpacked, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(unpacked); err != nil || string(text) != long {
		t.Fatal(len(text), err)
	}
	if res := ask(h, "GET", "/panic"); res.StatusCode != http.StatusInternalServerError || strings.Contains(body(t, res), "secret cause") {
		t.Fatal(res.StatusCode)
	}
	if res := ask(h, "GET", "/private", "Cookie", "s=good"); res.Header.Get("Cache-Control") != "private, no-store" {
		t.Fatal(res.Header)
	}
	post := httptest.NewRequest("POST", "/small", strings.NewReader(strings.Repeat("x", 11)))
	post.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, post)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Fatal(w.Code)
	}
}
