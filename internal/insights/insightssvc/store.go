package insightssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// store is all SQL of this domain. Every statement is bound to one person.
type store struct{ db *db.DB }

// A tally is what the entries of one civil day add up to.
type tally struct {
	Day         day.Date `db:"day"`
	Entries     int      `db:"entries"`
	Minutes     int      `db:"minutes"`
	SourceItems int      `db:"source_items"`
	// Logged counts the entries that are no plans.
	Logged int `db:"logged"`
	// PlannedAt is the latest wall clock time at which a plan for the day was written, in milliseconds as if it were
	// UTC; 0 without plans.
	PlannedAt int64 `db:"planned_at"`
}

const millisPerDay = int64(24 * 60 * 60 * 1000)

// active reports whether the day counts for the streak: something logged, or a plan written on the day or later.
func (t tally) active() bool {
	return t.Logged > 0 || (t.PlannedAt != 0 && t.PlannedAt >= int64(t.Day.Sub("1970-01-01"))*millisPerDay)
}

// mine is the condition for the entries that the journal lists for their author: all that are not in the trash.
const mine = "author_id = $1 AND deleted_at IS NULL"

// tallies returns one tally for each day of the range that has entries, in order.
func (s store) tallies(ctx context.Context, userID string, r day.Range) ([]tally, error) {
	return db.Select[tally](ctx, s.db.Reader(), `
		SELECT day, COUNT(*) AS entries, COALESCE(SUM(minutes), 0) AS minutes,
			COALESCE(SUM(source_count), 0) AS source_items,
			SUM(CASE WHEN kind = 'plan' THEN 0 ELSE 1 END) AS logged,
			COALESCE(MAX(CASE WHEN kind = 'plan' THEN logged_at + offset_minutes * 60000 END), 0) AS planned_at
		FROM journal_entries
		WHERE `+mine+` AND day >= $2 AND day <= $3
		GROUP BY day ORDER BY day`, userID, r.From, r.To)
}

// latest returns the ids of the newest entries of a day.
func (s store) latest(ctx context.Context, userID string, d day.Date, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `
		SELECT id FROM journal_entries
		WHERE `+mine+` AND day = $2
		ORDER BY logged_at DESC, id DESC LIMIT $3`, userID, d, limit)
}

// plans returns the ids of plans from a day on, the nearest first.
func (s store) plans(ctx context.Context, userID string, from day.Date, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `
		SELECT id FROM journal_entries
		WHERE `+mine+` AND day >= $2 AND kind = 'plan'
		ORDER BY day, logged_at, id LIMIT $3`, userID, from, limit)
}

// blocked returns the ids of entries since a day that say what blocks, the latest first.
func (s store) blocked(ctx context.Context, userID string, from day.Date, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `
		SELECT id FROM journal_entries
		WHERE `+mine+` AND day >= $2 AND kind = 'blocked'
		ORDER BY day DESC, logged_at DESC, id DESC LIMIT $3`, userID, from, limit)
}

// A taskRow is an entry with checkboxes; Tasks is the journal's JSON.
type taskRow struct {
	ID    string   `db:"id"`
	Day   day.Date `db:"day"`
	Tasks string   `db:"tasks"`
}

// withTasks returns the entries since a day that have checkboxes, the latest day first.
func (s store) withTasks(ctx context.Context, userID string, from day.Date, limit int) ([]taskRow, error) {
	return db.Select[taskRow](ctx, s.db.Reader(), `
		SELECT id, day, tasks FROM journal_entries
		WHERE `+mine+` AND day >= $2 AND tasks <> ''
		ORDER BY day DESC, logged_at DESC, id DESC LIMIT $3`, userID, from, limit)
}

type tagRow struct {
	ID      string `db:"id"`
	Name    string `db:"name"`
	Key     string `db:"key"`
	Entries int    `db:"entries"`
	Minutes int    `db:"minutes"`
}

// tagTotals adds up the entries of the range by tag, most entries first.
func (s store) tagTotals(ctx context.Context, userID string, r day.Range, limit int) ([]tagRow, error) {
	return db.Select[tagRow](ctx, s.db.Reader(), `
		SELECT t.id, t.name, t.key, COUNT(*) AS entries, COALESCE(SUM(c.minutes), 0) AS minutes
		FROM (SELECT DISTINCT e.id, e.minutes, CASE WHEN a.canonical_id = '' THEN a.id ELSE a.canonical_id END AS tag_id
			FROM journal_entries e
			JOIN journal_entry_tags et ON et.entry_id = e.id
			JOIN tags_tags a ON a.id = et.tag_id
			WHERE e.author_id = $1 AND e.deleted_at IS NULL AND e.day >= $2 AND e.day <= $3 AND a.owner_id = $1) c
		JOIN tags_tags t ON t.id = c.tag_id
		GROUP BY t.id, t.name, t.key
		ORDER BY COUNT(*) DESC, t.key LIMIT $4`, userID, r.From, r.To, limit)
}

// A rulesRow is a choice of streak settings, in force from a day on.
type rulesRow struct {
	FromDay     day.Date `db:"from_day"`
	RestDays    string   `db:"rest_days"`
	FreezeEvery int      `db:"freeze_every"`
	FreezeMax   int      `db:"freeze_max"`
}

// maxRules bounds how many changes of settings a streak looks back on; one a day for years.
const maxRules = 1000

// rules returns the person's choices, the latest first.
func (s store) rules(ctx context.Context, q db.Querier, userID string, limit int) ([]rulesRow, error) {
	return db.Select[rulesRow](ctx, q, `
		SELECT from_day, rest_days, freeze_every, freeze_max FROM insights_streak_rules
		WHERE user_id = $1 ORDER BY from_day DESC LIMIT $2`, userID, limit)
}

// saveRules puts a choice in force from its day on, in place of an earlier one of the same day.
func (s store) saveRules(ctx context.Context, q db.Querier, userID string, r rulesRow, nowMs int64) error {
	_, err := q.Exec(ctx, `
		INSERT INTO insights_streak_rules (user_id, from_day, rest_days, freeze_every, freeze_max, saved_at)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (user_id, from_day) DO UPDATE SET rest_days = excluded.rest_days,
			freeze_every = excluded.freeze_every, freeze_max = excluded.freeze_max, saved_at = excluded.saved_at`,
		userID, r.FromDay, r.RestDays, r.FreezeEvery, r.FreezeMax, nowMs)
	return err
}

type dayOffRow struct {
	Day  day.Date            `db:"day"`
	Kind insights.DayOffKind `db:"kind"`
}

// maxDaysOffEver bounds the days off that a streak looks at: more than ten years of nothing else.
const maxDaysOffEver = 4000

// daysOff returns the person's days off in the range, in order.
func (s store) daysOff(ctx context.Context, userID string, r day.Range, limit int) ([]dayOffRow, error) {
	return db.Select[dayOffRow](ctx, s.db.Reader(), `
		SELECT day, kind FROM insights_days_off
		WHERE user_id = $1 AND day >= $2 AND day <= $3 ORDER BY day LIMIT $4`, userID, r.From, r.To, limit)
}

// clearDaysOff removes the marks of the range and returns how many there were.
func (s store) clearDaysOff(ctx context.Context, q db.Querier, userID string, r day.Range) (int64, error) {
	return q.Exec(ctx, `DELETE FROM insights_days_off WHERE user_id = $1 AND day >= $2 AND day <= $3`, userID, r.From, r.To)
}
