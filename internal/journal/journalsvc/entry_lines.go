package journalsvc

import (
	"context"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
)

// Lines reads the actor's entries that match a filter and, when text is not empty, a query of the search, earliest first,
// without their texts: Body and BodyHTML are empty. It is for read models that look at many entries at once; the caller
// bounds how many. A query that does not say what was meant finds nothing, and the problems say why.
// Errors: journal.ErrSearchTooLong, journal.ErrFilterInvalid, tags.ErrNameInvalid.
func (s *Service) Lines(ctx context.Context, a identity.Actor, text string, f journal.EntryFilter, limit int) ([]journal.Entry, []journal.SearchProblem, error) {
	if utf8.RuneCountInString(text) > journal.MaxQuery {
		return nil, nil, journal.ErrSearchTooLong
	}
	n, err := normalise(&f)
	if err != nil {
		return nil, nil, err
	}
	q := query.Parse(text, today(a, s.now()))
	if q.Blocked() {
		return []journal.Entry{}, problemsOf(q), nil
	}
	if err := s.resolve(ctx, a.UserID, &n); err != nil {
		return nil, nil, err
	}
	expr, err := s.resolveExpr(ctx, a.UserID, q.Expr)
	if err != nil {
		return nil, nil, err
	}
	list, err := s.store.lines(ctx, a.UserID, expr, n, limit)
	if err != nil {
		return nil, nil, err
	}
	return list, problemsOf(q), s.preload(ctx, list)
}
