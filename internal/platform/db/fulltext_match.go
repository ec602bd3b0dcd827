package db

import "strings"

// Match is a condition on a document's tokens, built from Word, Phrase, Prefix,
// And, Or and Without. Tokens are never read as query syntax. The zero Match
// matches nothing.
type Match struct {
	op    matchOp
	words []string
	parts []Match
}

type matchOp int

const (
	matchNothing matchOp = iota
	matchPhrase
	matchPrefix
	matchAnd
	matchOr
	matchWithout
)

// Word matches documents with this token.
func Word(token string) Match { return Phrase(token) }

// Phrase matches documents with these tokens in this order, one after the
// other. Without a token it matches nothing.
func Phrase(tokens ...string) Match {
	m := Match{op: matchPhrase}
	for _, t := range tokens {
		if e := encodeToken(t); e != "" {
			m.words = append(m.words, e)
		}
	}
	if len(m.words) == 0 {
		return Match{}
	}
	return m
}

// Prefix matches documents with a token that begins like this. A prefix and the
// token must both be lower-case ASCII letters and digits, or both not.
func Prefix(start string) Match {
	e := encodeToken(start)
	if e == "" || e[0] == 'h' {
		return Match{}
	}
	return Match{op: matchPrefix, words: []string{e}}
}

// And matches what all of ms match; nothing for no ms.
func And(ms ...Match) Match { return combine(matchAnd, ms) }

// Or matches what one of ms matches; nothing for no ms.
func Or(ms ...Match) Match { return combine(matchOr, ms) }

// Without matches what yes matches and no does not. (There is no bare "not": a
// search for everything that lacks a word has no bound.)
func Without(yes, no Match) Match { return Match{op: matchWithout, parts: []Match{yes, no}} }

func combine(op matchOp, ms []Match) Match {
	switch len(ms) {
	case 0:
		return Match{}
	case 1:
		return ms[0]
	}
	return Match{op: op, parts: ms}
}

// impossible is in no document.
const impossible = "n0"

// fts5 writes m in SQLite's query language.
func (m Match) fts5() string {
	switch m.op {
	case matchPhrase:
		return `"` + strings.Join(m.words, " ") + `"`
	case matchPrefix:
		return `"` + m.words[0] + `" *`
	case matchAnd:
		return m.join(Match.fts5, " AND ")
	case matchOr:
		return m.join(Match.fts5, " OR ")
	case matchWithout:
		return m.join(Match.fts5, " NOT ")
	case matchNothing:
	}
	return `"` + impossible + `"`
}

// tsquery writes m in PostgreSQL's.
func (m Match) tsquery() string {
	switch m.op {
	case matchPhrase:
		return "(" + strings.Join(m.words, " <-> ") + ")"
	case matchPrefix:
		return m.words[0] + ":*"
	case matchAnd:
		return m.join(Match.tsquery, " & ")
	case matchOr:
		return m.join(Match.tsquery, " | ")
	case matchWithout:
		return m.join(Match.tsquery, " & !")
	case matchNothing:
	}
	return impossible
}

func (m Match) join(write func(Match) string, op string) string {
	parts := make([]string, len(m.parts))
	for i, p := range m.parts {
		parts[i] = write(p)
	}
	return "(" + strings.Join(parts, op) + ")"
}
