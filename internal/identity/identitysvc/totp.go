package identitysvc

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// totpBytes is the length of a secret: that of SHA-1, as RFC 4226 advises.
const totpBytes = 20

var base32Plain = base32.StdEncoding.WithPadding(base32.NoPadding)

func totpAAD(userID string) string { return secret.AAD("identity_totp", "secret", userID) }

// BeginTOTP makes a secret for an authenticator app. It is in force once [Service.ConfirmTOTP] has seen its first code.
// Sensitive. Error: [identity.ErrTOTPExists].
func (s *Service) BeginTOTP(ctx context.Context) (*identity.TotpSetUp, error) {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return nil, err
	}
	key := make([]byte, totpBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make secret: %w", err)
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return nil, err
	}
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	text := base32Plain.EncodeToString(key)
	out := &identity.TotpSetUp{Secret: text, URI: totpURI(s.nameOf(settings), u.Handle, text)}
	if out.QR, err = drawQR(out.URI); err != nil {
		return nil, fmt.Errorf("draw the code: %w", err)
	}
	sealed := s.Keyring.Seal(totpAAD(u.ID), key)
	return out, s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n, err := s.store.beginTOTP(ctx, tx, u.ID, sealed, s.now())
		if err == nil && n == 0 {
			err = identity.ErrTOTPExists
		}
		return err
	})
}

// totpURI is the address that authenticator apps read from the picture. Only what every app knows is in it.
func totpURI(issuer, account, key string) string {
	q := "secret=" + key + "&issuer=" + url.QueryEscape(issuer)
	// Some apps show a plus as it is.
	return "otpauth://totp/" + url.PathEscape(issuer) + ":" + url.PathEscape(account) + "?" + strings.ReplaceAll(q, "+", "%20")
}

// ConfirmTOTP puts the authenticator app in force with its first code. Recovery codes come with the first factor.
// Sensitive. Errors: [identity.ErrTOTPMissing], [identity.ErrFactorCode], [identity.ErrTooManyTries].
func (s *Service) ConfirmTOTP(ctx context.Context, code string) ([]string, error) {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return nil, err
	}
	limits := ownLimits(a)
	if err := s.take(ctx, limits...); err != nil {
		return nil, err
	}
	var codes []string
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if err := s.firstCode(ctx, tx, u.ID, code); err != nil {
			return err
		}
		codes, err = s.factorAdded(ctx, tx, u, identity.FactorAdded{UserID: u.ID, Factor: identity.FactorTOTP})
		return err
	})
	if err != nil {
		return nil, err
	}
	return codes, s.giveBack(ctx, limits...)
}

// firstCode checks the first code of a fresh secret and puts it in force.
func (s *Service) firstCode(ctx context.Context, tx *db.Tx, userID, code string) error {
	now := s.now()
	row, err := s.store.totp(ctx, tx, userID)
	if errors.Is(err, db.ErrNoRows) {
		return identity.ErrTOTPMissing
	}
	if err != nil {
		return err
	}
	if row.ConfirmedAt != nil {
		return identity.ErrTOTPExists
	}
	if now.Sub(db.FromMillis(row.CreatedAt)) >= identity.TOTPSetup {
		return identity.ErrTOTPMissing
	}
	step, ok, err := s.matchTOTP(userID, row, code, now)
	if err != nil {
		return err
	}
	if !ok {
		return identity.ErrFactorCode.WithField("code", identity.ErrFactorCode.Public)
	}
	n, err := s.store.confirmTOTP(ctx, tx, userID, step, now)
	if err == nil && n == 0 {
		err = identity.ErrTOTPExists
	}
	return err
}

// RemoveTOTP takes the authenticator app away. Sensitive. Errors: [identity.ErrTOTPMissing],
// [identity.ErrPasswordShortAlone].
func (s *Service) RemoveTOTP(ctx context.Context) error {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		n, err := s.store.deleteTOTP(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return identity.ErrTOTPMissing
		}
		return s.factorRemoved(ctx, tx, u, identity.FactorRemoved{UserID: u.ID, Factor: identity.FactorTOTP})
	})
}

// spendTOTP reports whether the code is right, and uses its time step up.
func (s *Service) spendTOTP(ctx context.Context, tx *db.Tx, userID, code string) (bool, error) {
	row, err := s.store.totp(ctx, tx, userID)
	if err != nil {
		return false, ignoreNoRows(err)
	}
	if row.ConfirmedAt == nil {
		return false, nil
	}
	now := s.now()
	step, ok, err := s.matchTOTP(userID, row, code, now)
	if err != nil || !ok {
		return false, err
	}
	n, err := s.store.spendStep(ctx, tx, userID, step, now)
	return n == 1, err
}

// matchTOTP finds the time step of a code: the present one, the one before or the one after, and none that was used.
func (s *Service) matchTOTP(userID string, row totpRow, code string, now time.Time) (step int64, ok bool, err error) {
	key, err := s.Keyring.Open(totpAAD(userID), row.Secret)
	if err != nil {
		return 0, false, fmt.Errorf("open secret: %w", err)
	}
	present := totpStep(now)
	for candidate := present - 1; candidate <= present+1; candidate++ {
		want, err := totpCode(key, candidate)
		if err != nil {
			return 0, false, err
		}
		if secret.Equal([]byte(want), []byte(code)) && candidate > row.LastStep {
			step, ok = candidate, true
		}
	}
	return step, ok, nil
}

func totpStep(at time.Time) int64 { return at.Unix() / int64(identity.TOTPStep/time.Second) }

// totpCode is the code of RFC 6238 for one time step: SHA-1 and six digits, the one form that every app knows.
func totpCode(key []byte, step int64) (string, error) {
	return hotp.GenerateCodeCustom(base32Plain.EncodeToString(key), uint64(step), //nolint:gosec // a step of our time is positive.
		hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
}

// typedCode reads a code as people type and paste it: with spaces or dashes, in capitals, in the digits of their script.
func typedCode(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '०' && r <= '९':
			return '0' + r - '०'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case unicode.IsSpace(r) || r == '-':
			return -1
		default:
			return unicode.ToLower(r)
		}
	}, text)
}

// isTOTP reports whether what was typed has the form of an app's code; recovery codes are longer.
func isTOTP(code string) bool {
	return len(code) == 6 && strings.IndexFunc(code, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
