package httpd_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

// TestAttack_A10_D01_GitHubStart: GitHub is told the configured address whatever the request says, asked for the addresses
// alone, and nobody finishes but the browser that began, once. Neither code nor token nor secret is in the log.
func TestAttack_A10_D01_GitHubStart(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		f := githubtest.Start(t, in.Clock.Now)
		secret := githubtest.ClientSecret
		_, err := in.App.Identity.SystemSaveProvider(t.Context(), identity.SaveProviderInput{
			Kind: identity.ProviderGitHub, Slug: "github", Name: "GitHub", Issuer: f.URL, ClientID: githubtest.ClientID, ClientSecret: &secret,
			Enabled: true, SignUp: true, Private: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(path string, change func(*http.Request)) *http.Response {
			r := in.Request(http.MethodGet, path, nil, apptest.Credential{})
			change(r)
			return in.Do(r)
		}
		good := func(res *http.Response) *url.URL {
			t.Helper()
			u, err := res.Location()
			if err != nil || res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(u.String(), f.URL+"/login/oauth/authorize?") {
				t.Fatal(res.StatusCode, err)
			}
			q := u.Query()
			if q.Get("redirect_uri") != "http://"+apptest.Host+"/sign-in/with/github/callback" || q.Get("scope") != "user:email" || q.Get("code_challenge_method") != "S256" {
				t.Errorf("GitHub is asked %v", q)
			}
			return u
		}
		start := ask("/sign-in/with/github?next=https://evil.example/", func(*http.Request) {})
		at, cookie := good(start), flowOf(t, start)
		for _, h := range []string{"X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto"} {
			good(ask("/sign-in/with/github", func(r *http.Request) { r.Header.Set(h, "evil.example") }))
		}
		answer := f.SignIn(t, at.String(), "octavia")
		callback := func(c *http.Cookie, q url.Values) *http.Response {
			return ask("/sign-in/with/github/callback?"+q.Encode(), func(r *http.Request) {
				if c != nil {
					r.AddCookie(c)
				}
			})
		}
		if res := callback(nil, answer); res.StatusCode < http.StatusBadRequest {
			t.Error("without the browser that began:", res.StatusCode)
		}
		if res := callback(cookie, url.Values{"code": answer["code"], "state": {"x"}}); res.StatusCode < http.StatusBadRequest {
			t.Error("another state:", res.StatusCode)
		}
		res := callback(cookie, answer)
		if to, err := res.Location(); err != nil || to.Path != "/sign-in/with/github/account" {
			t.Error("the newcomer's page:", res.StatusCode, to, err)
		}
		if res := callback(cookie, answer); res.StatusCode < http.StatusBadRequest {
			t.Error("the same answer twice:", res.StatusCode)
		}
		again := ask("/sign-in/with/github", func(*http.Request) {})
		if res := callback(flowOf(t, again), f.SignIn(t, good(again).String(), "")); res.StatusCode != http.StatusForbidden {
			t.Error("cancelled at GitHub:", res.StatusCode)
		}
		in.Settle()
		log := in.Logged.String()
		if strings.Contains(log, "canary") || strings.Contains(log, "gho_") || strings.Contains(log, answer.Get("code")) || strings.Contains(log, cookie.Value) {
			t.Error("the log holds a secret of the sign-in")
		}
	})
}
