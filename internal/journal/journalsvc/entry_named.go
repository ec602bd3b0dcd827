package journalsvc

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/page"
)

// maxName is the longest title an entry has, in characters.
const maxName = 120

// Named reads the actor's entry that a link [[name]] means: the newest with this title, letter for letter, else the newest
// of those the search finds whose title differs in case alone. Nil when there is none.
func (s *Service) Named(ctx context.Context, a identity.Actor, name string) (*journal.Entry, error) {
	name = strings.TrimSpace(strings.ToValidUTF8(name, ""))
	if name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsRune(name, 0) {
		return nil, nil //nolint:nilnil // no entry has such a title
	}
	r, err := s.store.titled(ctx, a.UserID, name)
	if err == nil {
		return s.load(ctx, r)
	}
	if !errors.Is(err, journal.ErrEntryNotFound) {
		return nil, err
	}
	hits, err := s.Search(ctx, a, `"`+strings.ReplaceAll(name, `"`, " ")+`"`, page.Args{}, nil)
	if err != nil {
		return nil, err
	}
	for _, hit := range hits.Nodes {
		if strings.EqualFold(hit.Entry.Title, name) {
			return hit.Entry, nil
		}
	}
	return nil, nil //nolint:nilnil // see above
}

// Choices offers own entries whose title holds a text, newest first. It looks through the newest 2,000 titles: people link
// to what they wrote lately, and older entries are linked by typing their title.
// Error: page.ErrBadFirst.
func (s *Service) Choices(ctx context.Context, a identity.Actor, search string, first *int) ([]journal.EntryChoice, error) {
	limit, err := page.Limit(first, 8)
	if err != nil {
		return nil, err
	}
	limit = min(limit, journal.MaxChoices)
	titles, err := s.store.titles(ctx, a.UserID, 2000)
	if err != nil {
		return nil, err
	}
	search = strings.ToLower(strings.TrimSpace(search))
	out := make([]journal.EntryChoice, 0, limit)
	seen := map[string]bool{}
	for _, c := range titles {
		folded := strings.ToLower(c.Title)
		if len(out) == limit {
			break
		}
		if c.Title != "" && !seen[folded] && strings.Contains(folded, search) && !strings.ContainsAny(c.Title, "[]|") {
			seen[folded] = true
			out = append(out, c)
		}
	}
	return out, nil
}
