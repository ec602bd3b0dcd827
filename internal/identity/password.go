package identity

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Errors of passwords.
var (
	// ErrWrongPassword says that the password of the signed-in person is not right.
	ErrWrongPassword = errs.New(errs.Invalid, "identity.wrong_password", "This is not your password.")
	// ErrPasswordWeak says why a new password is refused.
	ErrPasswordWeak = errs.New(errs.Invalid, "identity.password_weak", "Choose another password.")
)

// ConfirmPasswordInput confirms the password of this session.
type ConfirmPasswordInput struct{ Password string }

// ConfirmPasswordPayload tells when the password was confirmed.
type ConfirmPasswordPayload struct {
	ConfirmedAt *time.Time
	Errors      []errs.UserError
}

// ChangePasswordInput sets a new password.
type ChangePasswordInput struct {
	CurrentPassword string
	NewPassword     string
}

// ChangePasswordPayload holds the viewer, or what to mend.
type ChangePasswordPayload struct {
	Viewer *Viewer
	Errors []errs.UserError
}
