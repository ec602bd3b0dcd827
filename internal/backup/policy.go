package backup

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// CanRead decides whether the actor may see what backups there are. Errors: those of identity's policy.
func CanRead(a identity.Actor, now time.Time) error {
	return identity.Can(a, identity.ActionAdminRead, "", now)
}

// CanAct decides whether the actor may start, check and download backups: everything anybody ever wrote is in them.
// Errors: those of identity's policy.
func CanAct(a identity.Actor, now time.Time) error {
	return identity.Can(a, identity.ActionAdminAct, "", now)
}
