package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

var search = db.FullText{Table: "journal_search"}

// ownerToken stands in every document of a person, so that a search walks through theirs alone. No word of a
// text holds the control character in it.
func ownerToken(authorID string) string { return "\x01" + authorID }

// index puts a row into the search index, or in place of what was there.
func (s store) index(ctx context.Context, tx *db.Tx, r *entryRow, list []tags.Tag) error {
	return search.Upsert(ctx, tx, r.ID, documentTokens(r, list))
}

func (s store) unindex(ctx context.Context, tx *db.Tx, r *entryRow) error {
	return search.Delete(ctx, tx, r.ID)
}

// find reads an author's entries that match, behind a position, newest day first.
func (s store) find(ctx context.Context, authorID string, e query.Expr, f filter, after *position, limit int) ([]journal.Entry, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	c := conditions{w: &w, dialect: s.db.Reader().Dialect(), owner: ownerToken(authorID)}
	w.conds = append(w.conds, c.expr(e))
	w.filter(f)
	w.after(after)
	return s.read(ctx, &w, timelineOrder, limit)
}
