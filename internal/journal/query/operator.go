package query

import (
	"strings"
	"unicode"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// operators read the value behind their name.
var operators = map[string]func(p *parser, value string) (Condition, *errs.Error){
	"kind":    func(_ *parser, v string) (Condition, *errs.Error) { return kinds(v) },
	"tag":     func(_ *parser, v string) (Condition, *errs.Error) { return tagged(v) },
	"mood":    func(_ *parser, v string) (Condition, *errs.Error) { return scale(Mood, v) },
	"energy":  func(_ *parser, v string) (Condition, *errs.Error) { return scale(Energy, v) },
	"minutes": func(_ *parser, v string) (Condition, *errs.Error) { return minutes(v) },
	"has":     func(_ *parser, v string) (Condition, *errs.Error) { return has(v) },
	"is":      func(_ *parser, v string) (Condition, *errs.Error) { return is(v) },
	"source":  func(_ *parser, v string) (Condition, *errs.Error) { return source(v) },
	"on":      func(p *parser, v string) (Condition, *errs.Error) { return p.on(v) },
	"after":   func(p *parser, v string) (Condition, *errs.Error) { return p.after(v) },
	"before":  func(p *parser, v string) (Condition, *errs.Error) { return p.before(v) },
	"age":     func(p *parser, v string) (Condition, *errs.Error) { return p.age(v) },
}

// operator reads name:value; false when none stands here. A name that there is not is told about and stays text,
// unless it rather is an address, a path of a program or the beginning of a commit message.
func (p *parser) operator() (Expr, bool) {
	from, colon := p.at, p.at
	for colon < len(p.src) && letter(p.src[colon]) {
		colon++
	}
	if colon == from || colon >= len(p.src) || p.src[colon] != ':' {
		return Expr{}, false
	}
	read, known := operators[strings.ToLower(string(p.src[from:colon]))]
	behind := colon + 1
	if !known {
		if behind < len(p.src) && !blank(p.src[behind]) && !strings.ContainsRune(`:/\)`, p.src[behind]) {
			p.problem(from, behind, Problem{Err: ErrOperatorUnknown})
		}
		return Expr{}, false
	}
	p.at = behind
	value := p.value()
	if strings.TrimSpace(value) == "" {
		p.problem(from, p.at, Problem{Err: ErrValueMissing, Blocking: true})
		return Expr{}, true
	}
	c, problem := read(p, strings.TrimSpace(value))
	if problem != nil {
		p.problem(from, p.at, Problem{Err: problem, Blocking: true})
		return Expr{}, true
	}
	return condition(c), true
}

func condition(c Condition) Expr { return Expr{Op: Cond, Cond: c} }

func letter(r rune) bool { return r <= unicode.MaxASCII && unicode.IsLetter(r) }

// value takes what stands behind the colon, in quotes or not.
func (p *parser) value() string {
	if p.at < len(p.src) && quote(p.src[p.at]) {
		return p.quoted()
	}
	return p.word()
}

// hashtag reads #tag. A number alone is text: people look for their issues by it.
func hashtag(word string) (Expr, bool) {
	name, ok := strings.CutPrefix(word, "#")
	if !ok || !strings.ContainsFunc(name, unicode.IsLetter) {
		return Expr{}, false
	}
	key, err := tags.Key(name)
	if err != nil {
		return Expr{}, false
	}
	return condition(Condition{Tags: []string{key}}), true
}

// each reads values with commas between them, of which one is enough.
func each[T any](value string, wrong *errs.Error, read func(string) (T, bool)) ([]T, *errs.Error) {
	var out []T
	for one := range strings.SplitSeq(value, ",") {
		v, ok := read(strings.TrimSpace(one))
		if !ok {
			return nil, wrong
		}
		out = append(out, v)
	}
	return out, nil
}

func kinds(value string) (c Condition, wrong *errs.Error) {
	c.Kinds, wrong = each(value, ErrKindUnknown, func(s string) (journal.Kind, bool) {
		k := journal.Kind(strings.ToLower(s))
		return k, k.Valid()
	})
	return c, wrong
}

func source(value string) (c Condition, wrong *errs.Error) {
	c.Sources, wrong = each(value, ErrSourceUnknown, func(s string) (journal.EntrySource, bool) {
		k := journal.EntrySource(strings.ToLower(s))
		return k, k.Valid()
	})
	return c, wrong
}

func tagged(value string) (c Condition, wrong *errs.Error) {
	c.Tags, wrong = each(value, ErrTagInvalid, func(s string) (string, bool) {
		key, err := tags.Key(strings.Join(strings.Fields(s), "-"))
		return key, err == nil
	})
	return c, wrong
}

// has asks for what the text or the facts of an entry hold.
func has(value string) (Condition, *errs.Error) {
	v := strings.TrimSuffix(strings.ToLower(value), "s")
	if token, ok := features[v]; ok {
		return Condition{HasToken: token}, nil
	}
	for _, f := range []Field{Mood, Energy, Minutes, Tag, Task} {
		if strings.TrimSuffix(string(f), "s") == v {
			return Condition{Present: f}, nil
		}
	}
	return Condition{}, ErrHasUnknown
}

func is(value string) (Condition, *errs.Error) {
	v := strings.ToLower(value)
	switch Flag(v) {
	case FlagDraft, FlagLate, FlagEdited:
		return Condition{Flag: Flag(v)}, nil
	case "shared":
		return Condition{Levels: []audience.Level{audience.Followers, audience.Team, audience.Unlisted, audience.Public}}, nil
	}
	if level := audience.Level(v); level.Valid() {
		return Condition{Levels: []audience.Level{level}}, nil
	}
	return Condition{}, ErrIsUnknown
}
