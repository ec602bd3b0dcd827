package journalsvc

import (
	"context"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/searchtext"
	"tamatar.dev/tamatar/internal/tags"
)

// Search finds the actor's entries by the grammar of package query, newest day first. Every text is a valid query; what
// could not be taken as typed comes back beside the hits. A query that asks for nothing finds nothing.
// Errors: journal.ErrSearchTooLong, page.ErrBadFirst, page.ErrBadCursor, journal.ErrFilterInvalid, tags.ErrNameInvalid.
func (s *Service) Search(ctx context.Context, a identity.Actor, text string, p page.Args, f *journal.EntryFilter) (*journal.SearchHitConnection, error) {
	if utf8.RuneCountInString(text) > journal.MaxQuery {
		return nil, journal.ErrSearchTooLong
	}
	n, err := normalise(f)
	if err != nil {
		return nil, err
	}
	l := s.list("search", a, searchScope{Query: text, Filter: n}, timelineKey)
	limit, after, err := l.open(p)
	if err != nil {
		return nil, err
	}
	q := query.Parse(text, today(a, s.now()))
	answer := &journal.SearchHitConnection{Nodes: []journal.SearchHit{}, Problems: problemsOf(q), Cursor: l.seal}
	if q.Empty() || q.Blocked() {
		return answer, nil
	}
	if err := s.resolve(ctx, a.UserID, &n); err != nil {
		return nil, err
	}
	expr, err := s.resolveExpr(ctx, a.UserID, q.Expr)
	if err != nil {
		return nil, err
	}
	found, err := s.store.find(ctx, a.UserID, expr, n, after, limit+1)
	if err != nil {
		return nil, err
	}
	found, more := page.Cut(found, limit)
	if err := s.preload(ctx, found); err != nil {
		return nil, err
	}
	words := q.Words()
	answer.PageInfo = l.info(found, more)
	for i := range found {
		answer.Nodes = append(answer.Nodes, journal.SearchHit{Entry: &found[i], SnippetHTML: snippet(&found[i], words)})
	}
	return answer, nil
}

// resolveExpr puts the ids of tags, with those below them and their aliases, in place of their keys.
func (s *Service) resolveExpr(ctx context.Context, ownerID string, e query.Expr) (query.Expr, error) {
	var err error
	if e.Op == query.Cond && len(e.Cond.Tags) > 0 {
		e.Cond.TagIDs, err = s.tags.Under(ctx, ownerID, e.Cond.Tags)
		return e, err
	}
	parts := make([]query.Expr, len(e.Parts))
	for i, p := range e.Parts {
		if parts[i], err = s.resolveExpr(ctx, ownerID, p); err != nil {
			return e, err
		}
	}
	e.Parts = parts
	return e, nil
}

// problemsOf says what could not be taken as typed, in the words of the API.
func problemsOf(q query.Query) []journal.SearchProblem {
	out := make([]journal.SearchProblem, len(q.Problems))
	for i, p := range q.Problems {
		out[i] = journal.SearchProblem{From: p.From, To: p.To, Code: p.Err.Code, Message: p.Err.Public, Blocking: p.Blocking}
	}
	return out
}

// searchScope is what the cursors of a search are bound to.
type searchScope struct {
	Query  string
	Filter filter
}

// documentTokens are what an entry is found by: its text as typed, links and code included, its tags, what its text
// holds, and its author.
func documentTokens(r *entryRow, list []tags.Tag) []string {
	parts := []string{r.Body}
	for _, t := range list {
		parts = append(parts, t.Name)
	}
	return append(append(searchtext.Index(parts...), query.Features(r.BodyHTML)...), ownerToken(r.AuthorID))
}

// snippetWidth is about how many characters of a text a hit shows.
const snippetWidth = 200

func snippet(e *journal.Entry, q searchtext.Query) string {
	return searchtext.Mark(searchtext.Snippet(markdown.PlainText(e.Body, 0), q, snippetWidth))
}
