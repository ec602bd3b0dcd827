package httpd

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// The frame of diagrams has an origin of its own and no way out; what is not one of its files is answered as anywhere else.
func TestDiagramFrame(t *testing.T) {
	missing := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	root := fstest.MapFS{"diagram/frame.html": {Data: []byte("<!doctype html>")}, "diagram/mermaid.js": {Data: []byte("1")}}
	h := diagram(&files{root: root, cache: cacheAsk, missing: missing})
	get := func(target string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
		return w
	}
	for _, target := range []string{"/diagram/frame.html", "/diagram/mermaid.js"} {
		w := get(target)
		policy := w.Header().Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "sandbox allow-scripts", "script-src 'self';", "frame-ancestors 'self'", "form-action 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %s", target, policy, want)
			}
		}
		for _, never := range []string{"allow-same-origin", "allow-top-navigation", "allow-popups", "connect-src", "img-src", "unsafe-eval"} {
			if strings.Contains(policy, never) {
				t.Errorf("%s: policy %q has %s", target, policy, never)
			}
		}
		if w.Code != http.StatusOK || w.Header().Get("Cross-Origin-Resource-Policy") != "cross-origin" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
	for _, target := range []string{"/diagram/nothing.js", "/diagram/", "/diagram/../index.html"} {
		if w := get(target); w.Code != http.StatusNotFound || w.Header().Get("Content-Security-Policy") != "" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
}
