package query

import (
	"strings"
	"unicode"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// MaxTerms is the largest count of terms.
const MaxTerms = 32

// Parse reads a query; today is the reader's civil day. It never fails.
func Parse(text string, today day.Date) Query {
	p := &parser{src: []rune(strings.ToValidUTF8(text, "\uFFFD")), today: today}
	e := p.group(-1)
	return Query{Expr: e, Problems: p.problems}
}

type parser struct {
	src      []rune
	at       int
	depth    int
	terms    int
	today    day.Date
	problems []Problem
}

func (p *parser) problem(from, to int, what Problem) {
	what.From, what.To = from, to
	p.problems = append(p.problems, what)
}

// group reads terms up to the end or the parenthesis that closes the group which began at open, or -1.
func (p *parser) group(open int) Expr {
	var all []Expr
	either := false
	for p.more() {
		from := p.at
		if p.src[p.at] == ')' {
			p.at++
			if open >= 0 {
				return join(And, all)
			}
			p.problem(from, p.at, Problem{Err: ErrGroupStray})
			continue
		}
		switch p.joint(len(all) > 0) {
		case Or:
			either = len(all) > 0
			continue
		case And:
			continue
		case None, Text, Cond, Not:
		}
		if p.terms >= MaxTerms {
			p.problem(from, len(p.src), Problem{Err: ErrTooManyTerms})
			p.at = len(p.src)
			break
		}
		e := p.negated()
		switch {
		case e.Op == None:
			continue
		case either:
			all[len(all)-1] = join(Or, []Expr{all[len(all)-1], e})
		default:
			all = append(all, e)
		}
		either = false
	}
	if open >= 0 {
		p.problem(open, open+1, Problem{Err: ErrGroupOpen})
	}
	return join(And, all)
}

// more skips blanks and reports whether something is left.
func (p *parser) more() bool {
	for p.at < len(p.src) && blank(p.src[p.at]) {
		p.at++
	}
	return p.at < len(p.src)
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// joint takes a word that joins terms. One that stands all alone is a word like any other.
func (p *parser) joint(behind bool) Op {
	word := p.bare()
	op := None
	switch strings.ToLower(word) {
	case "or", "|", "||":
		op = Or
	case "and", "&", "&&":
		op = And
	}
	if op == None || !behind && p.lastAt(p.at+len([]rune(word))) {
		return None
	}
	p.at += len([]rune(word))
	return op
}

// lastAt reports whether nothing follows in this group.
func (p *parser) lastAt(at int) bool {
	for at < len(p.src) && blank(p.src[at]) {
		at++
	}
	return at >= len(p.src) || p.src[at] == ')' && p.depth > 0
}

// bare is what stands here up to a blank, a quote or a parenthesis.
func (p *parser) bare() string {
	end := p.at
	for end < len(p.src) && !blank(p.src[end]) && !quote(p.src[end]) && p.src[end] != '(' && p.src[end] != ')' {
		end++
	}
	return string(p.src[p.at:end])
}

// negated reads one term with what turns it round before it.
func (p *parser) negated() Expr {
	turns := 0
	for p.at < len(p.src) {
		c := p.src[p.at]
		if word := p.bare(); strings.EqualFold(word, "not") && !p.lastAt(p.at+3) {
			p.at += 3
			p.more()
			turns++
			continue
		}
		if next := p.at + 1; (c == '-' || c == '!') && next < len(p.src) && !blank(p.src[next]) && p.src[next] != '-' && p.src[next] != '!' && p.src[next] != ')' {
			p.at++
			turns++
			continue
		}
		break
	}
	e := p.term()
	if turns%2 == 1 {
		return negate(e)
	}
	return e
}

// term reads a group, a phrase, an operator or a word.
func (p *parser) term() Expr {
	from := p.at
	switch c := p.src[p.at]; {
	case c == '(':
		p.at++
		p.depth++
		e := p.group(from)
		p.depth--
		return e
	case c == ')':
		return Expr{} // behind a lone "not": the group closes here
	case quote(c):
		p.terms++
		return text(searchtext.QuotedTerm(p.quoted()))
	}
	p.terms++
	if e, ok := p.operator(); ok {
		return e
	}
	word := p.word()
	if e, ok := hashtag(word); ok {
		return e
	}
	return text(searchtext.WordTerm(word))
}

func text(n searchtext.Node) Expr {
	if n.Op == searchtext.None {
		return Expr{}
	}
	return Expr{Op: Text, Text: n}
}

// word takes what stands up to a blank or a quote. A parenthesis that closes a group ends it, one of its own does not.
func (p *parser) word() string {
	from, own := p.at, 0
	for ; p.at < len(p.src); p.at++ {
		switch c := p.src[p.at]; {
		case blank(c), quote(c):
			return string(p.src[from:p.at])
		case c == '(':
			own++
		case c == ')' && own > 0:
			own--
		case c == ')' && p.depth > 0:
			return string(p.src[from:p.at])
		}
	}
	return string(p.src[from:])
}

func quote(r rune) bool { return strings.ContainsRune("\"“”„«»「」『』＂", r) }

// quoted takes a text in quotes; one that is still being typed ends where the query ends.
func (p *parser) quoted() string {
	p.at++
	from := p.at
	for p.at < len(p.src) && !quote(p.src[p.at]) {
		p.at++
	}
	inside := string(p.src[from:p.at])
	if p.at < len(p.src) {
		p.at++
	}
	return inside
}
