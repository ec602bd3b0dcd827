package identitysvc

import (
	"context"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// RequestReset sends a link for a new password to the owner of the login, if there is one. The answer is the same for
// every login. Errors: [identity.ErrTooManyTries]; [identity.ErrNoMail] when the instance sends none.
func (s *Service) RequestReset(ctx context.Context, in identity.RequestResetForm) error {
	defer s.level(ctx, s.Clock.Now())
	if !s.SendsMail {
		return identity.ErrNoMail
	}
	if err := s.passwordsCount(ctx); err != nil {
		return err
	}
	accountKey, emailKey := "?"+keyHash(identity.EmailKey(in.Login)), ""
	u, err := s.userByLogin(ctx, in.Login)
	switch {
	case err == nil:
		accountKey, emailKey = u.ID, u.EmailKey
	case !errors.Is(err, db.ErrNoRows):
		return err
	}
	err = s.take(ctx,
		limit{"reset:net:" + throttleNetwork(ctx), resetPerHour, time.Hour},
		limit{"reset:account:" + accountKey, resetPerHour, time.Hour})
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Jobs.Enqueue(ctx, tx, resetLetterArgs{EmailKey: emailKey}, noOptions)
	})
}

// resetLetterArgs asks for the letter with a reset link. EmailKey is empty for a login that nobody has.
type resetLetterArgs struct {
	EmailKey string `json:"emailKey"`
}

// Kind names the job.
func (resetLetterArgs) Kind() string { return "identity.reset_letter" }

func (s *Service) resetLetter(ctx context.Context, tx *db.Tx, args resetLetterArgs) error {
	u, err := s.store.userByEmail(ctx, tx, args.EmailKey)
	if err != nil {
		return ignoreNoRows(err)
	}
	if u.Status == identity.StatusSuspended {
		return nil
	}
	address, _, err := s.newLink(ctx, tx, linkSpec{purpose: identity.LinkReset, userID: u.ID, email: u.EmailKey})
	if err != nil {
		return err
	}
	if err := s.emit(ctx, tx, "", identity.ResetLinkCreated{Trace: s.trace(ctx), UserID: u.ID}); err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterReset, u, u.Email, map[string]string{"url": address, "minutes": minutes(identity.LinkReset.Life())})
}

// CompleteReset sets a new password with a link, ends every session, lifts the limits on sign-in and signs in. A link
// proves the address: when it was not proven before, whatever was set up on the account until then is taken away. A second
// factor is asked for as everywhere.
// Errors: [identity.ErrLinkDead], [identity.ErrPasswordWeak] with the field password.
func (s *Service) CompleteReset(ctx context.Context, in identity.CompleteResetForm) (identity.SignInResult, error) {
	row, err := s.peekLink(ctx, identity.LinkReset, in.Link)
	if err != nil {
		return identity.SignInResult{}, err
	}
	if err := s.passwordsCount(ctx); err != nil {
		return identity.SignInResult{}, err
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), row.owner())
	if err != nil {
		return identity.SignInResult{}, identity.ErrLinkDead.With(err)
	}
	fresh, err := s.hashNew(ctx, u, in.Password, "password")
	if err != nil {
		return identity.SignInResult{}, err
	}
	var out identity.SignInResult
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, err := s.spendLink(ctx, tx, identity.LinkReset, in.Link)
		if err != nil {
			return err
		}
		out, err = s.reset(ctx, tx, row, fresh)
		return err
	})
	return out, err
}

// newHash is a password to store.
type newHash struct {
	phc string
	// short is true when it is good enough only beside a second factor.
	short bool
}

// hashNew checks a new password against the policy and hashes it; field is its name in the form. Beside a second factor it
// may be shorter.
func (s *Service) hashNew(ctx context.Context, u *userRow, password, field string) (newHash, error) {
	words := passwordWords(u.Email, u.Handle, u.DisplayName)
	refusal, short := s.Policy.Check(password, words...), false
	if refusal != nil {
		has, err := s.store.factors(ctx, s.DB.Reader(), u.ID)
		if err != nil {
			return newHash{}, err
		}
		if has.second() {
			refusal, short = s.ShortPolicy.Check(password, words...), true
		}
	}
	if refusal != nil {
		return newHash{}, identity.ErrPasswordWeak.WithField(field, publicOf(refusal))
	}
	phc, err := s.Hasher.Hash(ctx, password)
	return newHash{phc, short}, err
}

func (s *Service) reset(ctx context.Context, tx *db.Tx, row linkRow, fresh newHash) (identity.SignInResult, error) {
	u, err := s.store.lockUser(ctx, tx, row.owner())
	if err != nil {
		return identity.SignInResult{}, err
	}
	if u.EmailKey != row.Email || u.Status == identity.StatusSuspended || u.Status == identity.StatusDeleted {
		return identity.SignInResult{}, identity.ErrLinkDead
	}
	if !u.EmailVerified {
		if err := s.proveByReset(ctx, tx, u); err != nil {
			return identity.SignInResult{}, err
		}
	}
	if err := s.newPassword(ctx, tx, u, fresh, "", "reset_link"); err != nil {
		return identity.SignInResult{}, err
	}
	if err := s.store.clearTries(ctx, tx, accountMinuteKey(u.ID), accountCapKey(u.ID)); err != nil {
		return identity.SignInResult{}, err
	}
	return s.enter(ctx, tx, u.ID, "reset")
}

// proveByReset takes away what somebody else may have prepared on an account that waits for its owner.
func (s *Service) proveByReset(ctx context.Context, tx *db.Tx, u *userRow) error {
	if err := s.wipeUnverified(ctx, tx, u.ID); err != nil {
		return err
	}
	if err := s.store.setVerified(ctx, tx, u.ID); err != nil {
		return err
	}
	return s.emit(ctx, tx, u.ID, identity.UserVerified{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, How: "reset_link"})
}

// newPassword stores the hash, ends every session but keep, every reset link and a change of address that waits, and tells
// the owner. Whoever asked for that change may have been who the new password is to keep out.
func (s *Service) newPassword(ctx context.Context, tx *db.Tx, u *userRow, fresh newHash, keep, how string) error {
	if fresh.short { // the factor may be gone meanwhile
		if has, err := s.store.factors(ctx, tx, u.ID); err != nil || !has.second() {
			return identity.ErrPasswordWeak.With(err)
		}
	}
	if err := s.store.setPassword(ctx, tx, u.ID, fresh.phc, fresh.short); err != nil {
		return err
	}
	if _, err := s.endAll(ctx, tx, u.ID, keep, "password_changed"); err != nil {
		return err
	}
	if err := s.store.dropLinks(ctx, tx, identity.LinkReset, u.ID); err != nil {
		return err
	}
	if u.PendingEmail != nil {
		if err := s.dropEmailChange(ctx, tx, u.ID); err != nil {
			return err
		}
	}
	t := s.byThemselves(ctx, u.ID)
	if err := s.emit(ctx, tx, u.ID, identity.PasswordChanged{Trace: t, UserID: u.ID, How: how}); err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterPasswordChanged, u, u.Email, map[string]string{
		"url": s.BaseURL + "/reset", "time": localTime(t.At, u), "network": t.Network,
	})
}
