package identity

import "time"

// Trace says who did it, when and from where. Every event of this room carries one.
type Trace struct {
	At time.Time `json:"at"`
	// ActorID is empty for the system and for somebody who did not sign in.
	ActorID string `json:"actorId,omitempty"`
	// Via is "session", "token", "stranger", "command_line", "configuration" or "system".
	Via string `json:"via"`
	// Network is a /24 or a /48.
	Network   string `json:"network,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}

// UserRegistered says that an account was made.
type UserRegistered struct {
	Trace
	UserID string `json:"userId"`
	// How is "sign_up", "invite", "claim", "admin" or "command_line".
	How  string `json:"how"`
	Role Role   `json:"role"`
}

// EventName is the stable name of the event.
func (UserRegistered) EventName() string { return "identity.user_registered.v1" }

// UserVerified says that the address of an account was proven.
type UserVerified struct {
	Trace
	UserID string `json:"userId"`
	// How is "link", "code", "reset_link", "email_change" or "no_mail".
	How string `json:"how"`
}

// EventName is the stable name of the event.
func (UserVerified) EventName() string { return "identity.user_verified.v1" }

// UserApproved says that an administrator let a waiting account in.
type UserApproved struct {
	Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (UserApproved) EventName() string { return "identity.user_approved.v1" }

// UserSuspended says that an administrator stopped an account.
type UserSuspended struct {
	Trace
	UserID string `json:"userId"`
	Reason string `json:"reason"`
}

// EventName is the stable name of the event.
func (UserSuspended) EventName() string { return "identity.user_suspended.v1" }

// UserReinstated says that a suspended account may sign in again.
type UserReinstated struct {
	Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (UserReinstated) EventName() string { return "identity.user_reinstated.v1" }

// UserDeleted says that an account is gone; every room erases what is the person's.
type UserDeleted struct {
	Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (UserDeleted) EventName() string { return "identity.user_deleted.v1" }

// SessionStarted says that somebody signed in.
type SessionStarted struct {
	Trace
	UserID    string      `json:"userId"`
	SessionID string      `json:"sessionId"`
	Kind      SessionKind `json:"kind"`
	Device    string      `json:"device"`
	// How is "password", "verify", "reset", "claim", "passkey" or "provider".
	How string `json:"how"`
	// Second is the kind of the second step where one was taken: "totp", "recovery_code" or "passkey".
	Second FactorKind `json:"second,omitempty"`
}

// EventName is the stable name of the event.
func (SessionStarted) EventName() string { return "identity.session_started.v1" }

// SessionRevoked says that sessions ended before their time.
type SessionRevoked struct {
	Trace
	UserID string `json:"userId"`
	// SessionID is set when one session ended.
	SessionID string `json:"sessionId,omitempty"`
	Count     int    `json:"count"`
	// Reason is "sign_out", "revoked", "everywhere", "password_changed", "email_undone", "suspended", "deleted",
	// "role_changed", "admin", "replaced", "refresh_replayed", "too_many_confirmations" or "factors_reset".
	Reason string `json:"reason"`
}

// EventName is the stable name of the event.
func (SessionRevoked) EventName() string { return "identity.session_revoked.v1" }

// RefreshReplayed says that a spent refresh token came again after the grace window; its session was ended.
type RefreshReplayed struct {
	Trace
	UserID    string `json:"userId"`
	SessionID string `json:"sessionId"`
}

// EventName is the stable name of the event.
func (RefreshReplayed) EventName() string { return "identity.refresh_replayed.v1" }

// SignInFailed says that a password for a known account was wrong, or that a sign-in was refused.
type SignInFailed struct {
	Trace
	UserID string `json:"userId,omitempty"`
	// Reason is "wrong_password", "throttled", "locked", "pending", "suspended", "wrong_code", "second_step_locked" or
	// "passkey_refused".
	Reason string `json:"reason"`
}

// EventName is the stable name of the event.
func (SignInFailed) EventName() string { return "identity.sign_in_failed.v1" }

// PasswordChanged says that an account has a new password.
type PasswordChanged struct {
	Trace
	UserID string `json:"userId"`
	// How is "settings" or "reset_link".
	How string `json:"how"`
}

// EventName is the stable name of the event.
func (PasswordChanged) EventName() string { return "identity.password_changed.v1" }

// FactorAdded says that an account has one more second factor.
type FactorAdded struct {
	Trace
	UserID   string     `json:"userId"`
	Factor   FactorKind `json:"factor"`
	FactorID string     `json:"factorId,omitempty"`
	Name     string     `json:"name,omitempty"`
}

// EventName is the stable name of the event.
func (FactorAdded) EventName() string { return "identity.factor_added.v1" }

// FactorRenamed says that a passkey has another name.
type FactorRenamed struct {
	Trace
	UserID   string `json:"userId"`
	FactorID string `json:"factorId"`
	Name     string `json:"name"`
}

// EventName is the stable name of the event.
func (FactorRenamed) EventName() string { return "identity.factor_renamed.v1" }

// FactorRemoved says that an account has one second factor less.
type FactorRemoved struct {
	Trace
	UserID   string     `json:"userId"`
	Factor   FactorKind `json:"factor"`
	FactorID string     `json:"factorId,omitempty"`
	Name     string     `json:"name,omitempty"`
}

// EventName is the stable name of the event.
func (FactorRemoved) EventName() string { return "identity.factor_removed.v1" }

// FactorsReset says that an administrator took every second factor of an account away.
type FactorsReset struct {
	Trace
	UserID string `json:"userId"`
	Count  int    `json:"count"`
}

// EventName is the stable name of the event.
func (FactorsReset) EventName() string { return "identity.factors_reset.v1" }

// RecoveryCodesCreated says that an account has new recovery codes; the old ones are dead.
type RecoveryCodesCreated struct {
	Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (RecoveryCodesCreated) EventName() string { return "identity.recovery_codes_created.v1" }

// RecoveryCodeUsed says that somebody signed in with a recovery code.
type RecoveryCodeUsed struct {
	Trace
	UserID string `json:"userId"`
	Left   int    `json:"left"`
}

// EventName is the stable name of the event.
func (RecoveryCodeUsed) EventName() string { return "identity.recovery_code_used.v1" }

// ResetLinkCreated says that a link for a new password was handed out by an administrator or asked for by mail.
type ResetLinkCreated struct {
	Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (ResetLinkCreated) EventName() string { return "identity.reset_link_created.v1" }

// EmailChangeAsked says that a new address waits for its verification.
type EmailChangeAsked struct {
	Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (EmailChangeAsked) EventName() string { return "identity.email_change_asked.v1" }

// EmailChanged says that an account has another address. Undone is true when the old one was restored.
type EmailChanged struct {
	Trace
	UserID string `json:"userId"`
	Undone bool   `json:"undone"`
}

// EventName is the stable name of the event.
func (EmailChanged) EventName() string { return "identity.email_changed.v1" }

// TokenCreated says that a personal access token was made.
type TokenCreated struct {
	Trace
	UserID  string   `json:"userId"`
	TokenID string   `json:"tokenId"`
	Name    string   `json:"name"`
	Scopes  []string `json:"scopes"`
}

// EventName is the stable name of the event.
func (TokenCreated) EventName() string { return "identity.token_created.v1" }

// TokenRevoked says that personal access tokens ended.
type TokenRevoked struct {
	Trace
	UserID string `json:"userId"`
	// TokenID is set when one token ended.
	TokenID string `json:"tokenId,omitempty"`
	Name    string `json:"name,omitempty"`
	Count   int    `json:"count"`
}

// EventName is the stable name of the event.
func (TokenRevoked) EventName() string { return "identity.token_revoked.v1" }

// TokenRotated says that a personal access token has a new secret; the one before works until OldUntil.
type TokenRotated struct {
	Trace
	UserID   string    `json:"userId"`
	TokenID  string    `json:"tokenId"`
	Name     string    `json:"name"`
	OldUntil time.Time `json:"oldUntil"`
}

// EventName is the stable name of the event.
func (TokenRotated) EventName() string { return "identity.token_rotated.v1" }

// TokenExpiring says that a personal access token ends within [TokenWarnDays] days. It is said once per token and end.
type TokenExpiring struct {
	Trace
	UserID    string    `json:"userId"`
	TokenID   string    `json:"tokenId"`
	Name      string    `json:"name"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// EventName is the stable name of the event.
func (TokenExpiring) EventName() string { return "identity.token_expiring.v1" }

// ToolCalled says that a tool (MCP) acted with a personal access token: once for each call that may change something, and
// for calls that read once at the first of an hour and once for the Count of the others.
type ToolCalled struct {
	Trace
	UserID  string `json:"userId"`
	TokenID string `json:"tokenId"`
	// Name is that of the token.
	Name string `json:"name"`
	// Tool is the name of the tool, or "resource:…" or "prompt:…".
	Tool   string `json:"tool"`
	Count  int    `json:"count"`
	Writes bool   `json:"writes,omitempty"`
}

// EventName is the stable name of the event.
func (ToolCalled) EventName() string { return "identity.tool_called.v1" }

// RoleChanged says that an account has another role.
type RoleChanged struct {
	Trace
	UserID string `json:"userId"`
	From   Role   `json:"from"`
	To     Role   `json:"to"`
}

// EventName is the stable name of the event.
func (RoleChanged) EventName() string { return "identity.role_changed.v1" }

// HandleChanged says that a person has another handle; the old one leads to the new one.
type HandleChanged struct {
	Trace
	UserID string `json:"userId"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// EventName is the stable name of the event.
func (HandleChanged) EventName() string { return "identity.handle_changed.v1" }

// ProfileUpdated says that a profile was changed; Fields names what, never the values.
type ProfileUpdated struct {
	Trace
	UserID string   `json:"userId"`
	Fields []string `json:"fields"`
}

// EventName is the stable name of the event.
func (ProfileUpdated) EventName() string { return "identity.profile_updated.v1" }

// InviteCreated says that an administrator invited somebody.
type InviteCreated struct {
	Trace
	InviteID string `json:"inviteId"`
}

// EventName is the stable name of the event.
func (InviteCreated) EventName() string { return "identity.invite_created.v1" }

// InviteRevoked says that an administrator took an invite back.
type InviteRevoked struct {
	Trace
	InviteID string `json:"inviteId"`
}

// EventName is the stable name of the event.
func (InviteRevoked) EventName() string { return "identity.invite_revoked.v1" }

// SettingsChanged says that the settings of the instance were changed; Fields names what.
type SettingsChanged struct {
	Trace
	Fields []string `json:"fields"`
}

// EventName is the stable name of the event.
func (SettingsChanged) EventName() string { return "identity.settings_changed.v1" }

// ProviderLinked says that an account was tied to somebody at a sign-in provider.
type ProviderLinked struct {
	Trace
	UserID   string `json:"userId"`
	Provider string `json:"provider"`
}

// EventName is the stable name of the event.
func (ProviderLinked) EventName() string { return "identity.provider_linked.v1" }

// ProviderUnlinked says that such a tie was removed.
type ProviderUnlinked struct {
	Trace
	UserID   string `json:"userId"`
	Provider string `json:"provider"`
}

// EventName is the stable name of the event.
func (ProviderUnlinked) EventName() string { return "identity.provider_unlinked.v1" }

// ProviderSaved says that an administrator made or changed a sign-in provider.
type ProviderSaved struct {
	Trace
	ProviderID string `json:"providerId"`
	Provider   string `json:"provider"`
	Issuer     string `json:"issuer"`
	Enabled    bool   `json:"enabled"`
}

// EventName is the stable name of the event.
func (ProviderSaved) EventName() string { return "identity.provider_saved.v1" }

// ProviderRemoved says that an administrator removed a sign-in provider, and every link with it.
type ProviderRemoved struct {
	Trace
	ProviderID string `json:"providerId"`
	Provider   string `json:"provider"`
}

// EventName is the stable name of the event.
func (ProviderRemoved) EventName() string { return "identity.provider_removed.v1" }
