package journalsvc

import (
	"context"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
)

// fromLines is fromEntries without the texts, which are most of a row.
var fromLines = strings.NewReplacer("e.body_html", "''", "e.body", "''").Replace(fromEntries)

// lines reads an author's entries that match, the earliest first; an empty expression asks for all.
func (s store) lines(ctx context.Context, authorID string, e query.Expr, f filter, limit int) ([]journal.Entry, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	if e.Op != query.None {
		c := conditions{w: &w, dialect: s.db.Reader().Dialect(), owner: ownerToken(authorID)}
		w.conds = append(w.conds, c.expr(e))
	}
	w.filter(f)
	return s.readFrom(ctx, fromLines, &w, " ORDER BY e.day, e.logged_at, e.id LIMIT ", limit)
}
