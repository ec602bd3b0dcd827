package searchtext

import (
	"strings"
	"unicode"
)

// The bounds of a query; what is beyond is ignored.
const (
	// MaxQuery is the longest query, in bytes.
	MaxQuery = 1000
	// MaxTerms is the largest count of terms.
	MaxTerms = 32
)

// Op says what a [Node] asks for.
type Op int

// The kinds of nodes.
const (
	// None asks for nothing and is found nowhere.
	None Op = iota
	// Phrase asks for its tokens, one after the other; a single word is a phrase of one.
	Phrase
	// Prefix asks for a token that begins like its only one.
	Prefix
	// And asks for all its nodes.
	And
	// Or asks for one of its nodes.
	Or
)

// Node is one condition.
type Node struct {
	Op     Op
	Tokens []string
	Nodes  []Node
}

// Query is what a person asked for: all that matches Yes and not No. Either may be [None].
type Query struct {
	Yes, No Node
}

// Empty reports whether the query asks for nothing at all: show everything.
func (q Query) Empty() bool { return q.Yes.Op == None && q.No.Op == None }

// OnlyExcludes reports whether the query names only what to leave out: show everything but that.
func (q Query) OnlyExcludes() bool { return q.Yes.Op == None && q.No.Op != None }

// Builder makes the conditions of an engine, such as those of platform/db.
type Builder[T any] struct {
	Phrase  func(tokens ...string) T
	Prefix  func(start string) T
	And, Or func(...T) T
	Without func(yes, no T) T
}

// Fold turns a query into an engine's condition. It is false when the query has no Yes: an index cannot be asked for
// all that lacks a word; use [FoldNode] with q.No and leave those out.
func Fold[T any](q Query, b Builder[T]) (T, bool) {
	if q.Yes.Op == None {
		var zero T
		return zero, false
	}
	yes := FoldNode(q.Yes, b)
	if q.No.Op == None {
		return yes, true
	}
	return b.Without(yes, FoldNode(q.No, b)), true
}

// FoldNode turns one node into an engine's condition; [None] becomes a phrase without words.
func FoldNode[T any](n Node, b Builder[T]) T {
	var parts []T
	for _, child := range n.Nodes {
		parts = append(parts, FoldNode(child, b))
	}
	switch n.Op {
	case Prefix:
		return b.Prefix(n.Tokens[0])
	case And:
		return b.And(parts...)
	case Or:
		return b.Or(parts...)
	case Phrase, None:
	}
	return b.Phrase(n.Tokens...)
}

// ParseQuery reads what a person typed. It never fails: what is no syntax is text.
func ParseQuery(q string) Query {
	if len(q) > MaxQuery {
		q = strings.ToValidUTF8(q[:MaxQuery], "")
	}
	var yes, no []Node
	either := false
	for _, t := range terms(q) {
		if t.or {
			either = len(yes) > 0
			continue
		}
		node := t.node()
		switch {
		case node.Op == None:
			continue
		case t.exclude:
			no = append(no, node)
		case either:
			yes[len(yes)-1] = anyOf(yes[len(yes)-1], node)
		default:
			yes = append(yes, node)
		}
		either = false
	}
	return Query{Yes: group(And, yes), No: group(Or, no)}
}

// term is one piece of a query.
type term struct {
	text                        string
	quoted, exclude, prefix, or bool
}

func terms(q string) []term {
	var out []term
	for len(out) < MaxTerms {
		q = strings.TrimLeftFunc(q, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
		if q == "" {
			break
		}
		var t term
		if rest, ok := strings.CutPrefix(q, "-"); ok && rest != "" && !unicode.IsSpace(rune(rest[0])) && rest[0] != '-' {
			t.exclude, q = true, rest
		}
		if opening := strings.IndexFunc(q, isQuote); opening == 0 {
			t.quoted = true
			t.text, q = cutQuote(q)
		} else {
			end := strings.IndexFunc(q, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) })
			if end < 0 {
				end = len(q)
			}
			t.text, q = q[:end], q[end:]
			t.or = !t.exclude && (t.text == "OR" || t.text == "|" || t.text == "||")
			t.prefix = strings.HasSuffix(t.text, "*")
		}
		out = append(out, t)
	}
	return out
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„«»「」『』＂", r) }

// cutQuote takes a quoted text off; one that is still being typed ends where the query ends.
func cutQuote(q string) (inside, rest string) {
	_, after, _ := strings.Cut(q, string([]rune(q)[0]))
	end := strings.IndexFunc(after, isQuote)
	if end < 0 {
		return after, ""
	}
	closing := []rune(after[end:])[0]
	return after[:end], after[end+len(string(closing)):]
}

func (t term) node() Node {
	var runs []run
	eachRun(t.text, func(w run) bool {
		runs = append(runs, w)
		return len(runs) < MaxTerms
	})
	if t.quoted {
		return exact(runs)
	}
	var nodes []Node
	for i, w := range runs {
		nodes = append(nodes, w.node(t.prefix && i == len(runs)-1))
	}
	return group(And, nodes)
}

// exact asks for the words of all runs in their order and form.
func exact(runs []run) Node {
	var units []unit
	for _, w := range runs {
		units = append(units, w.units...)
	}
	if len(runs) == 1 && runs[0].whole != "" {
		return anyOf(inOrder(units), Node{Op: Phrase, Tokens: []string{runs[0].whole}})
	}
	return inOrder(units)
}

// inOrder asks for the parts one after the other. A lone character of an unspaced script may be half of a pair in the text,
// so where there is one the parts are asked for in any order.
func inOrder(units []unit) Node {
	var tokens []string
	var nodes []Node
	lone := false
	for _, u := range units {
		lone = lone || u.lone()
		tokens = append(tokens, u.tokens...)
		nodes = append(nodes, Node{Op: Phrase, Tokens: u.tokens})
	}
	switch {
	case len(tokens) == 0:
		return Node{}
	case lone && len(units) > 1:
		return group(And, nodes)
	}
	return Node{Op: Phrase, Tokens: tokens}
}

// node asks for one run, in any of the forms under which [Index] keeps it.
func (w run) node(prefix bool) Node {
	last := w.units[len(w.units)-1]
	suffixed := len(w.units) == 1 && w.whole != ""
	switch {
	case suffixed:
		return Node{Op: Phrase, Tokens: []string{w.whole}}
	case prefix && (last.chars == nil || last.lone()):
		return w.beginning(last)
	case len(w.units) == 1 && last.chars == nil:
		return word(last.tokens[0])
	case w.whole == "":
		return inOrder(w.units)
	}
	return anyOf(inOrder(w.units), word(w.whole))
}

// beginning asks for a run of which the last part is still being typed.
func (w run) beginning(last unit) Node {
	node := Node{Op: Prefix, Tokens: last.tokens}
	if len(w.units) == 1 {
		return node
	}
	node = group(And, []Node{inOrder(w.units[:len(w.units)-1]), node})
	if w.whole == "" {
		return node
	}
	return anyOf(node, Node{Op: Prefix, Tokens: []string{w.whole}})
}

// word asks for a word in any of its forms. Every word with the same stem is indexed as that stem, unless it is the stem.
func word(w string) Node {
	s, ok := stem(w)
	if !ok {
		return Node{Op: Phrase, Tokens: []string{w}}
	}
	return anyOf(Node{Op: Phrase, Tokens: []string{s[len(stemMark):]}}, Node{Op: Phrase, Tokens: []string{s}})
}

func group(op Op, nodes []Node) Node {
	switch len(nodes) {
	case 0:
		return Node{}
	case 1:
		return nodes[0]
	}
	return Node{Op: op, Nodes: nodes}
}

// anyOf asks for a or b, without nesting.
func anyOf(a, b Node) Node {
	var nodes []Node
	for _, n := range []Node{a, b} {
		if n.Op == Or {
			nodes = append(nodes, n.Nodes...)
		} else {
			nodes = append(nodes, n)
		}
	}
	return Node{Op: Or, Nodes: nodes}
}

// WordTerm is one unquoted term of a query that another grammar has read: all its words, in any of their forms; a star at
// the end asks for a beginning. It is [None] for a text without a word.
func WordTerm(text string) Node {
	return term{text: clip(text), prefix: strings.HasSuffix(text, "*")}.node()
}

// QuotedTerm is [WordTerm] for a text in quotes: its words in their order and form.
func QuotedTerm(text string) Node { return term{text: clip(text), quoted: true}.node() }

func clip(text string) string {
	if len(text) > MaxQuery {
		return strings.ToValidUTF8(text[:MaxQuery], "")
	}
	return text
}
