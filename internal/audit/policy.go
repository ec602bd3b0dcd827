package audit

import "tamatar.dev/tamatar/internal/identity"

// CanRead decides whether the actor may read the records about subjectID; "" stands for the whole instance.
// Errors: those of identity's policy.
func CanRead(a identity.Actor, subjectID string) error {
	if a.UserID == "" {
		return identity.ErrSignInRequired
	}
	if subjectID != "" && a.UserID == subjectID {
		if !a.Can(identity.ScopeRead) {
			return identity.ErrScopeMissing
		}
		return nil
	}
	if !a.IsAdmin() {
		return identity.ErrAdminOnly
	}
	return nil
}
