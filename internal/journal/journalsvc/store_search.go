package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

var search = db.FullText{Table: "journal_search"}

// ownerToken stands in every document of a person, so that a search walks through theirs alone. No word of a
// text holds the control character in it.
func ownerToken(authorID string) string { return "\x01" + authorID }

// index puts a row into the search index, or in place of what was there.
func (s store) index(ctx context.Context, tx *db.Tx, r *entryRow, list []tags.Tag) error {
	return search.Upsert(ctx, tx, r.ID, documentTokens(r.AuthorID, r.Body, list))
}

func (s store) unindex(ctx context.Context, tx *db.Tx, r *entryRow) error {
	return search.Delete(ctx, tx, r.ID)
}

// find reads an author's entries that match, behind a position, newest day first.
func (s store) find(ctx context.Context, authorID string, m wanted, f filter, after *position, limit int) ([]journal.Entry, error) {
	q := s.db.Reader()
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	sub, value := search.In(q.Dialect(), db.And(db.Word(ownerToken(authorID)), m.match), len(w.args)+1)
	w.args = append(w.args, value)
	in := "e.id IN "
	if m.negate {
		in = "e.id NOT IN "
	}
	w.conds = append(w.conds, in+sub)
	w.filter(f)
	w.after(after)
	return s.read(ctx, &w, timelineOrder, limit)
}
