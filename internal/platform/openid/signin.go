package openid

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tamatar.dev/tamatar/internal/platform/secret"
)

// Flow is one sign-in on its way. The browser that began it keeps it, sealed; nobody else can finish it.
type Flow struct {
	State, Nonce, Verifier string
	// Fresh asks the provider to have the person sign in anew, and the answer to prove it.
	Fresh bool
	Began time.Time
}

// NewFlow makes the secrets of a sign-in.
func NewFlow(began time.Time, fresh bool) Flow {
	return Flow{State: secret.Random(secret.TokenBytes), Nonce: secret.Random(secret.TokenBytes), Verifier: oauth2.GenerateVerifier(), Fresh: fresh, Began: began}
}

// Person is somebody whom a provider vouches for. Issuer and Subject name them for good; everything else may change.
type Person struct {
	Issuer, Subject string
	Email           string
	EmailVerified   bool
	Name, Username  string
	// SecondFactor: the provider says that it asked for more than one factor.
	SecondFactor bool
}

// Begin gives the address at the provider where the person signs in. Error: [Unavailable].
func (c *Client) Begin(ctx context.Context, s Server, f Flow) (string, error) {
	p, m, err := c.discover(ctx, s)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)}
	if f.Fresh {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	config := c.oauth(s, p, m)
	return config.AuthCodeURL(f.State, options...), nil
}

// claims are those of an ID token that this package reads.
type claims struct {
	Subject       string   `json:"sub"`
	AuthorizedFor string   `json:"azp"`
	Email         string   `json:"email"`
	EmailVerified flexible `json:"email_verified"`
	Name          string   `json:"name"`
	Username      string   `json:"preferred_username"`
	Methods       []string `json:"amr"`
	AuthTime      int64    `json:"auth_time"`
}

// flexible is a boolean that some providers write as text. Only true and "true" are true.
type flexible bool

// UnmarshalJSON reads it; whatever it does not know is false.
func (f *flexible) UnmarshalJSON(b []byte) error {
	*f = string(b) == "true" || string(b) == `"true"`
	return nil
}

// Finish checks the answer that the person's browser brought back, trades its code, and gives the person. The caller has
// made sure that the flow was not finished before. Errors: [ErrDenied], [ErrAnswer], [Unavailable].
func (c *Client) Finish(ctx context.Context, s Server, f Flow, answer url.Values) (Person, error) {
	if len(answer["state"]) != 1 || !secret.Equal([]byte(answer.Get("state")), []byte(f.State)) || f.State == "" {
		return Person{}, refused("state")
	}
	p, m, err := c.discover(ctx, s)
	if err != nil {
		return Person{}, err
	}
	if issuers := answer["iss"]; (len(issuers) > 0 || m.AnnouncesIssuer) && (len(issuers) != 1 || issuers[0] != s.Issuer) {
		return Person{}, refused("iss of the answer")
	}
	if code := answer.Get("error"); code != "" {
		return Person{}, fmt.Errorf("%w: %q", ErrDenied, clip(code))
	}
	if len(answer["code"]) != 1 || answer.Get("code") == "" {
		return Person{}, refused("code")
	}
	ctx = oidc.ClientContext(ctx, c.http(s))
	config := c.oauth(s, p, m)
	token, err := config.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return Person{}, exchangeError(err)
	}
	found, issued, err := c.identify(ctx, s, p, f, token)
	if err != nil {
		return Person{}, err
	}
	if found.Email == "" || found.Name == "" {
		if err := c.complete(ctx, p, token, &found); err != nil {
			return Person{}, err
		}
	}
	return Person{
		Issuer: issued, Subject: found.Subject, Email: found.Email, EmailVerified: bool(found.EmailVerified) && found.Email != "",
		Name: found.Name, Username: found.Username, SecondFactor: severalFactors(found.Methods),
	}, nil
}

// algorithms are the signatures that count: those of a key pair, whatever discovery says.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// identify checks the ID token: signature, issuer, audience, times, nonce, and that it was made for this client.
func (c *Client) identify(ctx context.Context, s Server, p *oidc.Provider, f Flow, token *oauth2.Token) (claims, string, error) {
	raw, ok := token.Extra("id_token").(string)
	if !ok || raw == "" {
		return claims{}, "", refused("no ID token")
	}
	verified, err := p.Verifier(&oidc.Config{ClientID: s.ClientID, Now: c.clock.Now, SupportedSigningAlgs: algorithms}).Verify(ctx, raw)
	if err != nil {
		return claims{}, "", fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	var got claims
	if err := verified.Claims(&got); err != nil {
		return claims{}, "", fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	several := len(verified.Audience) > 1
	switch {
	case !secret.Equal([]byte(verified.Nonce), []byte(f.Nonce)):
		return claims{}, "", refused("nonce")
	case several && got.AuthorizedFor == "", got.AuthorizedFor != "" && got.AuthorizedFor != s.ClientID:
		return claims{}, "", refused("azp")
	case verified.Subject == "" || len(verified.Subject) > 255:
		return claims{}, "", refused("sub")
	case f.Fresh && time.Unix(got.AuthTime, 0).Before(f.Began.Add(-leeway)):
		return claims{}, "", refused("auth_time: the person did not sign in anew")
	case verified.IssuedAt.After(c.clock.Now().Add(leeway)):
		return claims{}, "", refused("iat")
	}
	return got, verified.Issuer, nil
}

// leeway is how much the clocks of provider and instance may differ.
const leeway = time.Minute

// complete asks for what the ID token leaves out. Some providers tell address and name only there.
func (c *Client) complete(ctx context.Context, p *oidc.Provider, token *oauth2.Token, got *claims) error {
	if p.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return &Unavailable{backOff, err}
	}
	if info.Subject != got.Subject {
		return refused("sub of userinfo")
	}
	var more claims
	if err := info.Claims(&more); err != nil {
		return fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	if got.Email == "" {
		got.Email, got.EmailVerified = more.Email, more.EmailVerified
	}
	if got.Name == "" {
		got.Name = more.Name
	}
	if got.Username == "" {
		got.Username = more.Username
	}
	return nil
}

// severalFactors reads the methods of RFC 8176.
func severalFactors(methods []string) bool {
	if slices.Contains(methods, "mfa") {
		return true
	}
	kinds := map[string]bool{}
	for _, m := range methods {
		switch m {
		case "pwd", "pin", "kba":
			kinds["known"] = true
		case "otp", "hwk", "swk", "sms", "tel", "sc", "pop":
			kinds["held"] = true
		case "face", "fpt", "iris", "retina", "vbm":
			kinds["is"] = true
		}
	}
	return len(kinds) > 1
}

// exchangeError tells a code that is refused from a provider that is in trouble. What the provider wrote is not kept:
// it may hold what must not be logged.
func exchangeError(err error) error {
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) {
		return &Unavailable{backOff, errors.New(redacted(err))}
	}
	if status := answer.Response.StatusCode; status == 429 || status >= 500 || status == 403 && answer.Response.Header.Get("Retry-After") != "" {
		return &Unavailable{retryAfter(answer.Response.Header), fmt.Errorf("token endpoint answers %d", status)}
	}
	return fmt.Errorf("%w: token endpoint answers %d %q", ErrAnswer, answer.Response.StatusCode, clip(answer.ErrorCode))
}

func redacted(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return strings.SplitN(err.Error(), "\n", 2)[0]
}

func refused(what string) error { return fmt.Errorf("%w: %s", ErrAnswer, what) }
