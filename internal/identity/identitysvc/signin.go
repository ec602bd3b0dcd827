package identitysvc

import (
	"context"
	"errors"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// SignInBrowser opens a browser session, or gives the second step to take. Errors: [identity.ErrWrongCredentials], [identity.ErrTooManyTries] and, after
// the right password only, [identity.ErrVerifyFirst], [identity.ErrWaitForApproval], [identity.ErrSuspended].
func (s *Service) SignInBrowser(ctx context.Context, in identity.SignInForm) (identity.SignInResult, error) {
	defer s.level(ctx, s.Clock.Now())
	u, err := s.proveSignIn(ctx, in.Login, in.Password, in.Device)
	if err != nil {
		return identity.SignInResult{}, err
	}
	var out identity.SignInResult
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if u, err = s.stillGood(ctx, tx, u); err != nil {
			return err
		}
		out, err = s.finishFirstStep(ctx, tx, u, firstStep{how: "password", kind: identity.SessionBrowser})
		return err
	})
	return out, err
}

// SignIn opens an API session, or gives the second step to take with [Service.CompleteSignIn]. Errors: those of
// [Service.SignInBrowser], [identity.ErrBrowserOnly].
func (s *Service) SignIn(ctx context.Context, in identity.SignInInput) (identity.SignInResult, error) {
	defer s.level(ctx, s.Clock.Now())
	u, err := s.proveSignIn(ctx, in.Login, in.Password, "")
	if err != nil {
		return identity.SignInResult{}, err
	}
	var out identity.SignInResult
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if u, err = s.stillGood(ctx, tx, u); err != nil {
			return err
		}
		out, err = s.finishFirstStep(ctx, tx, u, firstStep{how: "password", kind: identity.SessionAPI, client: in.Client})
		return err
	})
	return out, err
}

// stillGood reads the account again inside the transaction: hashing takes long enough for a change of password or a
// suspension to slip in between.
func (s *Service) stillGood(ctx context.Context, tx *db.Tx, u *userRow) (*userRow, error) {
	now, err := s.store.userByID(ctx, tx, u.ID)
	if err != nil {
		return nil, err
	}
	if now.AuthVersion != u.AuthVersion || !s.mayAct(now) {
		return nil, identity.ErrWrongCredentials
	}
	return now, nil
}

// proveSignIn finds the account and checks its password and state. An unknown login costs what a known one costs.
func (s *Service) proveSignIn(ctx context.Context, login, password, device string) (*userRow, error) {
	if err := s.passwordsCount(ctx); err != nil {
		return nil, err
	}
	u, err := s.userByLogin(ctx, login)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return nil, err
	}
	if err := s.checkPassword(ctx, u, login, password, device); err != nil {
		return nil, err
	}
	return u, s.mayEnter(ctx, u)
}

// userByLogin finds an account by address or handle. Error: ErrNoRows.
func (s *Service) userByLogin(ctx context.Context, login string) (*userRow, error) {
	if len(login) > 320 {
		return nil, db.ErrNoRows
	}
	if key := identity.EmailKey(login); strings.LastIndexByte(key, '@') > 0 {
		if email, err := identity.ParseEmail(login); err == nil {
			key = identity.EmailKey(email)
		}
		return s.store.userByEmail(ctx, s.DB.Reader(), key)
	}
	return s.store.userByHandle(ctx, s.DB.Reader(), identity.NormalHandle(login), false, 0)
}

// checkPassword counts the try before it looks, so that parallel tries cannot slip past the limits, and counts it back
// when the password was right. u is nil for an unknown login.
func (s *Service) checkPassword(ctx context.Context, u *userRow, login, password, device string) error {
	limits, known := s.limitsFor(ctx, u, login, device)
	if err := s.take(ctx, limits...); err != nil {
		return err
	}
	if u == nil || u.PasswordHash == "" {
		if err := s.Hasher.Dummy(ctx, password); err != nil {
			return err
		}
		return s.refused(ctx, u, known)
	}
	ok, again, err := s.Hasher.Verify(ctx, password, u.PasswordHash)
	if err != nil {
		return err
	}
	if !ok {
		return s.refused(ctx, u, known)
	}
	if again {
		s.rehash(ctx, u, password)
	}
	if known {
		return s.giveBack(ctx, limits...)
	}
	return s.passed(ctx, u, limits)
}

// limitsFor gives the limits of one try. A known device has one of its own, so that the guesses of others never lock
// the owner out.
func (s *Service) limitsFor(ctx context.Context, u *userRow, login, device string) (limits []limit, known bool) {
	if u == nil {
		return signInLimits(ctx, "?"+keyHash(identity.EmailKey(login))), false
	}
	if nonce, ok := s.knownDevice(device, u.ID); ok {
		return []limit{{"signin:device:" + u.ID + ":" + nonce, devicePerWindow, deviceWindow}}, true
	}
	return signInLimits(ctx, u.ID), false
}

// passed gives the try back and ends the count of wrong guesses.
func (s *Service) passed(ctx context.Context, u *userRow, limits []limit) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, l := range limits {
			if err := s.store.uncountTry(ctx, tx, l.key); err != nil {
				return err
			}
		}
		return s.store.clearTries(ctx, tx, accountMinuteKey(u.ID), accountCapKey(u.ID))
	})
}

// refused records a wrong password. The owner is told once, when the guesses of strangers reach their cap.
func (s *Service) refused(ctx context.Context, u *userRow, known bool) error {
	if u == nil {
		// The same commit as for a known account, so that the disk tells nothing.
		if err := s.giveBack(ctx, limit{key: "signin:none"}); err != nil {
			return err
		}
		return identity.ErrWrongCredentials
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		guesses, err := s.store.tries(ctx, tx, accountCapKey(u.ID), s.now())
		if err != nil {
			return err
		}
		ev := identity.SignInFailed{Trace: s.trace(ctx), UserID: u.ID, Reason: "wrong_password"}
		if guesses >= guessCap && !known {
			ev.Reason = "locked"
			if err := s.write(ctx, tx, identity.LetterSignInLocked, u, u.Email, map[string]string{"url": s.BaseURL + "/reset"}); err != nil {
				return err
			}
		}
		return s.emit(ctx, tx, "", ev)
	})
	if err != nil {
		return err
	}
	return identity.ErrWrongCredentials
}

func (s *Service) rehash(ctx context.Context, u *userRow, password string) {
	fresh, err := s.Hasher.Hash(ctx, password)
	if err == nil {
		err = s.store.rehash(ctx, s.DB.Writer(), u.ID, u.PasswordHash, fresh)
	}
	if err != nil {
		s.Log.WarnContext(ctx, "password not hashed anew", "err", err)
	}
}

// mayEnter tells who has the right password why the account cannot be entered yet or any more.
func (s *Service) mayEnter(ctx context.Context, u *userRow) error {
	var refusal error
	switch {
	case u.Status == identity.StatusSuspended:
		refusal = identity.ErrSuspended
	case !u.EmailVerified && s.SendsMail:
		refusal = identity.ErrVerifyFirst
	case u.Status == identity.StatusPending:
		refusal = identity.ErrWaitForApproval
	case u.Status != identity.StatusActive:
		return identity.ErrWrongCredentials
	default:
		return nil
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if errors.Is(refusal, identity.ErrVerifyFirst) {
			if err := s.Jobs.Enqueue(ctx, tx, signUpLetterArgs{EmailKey: u.EmailKey}, noOptions); err != nil {
				return err
			}
		}
		return s.emit(ctx, tx, "", identity.SignInFailed{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, Reason: string(u.Status)})
	})
	if err != nil {
		return err
	}
	return refusal
}

func ignoreNoRows(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	return err
}
