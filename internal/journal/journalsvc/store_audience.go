package journalsvc

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
)

// ownedRows reads those entries of the author, in the order of their ids, so that two changes of many never wait for each
// other.
func (s store) ownedRows(ctx context.Context, tx *db.Tx, authorID string, wanted map[string]audience.Level) ([]entryRow, error) {
	ids := slices.Sorted(maps.Keys(wanted))
	rows, err := db.Select[entryRow](ctx, tx, "SELECT "+columnList+" FROM journal_entries WHERE author_id = $1 AND id IN "+
		db.In(len(ids), 2)+" ORDER BY id", append([]any{authorID}, anys(ids)...)...)
	if err != nil {
		return nil, fmt.Errorf("read entries to change: %w", err)
	}
	return rows, nil
}

// sharedChanged notes that what strangers may see of the author is not what it was, when one of the levels is open to
// them; for others it does nothing.
func (s store) sharedChanged(ctx context.Context, tx *db.Tx, at int64, authorID string, levels ...audience.Level) error {
	if !slices.ContainsFunc(levels, journal.Open) {
		return nil
	}
	err := tx.Defer(ctx, `INSERT INTO journal_shared_changes (author_id, changed_at) VALUES ($1, $2)
		ON CONFLICT (author_id) DO UPDATE SET changed_at = $2`, authorID, at)
	if err != nil {
		return fmt.Errorf("note a change of what is shared: %w", err)
	}
	return nil
}

// sharedChangedAt is when what strangers may see of the author changed otherwise than by a new entry; 0 when never.
func (s store) sharedChangedAt(ctx context.Context, authorID string) (int64, error) {
	at, err := db.Get[int64](ctx, s.db.Reader(), "SELECT coalesce(max(changed_at), 0) FROM journal_shared_changes WHERE author_id = $1", authorID)
	if err != nil {
		return 0, fmt.Errorf("read the change of what is shared: %w", err)
	}
	return at, nil
}

// openEntries begins every read of what strangers may see. The condition is that of the index journal_entries_shared.
func openEntries(ownerID string, levels []audience.Level, f filter) where {
	var w where
	w.add("e.author_id = ?", ownerID)
	w.add("e.deleted_at IS NULL AND e.audience IN ('unlisted', 'public') AND NOT e.draft")
	w.add("e.audience IN ("+marks(len(journal.OpenLevels))+")", anys(pad(levels, len(journal.OpenLevels)))...)
	if f.From != "" {
		w.add("e.day >= ?", string(f.From))
	}
	if len(f.Tags) > 0 {
		w.conds = append(w.conds, w.tagged(f.tagIDs))
	}
	return w
}

// shared reads what strangers of these levels may see of a person, newest day first.
func (s store) shared(ctx context.Context, ownerID string, levels []audience.Level, f filter, after *position, limit int) ([]journal.Entry, error) {
	w := openEntries(ownerID, levels, f)
	w.after(after)
	return s.read(ctx, &w, timelineOrder, limit)
}

// sharedMarks is shared without the texts.
func (s store) sharedMarks(ctx context.Context, ownerID string, levels []audience.Level, f filter, limit int) ([]journal.SharedMark, error) {
	w := openEntries(ownerID, levels, f)
	rows, err := db.Select[struct {
		ID          string
		Revision    int
		HTMLVersion int `db:"html_version"`
		Audience    audience.Level
		UpdatedAt   int64
	}](ctx, s.db.Reader(), "SELECT e.id, e.revision, e.html_version, e.audience, e.updated_at FROM journal_entries e WHERE "+
		w.String()+timelineOrder+w.next(limit), w.args...)
	if err != nil {
		return nil, fmt.Errorf("read marks of what is shared: %w", err)
	}
	out := make([]journal.SharedMark, len(rows))
	for i, r := range rows {
		out[i] = journal.SharedMark{ID: r.ID, Revision: r.Revision, HTMLVersion: r.HTMLVersion, Audience: r.Audience, UpdatedAt: db.FromMillis(r.UpdatedAt)}
	}
	return out, nil
}
