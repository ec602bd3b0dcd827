package tagssvc

import (
	"context"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// all reads one more than there may be, so that too many are seen.
func (s store) all(ctx context.Context, q db.Querier, ownerID string) ([]tags.Tag, error) {
	rows, err := db.Select[tagRow](ctx, q, "SELECT "+shown+" FROM tags_tags WHERE owner_id = $1 ORDER BY key LIMIT $2", ownerID, tags.MaxListed+1)
	if err != nil {
		return nil, fmt.Errorf("read tags: %w", err)
	}
	return toTags(rows), nil
}

// under resolves the keys that are aliases, then finds what stands for or below any of them.
func (s store) under(ctx context.Context, ownerID string, keys []string) ([]string, error) {
	proper, err := db.Select[string](ctx, s.db.Reader(), `SELECT COALESCE(c.key, t.key) FROM tags_tags t
		LEFT JOIN tags_tags c ON c.id = t.canonical_id AND t.canonical_id <> '' WHERE t.owner_id = $1 AND t.canonical_id <> '' AND t.key IN `+db.In(len(keys), 2),
		append([]any{ownerID}, anys(keys)...)...)
	if err != nil {
		return nil, fmt.Errorf("read aliases: %w", err)
	}
	args := []any{ownerID}
	var conds []string
	for _, k := range append(proper, keys...) {
		args = append(args, k, escapeLike(k+tags.Separator)+"%")
		conds = append(conds, fmt.Sprintf(`COALESCE(c.key, t.key) = $%d OR COALESCE(c.key, t.key) LIKE $%d ESCAPE '\'`, len(args)-1, len(args)))
	}
	args = append(args, tags.MaxListed)
	ids, err := db.Select[string](ctx, s.db.Reader(), `SELECT t.id FROM tags_tags t LEFT JOIN tags_tags c ON c.id = t.canonical_id AND t.canonical_id <> ''
		WHERE t.owner_id = $1 AND (`+strings.Join(conds, " OR ")+fmt.Sprintf(") ORDER BY t.id LIMIT $%d", len(args)), args...)
	if err != nil {
		return nil, fmt.Errorf("read tags below: %w", err)
	}
	return ids, nil
}

func (s store) save(ctx context.Context, tx *db.Tx, t tags.Tag) error {
	_, err := tx.Exec(ctx, "UPDATE tags_tags SET key = $2, name = $3, color = $4, description = $5, canonical_id = $6 WHERE id = $1",
		t.ID, t.Key, t.Name, t.Color, t.Description, t.CanonicalID)
	if err != nil {
		return fmt.Errorf("save tag: %w", err)
	}
	return nil
}

// alias makes an alias of t, and of what was one of t.
func (s store) alias(ctx context.Context, tx *db.Tx, t tags.Tag, canonicalID string) error {
	if _, err := tx.Exec(ctx, "UPDATE tags_tags SET canonical_id = $2 WHERE id = $1 OR canonical_id = $1", t.ID, canonicalID); err != nil {
		return fmt.Errorf("merge tag: %w", err)
	}
	return nil
}

// rename saves t under its new name, and old as the alias that keeps the former one.
func (s store) rename(ctx context.Context, tx *db.Tx, t, old tags.Tag) error {
	if err := s.save(ctx, tx, t); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO tags_tags (id, owner_id, key, name, created_at, last_used_at, canonical_id)
		SELECT CAST($1 AS TEXT), owner_id, CAST($2 AS TEXT), CAST($3 AS TEXT), created_at, last_used_at, id FROM tags_tags WHERE id = $4`, old.ID, old.Key, old.Name, t.ID)
	if err != nil {
		return fmt.Errorf("keep old name: %w", err)
	}
	return nil
}

// swap gives a tag the name of one of its aliases, and that the name of the tag.
func (s store) swap(ctx context.Context, tx *db.Tx, t, alias tags.Tag) error {
	aside := alias
	aside.Key = alias.ID // no tag has such a key: a name has no such letters in this length
	t.Key, t.Name, alias.Key, alias.Name = alias.Key, alias.Name, t.Key, t.Name
	for _, each := range []tags.Tag{aside, t, alias} {
		if err := s.save(ctx, tx, each); err != nil {
			return err
		}
	}
	return nil
}
