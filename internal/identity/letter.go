package identity

// Letters writes the mails of this room in the reader's language. The site implements it: it owns the catalogues.
type Letters interface {
	// Compose gives subject, plain text and HTML of one kind of letter. Data holds plain text; the HTML escapes it.
	// An unknown locale falls back to English; an unknown kind is an error.
	Compose(kind, locale string, data map[string]string) (subject, text, html string, err error)
}

// The kinds of letters, with the names in their data. Every letter has "instance" (its name), "name" (how to address
// the person) and "baseUrl".
const (
	// LetterVerify asks to verify the address of a fresh account: "link", "code", "minutes".
	LetterVerify = "verify"
	// LetterAlreadyRegistered tells an owner that somebody signed up with their address: "signInUrl", "resetUrl".
	LetterAlreadyRegistered = "already_registered"
	// LetterReset gives a link for a new password: "link", "minutes".
	LetterReset = "reset"
	// LetterPasswordChanged tells that the password was changed: "at", "network", "resetUrl".
	LetterPasswordChanged = "password_changed"
	// LetterEmailChange asks to verify a new address: "link", "email", "minutes".
	LetterEmailChange = "email_change"
	// LetterEmailChanged tells the old address, with a way back: "link", "email" (the new address), "days".
	LetterEmailChanged = "email_changed"
	// LetterEmailRestored tells both addresses that the change was undone: "email".
	LetterEmailRestored = "email_restored"
	// LetterRefreshReplayed tells that a refresh token was used twice and its session was ended: "device", "network", "at", "sessionsUrl".
	LetterRefreshReplayed = "refresh_replayed"
	// LetterSignInLocked tells that too many wrong passwords were typed, and how to unlock: "resetUrl".
	LetterSignInLocked = "sign_in_locked"
	// LetterApproved tells that an administrator approved the account: "signInUrl".
	LetterApproved = "approved"
	// LetterApprovalWanted tells administrators that somebody waits: "handle", "email", "adminUrl".
	LetterApprovalWanted = "approval_wanted"
	// LetterInvite invites a stranger: "link", "note", "days".
	LetterInvite = "invite"
	// LetterAccountCreated tells a person that an administrator made them an account: "link", "hours".
	LetterAccountCreated = "account_created"
)

// LetterKinds lists every kind of letter.
var LetterKinds = []string{
	LetterVerify, LetterAlreadyRegistered, LetterReset, LetterPasswordChanged, LetterEmailChange, LetterEmailChanged,
	LetterEmailRestored, LetterRefreshReplayed, LetterSignInLocked, LetterApproved, LetterApprovalWanted, LetterInvite,
	LetterAccountCreated,
}
