package journalsvc

import (
	"strings"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// related is what entries near another one are found by; asked is false where there is nothing to ask for.
type related struct {
	expr  query.Expr
	asked bool
}

func linkNode(title string) query.Expr {
	return query.Expr{Op: query.Text, Text: searchtext.Node{Op: searchtext.Phrase, Tokens: []string{query.LinkToken(title)}}}
}

func linkedExpr(e *journal.Entry) related {
	return related{linkNode(e.Title), e.Title != ""}
}

// The title of a mention must say something: a word alone has four letters at least.
const minMention = 4

func mentionExpr(e *journal.Entry) related {
	words := searchtext.QuotedTerm(e.Title)
	if words.Op == searchtext.None || utf8.RuneCountInString(strings.TrimSpace(e.Title)) < minMention {
		return related{}
	}
	not := query.Expr{Op: query.Not, Parts: []query.Expr{linkNode(e.Title)}}
	return related{query.Expr{Op: query.And, Parts: []query.Expr{{Op: query.Text, Text: words}, not}}, true}
}
