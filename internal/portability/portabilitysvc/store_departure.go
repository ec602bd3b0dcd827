package portabilitysvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/portability"
)

// departureRow is a row of portability_departures.
type departureRow struct {
	UserID  string
	AskedAt int64
	DueAt   int64
	ByAdmin bool
}

const departureColumns = `user_id, asked_at, due_at, by_admin`

func (r departureRow) noun() portability.Departure {
	return portability.Departure{AskedAt: db.FromMillis(r.AskedAt), DueAt: db.FromMillis(r.DueAt), ByAdmin: r.ByAdmin}
}

// setDeparture notes a departure; one that is there stays, and fresh is false then.
func (s store) setDeparture(ctx context.Context, tx *db.Tx, r departureRow) (out departureRow, fresh bool, err error) {
	n, err := tx.Exec(ctx, `INSERT INTO portability_departures (`+departureColumns+`) VALUES ($1, $2, $3, $4) ON CONFLICT (user_id) DO NOTHING`,
		r.UserID, r.AskedAt, r.DueAt, r.ByAdmin)
	if err != nil {
		return r, false, fmt.Errorf("set departure: %w", err)
	}
	out, err = s.departure(ctx, tx, r.UserID)
	return out, n > 0, err
}

// departure reads a person's. Error: [db.ErrNoRows].
func (s store) departure(ctx context.Context, q db.Querier, userID string) (departureRow, error) {
	return db.Get[departureRow](ctx, q, `SELECT `+departureColumns+` FROM portability_departures WHERE user_id = $1`, userID)
}

// departures reads those of a page of accounts.
func (s store) departures(ctx context.Context, people []identity.AdminUser) ([]departureRow, error) {
	ids := make([]any, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return db.Select[departureRow](ctx, s.db.Reader(), `SELECT `+departureColumns+` FROM portability_departures
		WHERE user_id IN `+db.In(len(ids), 1)+` ORDER BY user_id`, ids...)
}

func (s store) deleteDeparture(ctx context.Context, tx *db.Tx, userID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM portability_departures WHERE user_id = $1`, userID)
	return err
}

func (s store) unreminded(ctx context.Context, before int64, limit int) ([]departureRow, error) {
	return db.Select[departureRow](ctx, s.db.Reader(), `SELECT `+departureColumns+` FROM portability_departures
		WHERE reminded_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2`, before, limit)
}

func (s store) remind(ctx context.Context, tx *db.Tx, userID string, now int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE portability_departures SET reminded_at = $2 WHERE user_id = $1 AND reminded_at IS NULL`, userID, now)
	return n > 0, err
}

func (s store) due(ctx context.Context, now int64, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `SELECT user_id FROM portability_departures WHERE due_at <= $1 ORDER BY due_at LIMIT $2`, now, limit)
}
