package journalsvc

import (
	"context"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// An importedRow is an entry with its text as the import wrote it.
type importedRow struct {
	ID          string `db:"id"`
	OriginKey   string `db:"origin_key"`
	Body        string `db:"body"`
	SourceCount int    `db:"source_count"`
}

// importedCommits reads the entries that imports of git histories made for a day. A refreshed draft keeps no earlier version, so the first one
// that is kept is what the import wrote last.
func (s store) importedCommits(ctx context.Context, authorID string, d day.Date, limit int) ([]journal.Imported, error) {
	rows, err := db.Select[importedRow](ctx, s.db.Reader(), `
		SELECT e.id, e.origin_key, COALESCE((SELECT r.body FROM journal_revisions r WHERE r.entry_id = e.id ORDER BY r.revision LIMIT 1), e.body) AS body,
			CASE WHEN e.source_count > 0 THEN e.source_count ELSE 1 END AS source_count
		FROM journal_entries e
		WHERE e.author_id = $1 AND e.day = $2 AND e.deleted_at IS NULL AND e.source = 'git'
		ORDER BY e.logged_at, e.id LIMIT $3`, authorID, string(d), limit)
	if err != nil {
		return nil, fmt.Errorf("read imported entries: %w", err)
	}
	out := make([]journal.Imported, len(rows))
	for i, r := range rows {
		read := importer.ReadGitDay(r.Body)
		// The count is what the import says of itself; a text that lists more than that is not believed.
		out[i] = journal.Imported{
			EntryID: r.ID, SourceKey: strings.TrimPrefix(r.OriginKey, originImport), Name: read.Repository,
			Items: read.Subjects[:min(len(read.Subjects), r.SourceCount)], Count: r.SourceCount,
		}
	}
	return out, nil
}

func (s store) importedDays(ctx context.Context, authorID string, r day.Range) ([]journal.DayCount, error) {
	rows, err := db.Select[dayCountRow](ctx, s.db.Reader(), `SELECT day, CAST(SUM(CASE WHEN source_count > 0 THEN source_count ELSE 1 END) AS BIGINT) AS entries FROM journal_entries
		WHERE author_id = $1 AND deleted_at IS NULL AND day >= $2 AND day <= $3 AND source = 'git' GROUP BY day ORDER BY day LIMIT 400`,
		authorID, string(r.From), string(r.To))
	if err != nil {
		return nil, fmt.Errorf("count imported days: %w", err)
	}
	out := make([]journal.DayCount, len(rows))
	for i, row := range rows {
		out[i] = journal.DayCount{Day: day.Date(row.Day), Entries: row.Entries}
	}
	return out, nil
}
