package query_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/errs"
)

const today = "2026-11-22"

// TestProblems: what is wrong, and exactly where, in characters.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		text     string
		err      *errs.Error
		at       string // the words in question
		blocking bool
	}{
		{"über kind:dnoe test", query.ErrKindUnknown, "kind:dnoe", true},
		{"東京 mood:9", query.ErrScaleInvalid, "mood:9", true},
		{"mood:>", query.ErrScaleInvalid, "mood:>", true},
		{"a minutes:soon b", query.ErrMinutesInvalid, "minutes:soon", true},
		{"has:bugs", query.ErrHasUnknown, "has:bugs", true},
		{"is:secret", query.ErrIsUnknown, "is:secret", true},
		{"source:fax", query.ErrSourceUnknown, "source:fax", true},
		{`x tag:"a/" y`, query.ErrTagInvalid, `tag:"a/"`, true},
		{"on:2026-02-30", query.ErrDateInvalid, "on:2026-02-30", true},
		{"on:..", query.ErrDateInvalid, "on:..", true},
		{"after:tomorrowish", query.ErrDateInvalid, "after:tomorrowish", true},
		{"age:7", query.ErrAgeInvalid, "age:7", true},
		{"age:<99999y", query.ErrAgeInvalid, "age:<99999y", true},
		{"🍅 kind:", query.ErrValueMissing, "kind:", true},
		{"(kind: )", query.ErrValueMissing, "kind:", true},
		{"project:tamatar", query.ErrOperatorUnknown, "project:", false},
		{"(a b", query.ErrGroupOpen, "(", false},
		{"ab) c", query.ErrGroupStray, "", false},
		{"a ) c", query.ErrGroupStray, ")", false},
		{strings.Repeat("a ", 32) + "b c", query.ErrTooManyTerms, "b c", false},
	} {
		q := query.Parse(c.text, today)
		if c.at == "" { // a parenthesis that belongs to its word
			if len(q.Problems) != 0 {
				t.Errorf("%q: %+v", c.text, q.Problems)
			}
			continue
		}
		if len(q.Problems) != 1 {
			t.Errorf("%q: %+v", c.text, q.Problems)
			continue
		}
		p := q.Problems[0]
		if got := string([]rune(c.text)[p.From:p.To]); p.Err != c.err || got != c.at || p.Blocking != c.blocking || q.Blocked() != c.blocking {
			t.Errorf("%q: %v at %q, blocking %v", c.text, p.Err, got, p.Blocking)
		}
	}
}

// TestNoProblem: what people paste is no operator.
func TestNoProblem(t *testing.T) {
	for _, text := range []string{
		"", " ", "https://example.org/a?b=c", "std::vector", "fix: the build", "feat(web): a page", "12:30", `C:\temp`, "not", "or", "a or", "why not", "f(x)", "(f(x) g())",
		"kind:done,learned", "mood:2..4", "minutes:1h30m..", "age:7d", "on:today", "on:2026", "#123", "KIND:Done", "is:shared", "has:links", "on:..2026-03",
	} {
		if q := query.Parse(text, today); len(q.Problems) != 0 {
			t.Errorf("%q: %+v", text, q.Problems)
		}
	}
}

// FuzzParse: every text is a query, and a problem stands inside of the text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`a -b "c d" OR (e !f not g) kind:done`, "tag:\"x y\" mood:>=3 age:<7d", "((((", "))))", "-(", "not not a", "\xff\x00:", "#a/b on:2026..", "kind:)", strings.Repeat("(a or ", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		q := query.Parse(s, today)
		n := utf8.RuneCountInString(strings.ToValidUTF8(s, "\uFFFD"))
		for _, p := range q.Problems {
			if p.From < 0 || p.From >= p.To || p.To > n || p.Err == nil {
				t.Fatalf("%q: %+v of %d", s, p, n)
			}
		}
		if leaves(q.Expr) > query.MaxTerms {
			t.Fatalf("%q has %d terms", s, leaves(q.Expr))
		}
		q.Words()
	})
}

func leaves(e query.Expr) int {
	if len(e.Parts) == 0 && e.Op != query.None {
		return 1
	}
	n := 0
	for _, p := range e.Parts {
		n += leaves(p)
	}
	return n
}
