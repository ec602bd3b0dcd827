package journalsvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// titled reads an author's newest entry with this title that is not in the trash. Error: journal.ErrEntryNotFound.
func (s store) titled(ctx context.Context, authorID, title string) (*entryRow, error) {
	entryID, err := db.Get[string](ctx, s.db.Reader(), `SELECT id FROM journal_entries
		WHERE author_id = $1 AND title = $2 AND deleted_at IS NULL ORDER BY day DESC, logged_at DESC, id DESC LIMIT 1`, authorID, title)
	if errors.Is(err, db.ErrNoRows) {
		return nil, journal.ErrEntryNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("look for title: %w", err)
	}
	return s.entry(ctx, entryID)
}

// titles reads an author's newest titles.
func (s store) titles(ctx context.Context, authorID string, limit int) ([]journal.EntryChoice, error) {
	type row struct{ ID, Title, Day string }
	rows, err := db.Select[row](ctx, s.db.Reader(), `SELECT id, title, day FROM journal_entries
		WHERE author_id = $1 AND deleted_at IS NULL ORDER BY day DESC, logged_at DESC, id DESC LIMIT $2`, authorID, limit)
	if err != nil {
		return nil, fmt.Errorf("read titles: %w", err)
	}
	out := make([]journal.EntryChoice, len(rows))
	for i, r := range rows {
		out[i] = journal.EntryChoice{ID: r.ID, Title: r.Title, Day: day.Date(r.Day)}
	}
	return out, nil
}
