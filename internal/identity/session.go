package identity

import (
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Limits of sessions and of the credentials that stand for them.
const (
	// SessionIdle is how long a session lives without being used.
	SessionIdle = 14 * 24 * time.Hour
	// SessionMax is how long a session lives at most.
	SessionMax = 90 * 24 * time.Hour
	// SessionCap is how many sessions a person has at most; the least recently used gives way.
	SessionCap = 100
	// AccessTokenLife is how long an access token is good for.
	AccessTokenLife = 5 * time.Minute
	// RefreshGrace is how long a spent refresh token still gives its one successor.
	RefreshGrace = 10 * time.Second
)

// Errors of sessions.
var (
	// ErrSessionNotFound says that the person has no such session.
	ErrSessionNotFound = errs.New(errs.NotFound, "identity.session_not_found", "This session does not exist, or it is not yours.")
	// ErrBadCredential says that a cookie or token is unknown, forged, expired or revoked. It never says which.
	ErrBadCredential = errs.New(errs.Unauthenticated, "identity.bad_credential", "This sign-in is no longer good. Sign in again.")
	// ErrSessionOnly says that a personal access token is not enough for the act.
	ErrSessionOnly = errs.New(errs.Forbidden, "identity.session_only", "A personal access token cannot do this. Sign in with your password.")
	// ErrConfirmPassword says that the act needs a freshly confirmed password.
	ErrConfirmPassword = errs.New(errs.Forbidden, "identity.confirm_password", "Confirm your password to do this.")
)

// SessionKind tells a browser from an API client.
type SessionKind string

// The kinds of session.
const (
	SessionBrowser SessionKind = "browser"
	SessionAPI     SessionKind = "api"
)

// MarshalGQL writes the GraphQL form.
func (k SessionKind) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the GraphQL form.
func (k *SessionKind) UnmarshalGQL(v any) error {
	return gqlenum.Into(k, v, SessionBrowser, SessionAPI)
}

// Session is one place where a person is signed in. An API session is the family of its refresh tokens.
type Session struct {
	ID      string
	Kind    SessionKind
	Current bool
	// Device is what the browser or client says it is, such as "Firefox on Linux".
	Device string
	// Network is a /24 or a /48, never the whole address.
	Network    string
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time
}

// TokenPair is what an API client holds: a short access token and the refresh token for the next pair.
type TokenPair struct {
	AccessToken      string
	AccessExpiresAt  time.Time
	RefreshToken     string
	RefreshExpiresAt time.Time
}

// SignInInput signs an API client in.
type SignInInput struct {
	// Login is an address or a handle.
	Login    string
	Password string
	// Client is the name for the list of sessions.
	Client string
}

// SignInPayload holds the tokens, or the second step to take, or what to mend.
type SignInPayload struct {
	Tokens    *TokenPair
	Challenge *SignInChallenge
	Errors    []errs.UserError
}

// RefreshTokensInput trades a refresh token.
type RefreshTokensInput struct{ RefreshToken string }

// SignOutEverywhereInput says what else ends, and whether the asking session stays.
type SignOutEverywhereInput struct {
	IncludeTokens bool
	KeepCurrent   bool
}

// SignOutPayload counts the sessions that ended.
type SignOutPayload struct {
	RevokedSessions int
	Errors          []errs.UserError
}
