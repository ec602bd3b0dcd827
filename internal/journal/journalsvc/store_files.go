package journalsvc

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
)

// insertFiles notes the files that a new entry shows.
func (s store) insertFiles(ctx context.Context, tx *db.Tx, entryID, html string) error {
	ids := filesIn(html)
	for part := range slices.Chunk(ids, 50) {
		var sql strings.Builder
		sql.WriteString("INSERT INTO journal_entry_files (entry_id, file_id, shown) VALUES ")
		args := []any{entryID}
		for i, fileID := range part {
			if i > 0 {
				sql.WriteByte(',')
			}
			fmt.Fprintf(&sql, "($1,$%d,TRUE)", len(args)+1)
			args = append(args, fileID)
		}
		sql.WriteString(" ON CONFLICT (entry_id, file_id) DO UPDATE SET shown = TRUE")
		if err := tx.Defer(ctx, sql.String(), args...); err != nil {
			return fmt.Errorf("note files: %w", err)
		}
	}
	return nil
}

// replaceFiles brings the files of an edited entry in line with its text. Those of earlier versions stay noted, so that
// they are there when one comes back, but nobody else sees them through the entry.
func (s store) replaceFiles(ctx context.Context, tx *db.Tx, entryID, before, now string) error {
	if slices.Equal(filesIn(before), filesIn(now)) {
		return nil
	}
	if err := tx.Defer(ctx, "UPDATE journal_entry_files SET shown = FALSE WHERE entry_id = $1", entryID); err != nil {
		return fmt.Errorf("note files: %w", err)
	}
	return s.insertFiles(ctx, tx, entryID, now)
}

// holdFiles notes files that an earlier version of the author's entry showed.
func (s store) holdFiles(ctx context.Context, tx *db.Tx, entryID, authorID string, ids []string) error {
	for _, fileID := range ids {
		_, err := tx.Exec(ctx, `INSERT INTO journal_entry_files (entry_id, file_id, shown) SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), FALSE
			WHERE EXISTS (SELECT 1 FROM journal_entries WHERE id = $1 AND author_id = $3) ON CONFLICT (entry_id, file_id) DO NOTHING`, entryID, fileID, authorID)
		if err != nil {
			return fmt.Errorf("note files: %w", err)
		}
	}
	return nil
}

// showing reads what the policy needs of the owner's entries that show the file to anybody else.
func (s store) showing(ctx context.Context, ownerID, fileID string) ([]journal.Entry, error) {
	type row struct {
		ID       string
		Audience audience.Level
	}
	rows, err := db.Select[row](ctx, s.db.Reader(), `SELECT e.id, e.audience FROM journal_entry_files f JOIN journal_entries e ON e.id = f.entry_id
		WHERE f.file_id = $1 AND f.shown AND e.author_id = $2 AND e.deleted_at IS NULL AND NOT e.draft AND e.audience <> 'private'
		ORDER BY CASE e.audience WHEN 'public' THEN 0 WHEN 'unlisted' THEN 1 ELSE 2 END, e.id LIMIT 20`, fileID, ownerID)
	if err != nil {
		return nil, fmt.Errorf("read entries of a file: %w", err)
	}
	out := make([]journal.Entry, len(rows))
	for i, r := range rows {
		out[i] = journal.Entry{ID: r.ID, AuthorID: ownerID, Audience: r.Audience}
	}
	return out, nil
}

func (s store) heldFiles(ctx context.Context, ids []string) ([]string, error) {
	held, err := db.Select[string](ctx, s.db.Reader(), "SELECT DISTINCT file_id FROM journal_entry_files WHERE file_id IN "+db.In(len(ids), 1), anys(ids)...)
	if err != nil {
		return nil, fmt.Errorf("look for files: %w", err)
	}
	return held, nil
}

type fileUseRow struct {
	FileID  string
	EntryID string
	Title   string
	Shown   bool
	Trashed bool
}

// usesOfFiles reads the entries that files are noted for, at most files.MaxUses for each.
func (s store) usesOfFiles(ctx context.Context, ownerID string, ids []string) ([]fileUseRow, error) {
	args := append([]any{ownerID, files.MaxUses}, anys(ids)...)
	rows, err := db.Select[fileUseRow](ctx, s.db.Reader(), `SELECT file_id, entry_id, title, shown, trashed FROM (
			SELECT f.file_id, f.entry_id, e.title, f.shown, e.deleted_at IS NOT NULL AS trashed,
				row_number() OVER (PARTITION BY f.file_id ORDER BY f.entry_id DESC) AS n
			FROM journal_entry_files f JOIN journal_entries e ON e.id = f.entry_id
			WHERE e.author_id = $1 AND f.file_id IN `+db.In(len(ids), 3)+`) AS uses
		WHERE n <= $2 ORDER BY file_id, n`, args...)
	if err != nil {
		return nil, fmt.Errorf("read uses of files: %w", err)
	}
	return rows, nil
}

// countSharedFiles counts the files that others may see through entries.
func (s store) countSharedFiles(ctx context.Context, authorID string) (int, error) {
	n, err := db.Get[int](ctx, s.db.Reader(), `SELECT count(DISTINCT f.file_id) FROM journal_entries e JOIN journal_entry_files f ON f.entry_id = e.id
		WHERE e.author_id = $1 AND f.shown AND e.deleted_at IS NULL AND NOT e.draft AND e.audience <> 'private'`, authorID)
	if err != nil {
		return 0, fmt.Errorf("count shared files: %w", err)
	}
	return n, nil
}
