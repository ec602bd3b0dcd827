package httpd

import (
	"io/fs"
	"net/http"
	"strings"
)

// diagramPolicy is the policy of the frame that draws diagrams: an origin that belongs to nobody, with nothing but its own
// two scripts and inline styles, which the drawing needs. It has no network, shows no pictures and leads nowhere.
const diagramPolicy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'self'; sandbox allow-scripts"

// diagram serves the frame that draws diagrams, and its scripts: from the frame's point of view they are another origin's.
func diagram(f *files) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !f.has(strings.TrimPrefix(r.URL.Path, "/")) {
			f.missing.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", diagramPolicy)
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		f.ServeHTTP(w, r)
	})
}

// has reports whether there is such a file.
func (f *files) has(name string) bool {
	if f.root == nil || !fs.ValidPath(name) {
		return false
	}
	info, err := fs.Stat(f.root, name)
	return err == nil && info.Mode().IsRegular()
}
