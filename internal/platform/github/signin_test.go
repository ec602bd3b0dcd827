package github_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/github"
	"tamatar.dev/tamatar/internal/platform/github/githubtest"
	"tamatar.dev/tamatar/internal/platform/openid"
)

type bench struct {
	t      *testing.T
	fake   *githubtest.Fake
	clock  *clock.Fake
	client *github.Client
	server openid.Server
}

func start(t *testing.T) *bench {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC))
	f := githubtest.Start(t, c.Now)
	return &bench{t, f, c, github.New(c), openid.Server{
		Issuer: f.URL, ClientID: githubtest.ClientID, ClientSecret: githubtest.ClientSecret, RedirectURL: "http://127.0.0.1:8080/back", Private: true,
	}}
}

// signIn is a whole sign-in; change may bend the answer.
func (b *bench) signIn(login string, change func(url.Values)) (openid.Person, error) {
	b.t.Helper()
	f := openid.NewFlow(b.clock.Now(), false)
	address, err := b.client.Begin(b.t.Context(), b.server, f)
	if err != nil {
		b.t.Fatal(err)
	}
	answer := b.fake.SignIn(b.t, address, login)
	if change != nil {
		change(answer)
	}
	return b.client.Finish(b.t.Context(), b.server, f, answer)
}

func TestWhoSomebodyIs(t *testing.T) {
	b := start(t)
	for login, want := range map[string]openid.Person{
		"octavia": {Subject: "1001", Email: "octavia@dev.example", EmailVerified: true, Name: "Octavia Reyes", Username: "octavia"},
		"hubert":  {Subject: "1002", Email: "hubert@dev.example", Name: "Hubert Nowak", Username: "hubert"},
		"mona":    {Subject: "1003", Email: "mona@mail.example", EmailVerified: true, Username: "mona"},
	} {
		want.Issuer = b.fake.URL
		if got, err := b.signIn(login, nil); err != nil || got != want {
			t.Errorf("%+v, %v", got, err)
		}
	}
	b.fake.Answer = func(w http.ResponseWriter, r *http.Request) bool { // the scope was taken away
		if strings.HasSuffix(r.URL.Path, "/user/emails") {
			http.Error(w, `{"message":"Not Found"}`, http.StatusNotFound)
			return true
		}
		return false
	}
	if got, err := b.signIn("octavia", nil); err != nil || got.Subject != "1001" || got.Email != "" || got.EmailVerified {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnswersThatAreRefused(t *testing.T) {
	b := start(t)
	for name, change := range map[string]func(url.Values){
		"another state":  func(v url.Values) { v.Set("state", strings.Repeat("x", 43)) },
		"no state":       func(v url.Values) { v.Del("state") },
		"two states":     func(v url.Values) { v.Add("state", "x") },
		"no code":        func(v url.Values) { v.Del("code") },
		"two codes":      func(v url.Values) { v.Add("code", "x") },
		"a made-up code": func(v url.Values) { v.Set("code", "x") },
		"another issuer": func(v url.Values) { v.Set("iss", "https://evil.example") },
		"too late":       func(url.Values) { b.clock.Advance(11 * time.Minute) },
	} {
		if got, err := b.signIn("octavia", change); !errors.Is(err, openid.ErrAnswer) || got != (openid.Person{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, iss := range []string{b.fake.URL, b.fake.URL + "/login/oauth"} {
		if _, err := b.signIn("octavia", func(v url.Values) { v.Set("iss", iss) }); err != nil {
			t.Errorf("its own issuer %s: %v", iss, err)
		}
	}
	if _, err := b.signIn("", nil); !errors.Is(err, openid.ErrDenied) {
		t.Error("cancelled:", err)
	}
	mine, hers := openid.NewFlow(b.clock.Now(), false), openid.NewFlow(b.clock.Now(), false)
	address, _ := b.client.Begin(t.Context(), b.server, hers)
	answer := b.fake.SignIn(t, address, "octavia")
	answer.Set("state", mine.State)
	if _, err := b.client.Finish(t.Context(), b.server, mine, answer); !errors.Is(err, openid.ErrAnswer) {
		t.Error("a stolen code, without its verifier:", err)
	}
	fresh := openid.NewFlow(b.clock.Now(), true)
	if _, err := b.client.Begin(t.Context(), b.server, fresh); !errors.Is(err, openid.ErrAnswer) {
		t.Error("GitHub proves no fresh sign-in:", err)
	}
	if _, err := b.client.Finish(t.Context(), b.server, fresh, url.Values{"state": {fresh.State}, "code": {"x"}}); !errors.Is(err, openid.ErrAnswer) {
		t.Error("GitHub proves no fresh sign-in:", err)
	}
}

func TestTroubleAndLies(t *testing.T) {
	b := start(t)
	on := func(path string, status int, header map[string]string, body string) {
		b.fake.Answer = func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, path) {
				return false
			}
			for name, value := range header {
				w.Header().Set(name, value)
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
			return true
		}
	}
	for _, c := range []struct {
		path   string
		status int
		header map[string]string
		wait   time.Duration
	}{
		{"/access_token", 500, nil, 10 * time.Second},
		{"/access_token", 429, map[string]string{"Retry-After": "30"}, 30 * time.Second},
		{"/user", 503, nil, 10 * time.Second},
		{"/user", 403, map[string]string{"Retry-After": "999999999"}, 5 * time.Minute},
		{"/user/emails", 429, map[string]string{"Retry-After": "-4"}, time.Second},
		{"/access_token", 302, map[string]string{"Location": "http://127.0.0.1:1/"}, 10 * time.Second},
	} {
		on(c.path, c.status, c.header, `{"message":"no"}`)
		var away *openid.Unavailable
		if _, err := b.signIn("octavia", nil); !errors.As(err, &away) || away.RetryAfter != c.wait {
			t.Errorf("%s %d: %v", c.path, c.status, err)
		}
	}
	for _, c := range []struct {
		path   string
		status int
		body   string
	}{
		{"/user", 401, `{"message":"Bad credentials"}`},
		{"/user", 200, `{"id":0,"login":"octavia"}`},
		{"/user", 200, `{"id":"1001","login":"octavia"}`},
		{"/user", 200, `{"id":-1,"login":"x"}`},
		{"/user", 200, `<html>`},
		{"/user/emails", 200, `{"email":"octavia@dev.example"}`},
		{"/access_token", 200, `{"error":"bad_verification_code"}`},
	} {
		on(c.path, c.status, nil, c.body)
		if got, err := b.signIn("octavia", nil); !errors.Is(err, openid.ErrAnswer) || got != (openid.Person{}) {
			t.Errorf("%s %s: %+v, %v", c.path, c.body, got, err)
		}
	}
	b.fake.Answer = nil
	b.fake.SetLimit(1)
	var away *openid.Unavailable
	if _, err := b.signIn("octavia", nil); !errors.As(err, &away) || away.RetryAfter != 5*time.Minute {
		t.Error("an exhausted limit:", err)
	}
	b.server.Private = false
	if _, err := b.signIn("octavia", nil); !errors.As(err, &away) {
		t.Error("the local network is open:", err)
	}
}

func TestTheProviderIsTriedOut(t *testing.T) {
	b := start(t)
	if report, err := b.client.Test(t.Context(), b.server); err != nil || report.Authorization != b.fake.URL+"/login/oauth/authorize" {
		t.Fatal(report, err)
	}
	wrong := b.server
	wrong.ClientSecret = "wrong"
	if _, err := b.client.Test(t.Context(), wrong); err == nil || !strings.Contains(err.Error(), "does not know this client id") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.client.Test(ctx, b.server); !errors.Is(err, openid.ErrUnavailable) {
		t.Error(err)
	}
}

func TestWhereTheAPIIs(t *testing.T) {
	for issuer, want := range map[string]string{
		"https://github.com": "https://api.github.com", "https://octo.ghe.com": "https://api.octo.ghe.com",
		"https://git.example.org": "https://git.example.org/api/v3", "https://github.com.evil.example": "https://github.com.evil.example/api/v3",
	} {
		if got := github.API(issuer); got != want {
			t.Errorf("%s: %s", issuer, got)
		}
	}
}
