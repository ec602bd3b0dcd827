package identity

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Limits of challenges.
const (
	// ChallengeLife is how long a sign-in waits for its second step.
	ChallengeLife = 10 * time.Minute
	// ChallengeTries is how many codes one sign-in may try before it has to begin anew.
	ChallengeTries = 5
	// CeremonyLife is how long a passkey may take to answer.
	CeremonyLife = 5 * time.Minute
)

// Errors of the second step.
var (
	// ErrChallengeGone says that a sign-in waits no longer: unknown, too old, used, or tried too often. It never says which.
	ErrChallengeGone = errs.New(errs.Invalid, "identity.challenge_gone", "This sign-in took too long or had too many wrong codes. Begin once more.")
	// ErrBrowserOnly says that an account signs in with nothing but passkeys besides its password, which only browsers can.
	ErrBrowserOnly = errs.New(errs.Forbidden, "identity.browser_only", "This account signs in with a passkey. Sign in in a browser, and give programs a personal access token.")
)

// SignInChallenge is a sign-in that waits for its second step. Its holder can do nothing but take that step.
type SignInChallenge struct {
	// Token stands for the sign-in. It opens nothing by itself.
	Token string
	// Methods are the ways that the account has, the preferred first.
	Methods   []FactorKind
	ExpiresAt time.Time
}

// Has reports whether the sign-in can be finished that way.
func (c SignInChallenge) Has(k FactorKind) bool {
	for _, m := range c.Methods {
		if m == k {
			return true
		}
	}
	return false
}

// SecondStepForm takes the second step: with the code of an app, a recovery code, or the answer of a passkey.
type SecondStepForm struct {
	Challenge string
	// Code is what was typed; Credential the answer of a passkey as JSON. One of them is empty.
	Code       string
	Credential string
	// Device is the value of the known-device cookie, or empty.
	Device string
}

// PasskeyForm signs in with a passkey alone.
type PasskeyForm struct {
	// Ceremony is the token that came with the options.
	Ceremony   string
	Credential string
	Device     string
}

// PasskeyOptions are what a browser needs to ask for a passkey.
type PasskeyOptions struct {
	// JSON is for navigator.credentials, with bytes in base64url.
	JSON string
	// Ceremony stands for the question in the answer; empty where a session or a challenge does.
	Ceremony  string
	ExpiresAt time.Time
}

// CompleteSignInInput finishes a sign-in with a code.
type CompleteSignInInput struct {
	Challenge string
	Code      string
}

// ConfirmCodeInput confirms a session with a code of the authenticator app.
type ConfirmCodeInput struct{ Code string }

// ConfirmPasskeyInput confirms a session with a passkey.
type ConfirmPasskeyInput struct{ Credential string }

// ConfirmTotpInput puts an authenticator app in force with its first code.
type ConfirmTotpInput struct{ Code string }

// RegisterPasskeyInput adds a passkey.
type RegisterPasskeyInput struct {
	Name       string
	Credential string
}

// RenamePasskeyInput gives a passkey another name.
type RenamePasskeyInput struct {
	ID   string
	Name string
}

// BeginTotpPayload holds a secret that waits for its first code.
type BeginTotpPayload struct {
	SetUp  *TotpSetUp
	Errors []errs.UserError
}

// SecurityPayload tells what signs in after the act.
type SecurityPayload struct {
	Security *Security
	// RecoveryCodes are shown this once, when they were made.
	RecoveryCodes []string
	Errors        []errs.UserError
}

// PasskeyOptionsPayload holds what a browser needs to ask for a passkey, as JSON.
type PasskeyOptionsPayload struct {
	Options *string
	Errors  []errs.UserError
}
