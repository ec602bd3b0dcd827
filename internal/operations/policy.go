package operations

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// CanRead decides whether the actor may see the queue and the health of the instance. Errors: those of identity's policy.
func CanRead(a identity.Actor, now time.Time) error {
	return identity.Can(a, identity.ActionAdminRead, "", now)
}

// CanAct decides whether the actor may run or discard jobs. Errors: those of identity's policy.
func CanAct(a identity.Actor, now time.Time) error {
	return identity.Can(a, identity.ActionAdminAct, "", now)
}

// CanReadAbout decides whether the actor may see what the binary is made of. Errors: those of identity's policy.
func CanReadAbout(a identity.Actor) error {
	if a.UserID == "" {
		return identity.ErrSignInRequired
	}
	if !a.Can(identity.ScopeRead) {
		return identity.ErrScopeMissing
	}
	return nil
}
