package httpd

import (
	"net"
	"net/http"
	"strings"
)

func hostSet(hosts []string) map[string]bool {
	set := make(map[string]bool, len(hosts))
	for _, h := range hosts {
		set[strings.Trim(strings.ToLower(h), "[]")] = true
	}
	return set
}

// checkHost answers only for the names of this instance. What stands in Host, X-Forwarded-Host or an absolute
// request line is never used for anything else.
func (s *Server) checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.hosts[hostName(r.Host)] {
			s.fail(w, r, http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostName is the host without port and brackets, in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.Trim(strings.ToLower(host), "[]"), ".")
}
