package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

type sessionProofRow struct {
	userRow
	sessionRow
}

func (store) proofByCookie(ctx context.Context, q db.Querier, hash string) (proof, error) {
	return sessionProof(ctx, q, `s.token_hash = $1`, hash)
}

func (store) proofBySession(ctx context.Context, q db.Querier, id string) (proof, error) {
	return sessionProof(ctx, q, `s.id = $1`, id)
}

func sessionProof(ctx context.Context, q db.Querier, where, arg string) (proof, error) {
	r, err := db.Get[*sessionProofRow](ctx, q, `SELECT `+userColumns+`, `+sessionColumns+`
		FROM identity_sessions s JOIN identity_users u ON u.id = s.user_id WHERE `+where, arg)
	if err != nil {
		return proof{}, err
	}
	return proof{user: &r.userRow, session: &r.sessionRow}, nil
}

// insertSession adds a session; the least recently used ones over the cap give way.
func (store) insertSession(ctx context.Context, tx *db.Tx, r *sessionRow, tokenHash *string) (evicted int64, err error) {
	evicted, err = tx.Exec(ctx, `DELETE FROM identity_sessions WHERE id IN (SELECT id FROM identity_sessions WHERE user_id = $1
		ORDER BY last_seen_at DESC, id DESC LIMIT 1000 OFFSET $2)`, r.UserID, identity.SessionCap-1)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO identity_sessions (id, user_id, kind, token_hash, device, network, created_at, last_seen_at, expires_at, confirmed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		r.ID, r.UserID, string(r.Kind), tokenHash, r.Device, r.Network, r.CreatedAt, r.SeenAt, r.ExpiresAt, r.ConfirmedAt)
	return evicted, err
}

func (store) sessions(ctx context.Context, q db.Querier, userID string, now time.Time) ([]*sessionRow, error) {
	ms := db.Millis(now)
	return db.Select[*sessionRow](ctx, q, `SELECT `+sessionColumns+` FROM identity_sessions s
		WHERE s.user_id = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 ORDER BY s.last_seen_at DESC, s.id DESC LIMIT $4`,
		userID, ms, ms-identity.SessionIdle.Milliseconds(), identity.SessionCap)
}

func (store) touchSession(ctx context.Context, q db.Querier, id, userID string, now time.Time) error {
	ms := db.Millis(now)
	if _, err := q.Exec(ctx, `UPDATE identity_sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2`, id, ms); err != nil {
		return err
	}
	_, err := q.Exec(ctx, `UPDATE identity_users SET last_seen_at = $2 WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < $2)`, userID, ms)
	return err
}

func (store) confirmSession(ctx context.Context, tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE identity_sessions SET confirmed_at = $2 WHERE id = $1`, id, db.Millis(now))
	return err
}

func (store) deleteSession(ctx context.Context, tx *db.Tx, id, userID string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM identity_sessions WHERE id = $1 AND user_id = $2`, id, userID)
}

// deleteSessions ends every session of the user but keepID; "" keeps none.
func (store) deleteSessions(ctx context.Context, tx *db.Tx, userID, keepID string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM identity_sessions WHERE user_id = $1 AND id <> $2`, userID, keepID)
}

func (store) raiseAuthVersion(ctx context.Context, tx *db.Tx, userID string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET auth_version = auth_version + 1 WHERE id = $1`, userID)
	return err
}

// refreshRow is a row of identity_refresh_tokens.
type refreshRow struct {
	SessionID string  `db:"session_id"`
	UsedAt    *int64  `db:"used_at"`
	ExpiresAt int64   `db:"expires_at"`
	Successor *string `db:"successor"`
}

func (store) insertRefresh(ctx context.Context, tx *db.Tx, hash, sessionID string, now, expires time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_refresh_tokens (hash, session_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
		hash, sessionID, db.Millis(now), db.Millis(expires))
	return err
}

// spendRefresh marks the token as used. Of any number of callers at once, exactly one gets the session; the others get ErrNoRows.
func (store) spendRefresh(ctx context.Context, tx *db.Tx, hash, successor string, now time.Time) (sessionID string, err error) {
	return db.Get[string](ctx, tx, `UPDATE identity_refresh_tokens SET used_at = $2, successor = $3
		WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING session_id`, hash, db.Millis(now), successor)
}

func (store) refresh(ctx context.Context, q db.Querier, hash string) (refreshRow, error) {
	return db.Get[refreshRow](ctx, q, `SELECT session_id, used_at, expires_at, successor FROM identity_refresh_tokens WHERE hash = $1`, hash)
}
