package reviewssvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/reviews"
)

// store is all SQL of this domain. Every statement is bound to one person.
type store struct{ db *db.DB }

// mine is the condition for the entries that the journal lists for their author: all that are not in the trash.
const mine = "author_id = $1 AND deleted_at IS NULL"

// A sumRow adds up the entries of one kind on one day.
type sumRow struct {
	Day         day.Date     `db:"day"`
	Kind        journal.Kind `db:"kind"`
	Entries     int          `db:"entries"`
	Minutes     int          `db:"minutes"`
	Commits     int          `db:"commits"`
	Drafts      int          `db:"drafts"`
	Mood        int          `db:"mood"`
	MoodCount   int          `db:"mood_count"`
	Energy      int          `db:"energy"`
	EnergyCount int          `db:"energy_count"`
}

func (s store) sums(ctx context.Context, userID string, r day.Range) ([]sumRow, error) {
	return db.Select[sumRow](ctx, s.db.Reader(), `
		SELECT day, kind, COUNT(*) AS entries, COALESCE(SUM(minutes), 0) AS minutes, COALESCE(SUM(source_count), 0) AS commits,
			SUM(CASE WHEN draft THEN 1 ELSE 0 END) AS drafts, COALESCE(SUM(mood), 0) AS mood, COUNT(mood) AS mood_count,
			COALESCE(SUM(energy), 0) AS energy, COUNT(energy) AS energy_count
		FROM journal_entries
		WHERE `+mine+` AND day >= $2 AND day <= $3
		GROUP BY day, kind ORDER BY day, kind`, userID, r.From, r.To)
}

type tagRow struct {
	ID      string `db:"id"`
	Name    string `db:"name"`
	Key     string `db:"key"`
	Color   string `db:"color"`
	Entries int    `db:"entries"`
	Minutes int    `db:"minutes"`
}

// Tags with other names, and those names; an entry may carry both and counts once. To find that out is dear, so it is asked
// for them alone.
const (
	otherNames = "SELECT id FROM tags_tags WHERE owner_id = $1 AND canonical_id <> ''"
	otherwise  = "SELECT canonical_id FROM tags_tags WHERE owner_id = $1 AND canonical_id <> ''"
	carried    = `FROM journal_entries e JOIN journal_entry_tags et ON et.entry_id = e.id
		WHERE e.author_id = $1 AND e.deleted_at IS NULL AND e.day >= $2 AND e.day <= $3`
)

// tagSums adds up the entries of the range by tag, most entries first; an alias counts for its tag.
func (s store) tagSums(ctx context.Context, userID string, r day.Range, limit int) ([]tagRow, error) {
	return db.Select[tagRow](ctx, s.db.Reader(), `
		SELECT t.id, t.name, t.key, t.color, c.entries, c.minutes
		FROM (SELECT et.tag_id, COUNT(*) AS entries, COALESCE(SUM(e.minutes), 0) AS minutes `+carried+` GROUP BY et.tag_id) c
		JOIN tags_tags t ON t.id = c.tag_id
		WHERE t.owner_id = $1 AND t.canonical_id = '' AND t.id NOT IN (`+otherwise+`)
		UNION ALL
		SELECT t.id, t.name, t.key, t.color, COUNT(*) AS entries, COALESCE(SUM(c.minutes), 0) AS minutes
		FROM (SELECT DISTINCT e.id, e.minutes, CASE WHEN a.canonical_id = '' THEN a.id ELSE a.canonical_id END AS tag_id
			FROM (SELECT e.id, e.minutes, et.tag_id `+carried+` AND et.tag_id IN (`+otherNames+" UNION "+otherwise+`)) e
			JOIN tags_tags a ON a.id = e.tag_id) c
		JOIN tags_tags t ON t.id = c.tag_id
		GROUP BY t.id, t.name, t.key, t.color
		ORDER BY entries DESC, key LIMIT $4`, userID, r.From, r.To, limit)
}

// A planRow is a plan; Tasks is the journal's JSON.
type planRow struct {
	ID    string   `db:"id"`
	Day   day.Date `db:"day"`
	Tasks string   `db:"tasks"`
}

func (s store) plans(ctx context.Context, userID string, r day.Range, limit int) ([]planRow, error) {
	return db.Select[planRow](ctx, s.db.Reader(), `
		SELECT id, day, tasks FROM journal_entries
		WHERE `+mine+` AND kind = 'plan' AND day >= $2 AND day <= $3
		ORDER BY day, id LIMIT $4`, userID, r.From, r.To, limit)
}

// A pickRow is an entry chosen to stand for a period; Total is how many that has.
type pickRow struct {
	ID    string `db:"id"`
	Total int    `db:"total"`
}

// picks chooses the entries that took most time.
func (s store) picks(ctx context.Context, userID string, r day.Range, limit int) ([]pickRow, error) {
	return db.Select[pickRow](ctx, s.db.Reader(), `
		SELECT id, COUNT(*) OVER () AS total FROM journal_entries
		WHERE `+mine+` AND day >= $2 AND day <= $3
		ORDER BY COALESCE(minutes, 0) DESC, day, id LIMIT $4`, userID, r.From, r.To, limit)
}

// lastDay is the latest day of the range with entries; "" when there is none.
func (s store) lastDay(ctx context.Context, userID string, r day.Range) (day.Date, error) {
	d, err := db.Get[day.Date](ctx, s.db.Reader(), `
		SELECT day FROM journal_entries WHERE `+mine+` AND day >= $2 AND day <= $3 ORDER BY day DESC LIMIT 1`, userID, r.From, r.To)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return d, err
}

// An answerRow ties an entry to a period.
type answerRow struct {
	Period    string `db:"period"`
	EntryID   string `db:"entry_id"`
	ClientKey string `db:"client_key"`
	SavedAt   int64  `db:"saved_at"`
}

const fromAnswers = "SELECT period, entry_id, client_key, saved_at FROM reviews_answers WHERE user_id = $1"

// answers reads the answers of some periods.
func (s store) answers(ctx context.Context, userID string, periods []reviews.Period) ([]answerRow, error) {
	args := []any{userID}
	for _, p := range periods {
		args = append(args, p.Key)
	}
	return db.Select[answerRow](ctx, s.db.Reader(), fromAnswers+" AND period IN "+db.In(len(periods), 2)+" ORDER BY period", args...)
}

// answer reads the answer of one period. Error: db.ErrNoRows.
func (s store) answer(ctx context.Context, userID, period string) (answerRow, error) {
	return db.Get[answerRow](ctx, s.db.Reader(), fromAnswers+" AND period = $2", userID, period)
}

// allAnswers reads all answers of a person in the order of their periods.
func (s store) allAnswers(ctx context.Context, userID string, limit int) ([]answerRow, error) {
	return db.Select[answerRow](ctx, s.db.Reader(), fromAnswers+" ORDER BY period LIMIT $2", userID, limit)
}

// saveAnswer ties an entry to a period, in place of the one before.
func (s store) saveAnswer(ctx context.Context, q db.Querier, userID string, r answerRow) error {
	_, err := q.Exec(ctx, `
		INSERT INTO reviews_answers (user_id, period, entry_id, client_key, saved_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (user_id, period) DO UPDATE SET entry_id = excluded.entry_id, client_key = excluded.client_key, saved_at = excluded.saved_at`,
		userID, r.Period, r.EntryID, r.ClientKey, r.SavedAt)
	return err
}

func (s store) forget(ctx context.Context, tx *db.Tx, userID, entryID string) error {
	_, err := tx.Exec(ctx, "DELETE FROM reviews_answers WHERE user_id = $1 AND entry_id = $2", userID, entryID)
	return err
}

// erase removes some answers of a person and tells how many.
func (s store) erase(ctx context.Context, userID string, limit int) (int64, error) {
	return s.db.Writer().Exec(ctx, `DELETE FROM reviews_answers WHERE user_id = $1 AND period IN
		(SELECT period FROM reviews_answers WHERE user_id = $1 LIMIT $2)`, userID, limit)
}
