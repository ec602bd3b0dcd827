package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// ImportedCommits reads what imports of git histories brought an author for a day, earliest first, as it came; what is in
// the trash is left out. It is for read models.
func (s *Service) ImportedCommits(ctx context.Context, authorID string, d day.Date, limit int) ([]journal.Imported, error) {
	return s.store.importedCommits(ctx, authorID, d, limit)
}

// ImportedDays counts the commits that imports brought an author, by day; an entry that does not say how many it stands
// for counts once. Days without any are left out. Error: journal.ErrDaysOutOfRange for more than 366 days.
func (s *Service) ImportedDays(ctx context.Context, authorID string, r day.Range) ([]journal.DayCount, error) {
	if n := r.To.Sub(r.From); n < 0 || n > 366 {
		return nil, journal.ErrDaysOutOfRange
	}
	return s.store.importedDays(ctx, authorID, r)
}

// Holding reads an author's entries whose text holds one of some words, newest first; it is for read models that look
// for what they wrote into texts themselves.
func (s *Service) Holding(ctx context.Context, authorID string, words []string, limit int) ([]journal.Entry, error) {
	if len(words) == 0 {
		return []journal.Entry{}, nil
	}
	node := searchtext.Node{Op: searchtext.Or}
	for _, w := range words {
		node.Nodes = append(node.Nodes, searchtext.QuotedTerm(w))
	}
	return s.store.find(ctx, authorID, query.Expr{Op: query.Text, Text: node}, filter{}, nil, limit)
}
