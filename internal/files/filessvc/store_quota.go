package filessvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
)

// quota is what an administrator gave somebody, in bytes; nil for the usual space.
func (s store) quota(ctx context.Context, ownerID string) (*int64, error) {
	n, err := db.Get[int64](ctx, s.db.Reader(), "SELECT bytes FROM files_quotas WHERE owner_id = $1", ownerID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // most people have the usual space
	}
	if err != nil {
		return nil, fmt.Errorf("read quota: %w", err)
	}
	return &n, nil
}

func (s store) setQuota(ctx context.Context, tx *db.Tx, ownerID string, megabytes *int, at int64) (err error) {
	if megabytes == nil {
		_, err = tx.Exec(ctx, "DELETE FROM files_quotas WHERE owner_id = $1", ownerID)
	} else {
		_, err = tx.Exec(ctx, `INSERT INTO files_quotas (owner_id, bytes, set_at) VALUES ($1, $2, $3)
			ON CONFLICT (owner_id) DO UPDATE SET bytes = excluded.bytes, set_at = excluded.set_at`, ownerID, int64(*megabytes)*megabyte, at)
	}
	if err != nil {
		return fmt.Errorf("set quota: %w", err)
	}
	return nil
}
