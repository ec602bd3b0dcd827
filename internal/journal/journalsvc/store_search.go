package journalsvc

import (
	"context"
	"errors"
	"slices"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/day"
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

// Search begins where the fewest rows are: with the hits of words or tags that are rare, else with the newest entries. At
// 100,000 entries of one person on SQLite, a hit costs 10 µs to be put in order, an entry 4 µs to be compared with the hits.
const (
	// commonFrom is how many hits make words or tags common.
	commonFrom = 2500
	// oldFrom is up to how many hits are put in order when the newest entries are not among them.
	oldFrom = 8 * commonFrom
	// newest is how many entries are compared first.
	newest = 5000
)

// searchBounds are the bounds above; tests make them small.
type searchBounds struct{ common, old, newest int }

// find reads an author's entries that match, behind a position, newest day first.
func (s store) find(ctx context.Context, authorID string, e query.Expr, f filter, after *position, limit int) ([]journal.Entry, error) {
	q := finding{store: s, authorID: authorID, expr: e, filter: f, after: after, limit: limit}
	sources := q.sources()
	few, err := q.below(ctx, sources, s.bounds.common)
	if err != nil {
		return nil, err
	}
	if few != nil {
		return q.fromHits(ctx, few)
	}
	if !asksWords(e) {
		return q.plain(ctx)
	}
	window, err := q.window(ctx)
	if err != nil {
		return nil, err
	}
	found, err := q.probe(ctx, window)
	if err != nil || window == nil || len(found) == limit {
		return found, err
	}
	few, err = q.below(ctx, sources, s.bounds.old)
	if err != nil {
		return nil, err
	}
	if few != nil {
		return q.fromHits(ctx, few)
	}
	return q.probe(ctx, nil)
}

// finding is one search.
type finding struct {
	store

	authorID string
	expr     query.Expr
	filter   filter
	after    *position
	limit    int
}

// begin begins a statement on the author's entries behind the position.
func (q *finding) begin(w *where) conditions {
	w.add("e.author_id = ?", q.authorID)
	w.add("e.deleted_at IS NULL")
	w.filter(q.filter)
	w.after(q.after)
	return conditions{w: w, dialect: q.db.Reader().Dialect(), owner: ownerToken(q.authorID)}
}

// plain leaves the way to the rows to the database.
func (q *finding) plain(ctx context.Context) ([]journal.Entry, error) {
	var w where
	c := q.begin(&w)
	w.conds = append(w.conds, c.expr(q.expr))
	return q.read(ctx, &w, timelineOrder, q.limit)
}

// hits are the ids that a part of the expression holds for, as a subquery with its arguments; every entry that the whole
// holds for is among them.
type hits struct {
	ids  string
	args []any
}

// sources are the parts to begin with.
func (q *finding) sources() []hits {
	parts := []query.Expr{q.expr}
	if q.expr.Op == query.And {
		parts = append(parts, q.expr.Parts...)
	}
	var out []hits
	if words, ok := wordsWithin(q.expr); ok {
		sub, value := search.In(q.db.Reader().Dialect(), db.And(db.Word(ownerToken(q.authorID)), words), 1)
		out = append(out, hits{ids: sub, args: []any{value}})
	}
	for _, p := range parts {
		if p.Op == query.Cond && len(p.Cond.TagIDs) > 0 {
			var w where
			list := listOf(&w, p.Cond.TagIDs)
			out = append(out, hits{ids: "(SELECT DISTINCT t.entry_id AS id FROM journal_entry_tags t WHERE t.tag_id IN (" + list + "))", args: w.args})
		}
	}
	return out
}

// below is the first of the sources with fewer hits than n; nil when there is none.
func (q *finding) below(ctx context.Context, sources []hits, n int) (*hits, error) {
	for i, h := range sources {
		w := where{args: slices.Clone(h.args)}
		count, err := db.Get[int](ctx, q.db.Reader(), "SELECT count(*) FROM (SELECT 1 FROM "+h.ids+" h LIMIT "+w.next(n)+") c", w.args...)
		if err != nil {
			return nil, err
		}
		if count < n {
			return &sources[i], nil
		}
	}
	return nil, nil //nolint:nilnil // none is an answer
}

// fromHits begins with the hits. Only their order is sorted, then the texts of one page are read.
func (q *finding) fromHits(ctx context.Context, h *hits) ([]journal.Entry, error) {
	w := where{args: slices.Clone(h.args)}
	w.add("e.id = h.id")
	c := q.begin(&w)
	c.probe = true
	w.conds = append(w.conds, c.expr(q.expr))
	// SQLite keeps the order of a CROSS JOIN. PostgreSQL would walk the timeline in the hope of soon finding a page of hits.
	keys := "SELECT e.id FROM (SELECT e.id, e.day, e.logged_at FROM " + h.ids + " h CROSS JOIN journal_entries e WHERE " + w.String() + db.Fence(c.dialect) + ") e" +
		timelineOrder + w.next(q.limit)
	w.conds = []string{"e.id = k.id"}
	return q.readFrom(ctx, selectEntries+" FROM ("+keys+") k CROSS JOIN journal_entries e WHERE ", &w, timelineOrder, q.limit)
}

// window is the end of the newest entries, behind the position; nil when they are all there are.
func (q *finding) window(ctx context.Context) (*position, error) {
	var w where
	q.begin(&w)
	text := "SELECT e.day, e.logged_at, e.id FROM journal_entries e WHERE " + w.String() + timelineOrder + "1 OFFSET " + w.next(q.bounds.newest-1)
	end, err := db.Get[windowEnd](ctx, q.db.Reader(), text, w.args...)
	switch {
	case errors.Is(err, db.ErrNoRows):
		return nil, nil //nolint:nilnil // no end is an answer
	case err != nil:
		return nil, err
	}
	return &position{day: end.Day, at: end.LoggedAt, id: end.ID}, nil
}

// windowEnd is the last row of a window.
type windowEnd struct {
	Day      day.Date
	LoggedAt int64
	ID       string
}

// probe compares the entries of the window with the hits.
func (q *finding) probe(ctx context.Context, window *position) ([]journal.Entry, error) {
	var w where
	c := q.begin(&w)
	c.probe = true
	if window != nil {
		w.add("(e.day, e.logged_at, e.id) >= (?, ?, ?)", string(window.day), window.at, window.id)
	}
	w.conds = append(w.conds, c.expr(q.expr))
	return q.read(ctx, &w, timelineOrder, q.limit)
}
