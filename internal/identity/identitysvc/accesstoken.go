package identitysvc

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/secret"
)

const (
	accessTokenType = "at+jwt"
	accessTokenMax  = 2048
	accessAudience  = "tamatar"
)

// accessClaims are the claims of an access token. Instants are whole seconds; a string or a fraction does not parse.
type accessClaims struct {
	Issuer    string `json:"iss"`
	Audience  string `json:"aud"`
	Subject   string `json:"sub"`
	SessionID string `json:"sid"`
	Version   int64  `json:"ver"`
	IssuedAt  int64  `json:"iat"`
	NotBefore int64  `json:"nbf"`
	Expires   int64  `json:"exp"`
	ID        string `json:"jti"`

	kid string // the key that signed them; a retired one ends what it signed
}

var errClaims = errors.New("claims do not hold here")

// The methods of jwt.Claims; every check that matters is in [signer.check].

// GetExpirationTime is part of jwt.Claims.
func (c accessClaims) GetExpirationTime() (*jwt.NumericDate, error) { return numeric(c.Expires), nil }

// GetIssuedAt is part of jwt.Claims.
func (c accessClaims) GetIssuedAt() (*jwt.NumericDate, error) { return numeric(c.IssuedAt), nil }

// GetNotBefore is part of jwt.Claims.
func (c accessClaims) GetNotBefore() (*jwt.NumericDate, error) { return numeric(c.NotBefore), nil }

// GetIssuer is part of jwt.Claims.
func (c accessClaims) GetIssuer() (string, error) { return c.Issuer, nil }

// GetSubject is part of jwt.Claims.
func (c accessClaims) GetSubject() (string, error) { return c.Subject, nil }

// GetAudience is part of jwt.Claims.
func (c accessClaims) GetAudience() (jwt.ClaimStrings, error) {
	return jwt.ClaimStrings{c.Audience}, nil
}

func numeric(sec int64) *jwt.NumericDate { return jwt.NewNumericDate(time.Unix(sec, 0)) }

// sign makes an access token for the session, good for [identity.AccessTokenLife].
func (sg *signer) sign(u *userRow, sessionID string, now time.Time) (token string, expires time.Time, err error) {
	expires = now.Add(identity.AccessTokenLife).Truncate(time.Second)
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, accessClaims{
		Issuer: sg.issuer, Audience: accessAudience, Subject: u.ID, SessionID: sessionID, Version: u.AuthVersion,
		IssuedAt: now.Unix(), NotBefore: now.Unix(), Expires: expires.Unix(), ID: secret.Random(9),
	})
	t.Header["typ"] = accessTokenType
	kid := sg.ring.Current()
	key, ok := sg.key(kid)
	if !ok { // the ring changed in between, and holds another current key now
		return "", expires, errClaims
	}
	t.Header["kid"] = kid
	token, err = t.SignedString(key)
	return token, expires, err
}

// verify checks form, header, signature and claims. It reads nothing but its own keys. Every failure is
// [identity.ErrBadCredential] with the cause for the log.
func (sg *signer) verify(token string) (accessClaims, error) {
	// The decoder of package base64 skips line breaks; a token has one spelling only.
	if len(token) > accessTokenMax || strings.Count(token, ".") != 2 || strings.ContainsAny(token, "\r\n") {
		return accessClaims{}, identity.ErrBadCredential
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithoutClaimsValidation(), jwt.WithStrictDecoding())
	var claims accessClaims
	parsed, err := parser.ParseWithClaims(token, &claims, func(t *jwt.Token) (any, error) { return sg.keyOf(t) })
	if err != nil {
		return accessClaims{}, identity.ErrBadCredential.With(err)
	}
	claims.kid, _ = parsed.Header["kid"].(string) // keyOf has seen that it is one
	if err := sg.check(claims); err != nil {
		return accessClaims{}, identity.ErrBadCredential.With(err)
	}
	return claims, nil
}

// keyOf accepts exactly the header that [signer.sign] writes: a header that brings or names a key elsewhere is refused.
func (sg *signer) keyOf(t *jwt.Token) (any, error) {
	if len(t.Header) != 3 || t.Header["typ"] != accessTokenType {
		return nil, errClaims
	}
	kid, ok := t.Header["kid"].(string)
	if !ok {
		return nil, errClaims
	}
	key, ok := sg.key(kid)
	if !ok {
		return nil, errClaims
	}
	return key.Public(), nil
}

func (sg *signer) check(c accessClaims) error {
	now := sg.clock.Now().Unix()
	life := int64(identity.AccessTokenLife / time.Second)
	switch {
	case !sg.ring.Holds(c.kid):
		return errClaims
	case c.Issuer != sg.issuer, c.Audience != accessAudience, c.Subject == "", c.SessionID == "":
		return errClaims
	case c.Expires <= now, c.Expires > now+life+clockLeeway, c.NotBefore > now+clockLeeway, c.IssuedAt > now+clockLeeway:
		return errClaims
	default:
		return nil
	}
}

// clockLeeway, in seconds, lets two nodes differ a little. It never lengthens a life.
const clockLeeway = 5

// UnmarshalJSON refuses claims it does not know, so that no other kind of token passes for an access token.
func (c *accessClaims) UnmarshalJSON(b []byte) error {
	type plain accessClaims
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode((*plain)(c))
}
