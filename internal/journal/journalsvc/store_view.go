package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

// viewRow is a row of journal_views.
type viewRow struct {
	ID        string
	OwnerID   string
	ClientKey string
	Name      string
	Query     string
	Pinned    bool
	CreatedAt int64
	UpdatedAt int64
}

const fromViews = "SELECT id, owner_id, client_key, name, query, pinned, created_at, updated_at FROM journal_views WHERE owner_id = $1"

func (r viewRow) view() journal.View {
	return journal.View{
		ID: r.ID, OwnerID: r.OwnerID, Name: r.Name, Query: r.Query, Pinned: r.Pinned,
		CreatedAt: db.FromMillis(r.CreatedAt), UpdatedAt: db.FromMillis(r.UpdatedAt),
	}
}

func (s store) viewRows(ctx context.Context, q db.Querier, ownerID string) ([]viewRow, error) {
	rows, err := db.Select[viewRow](ctx, q, fromViews+" ORDER BY place, id LIMIT $2", ownerID, journal.MaxViews+1)
	if err != nil {
		return nil, fmt.Errorf("read views: %w", err)
	}
	return rows, nil
}

func (s store) views(ctx context.Context, q db.Querier, ownerID string) ([]journal.View, error) {
	rows, err := s.viewRows(ctx, q, ownerID)
	if err != nil {
		return nil, err
	}
	out := make([]journal.View, len(rows))
	for i, r := range rows {
		out[i] = r.view()
	}
	return out, nil
}

func (s store) viewByKey(ctx context.Context, tx *db.Tx, ownerID, clientKey string) (*journal.View, error) {
	r, err := db.Get[viewRow](ctx, tx, fromViews+" AND client_key = $2", ownerID, clientKey)
	if err != nil {
		return nil, fmt.Errorf("read view: %w", err)
	}
	v := r.view()
	return &v, nil
}

// insertView puts a view behind the others; one of that client id stays as it is.
func (s store) insertView(ctx context.Context, tx *db.Tx, v journal.View, clientKey string) error {
	_, err := tx.Exec(ctx, `INSERT INTO journal_views (id, owner_id, client_key, name, query, pinned, created_at, updated_at, place)
		SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BOOLEAN), CAST($7 AS BIGINT), CAST($8 AS BIGINT),
			COALESCE((SELECT MAX(place) + 1 FROM journal_views WHERE owner_id = $2), 0)
		WHERE TRUE ON CONFLICT (owner_id, client_key) DO NOTHING`,
		v.ID, v.OwnerID, clientKey, v.Name, v.Query, v.Pinned, db.Millis(v.CreatedAt), db.Millis(v.UpdatedAt))
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	return nil
}

func (s store) updateView(ctx context.Context, v journal.View) error {
	_, err := s.db.Writer().Exec(ctx, "UPDATE journal_views SET name = $3, query = $4, pinned = $5, updated_at = $6 WHERE id = $1 AND owner_id = $2",
		v.ID, v.OwnerID, v.Name, v.Query, v.Pinned, db.Millis(v.UpdatedAt))
	if err != nil {
		return fmt.Errorf("change view: %w", err)
	}
	return nil
}

func (s store) deleteView(ctx context.Context, ownerID, viewID string) error {
	if _, err := s.db.Writer().Exec(ctx, "DELETE FROM journal_views WHERE id = $1 AND owner_id = $2", viewID, ownerID); err != nil {
		return fmt.Errorf("delete view: %w", err)
	}
	return nil
}

func (s store) placeView(ctx context.Context, tx *db.Tx, viewID string, place int) error {
	if _, err := tx.Exec(ctx, "UPDATE journal_views SET place = $2 WHERE id = $1", viewID, place); err != nil {
		return fmt.Errorf("order views: %w", err)
	}
	return nil
}
