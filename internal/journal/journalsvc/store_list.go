package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
)

const timelineOrder = " ORDER BY e.day DESC, e.logged_at DESC, e.id DESC LIMIT "

var fromEntries = "SELECT " + columnNames("e.") + " FROM journal_entries e WHERE "

// timeline reads an author's entries behind a position, newest day first.
func (s store) timeline(ctx context.Context, authorID string, f filter, after *position, limit int) ([]entryRow, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	w.filter(f)
	w.after(after)
	tail := timelineOrder + w.next(limit)
	rows, err := db.Select[entryRow](ctx, s.db.Reader(), fromEntries+w.String()+tail, w.args...)
	if err != nil {
		return nil, fmt.Errorf("read timeline: %w", err)
	}
	return rows, nil
}

// after goes on behind a position of a timeline.
func (w *where) after(p *position) {
	if p != nil {
		w.add("(e.day, e.logged_at, e.id) < (?, ?, ?)", string(p.day), p.at, p.id)
	}
}

// trash reads an author's trash behind a position, latest deleted first.
func (s store) trash(ctx context.Context, authorID string, after *position, limit int) ([]entryRow, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NOT NULL")
	if after != nil {
		w.add("(e.deleted_at, e.id) < (?, ?)", after.at, after.id)
	}
	tail := " ORDER BY e.deleted_at DESC, e.id DESC LIMIT " + w.next(limit)
	rows, err := db.Select[entryRow](ctx, s.db.Reader(), fromEntries+w.String()+tail, w.args...)
	if err != nil {
		return nil, fmt.Errorf("read trash: %w", err)
	}
	return rows, nil
}
