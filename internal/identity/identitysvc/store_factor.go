package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// totpRow is a row of identity_totp.
type totpRow struct {
	Secret      string `db:"secret"`
	CreatedAt   int64  `db:"created_at"`
	ConfirmedAt *int64 `db:"confirmed_at"`
	LastUsedAt  *int64 `db:"last_used_at"`
	LastStep    int64  `db:"last_step"`
}

// passkeyRow is a row of identity_passkeys.
type passkeyRow struct {
	ID           string `db:"id"`
	UserID       string `db:"user_id"`
	CredentialID string `db:"credential_id"`
	Credential   string `db:"credential"`
	Name         string `db:"name"`
	Synced       bool   `db:"synced"`
	CreatedAt    int64  `db:"created_at"`
	LastUsedAt   *int64 `db:"last_used_at"`
}

const passkeyColumns = `id, user_id, credential_id, credential, name, synced, created_at, last_used_at`

// factorCount is what an account has besides its password.
type factorCount struct {
	TOTP     int `db:"totp"`
	Passkeys int `db:"passkeys"`
	Recovery int `db:"recovery"`
}

// second reports whether the password alone does not sign in.
func (f factorCount) second() bool { return f.TOTP+f.Passkeys > 0 }

func (store) factors(ctx context.Context, q db.Querier, userID string) (factorCount, error) {
	return db.Get[factorCount](ctx, q, `SELECT
		(SELECT COUNT(*) FROM identity_totp WHERE user_id = $1 AND confirmed_at IS NOT NULL) AS totp,
		(SELECT COUNT(*) FROM identity_passkeys WHERE user_id = $1) AS passkeys,
		(SELECT COUNT(*) FROM identity_recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS recovery`, userID)
}

// totp reads the authenticator app, in force or not. Error: ErrNoRows.
func (store) totp(ctx context.Context, q db.Querier, userID string) (totpRow, error) {
	return db.Get[totpRow](ctx, q, `SELECT secret, created_at, confirmed_at, last_used_at, last_step FROM identity_totp WHERE user_id = $1`, userID)
}

// beginTOTP keeps a fresh secret in place of one that is not in force; it changes nothing when one is.
func (store) beginTOTP(ctx context.Context, tx *db.Tx, userID, sealed string, now time.Time) (int64, error) {
	return tx.Exec(ctx, `INSERT INTO identity_totp (user_id, secret, created_at) VALUES ($1, $2, $3)
		ON CONFLICT (user_id) DO UPDATE SET secret = $2, created_at = $3, last_step = 0 WHERE identity_totp.confirmed_at IS NULL`,
		userID, sealed, db.Millis(now))
}

// confirmTOTP puts the secret in force; the step of its first code is spent.
func (store) confirmTOTP(ctx context.Context, tx *db.Tx, userID string, step int64, now time.Time) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_totp SET confirmed_at = $3, last_step = $2 WHERE user_id = $1 AND confirmed_at IS NULL`, userID, step, db.Millis(now))
}

// spendStep uses a time step up. Of any number of callers at once exactly one changes a row.
func (store) spendStep(ctx context.Context, tx *db.Tx, userID string, step int64, now time.Time) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_totp SET last_step = $2, last_used_at = $3 WHERE user_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2`,
		userID, step, db.Millis(now))
}

func (store) deleteTOTP(ctx context.Context, tx *db.Tx, userID string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM identity_totp WHERE user_id = $1 AND confirmed_at IS NOT NULL`, userID)
}

func (store) insertRecovery(ctx context.Context, tx *db.Tx, userID, hash string, now time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_recovery_codes (hash, user_id, created_at) VALUES ($1, $2, $3)`, hash, userID, db.Millis(now))
	return err
}

func (store) deleteRecovery(ctx context.Context, tx *db.Tx, userID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM identity_recovery_codes WHERE user_id = $1`, userID)
	return err
}

// spendRecovery uses a code up. Of any number of callers at once exactly one changes a row.
func (store) spendRecovery(ctx context.Context, tx *db.Tx, userID, hash string, now time.Time) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_recovery_codes SET used_at = $3 WHERE hash = $2 AND user_id = $1 AND used_at IS NULL`, userID, hash, db.Millis(now))
}

// recoveryMadeAt is when the present codes were made; nil when there are none.
func (store) recoveryMadeAt(ctx context.Context, q db.Querier, userID string) (*int64, error) {
	return db.Get[*int64](ctx, q, `SELECT MAX(created_at) FROM identity_recovery_codes WHERE user_id = $1`, userID)
}

func (store) passkeys(ctx context.Context, q db.Querier, userID string) ([]*passkeyRow, error) {
	return db.Select[*passkeyRow](ctx, q, `SELECT `+passkeyColumns+` FROM identity_passkeys WHERE user_id = $1 ORDER BY id LIMIT $2`, userID, identity.PasskeyCap)
}

func (store) insertPasskey(ctx context.Context, tx *db.Tx, r *passkeyRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_passkeys (`+passkeyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		r.ID, r.UserID, r.CredentialID, r.Credential, r.Name, r.Synced, r.CreatedAt, r.LastUsedAt)
	return err
}

// usePasskey keeps what its last answer told; no row is changed when the passkey is gone.
func (store) usePasskey(ctx context.Context, tx *db.Tx, r *passkeyRow) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_passkeys SET credential = $3, synced = $4, last_used_at = $5 WHERE id = $1 AND user_id = $2`,
		r.ID, r.UserID, r.Credential, r.Synced, r.LastUsedAt)
}

func (store) renamePasskey(ctx context.Context, tx *db.Tx, id, userID, name string) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_passkeys SET name = $3 WHERE id = $1 AND user_id = $2`, id, userID, name)
}

// deletePasskey removes it and gives its name back. Error: ErrNoRows.
func (store) deletePasskey(ctx context.Context, tx *db.Tx, id, userID string) (string, error) {
	return db.Get[string](ctx, tx, `DELETE FROM identity_passkeys WHERE id = $1 AND user_id = $2 RETURNING name`, id, userID)
}

// deleteFactorsSince takes away what was added at or after an instant, and every sign-in that waits.
func (store) deleteFactorsSince(ctx context.Context, tx *db.Tx, userID string, sinceMs int64) error {
	for _, table := range []string{"identity_totp", "identity_recovery_codes", "identity_passkeys"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE user_id = $1 AND created_at >= $2`, userID, sinceMs); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `DELETE FROM identity_challenges WHERE user_id = $1`, userID)
	return err
}

// deleteFactors takes everything away that signs in besides the password, and every sign-in that waits.
func (store) deleteFactors(ctx context.Context, tx *db.Tx, userID string) error {
	for _, table := range []string{"identity_totp", "identity_recovery_codes", "identity_passkeys", "identity_challenges"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE user_id = $1`, userID); err != nil {
			return err
		}
	}
	return nil
}
