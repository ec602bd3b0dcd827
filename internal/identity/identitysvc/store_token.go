package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

type tokenProofRow struct {
	userRow
	tokenRow
}

func (store) proofByToken(ctx context.Context, q db.Querier, hash string) (proof, error) {
	r, err := db.Get[*tokenProofRow](ctx, q, `SELECT `+userColumns+`, `+tokenColumns+`
		FROM identity_tokens t JOIN identity_users u ON u.id = t.user_id WHERE t.hash = $1 OR t.old_hash = $1`, hash)
	if err != nil {
		return proof{}, err
	}
	return proof{user: &r.userRow, token: &r.tokenRow}, nil
}

func (store) insertToken(ctx context.Context, tx *db.Tx, r *tokenRow, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_tokens (id, user_id, name, prefix, hash, scopes, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, r.ID, r.UserID, r.Name, r.Prefix, hash, r.Scopes, r.CreatedAt, r.ExpiresAt)
	return err
}

func (store) countTokens(ctx context.Context, q db.Querier, userID string) (int64, error) {
	return db.Get[int64](ctx, q, `SELECT COUNT(*) FROM identity_tokens WHERE user_id = $1`, userID)
}

func (store) tokens(ctx context.Context, q db.Querier, userID string) ([]*tokenRow, error) {
	return db.Select[*tokenRow](ctx, q, `SELECT `+tokenColumns+` FROM identity_tokens t WHERE t.user_id = $1 ORDER BY t.id DESC LIMIT $2`,
		userID, identity.TokenCap)
}

// deleteToken removes the token and gives its name back. Error: ErrNoRows.
func (store) deleteToken(ctx context.Context, tx *db.Tx, id, userID string) (name string, err error) {
	return db.Get[string](ctx, tx, `DELETE FROM identity_tokens WHERE id = $1 AND user_id = $2 RETURNING name`, id, userID)
}

func (store) deleteTokens(ctx context.Context, tx *db.Tx, userID string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM identity_tokens WHERE user_id = $1`, userID)
}

// touchToken writes when, from where and by what the token was last used.
func (store) touchToken(ctx context.Context, q db.Querier, id string, now time.Time, network, client string) error {
	_, err := q.Exec(ctx, `UPDATE identity_tokens SET last_used_at = $2, last_network = $3, last_client = $4
		WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)`, id, db.Millis(now), network, client)
	return err
}

// token reads a token of the user. Error: ErrNoRows.
func (store) token(ctx context.Context, q db.Querier, id, userID string) (*tokenRow, error) {
	return db.Get[*tokenRow](ctx, q, `SELECT `+tokenColumns+` FROM identity_tokens t WHERE t.id = $1 AND t.user_id = $2`, id, userID)
}

// rotateToken gives the token the secret of that hash; the one before stays beside it.
func (store) rotateToken(ctx context.Context, tx *db.Tx, r *tokenRow, hash string, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE identity_tokens SET old_hash = hash, old_until = $2, hash = $3, prefix = $4, expires_at = $5,
		rotated_at = $6, warned_at = NULL WHERE id = $1`, r.ID, r.OldUntil, hash, r.Prefix, r.ExpiresAt, db.Millis(now))
	return err
}

// forgetOldSecrets drops what rotations left behind and no longer works.
func (store) forgetOldSecrets(ctx context.Context, q db.Querier, now time.Time) error {
	_, err := q.Exec(ctx, `UPDATE identity_tokens SET old_hash = NULL, old_until = NULL WHERE old_until <= $1`, db.Millis(now))
	return err
}

// expiringTokens reads up to limit tokens that end before until, and whose owners do not know it yet.
// Tokens that were made for no longer than that never count.
func (store) expiringTokens(ctx context.Context, q db.Querier, now, until time.Time, limit int) ([]*tokenRow, error) {
	return db.Select[*tokenRow](ctx, q, `SELECT `+tokenColumns+` FROM identity_tokens t WHERE t.warned_at IS NULL
		AND t.expires_at > $1 AND t.expires_at <= $2 AND t.expires_at - COALESCE(t.rotated_at, t.created_at) > $3 ORDER BY t.expires_at LIMIT $4`,
		db.Millis(now), db.Millis(until), until.Sub(now).Milliseconds(), limit)
}

// markWarned notes that the owner is told; 0 when another node was quicker.
func (store) markWarned(ctx context.Context, tx *db.Tx, id string, now time.Time) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_tokens SET warned_at = $2 WHERE id = $1 AND warned_at IS NULL`, id, db.Millis(now))
}

// tokenName is what the token is called; empty when it was revoked a moment ago.
func (store) tokenName(ctx context.Context, q db.Querier, id string) (string, error) {
	name, err := db.Get[string](ctx, q, `SELECT name FROM identity_tokens WHERE id = $1`, id)
	return name, ignoreNoRows(err)
}

// countToolCall counts one more call of the hour and gives how many there were.
func (store) countToolCall(ctx context.Context, tx *db.Tx, r toolCallRow) (calls int64, err error) {
	return db.Get[int64](ctx, tx, `INSERT INTO identity_tool_calls (token_id, tool, hour, user_id, token_name, network, calls)
		VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (token_id, tool, hour) DO UPDATE SET calls = identity_tool_calls.calls + 1,
		network = $6 RETURNING calls`, r.TokenID, r.Tool, r.Hour, r.UserID, r.TokenName, r.Network)
}

// takeToolCalls removes up to limit counts of hours before that one and gives them.
func (store) takeToolCalls(ctx context.Context, tx *db.Tx, before int64, limit int) ([]toolCallRow, error) {
	return db.Select[toolCallRow](ctx, tx, `DELETE FROM identity_tool_calls WHERE (token_id, tool, hour) IN
		(SELECT token_id, tool, hour FROM identity_tool_calls WHERE hour < $1 ORDER BY hour LIMIT $2)
		RETURNING token_id, tool, hour, user_id, token_name, network, calls`, before, limit)
}
