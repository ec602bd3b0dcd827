package identitysvc

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// recoveryLetters are 32 signs that cannot be taken for one another; twelve of them are 60 bits.
const (
	recoveryLetters = "0123456789abcdefghjkmnpqrstvwxyz"
	recoveryLength  = 12
	recoveryGroup   = 4
)

// CreateRecoveryCodes makes new recovery codes, shown this once; the old ones are dead. Sensitive.
// Error: [identity.ErrNoSecondFactor].
func (s *Service) CreateRecoveryCodes(ctx context.Context) ([]string, error) {
	a, err := s.allowed(ctx, identity.ActionSetFactor)
	if err != nil {
		return nil, err
	}
	var codes []string
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		has, err := s.store.factors(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		if !has.second() {
			return identity.ErrNoSecondFactor
		}
		if codes, err = s.newRecovery(ctx, tx, u); err != nil {
			return err
		}
		return s.writeFactor(ctx, tx, identity.LetterFactorAdded, u, identity.FactorRecovery, "")
	})
	return codes, err
}

// newRecovery makes the codes in tx.
func (s *Service) newRecovery(ctx context.Context, tx *db.Tx, u *userRow) ([]string, error) {
	if err := s.store.deleteRecovery(ctx, tx, u.ID); err != nil {
		return nil, err
	}
	codes := make([]string, identity.RecoveryCodes)
	for i := range codes {
		plain, err := recoveryCode()
		if err != nil {
			return nil, err
		}
		if err := s.store.insertRecovery(ctx, tx, u.ID, s.recoveryHash(u.ID, plain), s.now()); err != nil {
			return nil, err
		}
		codes[i] = groups(plain)
	}
	return codes, s.emit(ctx, tx, u.ID, identity.RecoveryCodesCreated{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID})
}

// spendRecovery reports whether the code is one of the account's, and uses it up. Its owner is told.
func (s *Service) spendRecovery(ctx context.Context, tx *db.Tx, u *userRow, code string) (bool, error) {
	if len(code) != recoveryLength {
		return false, nil
	}
	n, err := s.store.spendRecovery(ctx, tx, u.ID, s.recoveryHash(u.ID, unmistaken.Replace(code)), s.now())
	if err != nil || n == 0 {
		return false, err
	}
	has, err := s.store.factors(ctx, tx, u.ID)
	if err != nil {
		return false, err
	}
	t := s.byThemselves(ctx, u.ID)
	if err := s.emit(ctx, tx, u.ID, identity.RecoveryCodeUsed{Trace: t, UserID: u.ID, Left: has.Recovery}); err != nil {
		return false, err
	}
	return true, s.write(ctx, tx, identity.LetterRecoveryCodeUsed, u, u.Email, map[string]string{
		"left": strconv.Itoa(has.Recovery), "time": localTime(t.At, u), "network": t.Network, "url": s.securityPage(),
	})
}

// unmistaken reads the letters that no code has as the signs they look like.
var unmistaken = strings.NewReplacer("o", "0", "i", "1", "l", "1", "u", "v")

// recoveryHash is keyed: a copy of the table alone gives nothing to guess against.
func (s *Service) recoveryHash(userID, code string) string {
	m := hmac.New(sha256.New, s.recoveryKey)
	m.Write([]byte(userID + ":" + code))
	return hex.EncodeToString(m.Sum(nil))
}

func recoveryCode() (string, error) {
	raw := make([]byte, recoveryLength)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make recovery code: %w", err)
	}
	for i, b := range raw {
		raw[i] = recoveryLetters[int(b)%len(recoveryLetters)] // 256 is a multiple of 32
	}
	return string(raw), nil
}

func groups(code string) string {
	var parts []string
	for i := 0; i < len(code); i += recoveryGroup {
		parts = append(parts, code[i:i+recoveryGroup])
	}
	return strings.Join(parts, "-")
}
