package tagssvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// tagTimes is a tag with its times.
type tagTimes struct {
	ID, Key, Name         string
	CreatedAt, LastUsedAt int64
	Color, Description    string
	// AliasOf is the key of the tag that an alias stands for.
	AliasOf string
}

// pageOf reads a person's tags behind an id.
func (s store) pageOf(ctx context.Context, ownerID, after string, limit int) ([]tagTimes, error) {
	rows, err := db.Select[tagTimes](ctx, s.db.Reader(), `SELECT t.id, t.key, t.name, t.created_at, t.last_used_at, t.color, t.description, COALESCE(c.key, '') AS alias_of
		FROM tags_tags t LEFT JOIN tags_tags c ON c.id = t.canonical_id AND t.canonical_id <> ''
		WHERE t.owner_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3`, ownerID, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read tags: %w", err)
	}
	return rows, nil
}

func (s store) byKeys(ctx context.Context, ownerID string, keys []string) ([]tags.Tag, error) {
	rows, err := db.Select[tagRow](ctx, s.db.Reader(), "SELECT "+shown+" FROM tags_tags WHERE owner_id = $1 AND key IN "+
		db.In(len(keys), 2), append([]any{ownerID}, anys(keys)...)...)
	if err != nil {
		return nil, fmt.Errorf("read tags: %w", err)
	}
	return toTags(rows), nil
}

// known tells which of the keys the owner has, and which of the ids are taken by anybody.
func (s store) known(ctx context.Context, tx *db.Tx, ownerID string, batch []tagTimes) (keys, ids []string, err error) {
	args := []any{ownerID}
	for _, t := range batch {
		args = append(args, t.Key)
	}
	if keys, err = db.Select[string](ctx, tx, "SELECT key FROM tags_tags WHERE owner_id = $1 AND key IN "+db.In(len(batch), 2), args...); err != nil {
		return nil, nil, fmt.Errorf("look for tags: %w", err)
	}
	for i, t := range batch {
		args[i+1] = t.ID
	}
	if ids, err = db.Select[string](ctx, tx, "SELECT id FROM tags_tags WHERE id IN "+db.In(len(batch), 1), args[1:]...); err != nil {
		return nil, nil, fmt.Errorf("look for tags: %w", err)
	}
	return keys, ids, nil
}

func (s store) insert(ctx context.Context, tx *db.Tx, ownerID string, t tagTimes) error {
	_, err := tx.Exec(ctx, `INSERT INTO tags_tags (id, owner_id, key, name, created_at, last_used_at, color, description)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, t.ID, ownerID, t.Key, t.Name, t.CreatedAt, t.LastUsedAt, t.Color, t.Description)
	if err != nil {
		return fmt.Errorf("bring tag: %w", err)
	}
	return nil
}

// tie makes aliases of tags that an archive brought; one whose tag did not come stays a tag.
func (s store) tie(ctx context.Context, ownerID string, aliases map[string]string) error {
	for key, of := range aliases {
		_, err := s.db.Writer().Exec(ctx, `UPDATE tags_tags SET canonical_id = (SELECT c.id FROM tags_tags c WHERE c.owner_id = $1 AND c.key = $3 AND c.canonical_id = '')
			WHERE owner_id = $1 AND key = $2 AND EXISTS (SELECT 1 FROM tags_tags c WHERE c.owner_id = $1 AND c.key = $3 AND c.canonical_id = '')`, ownerID, key, of)
		if err != nil {
			return fmt.Errorf("bring alias: %w", err)
		}
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
