package tagssvc

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// Bounds of one statement.
const (
	maxIn     = 500 // values of an IN list
	maxUpsert = 100 // tags
)

type store struct{ db *db.DB }

type tagRow struct {
	ID      string
	OwnerID string
	Key     string
	Name    string

	Color       string
	Description string
	CanonicalID string `db:"canonical_id"`
}

// shown are the columns of a tagRow.
const shown = "id, owner_id, key, name, color, description, canonical_id"

func (s store) upsert(ctx context.Context, list []tags.Tag, now time.Time) ([]tags.Tag, error) {
	var sql strings.Builder
	sql.WriteString("INSERT INTO tags_tags (created_at, last_used_at, id, owner_id, key, name) VALUES ")
	args := []any{db.Millis(now)}
	for i, t := range list {
		if i > 0 {
			sql.WriteByte(',')
		}
		n := len(args)
		fmt.Fprintf(&sql, "($1,$1,$%d,$%d,$%d,$%d)", n+1, n+2, n+3, n+4)
		args = append(args, t.ID, t.OwnerID, t.Key, t.Name)
	}
	sql.WriteString(` ON CONFLICT (owner_id, key) DO UPDATE SET last_used_at = excluded.last_used_at
		RETURNING ` + shown)
	rows, err := db.Select[tagRow](ctx, s.db.Writer(), sql.String(), args...)
	if err != nil {
		return nil, fmt.Errorf("save tags: %w", err)
	}
	return toTags(rows), nil
}

func (s store) byIDs(ctx context.Context, ids []string) ([]tags.Tag, error) {
	args := make([]any, len(ids))
	for i, v := range ids {
		args[i] = v
	}
	rows, err := db.Select[tagRow](ctx, s.db.Reader(),
		"SELECT "+shown+" FROM tags_tags WHERE id IN "+db.In(len(ids), 1), args...)
	if err != nil {
		return nil, fmt.Errorf("read tags: %w", err)
	}
	return toTags(rows), nil
}

func (s store) complete(ctx context.Context, ownerID, text string, limit int) ([]tags.Tag, error) {
	rows, err := db.Select[tagRow](ctx, s.db.Reader(), "SELECT "+shown+` FROM tags_tags
		WHERE owner_id = $1 AND canonical_id = '' AND key LIKE $2 ESCAPE '\' ORDER BY last_used_at DESC, key LIMIT $3`,
		ownerID, "%"+escapeLike(text)+"%", limit)
	if err != nil {
		return nil, fmt.Errorf("complete tags: %w", err)
	}
	return toTags(rows), nil
}

// deleteSome erases at most limit tags of a person.
func (s store) deleteSome(ctx context.Context, ownerID string, limit int) (int64, error) {
	n, err := s.db.Writer().Exec(ctx, "DELETE FROM tags_tags WHERE id IN (SELECT id FROM tags_tags WHERE owner_id = $1 LIMIT $2)", ownerID, limit)
	if err != nil {
		return 0, fmt.Errorf("erase tags: %w", err)
	}
	return n, nil
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

func toTags(rows []tagRow) []tags.Tag {
	out := make([]tags.Tag, len(rows))
	for i, r := range rows {
		out[i] = tags.Tag{
			ID: r.ID, OwnerID: r.OwnerID, Key: r.Key, Name: r.Name, Color: r.Color, Description: r.Description, CanonicalID: r.CanonicalID,
		}
	}
	return out
}
