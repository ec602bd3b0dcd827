package githubtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

func config(f *githubtest.Fake) oauth2.Config {
	return oauth2.Config{
		ClientID: githubtest.ClientID, ClientSecret: githubtest.ClientSecret, RedirectURL: "http://127.0.0.1:8080/back", Scopes: []string{"user:email"},
		Endpoint: oauth2.Endpoint{AuthURL: f.URL + "/login/oauth/authorize", TokenURL: f.URL + "/login/oauth/access_token", AuthStyle: oauth2.AuthStyleInParams},
	}
}

// press opens the page and presses the button of a person; "" cancels. It gives where the browser is sent.
func press(t *testing.T, address, login string) *url.URL {
	t.Helper()
	page := fetch(t, http.MethodGet, address, nil)
	text, err := io.ReadAll(page.Body)
	if err != nil || page.StatusCode != http.StatusOK || !strings.Contains(string(text), "Continue as octavia") || strings.Contains(string(text), "orchard") {
		t.Fatal(page.Status, err)
	}
	to, err := fetch(t, http.MethodPost, address, strings.NewReader(url.Values{"login": {login}}.Encode())).Location()
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func fetch(t *testing.T, method, address string, body io.Reader) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	stay := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := stay.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

func TestSignIn(t *testing.T) {
	f, now := start(t)
	c, verifier := config(f), oauth2.GenerateVerifier()
	address := c.AuthCodeURL("a state of the app", oauth2.S256ChallengeOption(verifier))
	code := func() string { return press(t, address, "octavia").Query().Get("code") }

	back := press(t, address, "octavia")
	if back.Host != "127.0.0.1:8080" || back.Path != "/back" || back.Query().Get("state") != "a state of the app" {
		t.Fatal(back)
	}
	token, err := c.Exchange(t.Context(), back.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil || token.TokenType != "bearer" || token.Extra("scope") != "user:email" || !token.Expiry.IsZero() {
		t.Fatalf("%+v, %v", token, err)
	}
	if me, _, err := client(t, f, token.AccessToken).Users.Get(t.Context(), ""); err != nil || me.GetLogin() != "octavia" {
		t.Error(me, err)
	}

	no := press(t, address, "").Query()
	if no.Get("error") != "access_denied" || no.Get("code") != "" || no.Get("state") != "a state of the app" {
		t.Error("cancelled:", no)
	}
	refused := func(name, fault string, c oauth2.Config, code, verifier string) {
		t.Helper()
		_, err := c.Exchange(context.Background(), code, oauth2.VerifierOption(verifier))
		var answer *oauth2.RetrieveError
		if !errors.As(err, &answer) || answer.ErrorCode != fault {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrongSecret, elsewhere := c, c
	wrongSecret.ClientSecret, elsewhere.RedirectURL = "wrong", "http://127.0.0.1:8080/other"
	refused("a code twice", "bad_verification_code", c, back.Query().Get("code"), verifier)
	refused("a wrong code", "bad_verification_code", c, "made-up", verifier)
	refused("another verifier", "bad_verification_code", c, code(), oauth2.GenerateVerifier())
	refused("a wrong secret", "incorrect_client_credentials", wrongSecret, code(), verifier)
	refused("another redirect", "redirect_uri_mismatch", elsewhere, code(), verifier)
	late := code()
	now.Advance(10 * time.Minute)
	refused("an old code", "bad_verification_code", c, late, verifier)
	if res := fetch(t, http.MethodGet, strings.Replace(address, githubtest.ClientID, "unknown", 1), nil); res.StatusCode != http.StatusNotFound {
		t.Error("another app:", res.Status)
	}
	if res := fetch(t, http.MethodGet, strings.Replace(address, "S256", "plain", 1), nil); !strings.Contains(res.Header.Get("Location"), "error=invalid_request") {
		t.Error("a weak challenge:", res.Header)
	}
}
