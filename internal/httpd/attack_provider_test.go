package httpd_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

// flowOf is the cookie that a browser keeps while somebody is at the provider.
func flowOf(t *testing.T, res *http.Response) *http.Cookie {
	t.Helper()
	for _, c := range res.Cookies() {
		if c.Name == "__Host-tamatar_flow" && c.Value != "" {
			return c
		}
	}
	t.Fatal("no cookie of the flow:", res.Header)
	return nil
}

// TestAttack_A10_ProviderStart: whatever the request says about hosts, the provider is told the configured address, and
// nobody is sent anywhere but to the provider and back into the app.
func TestAttack_A10_ProviderStart(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		p := openidtest.Start(t, in.Clock.Now)
		secret := openidtest.ClientSecret
		_, err := in.App.Identity.SystemSaveProvider(t.Context(), identity.SaveProviderInput{
			Slug: "corp", Name: "Corp", Issuer: p.URL, ClientID: openidtest.ClientID, ClientSecret: &secret, Enabled: true, SignUp: true, Private: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		begin := func(path string, change func(*http.Request)) *http.Response {
			r := in.Request(http.MethodGet, path, nil, apptest.Credential{})
			change(r)
			return in.Do(r)
		}
		good := func(res *http.Response) *url.URL {
			t.Helper()
			u, err := res.Location()
			if err != nil || res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(u.String(), p.URL+"/authorize?") {
				t.Fatal(res.StatusCode, err)
			}
			if back := u.Query().Get("redirect_uri"); back != "http://"+apptest.Host+"/sign-in/with/corp/callback" {
				t.Errorf("the provider is told %q", back)
			}
			return u
		}
		start := begin("/sign-in/with/corp?next=https://evil.example/", func(*http.Request) {})
		at, cookie := good(start), flowOf(t, start)
		if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.MaxAge > 600 {
			t.Errorf("the cookie: %+v", cookie)
		}
		for _, h := range []string{"X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto", "X-Original-Host"} {
			good(begin("/sign-in/with/corp", func(r *http.Request) { r.Header.Set(h, "evil.example") }))
		}
		if res := begin("/sign-in/with/corp", func(r *http.Request) { r.Host = "evil.example" }); res.StatusCode != http.StatusMisdirectedRequest {
			t.Error("another host:", res.StatusCode)
		}
		answer := p.SignIn(t, at.String(), openidtest.Person{Subject: "bea", Email: "bea@example.org", Verified: true})
		callback := func(c *http.Cookie) *http.Response {
			return begin("/sign-in/with/corp/callback?"+answer.Encode(), func(r *http.Request) {
				if c != nil {
					r.AddCookie(c)
				}
			})
		}
		if res := callback(nil); res.StatusCode != http.StatusUnprocessableEntity && res.StatusCode != http.StatusBadRequest {
			t.Error("without the browser that began:", res.StatusCode)
		}
		res := callback(cookie)
		if to, err := res.Location(); err != nil || to.Path != "/sign-in/with/corp/account" || to.Host != "" && to.Host != apptest.Host {
			t.Error("the newcomer's page:", res.StatusCode, to, err)
		}
		if res := callback(cookie); res.StatusCode == http.StatusSeeOther {
			t.Error("the same answer twice")
		}
		in.Settle()
		if log := in.Logged.String(); strings.Contains(log, "canary") || strings.Contains(log, answer.Get("code")) || strings.Contains(log, cookie.Value) {
			t.Error("the log holds a secret of the sign-in")
		}
	})
}
