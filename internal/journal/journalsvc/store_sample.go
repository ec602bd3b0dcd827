package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

type sampleRow struct {
	ID        string
	Day       day.Date
	DeletedAt *int64
}

// untouched holds for an entry that is as it came.
const untouched = `revision = 1 AND updated_at = created_at AND audience = 'private'
	AND NOT EXISTS (SELECT 1 FROM journal_schedules s WHERE s.entry_id = journal_entries.id)`

// removeSamples takes the samples that nobody has changed away, with all that hangs on them, and forgets that there were any.
func (s store) removeSamples(ctx context.Context, tx *db.Tx, authorID string) ([]sampleRow, error) {
	keys := sampleKeys()
	args := append([]any{authorID}, keys...)
	in := db.In(len(keys), 2)
	rows, err := db.Select[sampleRow](ctx, tx, "DELETE FROM journal_entries WHERE author_id = $1 AND origin_key IN "+in+
		" AND "+untouched+" RETURNING id, day, deleted_at", args...)
	if err != nil {
		return nil, fmt.Errorf("remove samples: %w", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	if len(ids) > 0 {
		if err := search.Delete(ctx, tx, ids...); err != nil {
			return nil, err
		}
	}
	if _, err := tx.Exec(ctx, "DELETE FROM journal_tombstones WHERE author_id = $1 AND origin_key IN "+in, args...); err != nil {
		return nil, fmt.Errorf("forget samples: %w", err)
	}
	return rows, nil
}

func (s store) countSamples(ctx context.Context, authorID string) (*journal.SampleEntries, error) {
	keys := sampleKeys()
	n, err := db.Get[sampleCount](ctx, s.db.Reader(), `SELECT COUNT(*) AS all_of_them, COALESCE(SUM(CASE WHEN `+untouched+` THEN 1 ELSE 0 END), 0) AS as_they_came
		FROM journal_entries WHERE author_id = $1 AND origin_key IN `+db.In(len(keys), 2), append([]any{authorID}, keys...)...)
	if err != nil {
		return nil, fmt.Errorf("count samples: %w", err)
	}
	return &journal.SampleEntries{Untouched: n.AsTheyCame, Edited: n.All - n.AsTheyCame}, nil
}

type sampleCount struct {
	All        int `db:"all_of_them"`
	AsTheyCame int `db:"as_they_came"`
}
