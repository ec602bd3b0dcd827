package journalsvc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// insert writes a new entry with its tags and its search text. False means that the origin is known.
func (s store) insert(ctx context.Context, tx *db.Tx, r *entryRow, list []tags.Tag) (bool, error) {
	n, err := tx.Exec(ctx, insertNew, r.args()...)
	if err != nil {
		return false, fmt.Errorf("insert entry: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	if err := s.insertTags(ctx, tx, carriedBy(r, list)); err != nil {
		return false, err
	}
	if err := s.insertFiles(ctx, tx, r.ID, r.BodyHTML); err != nil {
		return false, err
	}
	return true, s.index(ctx, tx, r, list)
}

// insertBatch writes new entries with their tags and search texts. It fails, at the latest with the transaction,
// when the origin of one is known: see [originKnown].
func (s store) insertBatch(ctx context.Context, tx *db.Tx, batch []*pendingWrite) error {
	err := portions(batch, func(part []*pendingWrite) error {
		args := make([]any, 0, len(part)*len(columns))
		for _, w := range part {
			args = append(args, w.row.args()...)
		}
		return tx.Defer(ctx, insertOnceTexts[len(part)], args...)
	})
	if err != nil {
		return fmt.Errorf("insert entries: %w", err)
	}
	var all []carried
	for _, w := range batch {
		all = append(all, carriedBy(w.row, w.tags)...)
	}
	if err := s.insertTags(ctx, tx, all); err != nil {
		return err
	}
	for _, w := range batch {
		if err := s.insertFiles(ctx, tx, w.row.ID, w.row.BodyHTML); err != nil {
			return err
		}
		if err := search.Upsert(ctx, tx, w.row.ID, w.tokens); err != nil {
			return err
		}
	}
	return nil
}

// originKnown reports whether a failed insertBatch of one may mean that its origin is known.
func originKnown(err error) bool { return errors.Is(err, db.ErrUnique) || errors.Is(err, db.ErrCheck) }

// carried is a tag on an entry.
type carried struct{ entryID, authorID, tagID, key string }

func carriedBy(r *entryRow, list []tags.Tag) []carried {
	out := make([]carried, len(list))
	for i, t := range list {
		out[i] = carried{r.ID, r.AuthorID, t.ID, t.Key}
	}
	return out
}

func (s store) insertTags(ctx context.Context, tx *db.Tx, list []carried) error {
	err := portions(list, func(part []carried) error {
		var sql strings.Builder
		sql.WriteString("INSERT INTO journal_entry_tags (entry_id, author_id, tag_id, tag_key) VALUES ")
		args := make([]any, 0, 4*len(part))
		for i, c := range part {
			if i > 0 {
				sql.WriteByte(',')
			}
			sql.WriteString(db.In(4, len(args)+1))
			args = append(args, c.entryID, c.authorID, c.tagID, c.key)
		}
		return tx.Defer(ctx, sql.String(), args...)
	})
	if err != nil {
		return fmt.Errorf("insert entry tags: %w", err)
	}
	return nil
}

func (s store) deleteTags(ctx context.Context, tx *db.Tx, entryID string) error {
	if err := tx.Defer(ctx, "DELETE FROM journal_entry_tags WHERE entry_id = $1", entryID); err != nil {
		return fmt.Errorf("delete entry tags: %w", err)
	}
	return nil
}

// entry reads one entry of anybody; the caller asks the policy. Error: journal.ErrEntryNotFound.
func (s store) entry(ctx context.Context, id string) (*entryRow, error) {
	return s.one(ctx, "SELECT "+columnList+" FROM journal_entries WHERE id = $1", id)
}

// byOrigin reads the entry that a write or an import made. Error: journal.ErrEntryNotFound.
func (s store) byOrigin(ctx context.Context, authorID, originKey string) (*entryRow, error) {
	return s.one(ctx, "SELECT "+columnList+" FROM journal_entries WHERE author_id = $1 AND origin_key = $2", authorID, originKey)
}

// purged reports whether the entry of this origin was removed for good.
func (s store) purged(ctx context.Context, authorID, originKey string) (bool, error) {
	n, err := db.Get[int](ctx, s.db.Reader(),
		"SELECT count(*) FROM journal_tombstones WHERE author_id = $1 AND origin_key = $2", authorID, originKey)
	if err != nil {
		return false, fmt.Errorf("look for purged entry: %w", err)
	}
	return n > 0, nil
}

func (s store) one(ctx context.Context, query string, args ...any) (*entryRow, error) {
	r, err := db.Get[entryRow](ctx, s.db.Reader(), query, args...)
	if errors.Is(err, db.ErrNoRows) {
		return nil, journal.ErrEntryNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read entry: %w", err)
	}
	return &r, nil
}

// maxIn bounds the values of one IN list.
const maxIn = 500

// update replaces the content of an entry that still is at revision base and alive. False means it is not.
func (s store) update(ctx context.Context, tx *db.Tx, r *entryRow, base int) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE journal_entries SET
			day = $4, late = $5, kind = $6, body = $7, body_html = $8, html_version = $9, title = $10, tasks = $11,
			tag_ids = $12, minutes = $13, mood = $14, energy = $15, audience = $16, draft = $17, revision = $18,
			edit_key = $19, updated_at = $20
		WHERE id = $1 AND author_id = $2 AND revision = $3 AND deleted_at IS NULL`,
		r.ID, r.AuthorID, base,
		string(r.Day), r.Late, string(r.Kind), r.Body, r.BodyHTML, r.HTMLVersion, r.Title, r.Tasks,
		r.TagIDs, r.Minutes, r.Mood, r.Energy, string(r.Audience), r.Draft, r.Revision,
		r.EditKey, r.UpdatedAt)
	if err != nil {
		return false, fmt.Errorf("update entry: %w", err)
	}
	return n > 0, nil
}

// setDeleted moves an entry to the trash, or back when at is nil. False means that it was there already.
func (s store) setDeleted(ctx context.Context, tx *db.Tx, id, authorID string, at *int64) (bool, error) {
	cond := "deleted_at IS NOT NULL"
	if at != nil {
		cond = "deleted_at IS NULL"
	}
	n, err := tx.Exec(ctx, "UPDATE journal_entries SET deleted_at = $3 WHERE id = $1 AND author_id = $2 AND "+cond, id, authorID, at)
	if err != nil {
		return false, fmt.Errorf("move entry: %w", err)
	}
	return n > 0, nil
}

// acceptAll makes entries of those of the author's drafts, in one statement, and returns them.
func (s store) acceptAll(ctx context.Context, tx *db.Tx, authorID string, ids []string, now int64) ([]acceptedRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := append([]any{authorID, now}, anys(ids)...)
	rows, err := db.Select[acceptedRow](ctx, tx, `UPDATE journal_entries SET draft = FALSE, updated_at = $2
		WHERE author_id = $1 AND draft AND deleted_at IS NULL AND id IN `+db.In(len(ids), 3)+` RETURNING id, day, revision`, args...)
	if err != nil {
		return nil, fmt.Errorf("accept drafts: %w", err)
	}
	return rows, nil
}

type acceptedRow struct {
	ID       string
	Day      day.Date
	Revision int
}

// purge removes an entry from the trash for good and keeps its origin. False means it is not in the trash any more, or
// was taken out and put in anew.
func (s store) purge(ctx context.Context, tx *db.Tx, r *entryRow, now int64) (bool, error) {
	n, err := tx.Exec(ctx, "DELETE FROM journal_entries WHERE id = $1 AND author_id = $2 AND deleted_at = $3", r.ID, r.AuthorID, r.DeletedAt)
	if err != nil {
		return false, fmt.Errorf("purge entry: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	if err := s.deleteTags(ctx, tx, r.ID); err != nil {
		return false, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO journal_tombstones (author_id, origin_key, purged_at) VALUES ($1, $2, $3)
		ON CONFLICT (author_id, origin_key) DO NOTHING`, r.AuthorID, r.OriginKey, now)
	if err != nil {
		return false, fmt.Errorf("keep origin: %w", err)
	}
	return true, nil
}

// overdue reads entries that have been in the trash since before the cutoff, at most limit.
func (s store) overdue(ctx context.Context, cutoff int64, limit int) ([]entryRow, error) {
	rows, err := db.Select[entryRow](ctx, s.db.Reader(), "SELECT "+columnList+
		" FROM journal_entries WHERE deleted_at IS NOT NULL AND deleted_at < $1 ORDER BY deleted_at LIMIT $2", cutoff, limit)
	if err != nil {
		return nil, fmt.Errorf("read overdue trash: %w", err)
	}
	return rows, nil
}
