package portability

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// CanSee decides whether the actor may see their archives, departure and outlets.
// Errors: [identity.ErrSignInRequired], [identity.ErrSessionOnly].
func CanSee(a identity.Actor) error {
	switch {
	case a.UserID == "":
		return identity.ErrSignInRequired
	case a.TokenID != "" || a.SessionID == "":
		return identity.ErrSessionOnly
	}
	return nil
}

// CanTake decides whether the actor may take everything along, or leave: a session whose password was confirmed a
// moment ago, so that a stolen cookie is not enough.
// Errors: those of [CanSee], [identity.ErrConfirmPassword].
func CanTake(a identity.Actor, now time.Time) error {
	if err := CanSee(a); err != nil {
		return err
	}
	if !a.FreshlyConfirmed(now) {
		return identity.ErrConfirmPassword
	}
	return nil
}

// CanStream decides whether the actor may have what is theirs as a stream: as [CanTake], or by a personal access token
// that may read, which can read all of it anyway. What the instance has noted about the account is not in it then.
// Errors: those of [CanTake], [identity.ErrScopeMissing].
func CanStream(a identity.Actor, now time.Time) error {
	if a.TokenID == "" {
		return CanTake(a, now)
	}
	if !a.Can(identity.ScopeRead) {
		return identity.ErrScopeMissing
	}
	return nil
}

// CanBring decides whether the actor may import an archive: a session, or a token that may write both entries and the
// profile. Errors: [identity.ErrSignInRequired], [identity.ErrScopeMissing], [ErrBothScopes].
func CanBring(a identity.Actor) error {
	switch {
	case a.UserID == "":
		return identity.ErrSignInRequired
	case !a.Can(identity.ScopeEntriesWrite):
		return identity.ErrScopeMissing
	case !a.Can(identity.ScopeProfileWrite):
		return ErrBothScopes
	}
	return nil
}

// CanSend decides whether the actor may set the end of somebody's account. Errors: those of identity's policy.
func CanSend(a identity.Actor, userID string, now time.Time) error {
	return identity.Can(a, identity.ActionAdminActSelf, userID, now)
}
