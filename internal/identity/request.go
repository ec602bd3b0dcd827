package identity

import (
	"context"
	"net/netip"
)

// RequestInfo tells where a request comes from. The edge fills it in; IP is the peer, or the forwarded address when the
// peer is a proxy that the configuration trusts.
type RequestInfo struct {
	IP        netip.Addr
	UserAgent string
	RequestID string
}

// Network is the network of the address as shown to people and kept in the audit log: a /24 or a /48, never the whole
// address; "" when the address is unknown.
func (r RequestInfo) Network() string { return prefixOf(r.IP, 24, 48) }

// ThrottleNetwork is the network that limits are counted by: a /24 or a /64; "" when the address is unknown.
func (r RequestInfo) ThrottleNetwork() string { return prefixOf(r.IP, 24, 64) }

func prefixOf(ip netip.Addr, bits4, bits6 int) string {
	if !ip.IsValid() {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	bits := bits6
	if ip.Is4() {
		bits = bits4
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}

type requestKey struct{}

// WithRequest puts the facts of the request into the context. Only the edge may call it.
func WithRequest(ctx context.Context, r RequestInfo) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestFrom returns the facts of the request; the zero value when there is none, as in jobs and on the command line.
func RequestFrom(ctx context.Context) RequestInfo {
	r, _ := ctx.Value(requestKey{}).(RequestInfo)
	return r
}
