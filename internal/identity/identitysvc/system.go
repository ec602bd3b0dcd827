package identitysvc

import (
	"context"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// The use cases of the command line. They act as the system, with the right of whoever can read the data directory, and
// stand in the audit log like every other act.

func system(ctx context.Context) context.Context {
	return context.WithValue(ctx, viaKey{}, "command_line")
}

// SystemUsers lists at most 100 accounts whose handle, address or name matches; "" lists the newest.
func (s *Service) SystemUsers(ctx context.Context, search string) ([]identity.AdminUser, error) {
	return s.store.adminUsers(ctx, s.DB.Reader(), identity.AdminUserFilter{Search: search}, "", 100)
}

// SystemCreateUser makes an account. With a password it can be used at once; without one, link sets it.
// Errors: those of [Service.CreateUser].
func (s *Service) SystemCreateUser(ctx context.Context, in identity.AdminCreateUserInput, password string) (u identity.AdminUser, link string, err error) {
	var given *string
	if password != "" {
		given = &password
	}
	out, link, err := s.createFor(system(ctx), "", in, given)
	if err != nil {
		return identity.AdminUser{}, "", err
	}
	return *out, link, nil
}

// SystemCreateToken makes a personal access token for somebody. Errors: those of [Service.CreateToken],
// [identity.ErrUserNotFound].
func (s *Service) SystemCreateToken(ctx context.Context, handle string, in identity.CreateTokenInput) (identity.PersonalAccessToken, string, error) {
	userID, err := s.idOf(ctx, handle)
	if err != nil {
		return identity.PersonalAccessToken{}, "", err
	}
	return s.createToken(system(ctx), userID, in)
}

// SystemResetLink gives a one-time link to set a new password. Errors: those of [Service.CreateResetLink].
func (s *Service) SystemResetLink(ctx context.Context, handle string) (link string, expires time.Time, err error) {
	err = s.onHandle(ctx, handle, s.resetLink(&link, &expires))
	return link, expires, err
}

// SystemSetRole gives an account another role. Errors: those of [Service.SetRole].
func (s *Service) SystemSetRole(ctx context.Context, handle string, role identity.Role) error {
	return s.onHandle(ctx, handle, s.giveRole(role))
}

// SystemSuspend stops an account. Errors: those of [Service.SuspendUser].
func (s *Service) SystemSuspend(ctx context.Context, handle, reason string) error {
	return s.onHandle(ctx, handle, s.suspend(reason))
}

// SystemReinstate lets a suspended account in again. Errors: those of [Service.ReinstateUser].
func (s *Service) SystemReinstate(ctx context.Context, handle string) error {
	return s.onHandle(ctx, handle, s.reinstate)
}

// SystemDelete removes an account. Errors: those of [Service.DeleteUser].
func (s *Service) SystemDelete(ctx context.Context, handle string) error {
	return s.onHandle(ctx, handle, s.erase)
}

// SystemForget removes an account that never was a person's, such as one of the demo; its handle is free at once.
// Errors: those of [Service.DeleteUser].
func (s *Service) SystemForget(ctx context.Context, handle string) error {
	return s.onHandle(ctx, handle, func(ctx context.Context, tx *db.Tx, u *userRow) error {
		return s.eraseHolding(ctx, tx, u, 0)
	})
}

func (s *Service) onHandle(ctx context.Context, handle string, act func(ctx context.Context, tx *db.Tx, u *userRow) error) error {
	userID, err := s.idOf(ctx, handle)
	if err != nil {
		return err
	}
	_, err = s.onUser(system(ctx), "", userID, act)
	return err
}

// SystemID finds an account by handle or address. Error: [identity.ErrUserNotFound].
func (s *Service) SystemID(ctx context.Context, handle string) (string, error) {
	return s.idOf(ctx, handle)
}

// idOf finds an account by handle or address. Error: [identity.ErrUserNotFound].
func (s *Service) idOf(ctx context.Context, handle string) (string, error) {
	u, err := s.userByLogin(ctx, handle)
	if errors.Is(err, db.ErrNoRows) {
		return "", identity.ErrUserNotFound
	}
	if err != nil {
		return "", err
	}
	return u.ID, nil
}
