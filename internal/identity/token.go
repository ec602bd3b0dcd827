package identity

import (
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Limits of personal access tokens.
const (
	// TokenCap is how many personal access tokens a person has at most.
	TokenCap = 50
	// TokenPrefix begins every personal access token.
	TokenPrefix = "tmt_"
	// TokenMaxDays is the longest life of a token that ends.
	TokenMaxDays = 366
	// TokenWarnDays is how many days before its end the owner of a token is told.
	TokenWarnDays = 7
	// TokenGraceHours is how long the old secret of a rotated token may go on working at most.
	TokenGraceHours = 7 * 24

	tokenNameMax = 80
)

// Errors of personal access tokens.
var (
	// ErrTokenNotFound says that the person has no such token.
	ErrTokenNotFound = errs.New(errs.NotFound, "identity.token_not_found", "This token does not exist, or it is not yours.")
	// ErrTokenCap says that the person has too many tokens.
	ErrTokenCap = errs.New(errs.Invalid, "identity.token_cap", "You have 50 tokens. Revoke one that you no longer use.")
	// ErrTokenInvalid names what to mend in a new token.
	ErrTokenInvalid = errs.New(errs.Invalid, "identity.token_invalid", "The token could not be made.")
)

// PersonalAccessToken is a named credential for scripts. The token itself is shown once and never stored.
type PersonalAccessToken struct {
	ID   string
	Name string
	// Prefix is the first characters, to tell tokens apart.
	Prefix    string
	Scopes    []Scope
	CreatedAt time.Time
	// ExpiresAt is nil for a token without an end.
	ExpiresAt  *time.Time
	LastUsedAt *time.Time
	// LastNetwork and LastClient are from where and by what it was last used: a /24 or a /48, and what the client calls
	// itself. Empty when it never was.
	LastNetwork, LastClient string
	// OldSecretUntil is set while the secret before the last rotation still works.
	OldSecretUntil *time.Time
}

// CreateTokenInput describes a new token.
type CreateTokenInput struct {
	Name   string
	Scopes []Scope
	// ExpiresInDays is 1 to [TokenMaxDays], or nil for never.
	ExpiresInDays *int
}

// Validate checks the input for a person of that role. Error: [ErrTokenInvalid] with fields.
func (in CreateTokenInput) Validate(role Role) error {
	e := ErrTokenInvalid
	if n := utf8.RuneCountInString(in.Name); n == 0 || n > tokenNameMax || !plainLine(in.Name) {
		e = e.WithField("name", "Give the token a name of 1 to 80 characters.")
	}
	if len(in.Scopes) == 0 {
		e = e.WithField("scopes", "Choose at least one thing the token may do.")
	}
	for _, s := range in.Scopes {
		if !s.Valid() {
			e = e.WithField("scopes", "One of the scopes does not exist.")
			break
		}
		if s == ScopeAdmin && role != RoleAdmin {
			e = e.WithField("scopes", "Only an administrator can make a token for administration.")
			break
		}
	}
	if d := in.ExpiresInDays; d != nil && (*d < 1 || *d > TokenMaxDays) {
		e = e.WithField("expiresInDays", "A token lives 1 to 366 days, or has no end.")
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// RotateTokenInput asks for a new secret.
type RotateTokenInput struct {
	ID string
	// GraceHours is how long the old secret still works, 0 to [TokenGraceHours].
	GraceHours int
}

// Validate checks the input. Error: [ErrTokenInvalid] with fields.
func (in RotateTokenInput) Validate() error {
	if in.GraceHours < 0 || in.GraceHours > TokenGraceHours {
		return ErrTokenInvalid.WithField("graceHours", "The old secret can go on working for 0 to 168 hours.")
	}
	return nil
}

// CreateTokenPayload holds the new token and its secret, shown this once.
type CreateTokenPayload struct {
	Token  *PersonalAccessToken
	Secret *string
	Errors []errs.UserError
}

// RevokeTokenPayload names the token that ended.
type RevokeTokenPayload struct {
	RevokedID *string
	Errors    []errs.UserError
}
