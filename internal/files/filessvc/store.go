package filessvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/platform/db"
)

// maxIn bounds the values of one IN list.
const maxIn = 500

type store struct{ db *db.DB }

type fileRow struct {
	ID            string
	OwnerID       string
	Name          string
	Alt           string
	ContentType   string
	Size          int
	Width, Height *int
	SHA256        string `db:"sha256"`
	SourceSHA256  string `db:"source_sha256"`
	Ready         bool
	CreatedAt     int64
	TouchedAt     int64
}

type usageRow struct {
	Bytes int64
	Files int
}

const columns = "id, owner_id, name, alt, content_type, size, width, height, sha256, source_sha256, ready, created_at, touched_at"

func (r *fileRow) file() files.File {
	return files.File{
		ID: r.ID, OwnerID: r.OwnerID, Name: r.Name, Alt: r.Alt, ContentType: r.ContentType, Size: r.Size,
		Width: r.Width, Height: r.Height, CreatedAt: db.FromMillis(r.CreatedAt),
	}
}

// reserve counts a file of that size. False means that it does not fit into what the owner has, usual where nobody gave
// them other space; nothing is counted then.
func (s store) reserve(ctx context.Context, tx *db.Tx, ownerID string, size, usual int64) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO files_usage (owner_id, bytes, files)
		SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), 1
		WHERE CAST($2 AS BIGINT) <= COALESCE((SELECT q.bytes FROM files_quotas q WHERE q.owner_id = CAST($1 AS TEXT)), CAST($3 AS BIGINT))
		ON CONFLICT (owner_id) DO UPDATE SET bytes = files_usage.bytes + excluded.bytes, files = files_usage.files + 1
		WHERE files_usage.bytes + excluded.bytes
			<= COALESCE((SELECT q.bytes FROM files_quotas q WHERE q.owner_id = files_usage.owner_id), CAST($3 AS BIGINT))`, ownerID, size, usual)
	if err != nil {
		return false, fmt.Errorf("count file: %w", err)
	}
	return n > 0, nil
}

func (s store) insert(ctx context.Context, tx *db.Tx, r *fileRow) error {
	_, err := tx.Exec(ctx, "INSERT INTO files_files ("+columns+") VALUES "+db.In(13, 1),
		r.ID, r.OwnerID, r.Name, r.Alt, r.ContentType, r.Size, r.Width, r.Height, r.SHA256, r.SourceSHA256, r.Ready, r.CreatedAt, r.TouchedAt)
	if err != nil {
		return fmt.Errorf("insert file: %w", err)
	}
	return nil
}

func (s store) markReady(ctx context.Context, id string) error {
	if _, err := s.db.Writer().Exec(ctx, "UPDATE files_files SET ready = TRUE WHERE id = $1", id); err != nil {
		return fmt.Errorf("mark file: %w", err)
	}
	return nil
}

// touch notes that the owner sent the same bytes again; nil when there is no such file.
func (s store) touch(ctx context.Context, ownerID, source string, now int64) (*fileRow, error) {
	known, err := db.Get[int](ctx, s.db.Reader(), "SELECT count(*) FROM files_files WHERE owner_id = $1 AND source_sha256 = $2 AND ready", ownerID, source)
	if err == nil && known == 0 {
		return nil, nil //nolint:nilnil // none is an answer
	}
	var r fileRow
	if err == nil {
		r, err = db.Get[fileRow](ctx, s.db.Writer(), "UPDATE files_files SET touched_at = $3 WHERE owner_id = $1 AND source_sha256 = $2 AND ready RETURNING "+columns,
			ownerID, source, now)
	}
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // swept meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("look for file: %w", err)
	}
	return &r, nil
}

func (s store) describe(ctx context.Context, id, alt string) error {
	if _, err := s.db.Writer().Exec(ctx, "UPDATE files_files SET alt = $2 WHERE id = $1", id, alt); err != nil {
		return fmt.Errorf("describe file: %w", err)
	}
	return nil
}

func (s store) byIDs(ctx context.Context, ids []string) ([]fileRow, error) {
	return s.rows(ctx, s.db.Reader(), "SELECT "+columns+" FROM files_files WHERE id IN "+db.In(len(ids), 1), anys(ids)...)
}

// pageOf reads a person's files behind an id, those not ready too.
func (s store) pageOf(ctx context.Context, ownerID, after string, limit int) ([]fileRow, error) {
	return s.rows(ctx, s.db.Reader(), "SELECT "+columns+" FROM files_files WHERE owner_id = $1 AND id > $2 ORDER BY id LIMIT $3", ownerID, after, limit)
}

// newestOf reads a person's files older than an id, newest first; an empty id means the top.
func (s store) newestOf(ctx context.Context, ownerID, before string, limit int) ([]fileRow, error) {
	return s.rows(ctx, s.db.Reader(), "SELECT "+columns+" FROM files_files WHERE owner_id = $1 AND ($2 = '' OR id < $2) AND ready ORDER BY id DESC LIMIT $3", ownerID, before, limit)
}

// touchedBefore reads anybody's files behind an id that were sent last before the cutoff.
func (s store) touchedBefore(ctx context.Context, after string, cutoff int64, limit int) ([]fileRow, error) {
	return s.rows(ctx, s.db.Reader(), "SELECT "+columns+" FROM files_files WHERE id > $1 AND touched_at < $2 ORDER BY id LIMIT $3", after, cutoff, limit)
}

func (s store) rows(ctx context.Context, q db.Querier, query string, args ...any) ([]fileRow, error) {
	rows, err := db.Select[fileRow](ctx, q, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read files: %w", err)
	}
	return rows, nil
}

// remove deletes rows that are still there, and counts them off.
func (s store) remove(ctx context.Context, tx *db.Tx, list []fileRow) error {
	for _, r := range list {
		n, err := tx.Exec(ctx, "DELETE FROM files_files WHERE id = $1", r.ID)
		if err == nil && n > 0 {
			_, err = tx.Exec(ctx, "UPDATE files_usage SET bytes = bytes - $2, files = files - 1 WHERE owner_id = $1", r.OwnerID, r.Size)
		}
		if err != nil {
			return fmt.Errorf("remove file: %w", err)
		}
	}
	return nil
}

func (s store) usage(ctx context.Context, ownerID string) (usageRow, error) {
	u, err := db.Get[usageRow](ctx, s.db.Reader(), "SELECT bytes, files FROM files_usage WHERE owner_id = $1", ownerID)
	if errors.Is(err, db.ErrNoRows) {
		return usageRow{}, nil
	}
	if err != nil {
		return usageRow{}, fmt.Errorf("read usage: %w", err)
	}
	return u, nil
}

// forget removes what was counted for somebody without files, and what space they had.
func (s store) forget(ctx context.Context, ownerID string) error {
	_, err := s.db.Writer().Exec(ctx, "DELETE FROM files_usage WHERE owner_id = $1 AND NOT EXISTS (SELECT 1 FROM files_files WHERE owner_id = $1)", ownerID)
	if err == nil {
		_, err = s.db.Writer().Exec(ctx, "DELETE FROM files_quotas WHERE owner_id = $1", ownerID)
	}
	if err != nil {
		return fmt.Errorf("forget usage: %w", err)
	}
	return nil
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
