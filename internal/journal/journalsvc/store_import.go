package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// origins reads which of these entries are known, by origin key: the row of those that exist, nil for purged ones.
func (s store) origins(ctx context.Context, authorID string, list []journal.ImportEntryInput) (map[string]*entryRow, error) {
	args := []any{authorID}
	for _, in := range list {
		args = append(args, originImport+in.SourceKey)
	}
	in := db.In(len(list), 2)
	rows, err := db.Select[entryRow](ctx, s.db.Reader(),
		"SELECT "+columnList+" FROM journal_entries WHERE author_id = $1 AND origin_key IN "+in, args...)
	if err != nil {
		return nil, fmt.Errorf("read known origins: %w", err)
	}
	gone, err := db.Select[string](ctx, s.db.Reader(),
		"SELECT origin_key FROM journal_tombstones WHERE author_id = $1 AND origin_key IN "+in, args...)
	if err != nil {
		return nil, fmt.Errorf("read purged origins: %w", err)
	}
	known := make(map[string]*entryRow, len(rows)+len(gone))
	for _, key := range gone {
		known[key] = nil
	}
	for i := range rows {
		known[rows[i].OriginKey] = &rows[i]
	}
	return known, nil
}

// refreshDraft gives a draft that nobody has touched the newer text of its origin, as its next revision: somebody may
// be about to save an edit of the old one. False means that somebody has touched it.
func (s store) refreshDraft(ctx context.Context, tx *db.Tx, old, next *entryRow, list []tags.Tag) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE journal_entries SET day = $3, late = $4, logged_at = $5, zone = $6, offset_minutes = $7,
			body = $8, body_html = $9, html_version = $10, title = $11, tasks = $12, tag_ids = $13, source_count = $14, updated_at = $15, revision = $16
		WHERE id = $1 AND author_id = $2 AND draft AND revision = $17 AND deleted_at IS NULL`,
		old.ID, old.AuthorID, string(next.Day), next.Late, next.LoggedAt, next.Zone, next.OffsetMinutes,
		next.Body, next.BodyHTML, next.HTMLVersion, next.Title, next.Tasks, next.TagIDs, next.SourceCount, next.UpdatedAt, next.Revision, old.Revision)
	if err != nil {
		return false, fmt.Errorf("refresh draft: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	return true, s.replaceDerived(ctx, tx, old, next, list)
}
