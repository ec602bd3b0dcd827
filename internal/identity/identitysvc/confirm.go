package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// confirmPerDay is how many wrong confirmations a session survives in a day: whoever holds it is not its owner.
const confirmPerDay = 100

func confirmDayKey(sessionID string) string { return "confirm:day:" + sessionID }

// ownLimits are the limits of proving to be the owner of a session. A stolen one gets few guesses.
func ownLimits(a identity.Actor) []limit {
	return []limit{
		{"confirm:minute:" + a.UserID, confirmPerMinute, time.Minute},
		{"confirm:cap:" + a.UserID + ":" + a.SessionID, devicePerWindow, deviceWindow},
	}
}

// wrongOwn records a wrong confirmation, and ends the session after [confirmPerDay] of them.
func (s *Service) wrongOwn(ctx context.Context, a identity.Actor, reason string) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		used, _, err := s.store.countTry(ctx, tx, limit{confirmDayKey(a.SessionID), confirmPerDay, 24 * time.Hour}, s.now())
		if err != nil {
			return err
		}
		if err := s.emit(ctx, tx, "", identity.SignInFailed{Trace: s.trace(ctx), UserID: a.UserID, Reason: reason}); err != nil || used < confirmPerDay {
			return err
		}
		n, err := s.store.deleteSession(ctx, tx, a.SessionID, a.UserID)
		if err != nil || n == 0 {
			return err
		}
		return s.emit(ctx, tx, a.UserID, identity.SessionRevoked{
			Trace: s.trace(ctx), UserID: a.UserID, SessionID: a.SessionID, Count: 1, Reason: "too_many_confirmations",
		})
	})
}

// confirmed opens [identity.ReauthWindow] for the session.
func (s *Service) confirmed(ctx context.Context, a identity.Actor, now time.Time) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.confirmSession(ctx, tx, a.SessionID, now); err != nil {
			return err
		}
		return s.emit(ctx, tx, a.UserID)
	})
}

// ConfirmCode confirms this session with a code of the authenticator app, as [Service.ConfirmPassword] does with the
// password. Errors: [identity.ErrFactorCode], [identity.ErrTooManyTries].
func (s *Service) ConfirmCode(ctx context.Context, code string) (time.Time, error) {
	a, err := s.allowed(ctx, identity.ActionConfirm)
	if err != nil {
		return time.Time{}, err
	}
	if err := s.take(ctx, ownLimits(a)...); err != nil {
		return time.Time{}, err
	}
	ok := false
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		ok, err = s.spendTOTP(ctx, tx, a.UserID, typedCode(code))
		return err
	})
	if err != nil {
		return time.Time{}, err
	}
	if !ok {
		if err := s.wrongOwn(ctx, a, "wrong_code"); err != nil {
			return time.Time{}, err
		}
		return time.Time{}, identity.ErrFactorCode.WithField("code", identity.ErrFactorCode.Public)
	}
	now := s.now()
	if err := s.confirmed(ctx, a, now); err != nil {
		return time.Time{}, err
	}
	return now, s.giveBack(ctx, ownLimits(a)...)
}

// BeginPasskeyConfirmation asks the passkeys of the signed-in person. Error: [identity.ErrNoSecondFactor].
func (s *Service) BeginPasskeyConfirmation(ctx context.Context) (string, error) {
	a, err := s.allowed(ctx, identity.ActionConfirm)
	if err != nil {
		return "", err
	}
	owner, err := s.passkeyOwner(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return "", err
	}
	options, ceremony, err := s.askOwner(owner, true)
	if err != nil {
		return "", err
	}
	return options, s.keepCeremony(ctx, passkeyConfirm, a, ceremony)
}

// ConfirmPasskey confirms this session with a passkey. Errors: [identity.ErrPasskeyRefused], [identity.ErrTooManyTries].
func (s *Service) ConfirmPasskey(ctx context.Context, credential string) (time.Time, error) {
	a, err := s.allowed(ctx, identity.ActionConfirm)
	if err != nil {
		return time.Time{}, err
	}
	if err := s.take(ctx, ownLimits(a)...); err != nil {
		return time.Time{}, err
	}
	row, err := s.takeCeremony(ctx, passkeyConfirm, "", a.SessionID)
	if err != nil {
		return time.Time{}, err
	}
	ok := false
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.userByID(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		ok, err = s.signedBy(ctx, tx, u, row.Ceremony, credential)
		return err
	})
	if err != nil {
		return time.Time{}, err
	}
	if !ok {
		if err := s.wrongOwn(ctx, a, "passkey_refused"); err != nil {
			return time.Time{}, err
		}
		return time.Time{}, identity.ErrPasskeyRefused
	}
	now := s.now()
	if err := s.confirmed(ctx, a, now); err != nil {
		return time.Time{}, err
	}
	return now, s.giveBack(ctx, ownLimits(a)...)
}
