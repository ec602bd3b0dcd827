package identitysvc

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// CreateUser makes an account for somebody. Sensitive. It gives a one-time link to set the password, which is also mailed
// when there is mail. Errors: [identity.ErrSignUpInvalid] with fields, [identity.ErrHandleTaken], [identity.ErrEmailTaken].
func (s *Service) CreateUser(ctx context.Context, in identity.AdminCreateUserInput) (*identity.AdminUser, string, error) {
	a, err := s.allowed(ctx, identity.ActionAdminAct)
	if err != nil {
		return nil, "", err
	}
	return s.createFor(ctx, a.UserID, in, nil)
}

// createFor makes an account with a password, or with a link to set one.
func (s *Service) createFor(ctx context.Context, adminID string, in identity.AdminCreateUserInput, password *string) (*identity.AdminUser, string, error) {
	u, err := s.newUser(newUserForm{in.Email, in.Handle, in.DisplayName, "", ""}, password)
	if err != nil {
		return nil, "", err
	}
	u.Role, u.Status = in.Role, identity.StatusActive
	u.EmailVerified = !s.SendsMail || password != nil
	if password != nil {
		if u.PasswordHash, err = s.Hasher.Hash(ctx, *password); err != nil {
			return nil, "", err
		}
	}
	link := ""
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, adminID); err != nil {
			return err
		}
		if u.Role == identity.RoleAdmin {
			if err := s.claimOnce(ctx, tx); err != nil && !errors.Is(err, identity.ErrClaimed) {
				return err
			}
		}
		how := "admin"
		if adminID == "" {
			how = "command_line"
		}
		if err := s.createUser(ctx, tx, u, how); err != nil || password != nil {
			return err
		}
		link, _, err = s.newLink(ctx, tx, linkSpec{purpose: identity.LinkReset, userID: u.ID, email: u.EmailKey, life: identity.AdminLinkLife})
		if err != nil {
			return err
		}
		return s.write(ctx, tx, identity.LetterAccountCreated, u, u.Email, map[string]string{
			"url": link, "hours": strconv.Itoa(int(identity.AdminLinkLife / time.Hour)),
		})
	})
	if err = handleTaken(err); errors.Is(err, db.ErrUnique) {
		err = identity.ErrEmailTaken.WithField("email", identity.ErrEmailTaken.Public)
	}
	if err != nil {
		return nil, "", err
	}
	out, err := s.store.adminUser(ctx, s.DB.Reader(), u.ID)
	return out, link, err
}

// adminTurn lets one act of administration run at a time and looks, now that nothing can change, whether the actor still
// is an administrator: two who stop each other at once must not both succeed. "" is the system.
func (s *Service) adminTurn(ctx context.Context, tx *db.Tx, adminID string) error {
	if _, err := tx.Exec(ctx, `UPDATE identity_settings SET explorer = explorer WHERE id = 1`); err != nil {
		return err
	}
	if adminID == "" {
		return nil
	}
	u, err := s.store.userByID(ctx, tx, adminID)
	if err != nil || u.Role != identity.RoleAdmin || !s.mayAct(u) {
		return identity.ErrAdminOnly.With(err)
	}
	return nil
}

// onUser runs an act of administration on one account. adminID "" is the system.
func (s *Service) onUser(ctx context.Context, adminID, userID string, act func(ctx context.Context, tx *db.Tx, u *userRow) error) (*identity.AdminUser, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, adminID); err != nil {
			return err
		}
		u, err := s.store.lockUser(ctx, tx, userID)
		if errors.Is(err, db.ErrNoRows) || err == nil && u.Status == identity.StatusDeleted {
			return identity.ErrUserNotFound
		}
		if err != nil {
			return err
		}
		return act(ctx, tx, u)
	})
	if err != nil {
		return nil, err
	}
	return s.store.adminUser(ctx, s.DB.Reader(), userID)
}

// adminAct is the way of an administrator into onUser.
func (s *Service) adminAct(ctx context.Context, action identity.Action, userID string, act func(ctx context.Context, tx *db.Tx, u *userRow) error) (*identity.AdminUser, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	if err := identity.Can(a, action, userID, s.Clock.Now()); err != nil {
		return nil, err
	}
	return s.onUser(ctx, a.UserID, userID, act)
}

// SuspendUser stops an account on every door. Sensitive. Errors: [identity.ErrReasonInvalid], [identity.ErrNotYourself],
// [identity.ErrWrongStatus], [identity.ErrUserNotFound].
func (s *Service) SuspendUser(ctx context.Context, userID, reason string) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminActSelf, userID, s.suspend(reason))
}

func (s *Service) suspend(reason string) func(ctx context.Context, tx *db.Tx, u *userRow) error {
	return func(ctx context.Context, tx *db.Tx, u *userRow) error {
		reason := strings.TrimSpace(reason)
		if n := utf8.RuneCountInString(reason); n == 0 || n > 500 || !utf8.ValidString(reason) {
			return identity.ErrReasonInvalid.WithField("reason", identity.ErrReasonInvalid.Public)
		}
		if u.Status == identity.StatusSuspended {
			return identity.ErrWrongStatus
		}
		if err := s.notLastAdmin(ctx, tx, u); err != nil {
			return err
		}
		if err := s.store.setStatus(ctx, tx, u.ID, identity.StatusSuspended, reason); err != nil {
			return err
		}
		if _, err := s.endAll(ctx, tx, u.ID, "", "suspended"); err != nil {
			return err
		}
		return s.emit(ctx, tx, u.ID, identity.UserSuspended{Trace: s.trace(ctx), UserID: u.ID, Reason: reason})
	}
}

func (s *Service) notLastAdmin(ctx context.Context, tx *db.Tx, u *userRow) error {
	if u.Role != identity.RoleAdmin {
		return nil
	}
	others, err := s.store.otherAdmins(ctx, tx, u.ID)
	if err == nil && others == 0 {
		err = identity.ErrLastAdmin
	}
	return err
}

// ReinstateUser lets a suspended account in again. Sensitive. Errors: [identity.ErrWrongStatus], [identity.ErrUserNotFound].
func (s *Service) ReinstateUser(ctx context.Context, userID string) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminActSelf, userID, s.reinstate)
}

func (s *Service) reinstate(ctx context.Context, tx *db.Tx, u *userRow) error {
	if u.Status != identity.StatusSuspended {
		return identity.ErrWrongStatus
	}
	if err := s.store.setStatus(ctx, tx, u.ID, identity.StatusActive, ""); err != nil {
		return err
	}
	return s.emit(ctx, tx, u.ID, identity.UserReinstated{Trace: s.trace(ctx), UserID: u.ID})
}

// ApproveUser lets somebody in who waits. Sensitive. Errors: [identity.ErrWrongStatus], [identity.ErrUserNotFound].
func (s *Service) ApproveUser(ctx context.Context, userID string) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminActSelf, userID, func(ctx context.Context, tx *db.Tx, u *userRow) error {
		if u.Status != identity.StatusPending {
			return identity.ErrWrongStatus
		}
		if err := s.store.setStatus(ctx, tx, u.ID, identity.StatusActive, ""); err != nil {
			return err
		}
		if err := s.emit(ctx, tx, u.ID, identity.UserApproved{Trace: s.trace(ctx), UserID: u.ID}); err != nil || !u.EmailVerified {
			return err
		}
		return s.write(ctx, tx, identity.LetterApproved, u, u.Email, map[string]string{"url": s.BaseURL + "/sign-in"})
	})
}

// SetRole gives an account another role. Sensitive. An administrator may step down while there is another one.
// Errors: [identity.ErrLastAdmin], [identity.ErrWrongStatus], [identity.ErrUserNotFound].
func (s *Service) SetRole(ctx context.Context, userID string, role identity.Role) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminAct, userID, s.giveRole(role))
}

func (s *Service) giveRole(role identity.Role) func(ctx context.Context, tx *db.Tx, u *userRow) error {
	return func(ctx context.Context, tx *db.Tx, u *userRow) error {
		if !role.Valid() || role == identity.RoleAdmin && !s.mayAct(u) {
			return identity.ErrWrongStatus
		}
		if u.Role == role {
			return nil
		}
		if err := s.notLastAdmin(ctx, tx, u); err != nil {
			return err
		}
		if err := s.store.setRole(ctx, tx, u.ID, role); err != nil {
			return err
		}
		return s.emit(ctx, tx, u.ID, identity.RoleChanged{Trace: s.trace(ctx), UserID: u.ID, From: u.Role, To: role})
	}
}

// SignOutUser ends every session of an account. Sensitive. Error: [identity.ErrUserNotFound].
func (s *Service) SignOutUser(ctx context.Context, userID string) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminAct, userID, func(ctx context.Context, tx *db.Tx, u *userRow) error {
		_, err := s.endAll(ctx, tx, u.ID, "", "admin")
		return err
	})
}

// DeleteUser removes an account: its personal columns, sessions, tokens and links at once, what it has in other rooms by
// their reaction to the event. The id stays, so that records about it keep their meaning. Sensitive.
// Errors: [identity.ErrNotYourself], [identity.ErrLastAdmin], [identity.ErrUserNotFound].
func (s *Service) DeleteUser(ctx context.Context, userID string) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminActSelf, userID, s.erase)
}

func (s *Service) erase(ctx context.Context, tx *db.Tx, u *userRow) error {
	return s.eraseHolding(ctx, tx, u, identity.HandleHold)
}

// eraseHolding erases the account; its handles cannot be taken for the time given.
func (s *Service) eraseHolding(ctx context.Context, tx *db.Tx, u *userRow, hold time.Duration) error {
	if err := s.notLastAdmin(ctx, tx, u); err != nil {
		return err
	}
	if err := s.write(ctx, tx, identity.LetterLeft, u, u.Email, nil); err != nil {
		return err // now: afterwards nobody knows the address
	}
	if _, err := s.endAll(ctx, tx, u.ID, "", "deleted"); err != nil {
		return err
	}
	if err := s.endTokens(ctx, tx, u.ID); err != nil {
		return err
	}
	if err := s.store.deleteFactors(ctx, tx, u.ID); err != nil {
		return err
	}
	for _, text := range []string{
		`DELETE FROM identity_links WHERE user_id = $1`, `DELETE FROM identity_tool_calls WHERE user_id = $1`,
		`DELETE FROM identity_throttles WHERE key LIKE '%:' || $1 || '%'`, // they would name the account for a week
	} {
		if _, err := tx.Exec(ctx, text, u.ID); err != nil {
			return err
		}
	}
	if err := s.store.dropProviderLinks(ctx, tx, u.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM identity_invites WHERE used_by = $1 OR email = $2`, u.ID, u.Email); err != nil {
		return err
	}
	if err := s.store.dropHandles(ctx, tx, u.ID, s.now().Add(hold)); err != nil {
		return err
	}
	if u.AvatarID != nil {
		if err := s.Jobs.Enqueue(ctx, tx, dropAvatarArgs{AvatarID: *u.AvatarID}, noOptions); err != nil {
			return err
		}
	}
	if err := s.store.scrubUser(ctx, tx, u.ID, db.Millis(s.now())); err != nil {
		return err
	}
	return s.emit(ctx, tx, u.ID, identity.UserDeleted{Trace: s.trace(ctx), UserID: u.ID})
}

// CreateResetLink gives an administrator a one-time link with which the person sets a new password. Sensitive.
// Errors: [identity.ErrWrongStatus], [identity.ErrUserNotFound].
func (s *Service) CreateResetLink(ctx context.Context, userID string) (link string, expires time.Time, err error) {
	_, err = s.adminAct(ctx, identity.ActionAdminAct, userID, s.resetLink(&link, &expires))
	return link, expires, err
}

func (s *Service) resetLink(link *string, expires *time.Time) func(ctx context.Context, tx *db.Tx, u *userRow) error {
	return func(ctx context.Context, tx *db.Tx, u *userRow) (err error) {
		if u.Status == identity.StatusSuspended {
			return identity.ErrWrongStatus
		}
		*expires = s.now().Add(identity.AdminLinkLife)
		*link, _, err = s.newLink(ctx, tx, linkSpec{purpose: identity.LinkReset, userID: u.ID, email: u.EmailKey, life: identity.AdminLinkLife})
		if err != nil {
			return err
		}
		return s.emit(ctx, tx, "", identity.ResetLinkCreated{Trace: s.trace(ctx), UserID: u.ID})
	}
}
