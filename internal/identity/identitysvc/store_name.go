package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// namesAtOnce is how many names one transaction of [Service.FoldNames] writes.
const namesAtOnce = 500

// FoldNames writes the searched form of names that were stored before there was one. Afterwards it finds nothing to do, at
// the cost of one look into an empty index.
func (s *Service) FoldNames(ctx context.Context) error {
	for {
		left := 0
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			rows, err := s.store.unfolded(ctx, tx, namesAtOnce)
			left = len(rows)
			for _, r := range rows {
				if err == nil {
					err = s.store.foldName(ctx, tx, r)
				}
			}
			return err
		})
		if err != nil || left < namesAtOnce {
			return err
		}
	}
}

type nameRow struct {
	ID          string `db:"id"`
	DisplayName string `db:"display_name"`
}

func (store) unfolded(ctx context.Context, q db.Querier, limit int) ([]nameRow, error) {
	return db.Select[nameRow](ctx, q, `SELECT id, display_name FROM identity_users WHERE display_name_folded IS NULL ORDER BY id LIMIT $1`, limit)
}

func (store) foldName(ctx context.Context, tx *db.Tx, r nameRow) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET display_name_folded = $2 WHERE id = $1`, r.ID, searchtext.Name(r.DisplayName))
	return err
}
