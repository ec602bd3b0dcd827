package query

import (
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// Op says what an [Expr] asks for.
type Op int

// The kinds of expressions.
const (
	// None asks for nothing.
	None Op = iota
	// Text asks for words of the full-text index.
	Text
	// Cond asks for a fact of the entry.
	Cond
	// And asks for all its parts.
	And
	// Or asks for one of its parts.
	Or
	// Not asks for what its only part does not hold for.
	Not
)

// Expr is a condition on an entry.
type Expr struct {
	Op    Op
	Text  searchtext.Node
	Cond  Condition
	Parts []Expr
}

// Condition is a fact that an entry must have; exactly one of its facts is set.
type Condition struct {
	Kinds    []journal.Kind
	Sources  []journal.EntrySource
	Levels   []audience.Level
	Tags     []string // keys; one of them or a tag below it
	TagIDs   []string // what the machinery has resolved Tags to
	Number   *Number
	Days     *day.Range // an end that is empty is open
	Flag     Flag
	Present  Field
	HasToken string // a token of [Features]
}

// Field is a number of an entry, or what else it may have or lack.
type Field string

// The fields.
const (
	Mood    Field = "mood"
	Energy  Field = "energy"
	Minutes Field = "minutes"
	Tag     Field = "tag"
	Task    Field = "task"
)

// Number asks for a number between both ends, which count; an end that is nil is open.
type Number struct {
	Field    Field
	From, To *int
}

// Flag is a yes or no of an entry.
type Flag string

// The flags.
const (
	FlagDraft  Flag = "draft"
	FlagLate   Flag = "late"
	FlagEdited Flag = "edited"
)

// Query is what was asked for.
type Query struct {
	Expr     Expr
	Problems []Problem
}

// Blocked reports whether the query does not say what was meant: it finds nothing.
func (q Query) Blocked() bool {
	for _, p := range q.Problems {
		if p.Blocking {
			return true
		}
	}
	return false
}

// Empty reports whether nothing was asked for.
func (q Query) Empty() bool { return q.Expr.Op == None }

// Words are the words that hits are marked with: all that is asked for and not left out.
func (q Query) Words() searchtext.Query {
	var found []searchtext.Node
	var walk func(Expr)
	walk = func(e Expr) {
		switch e.Op {
		case Text:
			found = append(found, e.Text)
		case And, Or:
			for _, p := range e.Parts {
				walk(p)
			}
		case None, Cond, Not:
		}
	}
	walk(q.Expr)
	if len(found) == 0 {
		return searchtext.Query{}
	}
	return searchtext.Query{Yes: searchtext.Node{Op: searchtext.Or, Nodes: found}}
}

// join makes one expression of many, without nesting the same kind in itself.
func join(op Op, parts []Expr) Expr {
	var flat []Expr
	for _, p := range parts {
		switch p.Op {
		case None:
		case op:
			flat = append(flat, p.Parts...)
		default:
			flat = append(flat, p)
		}
	}
	switch len(flat) {
	case 0:
		return Expr{}
	case 1:
		return flat[0]
	}
	return Expr{Op: op, Parts: flat}
}

// negate turns an expression round.
func negate(e Expr) Expr {
	switch e.Op {
	case None:
		return e
	case Not:
		return e.Parts[0]
	case Text, Cond, And, Or:
	}
	return Expr{Op: Not, Parts: []Expr{e}}
}
