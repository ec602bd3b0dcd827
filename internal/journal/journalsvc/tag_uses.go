package journalsvc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// TagUses are the actor's tags by name, each with its aliases and how many entries carry it or a tag below it. It is two
// statements, however many there are; tags above that nobody made by themselves are left out.
func (s *Service) TagUses(ctx context.Context, a identity.Actor) ([]journal.TagUse, error) {
	all, err := s.tags.All(ctx, a.UserID)
	if err != nil {
		return nil, err
	}
	out := make([]journal.TagUse, 0, len(all))
	at, proper := map[string]int{}, map[string]tags.Tag{}
	for _, t := range all {
		if t.CanonicalID == "" {
			at[t.Key] = len(out)
			proper[t.ID] = t
			out = append(out, journal.TagUse{Tag: t, Aliases: []string{}})
		}
	}
	for _, t := range all {
		if c, ok := proper[t.CanonicalID]; ok && t.CanonicalID != "" {
			proper[t.ID] = c
			out[at[c.Key]].Aliases = append(out[at[c.Key]].Aliases, t.Name)
		}
	}
	var counted map[string]bool
	last := ""
	err = s.store.eachCarried(ctx, a.UserID, func(entryID, tagID string) {
		if entryID != last {
			last, counted = entryID, map[string]bool{}
		}
		for key := proper[tagID].Key; key != ""; key = parent(key) {
			if i, ok := at[key]; ok && !counted[key] {
				counted[key] = true
				out[i].Entries++
			}
		}
	})
	return out, err
}

// parent is the key above; empty at the top.
func parent(key string) string {
	if i := strings.LastIndex(key, tags.Separator); i >= 0 {
		return key[:i]
	}
	return ""
}

// eachCarried yields the tags on an author's entries outside of the trash, those of one entry together.
func (s store) eachCarried(ctx context.Context, authorID string, yield func(entryID, tagID string)) (err error) {
	rows, err := s.db.Reader().Query(ctx, `SELECT t.entry_id, t.tag_id FROM journal_entries e
		JOIN journal_entry_tags t ON t.entry_id = e.id WHERE e.author_id = $1 AND e.deleted_at IS NULL ORDER BY t.entry_id`, authorID)
	if err != nil {
		return fmt.Errorf("count tags: %w", err)
	}
	defer func() { err = errors.Join(err, db.Wrap(rows.Close())) }()
	for rows.Next() {
		var entryID, tagID string
		if err := rows.Scan(&entryID, &tagID); err != nil {
			return fmt.Errorf("count tags: %w", db.Wrap(err))
		}
		yield(entryID, tagID)
	}
	return db.Wrap(rows.Err())
}
