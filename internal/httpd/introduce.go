package httpd

import (
	"crypto/rand"
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/route"
)

const maxUserAgent = 512

// introduce finds out who is calling from where, names the request and sets the headers of every answer.
func (s *Server) introduce(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		info := route.Request{
			ID:        id.New(s.o.Clock.Now()),
			Nonce:     newNonce(),
			Client:    clientAddress(r, s.o.Proxies),
			UserAgent: strings.ToValidUTF8(r.UserAgent(), ""),
			Base:      s.base(),
		}
		if len(info.UserAgent) > maxUserAgent {
			info.UserAgent = strings.ToValidUTF8(info.UserAgent[:maxUserAgent], "")
		}
		ctx := route.WithRequest(r.Context(), info)
		s.setHeaders(w.Header(), info)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// newNonce is 128 random bits in base64url.
func newNonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// clientAddress is the address of the caller. The peer counts, unless it is a trusted proxy: then the last address in
// X-Forwarded-For that no trusted proxy put there. Every other header (X-Real-IP, Forwarded, …) is ignored.
func clientAddress(r *http.Request, proxies []netip.Prefix) netip.Addr {
	addr := parseAddress(r.RemoteAddr)
	if !trusted(addr, proxies) {
		return addr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop := parseAddress(strings.TrimSpace(hops[i]))
		if !hop.IsValid() {
			return addr
		}
		addr = hop
		if !trusted(addr, proxies) {
			return addr
		}
	}
	return addr
}

func trusted(addr netip.Addr, proxies []netip.Prefix) bool {
	for _, p := range proxies {
		if addr.IsValid() && p.Contains(addr) {
			return true
		}
	}
	return false
}

// parseAddress reads "addr", "addr:port" or "[addr]:port"; the zero address when it is none of them.
func parseAddress(text string) netip.Addr {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	addr, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return addr.Unmap().WithZone("")
}
