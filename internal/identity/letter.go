package identity

// Letters writes the mails of this room in the reader's language. The site implements it: it owns the catalogues.
type Letters interface {
	// Compose gives subject, plain text and HTML of one kind of letter. Data holds plain text; the HTML escapes it.
	// An unknown locale falls back to English; an unknown kind is an error.
	Compose(kind, locale string, data map[string]string) (subject, text, html string, err error)
}

// The kinds of letters, with the names in their data. Every letter has "instance" (its name), "baseUrl" and "name" (how to
// address the person, may be empty). "url" is the page to open; "time" is an instant in the person's zone.
const (
	// LetterVerify asks to verify the address of a fresh account: "url", "code", "minutes".
	LetterVerify = "verify"
	// LetterAlreadyRegistered tells an owner that somebody typed their address to sign up: "url" (sign in), "resetUrl".
	LetterAlreadyRegistered = "already_registered"
	// LetterReset gives a link for a new password: "url", "minutes".
	LetterReset = "reset"
	// LetterPasswordChanged tells that the password was changed: "url" (ask for a reset), "time", "network".
	LetterPasswordChanged = "password_changed"
	// LetterEmailChange goes to a new address and asks to verify it: "url", "newEmail", "minutes".
	LetterEmailChange = "email_change"
	// LetterEmailChanged goes to the old address, with a way back: "url" (undo), "newEmail", "days".
	LetterEmailChanged = "email_changed"
	// LetterEmailRestored tells that the change was undone and the password has to be set anew: "url" (set it), "email", "minutes".
	LetterEmailRestored = "email_restored"
	// LetterRefreshReplayed tells that a refresh token came twice and its session was ended: "url" (sessions), "device", "network", "time".
	LetterRefreshReplayed = "refresh_replayed"
	// LetterSignInLocked tells that too many wrong passwords were typed, and how to unlock: "url" (ask for a reset).
	LetterSignInLocked = "sign_in_locked"
	// LetterApproved tells that an administrator approved the account: "url" (sign in).
	LetterApproved = "approved"
	// LetterApprovalWanted tells administrators that somebody waits: "url" (accounts), "handle", "email".
	LetterApprovalWanted = "approval_wanted"
	// LetterProviderLinked tells that a sign-in provider was linked: "url" (ways to sign in), "provider", "time", "network".
	LetterProviderLinked = "provider_linked"
	// LetterProviderUnlinked tells that a link was removed: "url" (ways to sign in), "provider", "time", "network".
	LetterProviderUnlinked = "provider_unlinked"
	// LetterInvite invites a stranger: "url", "note", "days", "inviter".
	LetterInvite = "invite"
	// LetterAccountCreated tells a person that an administrator made them an account: "url" (set a password), "hours".
	LetterAccountCreated = "account_created"
	// LetterLeaving tells that the account will be deleted, and how to keep it: "url" (the page of one's data), "time".
	LetterLeaving = "leaving"
	// LetterLeavingSoon says so once more shortly before: "url", "time".
	LetterLeavingSoon = "leaving_soon"
	// LetterStaying tells that the deletion was taken back: "url".
	LetterStaying = "staying"
	// LetterLeft tells that the account is deleted.
	LetterLeft = "left"
	// LetterFactorAdded tells that a second factor was added: "factor" (a FactorKind), "factorName", "time", "network", "url" (security).
	LetterFactorAdded = "factor_added"
	// LetterFactorRemoved tells that a second factor was removed: as LetterFactorAdded.
	LetterFactorRemoved = "factor_removed"
	// LetterFactorsReset tells that an administrator took the second factors away: "time", "url" (security), "resetUrl" (only when
	// the password went with them).
	LetterFactorsReset = "factors_reset"
	// LetterRecoveryCodeUsed tells that a recovery code signed in: "left", "time", "network", "url" (security).
	LetterRecoveryCodeUsed = "recovery_code_used"
	// LetterSecondStepLocked tells that somebody had the right password and only wrong codes: "url" (ask for a reset), "time", "network".
	LetterSecondStepLocked = "second_step_locked"
)

// LetterKinds lists every kind of letter.
var LetterKinds = []string{
	LetterVerify, LetterAlreadyRegistered, LetterReset, LetterPasswordChanged, LetterEmailChange, LetterEmailChanged,
	LetterEmailRestored, LetterRefreshReplayed, LetterSignInLocked, LetterApproved, LetterApprovalWanted, LetterInvite,
	LetterAccountCreated, LetterProviderLinked, LetterProviderUnlinked,
	LetterLeaving, LetterLeavingSoon, LetterStaying, LetterLeft,
	LetterFactorAdded, LetterFactorRemoved, LetterFactorsReset, LetterRecoveryCodeUsed, LetterSecondStepLocked,
}
