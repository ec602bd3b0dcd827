package journalsvc

import (
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// conditions writes an expression as a condition on journal_entries (as e). What only asks for words becomes one question
// to the index, however many words there are.
type conditions struct {
	w       *where
	dialect db.Dialect
	owner   string
	// probe looks each row up in the index, rather than asking the index for all hits first.
	probe bool
}

const never = "1 = 0"

func (c conditions) expr(e query.Expr) string {
	if m, ok := wordsOf(e); ok {
		return c.matching(m)
	}
	switch e.Op {
	case query.Cond:
		return c.cond(e.Cond)
	case query.Not:
		return c.negated(e.Parts[0])
	case query.And:
		return c.all(e.Parts)
	case query.Or:
		return c.any(e.Parts)
	case query.None, query.Text:
	}
	return never
}

// matching is the condition for the words to match.
func (c conditions) matching(m db.Match) string {
	c.w.args = append(c.w.args, nil)
	arg := &c.w.args[len(c.w.args)-1]
	m = db.And(db.Word(c.owner), m)
	if c.probe {
		cond, value := search.Has(c.dialect, m, "e.id", len(c.w.args))
		*arg = value
		return cond
	}
	sub, value := search.In(c.dialect, m, len(c.w.args))
	*arg = value
	return "e.id IN " + sub
}

// negated turns a condition round. A number that an entry does not have makes a condition that is neither true nor
// false; the other way round it holds, on both engines.
func (c conditions) negated(e query.Expr) string {
	if m, ok := wordsOf(e); ok {
		return "NOT " + c.matching(m)
	}
	return "NOT COALESCE(" + c.expr(e) + ", FALSE)"
}

// all asks for all parts; those that are words go to the index together.
func (c conditions) all(parts []query.Expr) string {
	words, others, ok := splitParts(parts)
	var list []string
	if ok {
		list = append(list, c.matching(words))
	}
	for _, p := range others {
		list = append(list, c.expr(p))
	}
	return "(" + strings.Join(list, " AND ") + ")"
}

// asksWords reports whether any part of e goes to the index.
func asksWords(e query.Expr) bool {
	_, ok := wordsOf(e)
	return ok || slices.ContainsFunc(e.Parts, asksWords)
}

// wordsWithin are the words that every hit of an expression must have or lack; false when it asks for none.
func wordsWithin(e query.Expr) (db.Match, bool) {
	if m, ok := wordsOf(e); ok {
		return m, true
	}
	if e.Op != query.And {
		return db.Match{}, false
	}
	m, _, ok := splitParts(e.Parts)
	return m, ok
}

// splitParts takes the words that must be there or lack out of the parts of a conjunction, for the index to answer
// together; false when there are none that must be there.
func splitParts(parts []query.Expr) (words db.Match, others []query.Expr, ok bool) {
	var yes, no []db.Match
	var lacking []query.Expr
	for _, p := range parts {
		if m, ok := wordsOf(p); ok {
			yes = append(yes, m)
			continue
		}
		if p.Op == query.Not {
			if m, ok := wordsOf(p.Parts[0]); ok {
				no, lacking = append(no, m), append(lacking, p)
				continue
			}
		}
		others = append(others, p)
	}
	switch {
	case len(yes) == 0:
		return db.Match{}, append(others, lacking...), false
	case len(no) > 0:
		return db.Without(db.And(yes...), db.Or(no...)), others, true
	}
	return db.And(yes...), others, true
}

// any asks for one of the parts; those that are words go to the index together.
func (c conditions) any(parts []query.Expr) string {
	var words []db.Match
	var list []string
	for _, p := range parts {
		if m, ok := wordsOf(p); ok {
			words = append(words, m)
			continue
		}
		list = append(list, c.expr(p))
	}
	if len(words) > 0 {
		list = append(list, c.matching(db.Or(words...)))
	}
	return "(" + strings.Join(list, " OR ") + ")"
}

var matches = searchtext.Builder[db.Match]{Phrase: db.Phrase, Prefix: db.Prefix, And: db.And, Or: db.Or, Without: db.Without}

// wordsOf is an expression that the index can answer by itself; false when it asks for more, or only for what not.
func wordsOf(e query.Expr) (db.Match, bool) {
	switch e.Op {
	case query.Text:
		return searchtext.FoldNode(e.Text, matches), true
	case query.Cond:
		return db.Word(e.Cond.HasToken), e.Cond.HasToken != ""
	case query.And, query.Or:
		return joinedWords(e)
	case query.None, query.Not:
	}
	return db.Match{}, false
}

func joinedWords(e query.Expr) (db.Match, bool) {
	var yes, no []db.Match
	for _, p := range e.Parts {
		negated := p.Op == query.Not && e.Op == query.And
		if negated {
			p = p.Parts[0]
		}
		m, ok := wordsOf(p)
		switch {
		case !ok:
			return db.Match{}, false
		case negated:
			no = append(no, m)
		default:
			yes = append(yes, m)
		}
	}
	switch {
	case len(yes) == 0:
		return db.Match{}, false
	case e.Op == query.Or:
		return db.Or(yes...), true
	case len(no) > 0:
		return db.Without(db.And(yes...), db.Or(no...)), true
	}
	return db.And(yes...), true
}

// numbers are the columns of the fields.
var numbers = map[query.Field]string{query.Mood: "e.mood", query.Energy: "e.energy", query.Minutes: "e.minutes"}

// present are the conditions for an entry to have a field.
var present = map[query.Field]string{
	query.Mood: "e.mood IS NOT NULL", query.Energy: "e.energy IS NOT NULL", query.Minutes: "e.minutes IS NOT NULL",
	query.Tag: "e.tag_ids <> ''", query.Task: "e.tasks <> ''",
}

var flags = map[query.Flag]string{query.FlagDraft: "e.draft", query.FlagLate: "e.late", query.FlagEdited: "e.revision > 1"}

func (c conditions) cond(q query.Condition) string {
	switch {
	case len(q.Kinds) > 0:
		return in(c, "e.kind", q.Kinds)
	case len(q.Sources) > 0:
		return in(c, "e.source", q.Sources)
	case len(q.Levels) > 0:
		return in(c, "e.audience", q.Levels)
	case len(q.Tags) > 0:
		return c.w.tagged(q.TagIDs)
	case q.Number != nil:
		return c.between(numbers[q.Number.Field], toAny(q.Number.From), toAny(q.Number.To))
	case q.Days != nil:
		return c.between("e.day", textOrNil(string(q.Days.From)), textOrNil(string(q.Days.To)))
	case q.Flag != "":
		return flags[q.Flag]
	case q.Present != "":
		return present[q.Present]
	}
	return never
}

func (c conditions) between(column string, from, to any) string {
	var list []string
	if from != nil {
		list = append(list, column+" >= "+c.w.next(from))
	}
	if to != nil {
		list = append(list, column+" <= "+c.w.next(to))
	}
	return "(" + strings.Join(list, " AND ") + ")"
}

func in[T ~string](c conditions, column string, values []T) string {
	return column + " IN (" + listOf(c.w, values) + ")"
}

func toAny(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

func textOrNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}
