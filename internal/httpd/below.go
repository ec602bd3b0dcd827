package httpd

import (
	"net/http"
	"net/url"
	"path"
	"strings"
)

// below lets handlers see paths as if the instance had a host of its own: the path of the base URL is taken away before
// them. What lies elsewhere on the host is not ours. It is the outermost part that reads paths, so that the access log,
// the metrics and the rules on paths know one form only.
func (s *Server) below(next http.Handler) http.Handler {
	base := s.base()
	if base == "" {
		return next
	}
	missing := s.checkHost(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, http.StatusNotFound) }))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, inside := strings.CutPrefix(r.URL.Path, base)
		switch {
		case inside && rest == "":
			rest = "/"
			if r.Method == http.MethodGet || r.Method == http.MethodHead {
				s.checkHost(moved(base+"/", r.URL.RawQuery)).ServeHTTP(w, r)
				return
			}
		case !inside || rest[0] != '/':
			missing.ServeHTTP(w, r)
			return
		case cleaned(rest) != rest:
			// The mux would send to the clean path too, but without the base.
			s.checkHost(moved(base+cleaned(rest), r.URL.RawQuery)).ServeHTTP(w, r)
			return
		}
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawPath = rest, strings.TrimPrefix(r.URL.RawPath, base)
		next.ServeHTTP(w, inner)
	})
}

// base is the path of the base URL, without a slash at its end.
func (s *Server) base() string { return strings.TrimRight(s.o.Base.Path, "/") }

// cleaned is the path without empty and dotted parts; a slash at its end stays.
func cleaned(p string) string {
	clean := path.Clean(p)
	if strings.HasSuffix(p, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

func moved(path, query string) http.Handler {
	to := url.URL{Path: path, RawQuery: query}
	return http.RedirectHandler(to.String(), http.StatusMovedPermanently)
}
