package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// ConfirmPassword confirms the password of this session, which opens [identity.ReauthWindow] for sensitive acts.
// Errors: [identity.ErrWrongPassword], [identity.ErrTooManyTries].
func (s *Service) ConfirmPassword(ctx context.Context, password string) (time.Time, error) {
	a, err := s.allowed(ctx, identity.ActionConfirm)
	if err != nil {
		return time.Time{}, err
	}
	if _, err := s.checkOwn(ctx, a, password, "password"); err != nil {
		return time.Time{}, err
	}
	now := s.now()
	return now, s.confirmed(ctx, a, now)
}

// checkOwn checks the password of the signed-in person.
func (s *Service) checkOwn(ctx context.Context, a identity.Actor, password, field string) (*userRow, error) {
	u, err := s.store.userByID(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return nil, err
	}
	limits := ownLimits(a)
	if err := s.take(ctx, limits...); err != nil {
		return nil, err
	}
	ok := false
	if u.PasswordHash != "" {
		if ok, _, err = s.Hasher.Verify(ctx, password, u.PasswordHash); err != nil {
			return nil, err
		}
	}
	if !ok {
		if err := s.wrongOwn(ctx, a, "wrong_password"); err != nil {
			return nil, err
		}
		return nil, identity.ErrWrongPassword.WithField(field, identity.ErrWrongPassword.Public)
	}
	return u, s.giveBack(ctx, limits...)
}

// ChangePassword sets a new password. The browser session that asks stays; every other session, and every access and
// refresh token, ends. Errors: [identity.ErrWrongPassword], [identity.ErrPasswordWeak], [identity.ErrTooManyTries].
func (s *Service) ChangePassword(ctx context.Context, in identity.ChangePasswordInput) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionSetPassword)
	if err != nil {
		return nil, err
	}
	u, err := s.checkOwn(ctx, a, in.CurrentPassword, "currentPassword")
	if err != nil {
		return nil, err
	}
	fresh, err := s.hashNew(ctx, u, in.NewPassword, "newPassword")
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		now, err := s.store.lockUser(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		if now.PasswordHash != u.PasswordHash {
			return identity.ErrWrongPassword.WithField("currentPassword", identity.ErrWrongPassword.Public)
		}
		keep, err := s.keepBrowser(ctx, tx, a.SessionID)
		if err != nil {
			return err
		}
		return s.newPassword(ctx, tx, now, fresh, keep, "settings")
	})
	if err != nil {
		return nil, err
	}
	return s.viewerNow(ctx)
}

// keepBrowser gives the id back when the session is a browser's: an API client signs in again.
func (s *Service) keepBrowser(ctx context.Context, tx *db.Tx, sessionID string) (string, error) {
	p, err := s.store.proofBySession(ctx, tx, sessionID)
	if err != nil || p.session.Kind != identity.SessionBrowser {
		return "", ignoreNoRows(err)
	}
	return sessionID, nil
}
