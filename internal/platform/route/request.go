package route

import (
	"context"
	"net/netip"
)

// Request is what the server found out about a request before any handler sees it.
type Request struct {
	// ID names the request in the log, in error answers and in the header X-Request-Id.
	ID string
	// Nonce is the content security policy's nonce for inline parts of this answer.
	Nonce string
	// Client is the address of the caller. Forwarding headers count only when a configured proxy sent them.
	Client netip.Addr
	// UserAgent is what the client calls itself, at most 512 bytes.
	UserAgent string
	// Base is the path of the base URL, without a slash at its end; empty when the instance has a host of its own.
	Base string
}

type requestKey struct{}

// WithRequest returns a context that carries the request.
func WithRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestFrom is the request that ctx belongs to; the zero value outside of a request, as in jobs.
func RequestFrom(ctx context.Context) Request {
	r, _ := ctx.Value(requestKey{}).(Request)
	return r
}

// Nonce is the nonce of the request that ctx belongs to; empty outside of a request.
func Nonce(ctx context.Context) string { return RequestFrom(ctx).Nonce }

// At is a path of this instance as browsers ask for it: below the path of the base URL. Handlers see their paths without
// it, so every address that they hand to a browser passes here.
func At(ctx context.Context, path string) string { return RequestFrom(ctx).Base + path }

// RequestID is the id of the request that ctx belongs to; empty outside of a request.
func RequestID(ctx context.Context) string { return RequestFrom(ctx).ID }

// Network is the network of the caller: the /24 of an IPv4 address, the /48 of an IPv6 address.
// It is what may be stored and shown; the whole address is not. Empty when unknown.
func (r Request) Network() string {
	if !r.Client.IsValid() {
		return ""
	}
	addr := r.Client.Unmap()
	bits := 48
	if addr.Is4() {
		bits = 24
	}
	p, err := addr.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}
