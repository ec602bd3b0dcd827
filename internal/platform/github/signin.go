package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"golang.org/x/oauth2"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/openid"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Scope is all that a sign-in asks for.
const Scope = "user:email"

// Client talks to GitHub. It is safe for concurrent use and keeps nothing between two requests.
type Client struct {
	clock clock.Clock
}

// New makes a client.
func New(c clock.Clock) *Client { return &Client{clock: c} }

func (c *Client) oauth(s openid.Server) oauth2.Config {
	return oauth2.Config{
		ClientID: s.ClientID, ClientSecret: s.ClientSecret, RedirectURL: s.RedirectURL, Scopes: []string{Scope},
		Endpoint: oauth2.Endpoint{
			AuthURL: s.Issuer + "/login/oauth/authorize", TokenURL: s.Issuer + "/login/oauth/access_token", AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

// Begin gives the address at GitHub where the person signs in. It asks nobody. Error: [openid.ErrAnswer] when the flow
// wants what GitHub cannot prove, that the person signs in anew.
func (c *Client) Begin(_ context.Context, s openid.Server, f openid.Flow) (string, error) {
	if f.Fresh {
		return "", refused("GitHub does not prove that somebody signs in anew")
	}
	config := c.oauth(s)
	return config.AuthCodeURL(f.State, oauth2.S256ChallengeOption(f.Verifier)), nil
}

// Finish checks the answer that the person's browser brought back, trades its code, and asks who the person is. The caller
// has made sure that the flow was not finished before. Errors: [openid.ErrDenied], [openid.ErrAnswer], [openid.Unavailable].
func (c *Client) Finish(ctx context.Context, s openid.Server, f openid.Flow, answer url.Values) (openid.Person, error) {
	if len(answer["state"]) != 1 || !secret.Equal([]byte(answer.Get("state")), []byte(f.State)) || f.State == "" {
		return openid.Person{}, refused("state")
	}
	if f.Fresh {
		return openid.Person{}, refused("GitHub does not prove that somebody signs in anew")
	}
	// GitHub need not say whose the answer is; when it does, it has to be this one.
	if issuers := answer["iss"]; len(issuers) > 1 || (len(issuers) == 1 && issuers[0] != s.Issuer && issuers[0] != s.Issuer+"/login/oauth") {
		return openid.Person{}, refused("iss of the answer")
	}
	if code := answer.Get("error"); code != "" {
		return openid.Person{}, fmt.Errorf("%w: %q", openid.ErrDenied, clip(code))
	}
	if len(answer["code"]) != 1 || answer.Get("code") == "" {
		return openid.Person{}, refused("code")
	}
	token, err := c.trade(ctx, s, answer.Get("code"), f.Verifier)
	if err != nil {
		return openid.Person{}, err
	}
	return c.identify(ctx, s, token)
}

// trade gives the access token for a code.
func (c *Client) trade(ctx context.Context, s openid.Server, code, verifier string) (string, error) {
	config := c.oauth(s)
	token, err := config.Exchange(context.WithValue(ctx, oauth2.HTTPClient, client(s)), code, oauth2.VerifierOption(verifier))
	if err != nil {
		return "", c.tradeError(err)
	}
	return token.AccessToken, nil
}

// tradeError tells a code that is refused from a GitHub that is in trouble. What it wrote beside the code of the error is
// not kept.
func (c *Client) tradeError(err error) error {
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) {
		return away(err)
	}
	if wait, limited := c.limited(answer.Response); limited {
		return &openid.Unavailable{RetryAfter: wait, Cause: fmt.Errorf("the token endpoint answers %d", answer.Response.StatusCode)}
	}
	return fmt.Errorf("%w: token endpoint answers %d %q", openid.ErrAnswer, answer.Response.StatusCode, clip(answer.ErrorCode))
}

type account struct {
	ID    int64  `json:"id"`
	Login string `json:"login"`
	Name  string `json:"name"`
}

type address struct {
	Email    string `json:"email"`
	Primary  bool   `json:"primary"`
	Verified bool   `json:"verified"`
}

// identify asks who the token speaks for. The address is the primary one, as GitHub itself knows it: the one of the
// profile is whatever the person shows.
func (c *Client) identify(ctx context.Context, s openid.Server, token string) (openid.Person, error) {
	var who account
	if _, err := c.get(ctx, s, token, "/user", &who); err != nil {
		return openid.Person{}, err
	}
	if who.ID <= 0 || who.Login == "" {
		return openid.Person{}, refused("an account without an id")
	}
	out := openid.Person{Issuer: s.Issuer, Subject: strconv.FormatInt(who.ID, 10), Name: who.Name, Username: who.Login}
	var all []address
	status, err := c.get(ctx, s, token, "/user/emails?per_page=100", &all)
	switch {
	case status == http.StatusNotFound || status == http.StatusForbidden: // the person took the scope away; they type an address
		return out, nil
	case err != nil:
		return openid.Person{}, err
	}
	if at := slices.IndexFunc(all, func(a address) bool { return a.Primary }); at >= 0 {
		out.Email, out.EmailVerified = all[at].Email, all[at].Verified && all[at].Email != ""
	}
	return out, nil
}

// Test asks GitHub for itself, and whether it knows the client id and secret: a code that cannot be good is refused for
// what it is only to those it knows. Error: [openid.Unavailable].
func (c *Client) Test(ctx context.Context, s openid.Server) (openid.Report, error) {
	if _, err := c.get(ctx, s, "", "/meta", &struct{}{}); err != nil {
		return openid.Report{}, &openid.Unavailable{RetryAfter: backOff, Cause: fmt.Errorf("the API at %s: %w", API(s.Issuer), err)}
	}
	config := c.oauth(s)
	_, err := config.Exchange(context.WithValue(ctx, oauth2.HTTPClient, client(s)), "a-code-that-is-none", oauth2.VerifierOption(oauth2.GenerateVerifier()))
	var answer *oauth2.RetrieveError
	switch {
	case errors.As(err, &answer) && answer.ErrorCode == "bad_verification_code":
		return openid.Report{Authorization: config.Endpoint.AuthURL}, nil
	case errors.As(err, &answer) && answer.ErrorCode == "incorrect_client_credentials":
		return openid.Report{}, &openid.Unavailable{RetryAfter: backOff, Cause: errors.New("GitHub does not know this client id with this client secret")}
	case errors.As(err, &answer):
		return openid.Report{}, &openid.Unavailable{RetryAfter: backOff, Cause: fmt.Errorf("the token endpoint answers %d %q", answer.Response.StatusCode, clip(answer.ErrorCode))}
	case err == nil:
		return openid.Report{}, &openid.Unavailable{RetryAfter: backOff, Cause: errors.New("the token endpoint takes every code")}
	default:
		return openid.Report{}, away(err)
	}
}

// Forget does nothing: nothing is kept.
func (c *Client) Forget(string) {}

func refused(what string) error { return fmt.Errorf("%w: %s", openid.ErrAnswer, what) }

func clip(text string) string {
	if len(text) > 200 {
		return text[:200]
	}
	return text
}
