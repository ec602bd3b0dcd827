package notifysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
)

// endpointRow is a row of notify_push_endpoints.
type endpointRow struct {
	ID        string `db:"id"`
	UserID    string `db:"user_id"`
	SessionID string `db:"session_id"`
	Hash      string `db:"endpoint_hash"`
	Sealed    string `db:"sealed"`
	Name      string `db:"name"`
	CreatedAt int64  `db:"created_at"`
	LastUsed  *int64 `db:"last_used_at"`
}

const endpointColumns = `p.id, p.user_id, p.session_id, p.endpoint_hash, p.sealed, p.name, p.created_at, p.last_used_at`

// saveEndpoint keeps a browser; a browser that was known, also to somebody else, becomes this person's.
func (s store) saveEndpoint(ctx context.Context, tx *db.Tx, r endpointRow) error {
	if _, err := tx.Exec(ctx, `DELETE FROM notify_push_endpoints WHERE endpoint_hash = $1`, r.Hash); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO notify_push_endpoints (id, user_id, session_id, endpoint_hash, sealed, name, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, r.ID, r.UserID, r.SessionID, r.Hash, r.Sealed, r.Name, r.CreatedAt)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM notify_push_endpoints WHERE user_id = $1 AND id NOT IN (
		SELECT id FROM notify_push_endpoints WHERE user_id = $1 ORDER BY id DESC LIMIT $2)`, r.UserID, notify.MaxPushDevices)
	return err
}

// endpoints are the browsers of a person whose sessions live and whose account is active.
func (s store) endpoints(ctx context.Context, q db.Querier, userID string, now int64) ([]endpointRow, error) {
	return db.Select[endpointRow](ctx, q, `SELECT `+endpointColumns+` FROM notify_push_endpoints p
		JOIN identity_sessions i ON i.id = p.session_id AND i.user_id = p.user_id AND i.expires_at > $2
		JOIN identity_users u ON u.id = p.user_id AND u.status = 'active'
		WHERE p.user_id = $1 ORDER BY p.id LIMIT $3`, userID, now, notify.MaxPushDevices)
}

// endpoint is one of them. Error: db.ErrNoRows, also when its session has ended.
func (s store) endpoint(ctx context.Context, id string, now int64) (endpointRow, error) {
	return db.Get[endpointRow](ctx, s.db.Reader(), `SELECT `+endpointColumns+` FROM notify_push_endpoints p
		JOIN identity_sessions i ON i.id = p.session_id AND i.user_id = p.user_id AND i.expires_at > $2
		JOIN identity_users u ON u.id = p.user_id AND u.status = 'active'
		WHERE p.id = $1`, id, now)
}

func (s store) dropEndpoint(ctx context.Context, q db.Querier, userID, id string) (int64, error) {
	return q.Exec(ctx, `DELETE FROM notify_push_endpoints WHERE user_id = $1 AND id = $2`, userID, id)
}

func (s store) usedEndpoint(ctx context.Context, id string, now int64) error {
	_, err := s.db.Writer().Exec(ctx, `UPDATE notify_push_endpoints SET last_used_at = $2 WHERE id = $1`, id, now)
	return err
}

// dropDeadEndpoints removes browsers whose sessions are gone, and clients not seen since an instant.
func (s store) dropDeadEndpoints(ctx context.Context, unseen int64) error {
	if _, err := s.db.Writer().Exec(ctx, `DELETE FROM notify_push_endpoints
		WHERE NOT EXISTS (SELECT 1 FROM identity_sessions i WHERE i.id = notify_push_endpoints.session_id)`); err != nil {
		return err
	}
	_, err := s.db.Writer().Exec(ctx, `DELETE FROM notify_clients WHERE seen_at < $1`, unseen)
	return err
}
