package journalsvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// scheduleRow is a row of journal_schedules.
type scheduleRow struct {
	EntryID   string
	AuthorID  string
	Audience  audience.Level
	Day       day.Date
	Minute    int
	Zone      string
	DueAt     int64
	CreatedAt int64
}

const scheduleColumns = "entry_id, author_id, audience, day, minute, zone, due_at, created_at"

func (r *scheduleRow) noun(e *journal.Entry) *journal.Schedule {
	return &journal.Schedule{
		Entry: e, Audience: r.Audience, Day: r.Day, Time: fmt.Sprintf("%02d:%02d", r.Minute/60, r.Minute%60), Zone: r.Zone,
		At: db.FromMillis(r.DueAt), CreatedAt: db.FromMillis(r.CreatedAt),
	}
}

// saveSchedule writes the schedule of an entry in place of the one before.
func (s store) saveSchedule(ctx context.Context, tx *db.Tx, r *scheduleRow) error {
	_, err := tx.Exec(ctx, "INSERT INTO journal_schedules ("+scheduleColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (entry_id) DO UPDATE SET audience = $3, day = $4, minute = $5, zone = $6, due_at = $7, created_at = $8`,
		r.EntryID, r.AuthorID, string(r.Audience), string(r.Day), r.Minute, r.Zone, r.DueAt, r.CreatedAt)
	if err != nil {
		return fmt.Errorf("save schedule: %w", err)
	}
	return nil
}

// countSchedules counts the author's schedules besides that of one entry.
func (s store) countSchedules(ctx context.Context, tx *db.Tx, authorID, without string) (int, error) {
	n, err := db.Get[int](ctx, tx, "SELECT count(*) FROM journal_schedules WHERE author_id = $1 AND entry_id <> $2", authorID, without)
	if err != nil {
		return 0, fmt.Errorf("count schedules: %w", err)
	}
	return n, nil
}

func (s store) unschedule(ctx context.Context, tx *db.Tx, entryID string) error {
	if err := tx.Defer(ctx, "DELETE FROM journal_schedules WHERE entry_id = $1", entryID); err != nil {
		return fmt.Errorf("remove schedule: %w", err)
	}
	return nil
}

// schedule reads the schedule of an entry; nil when it has none.
func (s store) schedule(ctx context.Context, tx *db.Tx, entryID string) (*scheduleRow, error) {
	r, err := db.Get[scheduleRow](ctx, tx, "SELECT "+scheduleColumns+" FROM journal_schedules WHERE entry_id = $1", entryID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // no schedule is an answer
	}
	if err != nil {
		return nil, fmt.Errorf("read schedule: %w", err)
	}
	return &r, nil
}

// schedules reads an author's schedules, soonest first.
func (s store) schedules(ctx context.Context, authorID string, limit int) ([]scheduleRow, error) {
	rows, err := db.Select[scheduleRow](ctx, s.db.Reader(), "SELECT "+scheduleColumns+
		" FROM journal_schedules WHERE author_id = $1 ORDER BY due_at, entry_id LIMIT $2", authorID, limit)
	if err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	return rows, nil
}

// dueSchedules reads schedules of anybody whose time has come.
func (s store) dueSchedules(ctx context.Context, tx *db.Tx, now int64, limit int) ([]scheduleRow, error) {
	rows, err := db.Select[scheduleRow](ctx, tx, "SELECT "+scheduleColumns+
		" FROM journal_schedules WHERE due_at <= $1 ORDER BY due_at, entry_id LIMIT $2", now, limit)
	if err != nil {
		return nil, fmt.Errorf("read due schedules: %w", err)
	}
	return rows, nil
}

// entryIn is entry in a transaction. Error: journal.ErrEntryNotFound.
func (s store) entryIn(ctx context.Context, tx *db.Tx, id string) (*entryRow, error) {
	r, err := db.Get[entryRow](ctx, tx, "SELECT "+columnList+" FROM journal_entries WHERE id = $1", id)
	if errors.Is(err, db.ErrNoRows) {
		return nil, journal.ErrEntryNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read entry: %w", err)
	}
	return &r, nil
}
