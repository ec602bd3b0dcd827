package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// onDays reads an author's entries of these days, newest first.
func (s store) onDays(ctx context.Context, authorID string, days []string, limit int) ([]journal.Entry, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	w.add("e.day IN ("+marks(len(days))+")", anys(days)...)
	return s.read(ctx, &w, timelineOrder, limit)
}

// countAlive counts out of the index alone.
func (s store) countAlive(ctx context.Context, authorID string) (int, error) {
	n, err := db.Get[int](ctx, s.db.Reader(), "SELECT count(*) FROM journal_entries WHERE author_id = $1 AND deleted_at IS NULL", authorID)
	if err != nil {
		return 0, fmt.Errorf("count entries: %w", err)
	}
	return n, nil
}

// nth is the entry at a place of the timeline; it is sought in the index alone. Error: journal.ErrEntryNotFound.
func (s store) nth(ctx context.Context, authorID string, at int) (*journal.Entry, error) {
	r, err := s.one(ctx, "SELECT "+columnList+` FROM journal_entries WHERE id = (SELECT id FROM journal_entries
		WHERE author_id = $1 AND deleted_at IS NULL ORDER BY day DESC, logged_at DESC, id DESC LIMIT 1 OFFSET $2)`, authorID, at)
	if err != nil {
		return nil, err
	}
	return r.entry()
}

type dayCountRow struct {
	Day     string
	Entries int
}

func (s store) dayCounts(ctx context.Context, authorID string, from, to day.Date) ([]journal.DayCount, error) {
	rows, err := db.Select[dayCountRow](ctx, s.db.Reader(), `SELECT day, count(*) AS entries FROM journal_entries
		WHERE author_id = $1 AND deleted_at IS NULL AND day >= $2 AND day <= $3 GROUP BY day ORDER BY day LIMIT 400`, authorID, string(from), string(to))
	if err != nil {
		return nil, fmt.Errorf("count days: %w", err)
	}
	out := make([]journal.DayCount, len(rows))
	for i, r := range rows {
		out[i] = journal.DayCount{Day: day.Date(r.Day), Entries: r.Entries}
	}
	return out, nil
}
