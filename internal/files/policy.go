package files

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// CanSee reports whether the person may read the file: their own, or one that is shown in something they may see.
func CanSee(userID string, f *File, shown bool) bool {
	return f != nil && (CanChange(userID, f) || shown)
}

// CanChange reports whether the person may describe or remove the file: the owner alone.
func CanChange(userID string, f *File) bool {
	return f != nil && userID != "" && userID == f.OwnerID
}

// CanSetQuota decides whether the actor may give people space: an administrator who has just confirmed their password.
// Errors: those of identity's policy.
func CanSetQuota(a identity.Actor, now time.Time) error {
	return identity.Can(a, identity.ActionAdminAct, "", now)
}
