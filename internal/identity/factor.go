package identity

import (
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Limits of second factors.
const (
	// PasskeyCap is how many passkeys a person has at most.
	PasskeyCap = 20
	// RecoveryCodes is how many recovery codes are made at once.
	RecoveryCodes = 10
	// ShortPassword is the least length of a password, in characters, while the account has a second factor.
	ShortPassword = 8
	// TOTPStep is how long one code of an authenticator app holds; the one before and the one after are taken as well.
	TOTPStep = 30 * time.Second
	// TOTPSetup is how long a fresh secret waits for its first code.
	TOTPSetup = 15 * time.Minute
)

// Errors of second factors.
var (
	// ErrFactorCode says that a code is wrong, was used before or is too old. It never says which.
	ErrFactorCode = errs.New(errs.Invalid, "identity.factor_code", "This code is not right, or it was used already. Wait for the next one.")
	// ErrPasskeyRefused says that the answer of a passkey does not fit. It never says why.
	ErrPasskeyRefused = errs.New(errs.Invalid, "identity.passkey_refused", "This passkey was not accepted. Try again, or use another way.")
	// ErrPasskeysOff says that the address of this instance cannot use passkeys.
	ErrPasskeysOff = errs.New(errs.Forbidden, "identity.passkeys_off", "Passkeys need an address that begins with https. Ask an administrator.")
	// ErrPasskeyName asks for a name.
	ErrPasskeyName = errs.New(errs.Invalid, "identity.passkey_name", "Give it a name of 1 to 60 characters.")
	// ErrPasskeyNotFound says that the person has no such passkey.
	ErrPasskeyNotFound = errs.New(errs.NotFound, "identity.passkey_not_found", "This passkey does not exist, or it is not yours.")
	// ErrPasskeyCap says that there are as many passkeys as there may be.
	ErrPasskeyCap = errs.New(errs.Invalid, "identity.passkey_cap", "You have 20 passkeys, which is as many as there may be. Remove one first.")
	// ErrTOTPExists says that an authenticator app is set up already.
	ErrTOTPExists = errs.New(errs.Conflict, "identity.totp_exists", "An authenticator app is set up already. Remove it first.")
	// ErrTOTPMissing says that there is no authenticator app, or that its set-up took too long.
	ErrTOTPMissing = errs.New(errs.Invalid, "identity.totp_missing", "There is no authenticator app to do this with. Begin once more.")
	// ErrNoSecondFactor says that recovery codes need a factor that they can stand in for.
	ErrNoSecondFactor = errs.New(errs.Invalid, "identity.no_second_factor", "Set up a passkey or an authenticator app first.")
	// ErrPasswordShortAlone keeps a short password from standing alone.
	ErrPasswordShortAlone = errs.New(errs.Invalid, "identity.password_short_alone", "Your password is too short to stand alone. Choose a longer one first, then remove this.")
)

// FactorKind is a kind of second factor.
type FactorKind string

// The kinds of second factor.
const (
	// FactorPasskey is a key pair that a device, a password manager or a security key holds.
	FactorPasskey FactorKind = "passkey"
	// FactorTOTP is the code of an authenticator app.
	FactorTOTP FactorKind = "totp"
	// FactorRecovery is a recovery code, good once.
	FactorRecovery FactorKind = "recovery_code"
)

// MarshalGQL writes the GraphQL form.
func (k FactorKind) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the GraphQL form.
func (k *FactorKind) UnmarshalGQL(v any) error {
	return gqlenum.Into(k, v, FactorPasskey, FactorTOTP, FactorRecovery)
}

// ConfirmMethod is a way to confirm that the person at the keyboard is the owner of the session.
type ConfirmMethod string

// The ways to confirm.
const (
	ConfirmByPassword ConfirmMethod = "password"
	ConfirmByPasskey  ConfirmMethod = "passkey"
	ConfirmByTOTP     ConfirmMethod = "totp"
)

// MarshalGQL writes the GraphQL form.
func (m ConfirmMethod) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(m)) }

// UnmarshalGQL reads the GraphQL form.
func (m *ConfirmMethod) UnmarshalGQL(v any) error {
	return gqlenum.Into(m, v, ConfirmByPassword, ConfirmByPasskey, ConfirmByTOTP)
}

// Passkey is a passkey as its owner sees it.
type Passkey struct {
	ID         string
	Name       string
	Synced     bool
	CreatedAt  time.Time
	LastUsedAt *time.Time
}

// TotpApp is an authenticator app in force.
type TotpApp struct {
	CreatedAt  time.Time
	LastUsedAt *time.Time
}

// Security is what signs a person in now.
type Security struct {
	HasPassword bool
	Passkeys    []Passkey
	TOTP        *TotpApp
	// RecoveryCodesLeft counts those that were not used.
	RecoveryCodesLeft   int
	RecoveryCodesMadeAt *time.Time
	// PasskeysOffered is false where the address of the instance is none that browsers allow passkeys for.
	PasskeysOffered bool
	// ConfirmBy are the ways to confirm a sensitive act.
	ConfirmBy []ConfirmMethod
	// PasswordMin is the least length of a new password now.
	PasswordMin int
}

// SecondFactor reports whether a password alone does not sign in.
func (s Security) SecondFactor() bool { return s.TOTP != nil || len(s.Passkeys) > 0 }

// TotpSetUp is a secret that waits for its first code.
type TotpSetUp struct {
	// Secret is in base32, for typing.
	Secret string
	// URI is the otpauth address that the picture holds.
	URI string
	QR  QrCode
}

// QrCode is a picture of squares: the path of an SVG drawing of Size by Size units, a quiet border of four included.
type QrCode struct {
	Size int
	Path string
}
