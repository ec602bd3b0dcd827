package openid

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/netguard"
)

const (
	maxAnswer   = 1 << 20
	keepFor     = time.Hour
	backOff     = 10 * time.Second
	longestWait = 5 * time.Minute
)

// Errors of a sign-in. The cause is wrapped for the log.
var (
	// ErrUnavailable means that the provider does not answer, or not with what a provider answers.
	ErrUnavailable = errors.New("openid: provider is not available")
	// ErrAnswer means that an answer is not meant for this sign-in, is forged, or is too old.
	ErrAnswer = errors.New("openid: answer is refused")
	// ErrDenied means that the person, or the provider, said no.
	ErrDenied = errors.New("openid: denied at the provider")
)

// Server is a configured provider.
type Server struct {
	Issuer, ClientID, ClientSecret string
	// RedirectURL is where the provider sends the person back to.
	RedirectURL string
	Scopes      []string
	// Private opens the local network, and plain http, for this provider.
	Private bool
}

// Unavailable is [ErrUnavailable] with the time to wait.
type Unavailable struct {
	RetryAfter time.Duration
	Cause      error
}

// Error implements error.
func (u *Unavailable) Error() string { return fmt.Sprintf("%v: %v", ErrUnavailable, u.Cause) }

// Unwrap gives the kind and the cause.
func (u *Unavailable) Unwrap() []error { return []error{ErrUnavailable, u.Cause} }

// Client talks to providers. It is safe for concurrent use.
type Client struct {
	clock clock.Clock
	mu    sync.Mutex
	known map[string]*known
}

// known is what a provider said about itself, or why it said nothing.
type known struct {
	mu    sync.Mutex
	until time.Time
	meta  metadata
	prov  *oidc.Provider
	err   error
}

type metadata struct {
	oidc.ProviderConfig

	AnnouncesIssuer bool     `json:"authorization_response_iss_parameter_supported"`
	TokenAuth       []string `json:"token_endpoint_auth_methods_supported"`
	Challenges      []string `json:"code_challenge_methods_supported"`
}

// New makes a client.
func New(c clock.Clock) *Client { return &Client{clock: c, known: map[string]*known{}} }

// maxKnown bounds the memory of providers; administrators configure few.
const maxKnown = 100

func (c *Client) http(s Server) *http.Client {
	return netguard.Client(netguard.Options{MaxBody: maxAnswer, AllowPrivate: s.Private})
}

// discover gives what the provider says about itself.
func (c *Client) discover(ctx context.Context, s Server) (*oidc.Provider, metadata, error) {
	key := s.Issuer + "|" + strconv.FormatBool(s.Private)
	c.mu.Lock()
	k := c.known[key]
	if k == nil {
		if len(c.known) >= maxKnown {
			clear(c.known)
		}
		k = &known{}
		c.known[key] = k
	}
	c.mu.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	now := c.clock.Now()
	if now.Before(k.until) {
		if k.err != nil {
			return nil, metadata{}, &Unavailable{k.until.Sub(now), k.err}
		}
		return k.prov, k.meta, nil
	}
	wait, err := time.Duration(0), error(nil)
	k.meta, wait, err = c.fetch(ctx, s)
	if ctx.Err() != nil { // the person left; that says nothing about the provider
		return nil, metadata{}, &Unavailable{backOff, ctx.Err()}
	}
	if k.err = err; err != nil {
		k.until = now.Add(wait)
		return nil, metadata{}, &Unavailable{wait, err}
	}
	k.until = now.Add(keepFor)
	k.prov = k.meta.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), c.http(s)))
	return k.prov, k.meta, nil
}

// Forget drops what is kept about a provider, after its settings changed.
func (c *Client) Forget(issuer string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.known, issuer+"|true")
	delete(c.known, issuer+"|false")
}

// fetch reads and checks the discovery document. On failure it says how long to leave the provider alone.
func (c *Client) fetch(ctx context.Context, s Server) (metadata, time.Duration, error) {
	address := strings.TrimSuffix(s.Issuer, "/") + "/.well-known/openid-configuration"
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return metadata{}, backOff, err
	}
	r.Header.Set("Accept", "application/json")
	res, err := c.http(s).Do(r)
	if err != nil {
		return metadata{}, backOff, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return metadata{}, backOff, err
	}
	if res.StatusCode != http.StatusOK {
		return metadata{}, retryAfter(res.Header), fmt.Errorf("discovery answers %d", res.StatusCode)
	}
	var m metadata
	if err := json.Unmarshal(body, &m); err != nil {
		return metadata{}, backOff, errors.New("discovery is not JSON")
	}
	return m, backOff, m.check(s)
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(h.Get("Retry-After")))
	if err != nil || seconds <= 0 {
		return backOff
	}
	return min(time.Duration(seconds)*time.Second, longestWait)
}

// check compares what a provider says about itself with what was configured.
func (m metadata) check(s Server) error {
	if m.IssuerURL != s.Issuer {
		return fmt.Errorf("discovery names another issuer: %q", clip(m.IssuerURL))
	}
	for name, address := range map[string]string{"authorization": m.AuthURL, "token": m.TokenURL, "keys": m.JWKSURL, "userinfo": m.UserInfoURL} {
		if address == "" && name == "userinfo" {
			continue
		}
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && (u.Scheme != "http" || !s.Private)) {
			return fmt.Errorf("discovery gives no good address for %s", name)
		}
	}
	if len(m.Challenges) > 0 && !slices.Contains(m.Challenges, "S256") {
		return errors.New("the provider does not support PKCE with S256")
	}
	return nil
}

func (m metadata) authStyle(s Server) oauth2.AuthStyle {
	if s.ClientSecret == "" || (len(m.TokenAuth) > 0 && !slices.Contains(m.TokenAuth, "client_secret_basic")) {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}

func (c *Client) oauth(s Server, p *oidc.Provider, m metadata) oauth2.Config {
	endpoint := p.Endpoint()
	endpoint.AuthStyle = m.authStyle(s)
	return oauth2.Config{ClientID: s.ClientID, ClientSecret: s.ClientSecret, RedirectURL: s.RedirectURL, Scopes: s.Scopes, Endpoint: endpoint}
}

// Report is what an administrator sees of a provider that was tried out.
type Report struct {
	// AnnouncesIssuer: answers name their issuer (RFC 9207), and one that does not is refused.
	AnnouncesIssuer bool
	// Authorization is where people will be sent.
	Authorization string
	// Keys is how many keys sign identities.
	Keys int
}

// Test fetches discovery and keys anew. Errors: [Unavailable].
func (c *Client) Test(ctx context.Context, s Server) (Report, error) {
	c.Forget(s.Issuer)
	_, m, err := c.discover(ctx, s)
	if err != nil {
		return Report{}, err
	}
	raw, _, err := netguard.Get(ctx, c.http(s), m.JWKSURL)
	if err != nil {
		return Report{}, &Unavailable{backOff, fmt.Errorf("keys: %w", err)}
	}
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(raw, &set); err != nil || len(set.Keys) == 0 {
		return Report{}, &Unavailable{backOff, errors.New("the provider gives no keys")}
	}
	return Report{AnnouncesIssuer: m.AnnouncesIssuer, Authorization: m.AuthURL, Keys: len(set.Keys)}, nil
}

func clip(text string) string {
	if len(text) > 200 {
		return text[:200]
	}
	return text
}
