package markdown

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/cputime"
)

// fill repeats unit up to the longest source.
func fill(unit string) string { return strings.Repeat(unit, MaxSource/len(unit)) }

func growing(sign string) string {
	var b strings.Builder
	for n := 1; b.Len()+n+2 < MaxSource; n++ {
		b.WriteString(strings.Repeat(sign, n) + " a")
	}
	return b.String()
}

func lines(format func(n int) string) string {
	var b strings.Builder
	for n := 0; b.Len() < MaxSource-100; n++ {
		b.WriteString(format(n))
	}
	return b.String()[:min(b.Len(), MaxSource)]
}

// bombs are texts of at most 64 KiB that make a Markdown parser slow or its output huge.
func bombs() map[string]string {
	deep := lines(func(n int) string { return strings.Repeat(" ", 2*n) + "- a\n" })
	wide := "|" + strings.Repeat("a|", 64) + "\n|" + strings.Repeat("-|", 64) + "\n"
	return map[string]string{
		"table 2000 columns":          strings.Repeat("a|", 2000) + "\n" + strings.Repeat("-|", 2000) + "\n" + strings.Repeat("|\n", 2000),
		"table in a quote":            "> " + strings.Repeat("a|", 2000) + "\n> " + strings.Repeat("-|", 2000) + "\n" + strings.Repeat("> |\n", 2000),
		"table in a list":             "- " + strings.Repeat("a|", 500) + "\n  " + strings.Repeat("-|", 500) + "\n" + strings.Repeat("  |\n", 9000),
		"table 64 columns, all rows":  (wide + fill("a\n"))[:MaxSource],
		"many tables":                 fill(wide + strings.Repeat("a\n", 300) + "\n"),
		"rows":                        ("a|b\n-|-\n" + fill("a\n"))[:MaxSource],
		"emphasis openers":            fill("*a_"),
		"emphasis closers":            fill("a* b_ "),
		"emphasis mixed":              fill("**x *y __z _w "),
		"strikes":                     fill("~~a ~b"),
		"underscores":                 fill("_a"),
		"quotes":                      fill(">"),
		"quotes with blanks":          fill("> "),
		"quoted lines":                fill(strings.Repeat(">", 90) + "a\n"),
		"lazy quotes":                 strings.Repeat("> ", 99) + fill("a\n")[:60000],
		"lists on a line":             fill("- "),
		"numbers on a line":           fill("1. "),
		"mixed nesting":               fill("> - 1) "),
		"deep list":                   deep,
		"deep list with tabs":         lines(func(n int) string { return strings.Repeat("\t", n) + "- a\n" }),
		"sections of lists":           fill(strings.Repeat("- ", 45) + "a\n"),
		"backticks growing":           growing("`"),
		"tildes growing":              growing("~"),
		"backticks single":            fill("`a``b"),
		"brackets open":               fill("["),
		"brackets closed":             fill("[]"),
		"brackets nested":             strings.Repeat("[", MaxSource/2) + strings.Repeat("]", MaxSource/2),
		"brackets and parens":         fill("[a]("),
		"image openers":               fill("!["),
		"images unclosed":             fill("![a]("),
		"images nested":               strings.Repeat("![", 900) + strings.Repeat("](b)", 900),
		"links nested":                strings.Repeat("[", 900) + "a" + strings.Repeat("](b)", 900),
		"links nested by reference":   strings.Repeat("[", 900) + "a" + strings.Repeat("]", 900) + "\n\n[a]: b",
		"emphasis nested":             strings.Repeat("*a **a ", 900) + strings.Repeat("a** a*", 900),
		"link in link":                fill("[a](b"),
		"labels":                      fill("[a][b]"),
		"definitions":                 lines(func(n int) string { return "[" + strings.Repeat("x", n%20) + "]: y\n" }),
		"definition used often":       "[a]: " + strings.Repeat("u", 30000) + "\n\n" + strings.Repeat("[a]\n\n", 7000),
		"definition used in a block":  "[a]: " + strings.Repeat("u", 60000) + "\n\n" + strings.Repeat("[a]", 1500),
		"title used often":            "[a]: b '" + strings.Repeat("t", 30000) + "'\n\n" + strings.Repeat("[a]\n\n", 7000),
		"definition with open title":  fill("[a]: b 'c\n"),
		"footnotes":                   lines(func(n int) string { return "[^" + strings.Repeat("x", n%90) + "]: a\n" }),
		"footnote used often":         fill("[^1]")[:MaxSource-20] + "\n\n[^1]: a",
		"footnote used in paragraphs": strings.Repeat("a[^1]\n\n", 9000) + "[^1]: a",
		"footnotes in footnotes":      fill("[^1]: [^1]"),
		"autolinks":                   fill("<http:"),
		"addresses":                   fill("http://a.b "),
		"addresses in parens":         fill("(http://a"),
		"mail addresses":              fill("a@b.c "),
		"mail in underscores":         fill("_a@"),
		"www":                         fill("www.a(www."),
		"tags":                        fill("<a b='"),
		"declarations":                fill("<!A"),
		"instructions":                fill("<?"),
		"comments":                    fill("<!--"),
		"entities":                    fill("&amp"),
		"escapes":                     fill("\\*"),
		"hard breaks":                 fill("a\\\n"),
		"headings":                    fill("# a\n"),
		"setext":                      fill("a\n=\n"),
		"fences":                      fill("```\n"),
		"fence never closed":          "```go\n" + fill("/* ")[:60000],
		"slow lexer":                  "```javascript\n" + fill("/a[")[:30000],
		"slow strings":                "```python\n" + fill("f'{'")[:30000],
		"slow bash":                   "```bash\n" + fill("$((")[:30000],
		"slow css":                    "```css\n" + fill("a{b:")[:30000],
		"tasks":                       fill("- [ ] "),
		"task lines":                  fill("- [ ] a\n"),
		"rules":                       fill("---\n"),
		"blank":                       fill("\n"),
		"tabs":                        fill("\t"),
		"one word":                    fill("a"),
		"hashes":                      fill("#a "),
		"exclamations":                fill("!"),
		"parens":                      fill("("),
		"combining marks":             fill("e\u0301"),
		"tomatoes":                    fill("🍅"),
	}
}

// slowest is the processor time that one bomb may take; the aim is 250 ms.
const slowest = 3 * time.Second

func TestAttack_B03_bombs(t *testing.T) {
	if _, err := Render("| honest | table |\n|---|---|\n" + strings.Repeat("| 1 | 2 |\n", 500)); err != nil {
		t.Fatalf("an honest table of 500 rows is refused: %v", err)
	}
	for name, src := range bombs() {
		if len(src) > MaxSource {
			t.Errorf("%s: the bomb itself is too long: %d bytes", name, len(src))
		}
		start := cputime.Used(t)
		out, err := Render(src)
		took := cputime.Used(t) - start
		if err != nil && !errors.Is(err, ErrTooComplex) {
			t.Errorf("%s: %v", name, err)
		}
		if len(out) > 8<<20 {
			t.Errorf("%s: %d bytes of HTML", name, len(out))
		}
		if took > slowest {
			t.Errorf("%s took %s", name, took)
		}
		t.Logf("%-28s %8s %8d bytes, refused: %v", name, took.Round(100*time.Microsecond), len(out), err != nil)
	}
	if got := mustRender(t, "still *alive*"); got != "<p>still <em>alive</em></p>\n" {
		t.Errorf("after the bombs: %s", got)
	}
}

func TestBombsDoNotSlowTheOtherDoors(t *testing.T) {
	for name, src := range bombs() {
		start := cputime.Used(t)
		Tasks(src)
		Hashtags(src)
		PlainText(src, 200)
		Title(src)
		if took := cputime.Used(t) - start; took > 2*slowest {
			t.Errorf("%s took %s", name, took)
		}
	}
}
