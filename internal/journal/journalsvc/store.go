package journalsvc

import (
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// store is all SQL of the journal. Every statement on entries names the author, except the reads whose
// callers ask the policy at once.
type store struct {
	db     *db.DB
	bounds searchBounds
}

// entryRow is a row of journal_entries as lists read it.
type entryRow struct {
	ID            string
	AuthorID      string
	OriginKey     string
	Day           day.Date
	Zone          string
	OffsetMinutes int
	Late          bool
	LoggedAt      int64
	Kind          journal.Kind
	Body          string
	BodyHTML      string `db:"body_html"`
	HTMLVersion   int    `db:"html_version"`
	Title         string
	Tasks         string
	TagIDs        string `db:"tag_ids"`
	Minutes       *int
	Mood          *int
	Energy        *int
	Audience      audience.Level
	Source        journal.EntrySource
	SourceCount   *int
	Draft         bool
	Revision      int
	EditKey       string
	CreatedAt     int64
	UpdatedAt     int64
	DeletedAt     *int64
}

// columns of journal_entries with the types that an INSERT … SELECT has to name on PostgreSQL. The first
// three are $1 to $3 of the inserts.
var columns = []struct{ name, sqlType string }{
	{"id", "TEXT"},
	{"author_id", "TEXT"},
	{"origin_key", "TEXT"},
	{"day", "TEXT"},
	{"zone", "TEXT"},
	{"offset_minutes", "BIGINT"},
	{"late", "BOOLEAN"},
	{"logged_at", "BIGINT"},
	{"kind", "TEXT"},
	{"body", "TEXT"},
	{"body_html", "TEXT"},
	{"html_version", "BIGINT"},
	{"title", "TEXT"},
	{"tasks", "TEXT"},
	{"tag_ids", "TEXT"},
	{"minutes", "BIGINT"},
	{"mood", "BIGINT"},
	{"energy", "BIGINT"},
	{"audience", "TEXT"},
	{"source", "TEXT"},
	{"source_count", "BIGINT"},
	{"draft", "BOOLEAN"},
	{"revision", "BIGINT"},
	{"edit_key", "TEXT"},
	{"created_at", "BIGINT"},
	{"updated_at", "BIGINT"},
	{"deleted_at", "BIGINT"},
}

// args are the row's values in the order of columns.
func (r *entryRow) args() []any {
	return []any{
		r.ID, r.AuthorID, r.OriginKey, string(r.Day), r.Zone,
		r.OffsetMinutes, r.Late, r.LoggedAt, string(r.Kind), r.Body,
		r.BodyHTML, r.HTMLVersion, r.Title, r.Tasks, r.TagIDs,
		r.Minutes, r.Mood, r.Energy, string(r.Audience), string(r.Source),
		r.SourceCount, r.Draft, r.Revision, r.EditKey,
		r.CreatedAt, r.UpdatedAt, r.DeletedAt,
	}
}

var (
	columnList = columnNames("")
	// insertNew writes nothing when the origin is known, alive or purged; the author's unique index decides
	// between two writers. It tells by the rows it changed.
	insertNew = insertSelect() +
		" WHERE NOT EXISTS (SELECT 1 FROM journal_tombstones WHERE author_id = $2 AND origin_key = $3)" +
		" ON CONFLICT (author_id, origin_key) DO NOTHING"
)

func columnNames(prefix string) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = prefix + c.name
	}
	return strings.Join(names, ", ")
}

func insertSelect() string {
	values := make([]string, len(columns))
	for i, c := range columns {
		values[i] = "CAST($" + strconv.Itoa(i+1) + " AS " + c.sqlType + ")"
	}
	return "INSERT INTO journal_entries (" + columnList + ") SELECT " + strings.Join(values, ", ")
}

// insertOnce makes the text that inserts n rows, and fails when the origin of one is known: alive by the unique
// index, purged by an id of NULL. Failing needs no answer to go on, so the whole write travels to the server at once.
func insertOnce(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO journal_entries (" + columnList + ") VALUES ")
	for row := range n {
		if row > 0 {
			b.WriteByte(',')
		}
		at := row * len(columns)
		mark := func(i int) string { return "$" + strconv.Itoa(at+i) }
		b.WriteString("(CASE WHEN EXISTS (SELECT 1 FROM journal_tombstones WHERE author_id = " + mark(2) + " AND origin_key = " + mark(3) +
			") THEN NULL ELSE " + mark(1) + " END")
		for i := 2; i <= len(columns); i++ {
			b.WriteString("," + mark(i))
		}
		b.WriteByte(')')
	}
	return b.String()
}

// sizes are the numbers of rows that one statement inserts: few, so that few texts are prepared.
var sizes = []int{16, 8, 4, 2, 1}

// insertOnceTexts are the texts of insertOnce by their number of rows.
var insertOnceTexts = func() map[int]string {
	out := map[int]string{}
	for _, n := range sizes {
		out[n] = insertOnce(n)
	}
	return out
}()

// portions cuts a list into pieces of the given sizes, the largest first.
func portions[T any](list []T, yield func([]T) error) error {
	for _, n := range sizes {
		for len(list) >= n {
			if err := yield(list[:n]); err != nil {
				return err
			}
			list = list[n:]
		}
	}
	return nil
}

// entry is the row as a noun; tags and author are loaded by preload.
func (r *entryRow) entry() (*journal.Entry, error) {
	tasks, err := decodeTasks(r.Tasks)
	if err != nil {
		return nil, err
	}
	e := &journal.Entry{
		ID: r.ID, AuthorID: r.AuthorID, Day: r.Day, Zone: r.Zone, OffsetMinutes: r.OffsetMinutes,
		LoggedAt: db.FromMillis(r.LoggedAt), Late: r.Late, Kind: r.Kind, Body: r.Body, BodyHTML: r.BodyHTML,
		Title: r.Title, Minutes: r.Minutes, Mood: r.Mood, Energy: r.Energy, Audience: r.Audience,
		TagIDs: strings.Fields(r.TagIDs), Tasks: tasks, Source: r.Source, SourceCount: r.SourceCount,
		Draft: r.Draft, Revision: r.Revision, CreatedAt: db.FromMillis(r.CreatedAt), UpdatedAt: db.FromMillis(r.UpdatedAt),
	}
	if r.DeletedAt != nil {
		t := db.FromMillis(*r.DeletedAt)
		e.DeletedAt = &t
	}
	return e, nil
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
