package netguard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// The bounds of one fetch, unless [Options] say less.
const (
	// Timeout bounds a fetch from the first byte out to the last byte in.
	Timeout = 10 * time.Second
	// MaxBody is how much of an answer is read, in bytes.
	MaxBody      = 64 << 10
	maxRedirects = 3
	maxHeader    = 32 << 10
	maxURL       = 2048
)

// Errors of a [Client]'s requests, to be found with errors.Is.
var (
	// ErrBlocked means that the address is not in the public internet, or the port is not 80 or 443.
	ErrBlocked = errors.New("netguard: address is not allowed")
	// ErrURL means a scheme other than http and https, a user in the address, control characters, or this instance itself.
	ErrURL = errors.New("netguard: URL is not allowed")
	// ErrRedirect means a redirect where none is followed, or one too many.
	ErrRedirect = errors.New("netguard: redirect is not followed")
	// ErrTooLarge means that the answer is longer than allowed; what was read until then is good.
	ErrTooLarge = errors.New("netguard: answer is too large")
)

// Options configure [Client].
type Options struct {
	// Redirects is how many redirects are followed, at most 3; each is judged like the first address. 0 follows none.
	Redirects int
	// MaxBody is how much of an answer is read, in bytes; 0 means [MaxBody].
	MaxBody int64
	// Timeout is for the whole fetch; 0 means [Timeout].
	Timeout time.Duration
	// OwnHosts are the names of this instance, which must not be made to fetch itself.
	OwnHosts []string
	// UserAgent is sent with every request; empty means "Tamatar".
	UserAgent string
	// AllowPrivate lets an administrator's own choice reach servers of the local network, on any port. Link-local
	// addresses stay out: clouds keep their secrets there.
	AllowPrivate bool
	// AllowLoopback lets tests reach servers of their own, on any port of this machine.
	AllowLoopback bool
}

// Client returns a client with these rules. It keeps no cookies and no idle connections, and decompresses nothing.
func Client(o Options) *http.Client {
	o.Redirects = min(max(o.Redirects, 0), maxRedirects)
	if o.MaxBody <= 0 {
		o.MaxBody = MaxBody
	}
	if o.Timeout <= 0 {
		o.Timeout = Timeout
	}
	if o.UserAgent == "" {
		o.UserAgent = "Tamatar"
	}
	dialer := &net.Dialer{Timeout: o.Timeout / 2, KeepAlive: -1, Control: o.control}
	return &http.Client{
		Timeout: o.Timeout,
		Transport: guarded{options: o, next: &http.Transport{
			Proxy:                  nil,
			DialContext:            dialer.DialContext,
			DisableKeepAlives:      true,
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
			TLSHandshakeTimeout:    o.Timeout / 2,
			ResponseHeaderTimeout:  o.Timeout,
			MaxResponseHeaderBytes: maxHeader,
		}},
		CheckRedirect: o.redirect,
	}
}

// control judges the address that is really connected to.
func (o Options) control(_, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrBlocked, address)
	}
	if o.AllowLoopback && target.Addr().Unmap().IsLoopback() {
		return nil
	}
	if o.AllowPrivate && local(target.Addr()) {
		return nil
	}
	if (target.Port() != 80 && target.Port() != 443) || !Public(target.Addr()) {
		return fmt.Errorf("%w: %s", ErrBlocked, address)
	}
	return nil
}

func (o Options) redirect(r *http.Request, via []*http.Request) error {
	if len(via) > o.Redirects {
		return ErrRedirect
	}
	if via[0].URL.Scheme == "https" && r.URL.Scheme != "https" {
		return fmt.Errorf("%w: from https to %s", ErrRedirect, r.URL.Scheme)
	}
	if !strings.EqualFold(r.URL.Host, via[len(via)-1].URL.Host) {
		for name := range r.Header {
			if name != "User-Agent" && name != "Accept" && name != "Accept-Language" {
				r.Header.Del(name)
			}
		}
	}
	r.Header.Del("Referer")
	return nil
}

// guarded judges each request, redirected ones too, and caps its answer.
type guarded struct {
	options Options
	next    http.RoundTripper
}

// RoundTrip sends the request when its address is allowed.
func (g guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := g.options.checkURL(r.URL); err != nil {
		return nil, err
	}
	if r.Header.Get("User-Agent") == "" {
		r = r.Clone(r.Context())
		r.Header.Set("User-Agent", g.options.UserAgent)
	}
	resp, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	resp.Body = &cappedBody{ReadCloser: resp.Body, left: g.options.MaxBody}
	return resp, nil
}

// CheckURL reports whether rawURL has a form that may be fetched; the address behind its name is judged on connecting.
// Use it when a person types an address that is fetched later. Error: [ErrURL].
func CheckURL(rawURL string, o Options) (*url.URL, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrURL, err)
	}
	return u, o.checkURL(u)
}

func (o Options) checkURL(u *url.URL) error {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	port := u.Port()
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: scheme %q", ErrURL, u.Scheme)
	case u.User != nil:
		return fmt.Errorf("%w: it holds a user", ErrURL)
	case host == "" || strings.ContainsAny(host, "%\x00\r\n\t ") || len(u.String()) > maxURL:
		return fmt.Errorf("%w: host or length", ErrURL)
	case strings.ContainsAny(u.Path+u.RawQuery+u.Opaque, "\r\n\x00"):
		return fmt.Errorf("%w: control characters", ErrURL)
	case o.own(host):
		return fmt.Errorf("%w: this instance itself", ErrURL)
	case port != "" && port != "80" && port != "443" && !o.AllowLoopback && !o.AllowPrivate:
		return fmt.Errorf("%w: port %s", ErrURL, port)
	}
	return nil
}

func (o Options) own(host string) bool {
	for _, own := range o.OwnHosts {
		if strings.EqualFold(own, host) {
			return true
		}
	}
	return false
}

// cappedBody ends with ErrTooLarge after left bytes.
type cappedBody struct {
	io.ReadCloser
	left int64
}

// Read reads up to the cap.
func (b *cappedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.ReadCloser.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, ErrTooLarge
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.ReadCloser.Read(p)
	b.left -= int64(n)
	return n, err
}

// Get fetches one address and returns its body and content type. Answers other than 200 are errors.
func Get(ctx context.Context, client *http.Client, rawURL string) (body []byte, contentType string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, rawURL, nil)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrURL, err)
	}
	resp, err := client.Do(r)
	if err != nil {
		return nil, "", fmt.Errorf("fetch: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("fetch: answer %d", resp.StatusCode)
	}
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		return nil, "", fmt.Errorf("read answer: %w", err)
	}
	return body, resp.Header.Get("Content-Type"), nil
}
