package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
)

// eraseBatch is how many rows one transaction of an erasure removes: few, so that others write in between.
const eraseBatch = 100

// erase removes some entries of a person with all that hangs on them; then what purged ones left behind.
func (s *Service) erase(ctx context.Context, userID string) (more bool, err error) {
	n, err := s.store.eraseEntries(ctx, userID, eraseBatch)
	if err != nil || n == eraseBatch {
		return n == eraseBatch, err
	}
	if err := s.store.eraseHelpers(ctx, userID); err != nil {
		return false, err
	}
	gone, err := s.store.eraseTombstones(ctx, userID, 10*eraseBatch)
	return gone == 10*eraseBatch, err
}

// eraseEntries removes at most limit entries for good, and no trace stays; their revisions go by the foreign key.
func (s store) eraseEntries(ctx context.Context, authorID string, limit int) (n int, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		ids, err := db.Select[string](ctx, tx, "SELECT id FROM journal_entries WHERE author_id = $1 LIMIT $2", authorID, limit)
		if err != nil || len(ids) == 0 {
			return err
		}
		n = len(ids)
		if err := search.Delete(ctx, tx, ids...); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM journal_shared_changes WHERE author_id = $1", authorID); err != nil {
			return err
		}
		for _, table := range []string{"DELETE FROM journal_schedules WHERE entry_id IN ", "DELETE FROM journal_entry_tags WHERE entry_id IN ", "DELETE FROM journal_entries WHERE id IN "} {
			if _, err := tx.Exec(ctx, table+db.In(len(ids), 1), anys(ids)...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("erase entries: %w", err)
	}
	return n, nil
}

func (s store) eraseTombstones(ctx context.Context, authorID string, limit int) (int64, error) {
	n, err := s.db.Writer().Exec(ctx, `DELETE FROM journal_tombstones WHERE author_id = $1 AND origin_key IN
		(SELECT origin_key FROM journal_tombstones WHERE author_id = $1 LIMIT $2)`, authorID, limit)
	if err != nil {
		return 0, fmt.Errorf("erase tombstones: %w", err)
	}
	return n, nil
}
