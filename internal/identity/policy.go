package identity

import "time"

// Action is something an actor wants to do in this room.
type Action string

// The actions. Those marked sensitive need a freshly confirmed password.
const (
	ActionReadUser     Action = "read_user"
	ActionReadSelf     Action = "read_self"
	ActionEditProfile  Action = "edit_profile"
	ActionEndSession   Action = "end_session"
	ActionConfirm      Action = "confirm_password"
	ActionSetPassword  Action = "set_password"  // proves itself by the current password
	ActionChangeEmail  Action = "change_email"  // sensitive
	ActionCreateToken  Action = "create_token"  // sensitive
	ActionRotateToken  Action = "rotate_token"  // sensitive
	ActionLinkProvider Action = "link_provider" // sensitive
	ActionSetFactor    Action = "set_factor"    // sensitive
	ActionRevokeToken  Action = "revoke_token"
	ActionAdminRead    Action = "admin_read"
	ActionAdminAct     Action = "admin_act"      // sensitive
	ActionAdminActSelf Action = "admin_act_self" // sensitive, and refused: nobody administers themselves
)

// Can decides whether the actor may do the action to what belongs to ownerID at that moment; nil allows it.
// Errors: [ErrSignInRequired], [ErrSessionOnly], [ErrAdminOnly], [ErrConfirmPassword], [ErrNotYourself], [ErrUserNotFound].
// Whatever is not named here is refused.
func Can(a Actor, action Action, ownerID string, now time.Time) error {
	if a.UserID == "" {
		return ErrSignInRequired
	}
	switch action {
	case ActionReadUser:
		return needScope(a, ScopeRead)
	case ActionReadSelf:
		return first(needOwner(a, ownerID), needScope(a, ScopeRead))
	case ActionEditProfile:
		return first(needOwner(a, ownerID), needScope(a, ScopeProfileWrite))
	case ActionEndSession, ActionConfirm, ActionSetPassword, ActionRevokeToken:
		return first(needOwner(a, ownerID), needSession(a))
	case ActionChangeEmail, ActionLinkProvider, ActionCreateToken, ActionRotateToken, ActionSetFactor:
		return first(needOwner(a, ownerID), needSession(a), needFresh(a, now))
	case ActionAdminRead:
		return needAdmin(a)
	case ActionAdminAct:
		// A personal access token is refused: a stolen one must not make or stop accounts.
		return first(needAdmin(a), needSession(a), needFresh(a, now))
	case ActionAdminActSelf:
		if a.UserID == ownerID {
			return first(needAdmin(a), ErrNotYourself)
		}
		return first(needAdmin(a), needSession(a), needFresh(a, now))
	default:
		return ErrUserNotFound
	}
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func needOwner(a Actor, ownerID string) error {
	if a.UserID != ownerID {
		return ErrUserNotFound
	}
	return nil
}

func needScope(a Actor, s Scope) error {
	if !a.Can(s) {
		return ErrScopeMissing
	}
	return nil
}

func needSession(a Actor) error {
	if a.TokenID != "" || a.SessionID == "" {
		return ErrSessionOnly
	}
	return nil
}

func needFresh(a Actor, now time.Time) error {
	if !a.FreshlyConfirmed(now) {
		return ErrConfirmPassword
	}
	return nil
}

func needAdmin(a Actor) error {
	if a.Role != RoleAdmin {
		return ErrAdminOnly
	}
	return needScope(a, ScopeAdmin)
}
