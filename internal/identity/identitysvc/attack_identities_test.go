package identitysvc_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

// TestAttack_H08_ForgedIdentities: tokens that are not of this provider, for this client, of this sign-in, or of now.
func TestAttack_H08_ForgedIdentities(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		w.join("corp", p, ada, "ada")
		foreign, err := rsa.GenerateKey(rand.Reader, 2048)
		must(t, err)
		claims := func(key string, value any) func(jwt.MapClaims) {
			return func(c jwt.MapClaims) {
				if c[key] = value; value == nil {
					delete(c, key)
				}
			}
		}
		now := w.clock.Now
		lies := map[string]func(jwt.MapClaims){
			"nonce": claims("nonce", "other"), "no nonce": claims("nonce", nil), "aud": claims("aud", "other"), "no aud": claims("aud", nil),
			"iss": claims("iss", "https://evil.example"), "azp": claims("azp", "other"), "two aud": claims("aud", []string{openidtest.ClientID, "other"}),
			"expired": claims("exp", now().Add(-time.Second).Unix()), "from the future": claims("iat", now().Add(time.Hour).Unix()),
			"no sub": claims("sub", ""), "no exp": claims("exp", nil),
		}
		signs := map[string]func(jwt.MapClaims) string{
			"another key": func(c jwt.MapClaims) string { return openidtest.Signed(c, foreign, "one") },
			"unknown key": func(c jwt.MapClaims) string { return openidtest.Signed(c, foreign, "two") },
			"alg none": func(c jwt.MapClaims) string {
				text, _ := jwt.NewWithClaims(jwt.SigningMethodNone, c).SignedString(jwt.UnsafeAllowNoneSignatureType)
				return text
			},
			"client secret": func(c jwt.MapClaims) string {
				text, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(openidtest.ClientSecret))
				return text
			},
			"public key as secret": func(c jwt.MapClaims) string {
				text, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(p.Key().N.Bytes())
				return text
			},
			"nothing": func(jwt.MapClaims) string { return "" },
		}
		tried := 0
		refused := func(name string) {
			tried++
			ctx := from("192.0." + string(rune('2'+tried%5)) + ".9")
			w.clock.Advance(5 * time.Second)
			if out, err := w.visit(ctx, "corp", p, ada); !errors.Is(err, identity.ErrProviderRefused) || out.SignIn.SessionToken != "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		honest := func() {
			t.Helper()
			p.Claims, p.Sign = nil, nil
			if out, err := w.visit(from("203.0.113.5"), "corp", p, ada); err != nil || out.SignIn.SessionToken == "" {
				t.Fatalf("honest: %v", err)
			}
		}
		honest()
		for name, lie := range lies {
			p.Claims = lie
			refused(name)
		}
		p.Claims = nil
		for name, sign := range signs {
			p.Sign = sign
			refused(name)
		}
		honest()
	})
}

// TestAttack_H08_DiscoveryOfAnother: a provider that poses as another one is not taken for it, and one that is switched
// off lets nobody in.
func TestAttack_H08_DiscoveryOfAnother(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		w.join("corp", p, ada, "ada")
		start := w.begin(from("192.0.2.7"), "corp")
		answer := p.SignIn(t, start.URL, ada)
		list, err := w.s.SystemProviders(context.Background())
		must(t, err)
		save := identity.SaveProviderInput{ID: &list[0].ID, Slug: "corp", Name: "Corp", Issuer: p.URL, ClientID: openidtest.ClientID, Private: true}
		_, err = w.s.SystemSaveProvider(context.Background(), save)
		must(t, err)
		_, err = w.finish(from("192.0.2.7"), "corp", start.Flow, answer) // begun while it was on
		want(t, err, identity.ErrProviderNotFound)
		save.Enabled = true
		_, err = w.s.SystemSaveProvider(context.Background(), save)
		must(t, err)
		for name, lie := range map[string]func(map[string]any){
			"issuer": func(d map[string]any) { d["issuer"] = "https://accounts.example" }, "a slash more": func(d map[string]any) { d["issuer"] = p.URL + "/" },
			"plain PKCE": func(d map[string]any) { d["code_challenge_methods_supported"] = []string{"plain"} },
			"script":     func(d map[string]any) { d["authorization_endpoint"] = "javascript:alert(1)" },
			"no keys":    func(d map[string]any) { delete(d, "jwks_uri") },
		} {
			w.clock.Advance(2 * time.Hour)
			p.Discovery = lie
			if _, err := w.s.BeginProvider(from("192.0.2.7"), identity.BeginProviderForm{Slug: "corp"}); !errors.Is(err, identity.ErrProviderUnavailable) {
				t.Errorf("%s: %v", name, err)
			}
		}
		p.Discovery = nil
		w.clock.Advance(2 * time.Hour)
		if out, err := w.visit(from("192.0.2.7"), "corp", p, ada); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("honest: %v", err)
		}
		closed := w.configure("shut", p.URL, func(in *identity.SaveProviderInput) { in.Private, in.Issuer = false, "https://127.0.0.1" })
		if _, err := w.s.BeginProvider(from("192.0.2.7"), identity.BeginProviderForm{Slug: closed.Slug}); !errors.Is(err, identity.ErrProviderUnavailable) {
			t.Errorf("the local network without the switch: %v", err)
		}
	})
}

// TestAttack_D06_ProviderInTrouble: whatever the provider does, the answer comes in time, and it is left alone for a while.
func TestAttack_D06_ProviderInTrouble(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		w.join("corp", p, ada, "ada")
		ctx := from("192.0.2.7")
		var asked int
		trouble := map[string]http.HandlerFunc{
			"500":  func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(500) },
			"HTML": func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, "<html>hello") },
			"large": func(rw http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(rw, `{"issuer":"`+strings.Repeat("x", 10<<20))
			},
			"redirect": func(rw http.ResponseWriter, r *http.Request) {
				http.Redirect(rw, r, "http://127.0.0.1:1/", http.StatusFound)
			},
			"limited": func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Retry-After", "30")
				rw.WriteHeader(403)
			},
			"another issuer": func(rw http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(rw, `{"issuer":"https://evil.example"}`)
			},
		}
		for name, answer := range trouble {
			w.clock.Advance(2 * time.Hour) // what was known is forgotten, and so is the trouble before
			p.Answer = func(rw http.ResponseWriter, r *http.Request) bool { asked++; answer(rw, r); return true }
			asked = 0
			for range 3 {
				_, err := w.s.BeginProvider(ctx, identity.BeginProviderForm{Slug: "corp"})
				if !errors.Is(err, identity.ErrProviderUnavailable) || errs.From(err).RetryAfter <= 0 {
					t.Errorf("%s: %v", name, err)
				}
				if name == "limited" && errs.From(err).RetryAfter < 29*time.Second {
					t.Errorf("the provider asked for 30 s, we wait %s", errs.From(err).RetryAfter)
				}
			}
			if asked != 1 {
				t.Errorf("%s: asked %d times in a row", name, asked)
			}
			p.Answer = nil
			w.clock.Advance(time.Minute)
			start := w.begin(ctx, "corp")
			p.Answer = func(rw http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/token" {
					return false
				}
				answer(rw, r)
				return true
			}
			if out, err := w.finish(ctx, "corp", start.Flow, p.SignIn(t, start.URL, ada)); err == nil || out.SignIn.SessionToken != "" {
				t.Errorf("%s at the token endpoint: %v", name, err)
			}
			p.Answer = nil
		}
		if out, err := w.visit(ctx, "corp", p, ada); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("it does not come back: %v", err)
		}
	})
}
