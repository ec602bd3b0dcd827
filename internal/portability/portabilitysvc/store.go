package portabilitysvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
)

// store is all SQL of portability.
type store struct{ db *db.DB }

func (s store) askErasure(ctx context.Context, tx *db.Tx, userID string, now int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO portability_erasures (user_id, asked_at) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING`, userID, now)
	if err != nil {
		return fmt.Errorf("ask for erasure: %w", err)
	}
	return nil
}

func (s store) endErasure(ctx context.Context, tx *db.Tx, userID string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM portability_erasures WHERE user_id = $1`, userID); err != nil {
		return fmt.Errorf("end erasure: %w", err)
	}
	return nil
}

// lostErasures are at most 100 that were asked for before the cutoff; they count as asked for now.
func (s store) lostErasures(ctx context.Context, tx *db.Tx, before, now int64) ([]string, error) {
	ids, err := db.Select[string](ctx, tx, `UPDATE portability_erasures SET asked_at = $2 WHERE user_id IN
		(SELECT user_id FROM portability_erasures WHERE asked_at < $1 ORDER BY asked_at LIMIT 100) RETURNING user_id`, before, now)
	if err != nil {
		return nil, fmt.Errorf("find lost erasures: %w", err)
	}
	return ids, nil
}
