package capture

import "tamatar.dev/tamatar/internal/identity"

// Can decides whether the actor may make, see and end hooks and the mail address, all of them their own. A personal access
// token may not: an address that it made would outlive it.
// Errors: [identity.ErrSignInRequired], [identity.ErrSessionOnly].
func Can(a identity.Actor) error {
	switch {
	case a.UserID == "":
		return identity.ErrSignInRequired
	case a.TokenID != "" || a.SessionID == "":
		return identity.ErrSessionOnly
	}
	return nil
}
