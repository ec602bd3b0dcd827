package identity

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// ReauthWindow is how long a confirmed password allows sensitive acts.
const ReauthWindow = 10 * time.Minute

// ErrDemo refuses what would change something in a demonstration.
var ErrDemo = errs.New(errs.Forbidden, "identity.demo", "This is a demonstration: look around as you like. Nothing is changed or saved here.")

// ErrSignInRequired says that the act needs a signed-in person.
var ErrSignInRequired = errs.New(errs.Unauthenticated, "identity.sign_in_required", "Sign in to do this.")

// Actor is the person who asks, as proven by a session or a personal access token.
type Actor struct {
	// UserID is never empty for a proven actor.
	UserID string
	// SessionID is set when a session (browser or API) proved the person.
	SessionID string
	// Visitor marks somebody who looks around in a demonstration as one of its people: they read, and change nothing.
	Visitor bool
	// TokenID is set when a personal access token proved the person.
	TokenID string
	Role    Role
	// Scopes are those of the personal access token; a session has no need of them.
	Scopes Scopes
	// Zone is the person's IANA time zone.
	Zone string
	// DayStart is the hour, 0 to 11, at which the person's day begins.
	DayStart int
	// WeekStart is the person's first day of the week.
	WeekStart time.Weekday
	// Locale is the BCP 47 tag of the person's interface.
	Locale string
	// ReauthAt is when this session last confirmed the password; zero when never, and always zero for tokens.
	ReauthAt time.Time
}

// LoginID is the session or the personal access token that proved the person.
func (a Actor) LoginID() string {
	if a.TokenID != "" {
		return a.TokenID
	}
	return a.SessionID
}

// Can reports whether the credential allows acts of that scope: a session all of them, a token those it was made with.
func (a Actor) Can(scope Scope) bool {
	if a.UserID == "" {
		return false
	}
	return a.TokenID == "" || a.Scopes.Has(scope)
}

// IsAdmin reports whether the person is an administrator and the credential allows administration.
func (a Actor) IsAdmin() bool { return a.Role == RoleAdmin && a.Can(ScopeAdmin) }

// FreshlyConfirmed reports whether the password was confirmed within [ReauthWindow] before now.
func (a Actor) FreshlyConfirmed(now time.Time) bool {
	return !a.ReauthAt.IsZero() && now.Sub(a.ReauthAt) < ReauthWindow
}

type actorKey struct{}

// WithActor puts the proven actor into the context. Only the edge (HTTP, command line) may call it.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom returns the actor of the context, or false when nobody signed in.
func ActorFrom(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	return a, ok && a.UserID != ""
}

// MustActor returns the actor of the context. Error: [ErrSignInRequired].
func MustActor(ctx context.Context) (Actor, error) {
	a, ok := ActorFrom(ctx)
	if !ok {
		return Actor{}, ErrSignInRequired
	}
	return a, nil
}
