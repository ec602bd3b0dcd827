package openidtest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Client is how the instance is known at the provider.
const (
	ClientID     = "tamatar"
	ClientSecret = "a canary client secret" // #nosec G101 -- of a test
)

// Person is who signs in at the provider.
type Person struct {
	Subject, Email, Name, Username string
	Verified                       bool
	Methods                        []string
}

// Provider is a running provider. The hooks may be set between requests.
type Provider struct {
	URL string
	// Now is the provider's clock.
	Now func() time.Time
	// Discovery changes what it says about itself.
	Discovery func(map[string]any)
	// Claims changes an ID token before it is signed.
	Claims func(jwt.MapClaims)
	// Sign signs an ID token; nil signs as announced.
	Sign func(jwt.MapClaims) string
	// Answer replaces the answer to a path ("/token", "/jwks", "/userinfo", discovery); false leaves it.
	Answer func(w http.ResponseWriter, r *http.Request) bool

	key   *rsa.PrivateKey
	mu    sync.Mutex
	codes map[string]grant
	// Exchanges counts the codes that were traded.
	Exchanges int
}

type grant struct {
	person                        Person
	nonce, challenge, redirectURI string
	spent                         bool
	fresh                         bool
}

// newKey is made once: it takes long.
var newKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// Start runs a provider until the test ends.
func Start(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	p := &Provider{Now: now, key: key, codes: map[string]grant{}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Key is the private key behind the announced one.
func (p *Provider) Key() *rsa.PrivateKey { return p.key }

// SignIn does what person and provider do at the address that the instance sent the browser to, and gives the query
// with which the browser comes back.
func (p *Provider) SignIn(t testing.TB, address string, person Person) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") == "" || q.Get("nonce") == "" || len(q.Get("state")) < 32 || q.Get("response_type") != "code" {
		t.Fatalf("a weak request: %s", address)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	code := fmt.Sprintf("code-%d-%d", len(p.codes), p.Now().UnixNano())
	p.codes[code] = grant{person: person, nonce: q.Get("nonce"), challenge: q.Get("code_challenge"), redirectURI: q.Get("redirect_uri"), fresh: q.Get("prompt") == "login" && q.Get("max_age") == "0"}
	return url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {p.URL}}
}

// ServeHTTP answers discovery, keys, tokens and userinfo.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p.Answer != nil && p.Answer(w, r) {
		return
	}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		p.discovery(w)
	case "/jwks":
		n, e := p.key.N.Bytes(), big.NewInt(int64(p.key.E)).Bytes()
		answer(w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one", "n": base64.RawURLEncoding.EncodeToString(n), "e": base64.RawURLEncoding.EncodeToString(e),
		}}})
	case "/token":
		p.token(w, r)
	default:
		http.NotFound(w, r)
	}
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (p *Provider) discovery(w http.ResponseWriter) {
	doc := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/jwks",
		"id_token_signing_alg_values_supported": []string{"RS256"}, "authorization_response_iss_parameter_supported": true,
		"code_challenge_methods_supported": []string{"S256"}, "token_endpoint_auth_methods_supported": []string{"client_secret_basic"},
	}
	if p.Discovery != nil {
		p.Discovery(doc)
	}
	answer(w, doc)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	user, password, _ := r.BasicAuth()
	secret, _ := url.QueryUnescape(password)
	if user != ClientID || secret != ClientSecret {
		refuse(w, "invalid_client")
		return
	}
	p.mu.Lock()
	g, known := p.codes[r.FormValue("code")]
	good := known && !g.spent
	g.spent = true
	p.codes[r.FormValue("code")] = g
	p.Exchanges++
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if !good || base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge || r.FormValue("redirect_uri") != g.redirectURI {
		refuse(w, "invalid_grant")
		return
	}
	answer(w, map[string]any{"access_token": "opaque", "token_type": "Bearer", "expires_in": 60, "id_token": p.idToken(g)})
}

func refuse(w http.ResponseWriter, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": code})
}

func (p *Provider) idToken(g grant) string {
	now := p.Now()
	claims := jwt.MapClaims{
		"iss": p.URL, "aud": ClientID, "sub": g.person.Subject, "nonce": g.nonce, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		"email": g.person.Email, "email_verified": g.person.Verified, "name": g.person.Name, "preferred_username": g.person.Username,
	}
	if g.fresh {
		claims["auth_time"] = now.Unix()
	}
	if len(g.person.Methods) > 0 {
		claims["amr"] = g.person.Methods
	}
	if p.Claims != nil {
		p.Claims(claims)
	}
	if p.Sign != nil {
		return p.Sign(claims)
	}
	return Signed(claims, p.key, "one")
}

// Signed is an ID token under a key.
func Signed(claims jwt.MapClaims, key *rsa.PrivateKey, kid string) string {
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	t.Header["kid"] = kid
	text, err := t.SignedString(key)
	if err != nil {
		return err.Error()
	}
	return text
}
