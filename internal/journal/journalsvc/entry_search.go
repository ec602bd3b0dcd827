package journalsvc

import (
	"context"
	"strings"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/searchtext"
	"tamatar.dev/tamatar/internal/tags"
)

// Search finds the actor's entries by words, "phrases", -exclusions and OR, newest day first. Every text is a
// valid query; one without a word finds nothing.
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
	q := searchtext.ParseQuery(strings.ToValidUTF8(text, " "))
	if q.Empty() {
		return &journal.SearchHitConnection{Nodes: []journal.SearchHit{}, Cursor: l.seal}, nil
	}
	found, err := s.store.find(ctx, a.UserID, wantedOf(q), n, after, limit+1)
	if err != nil {
		return nil, err
	}
	found, more := page.Cut(found, limit)
	if err := s.preload(ctx, found); err != nil {
		return nil, err
	}
	hits := make([]journal.SearchHit, len(found))
	for i := range found {
		hits[i] = journal.SearchHit{Entry: &found[i], SnippetHTML: snippet(&found[i], q)}
	}
	return &journal.SearchHitConnection{Nodes: hits, PageInfo: l.info(found, more), Cursor: l.seal}, nil
}

// searchScope is what the cursors of a search are bound to.
type searchScope struct {
	Query  string
	Filter filter
}

// documentTokens are what an entry is found by: its text as typed, links and code included, its tags and its author.
func documentTokens(authorID, body string, list []tags.Tag) []string {
	parts := []string{body}
	for _, t := range list {
		parts = append(parts, t.Name)
	}
	return append(searchtext.Index(parts...), ownerToken(authorID))
}

// wanted is a condition of the index: what must match, or, when the person only named what to leave out, what must not.
type wanted struct {
	match  db.Match
	negate bool
}

var matches = searchtext.Builder[db.Match]{Phrase: db.Phrase, Prefix: db.Prefix, And: db.And, Or: db.Or, Without: db.Without}

func wantedOf(q searchtext.Query) wanted {
	if q.OnlyExcludes() {
		return wanted{match: searchtext.FoldNode(q.No, matches), negate: true}
	}
	m, _ := searchtext.Fold(q, matches)
	return wanted{match: m}
}

// snippetWidth is about how many characters of a text a hit shows.
const snippetWidth = 200

func snippet(e *journal.Entry, q searchtext.Query) string {
	return searchtext.Mark(searchtext.Snippet(markdown.PlainText(e.Body, 0), q, snippetWidth))
}
