package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// example is one of the specification: what is typed, and the HTML it stands for.
type example struct {
	Number   int    `json:"example"`
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
}

func commonMarkExamples(t *testing.T) []example {
	t.Helper()
	raw, err := os.ReadFile("testdata/spec/commonmark.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []example
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 652 {
		t.Fatalf("the specification has 652 examples, not %d", len(list))
	}
	return list
}

// gfmExamples reads a file of goldmark's own form: number, Markdown, HTML, with ruled lines between them.
func gfmExamples(t *testing.T, name string) []example {
	t.Helper()
	raw, err := os.ReadFile("testdata/spec/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []example
	for _, part := range strings.Split(string(raw), "//= = = = = = = = = = = = = = = = = = = = = = = =//") {
		halves := strings.Split(part, "//- - - - - - - - -//\n")
		if len(halves) == 3 {
			src := strings.TrimSuffix(halves[1], "\n")
			if strings.Contains(halves[0], `"enableEscape": true`) {
				src = strings.ReplaceAll(src, `\t`, "\t")
			}
			list = append(list, example{Number: len(list) + 1, Markdown: src, HTML: strings.TrimSpace(halves[2])})
		}
	}
	if len(list) < 4 {
		t.Fatalf("%s has only %d examples", name, len(list))
	}
	return list
}

// bySpecification renders what p reads as the specification writes it: raw HTML raw, and nothing sanitised.
func bySpecification(t *testing.T, p parser.Parser, src string) string {
	t.Helper()
	doc, err := parse(p, src)
	if err != nil {
		t.Fatalf("%.60q: %v", src, err)
	}
	var out bytes.Buffer
	r := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewTaskCheckBoxHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(&ourNodes{}, 600),
		util.Prioritized(html.NewRenderer(html.WithUnsafe(), html.WithXHTML()), 1000),
	))
	if err := r.Render(&out, []byte(src), doc); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// ourNodes renders what no specification knows.
type ourNodes struct{}

func (*ourNodes) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindMath, renderMath)
	reg.Register(kindMathBlock, renderMathBlock)
	reg.Register(kindEntryLink, renderEntryLink)
}

func TestCommonMark_652_of_652(t *testing.T) {
	core := parser.NewParser(commonMark()...)
	right := 0
	for _, e := range commonMarkExamples(t) {
		if got := bySpecification(t, core, e.Markdown); got != e.HTML {
			t.Errorf("example %d: %q\n got %q\nwant %q", e.Number, e.Markdown, got, e.HTML)
			continue
		}
		right++
	}
	t.Logf("%d of 652 examples", right)
}

// otherwise are the examples that an extension reads differently, as GFM itself does.
var otherwise = map[int]string{
	226: "blanks before a line break stay; they show as nothing",
	590: "[[foo]] is a link to an entry",
	608: "GFM autolink", 611: "GFM autolink", 612: "GFM autolink",
	635: "blanks before a line break stay; they show as nothing",
}

// TestCommonMark_extensionsLeaveItAlone reads the same examples with the parser that entries are read with.
func TestCommonMark_extensionsLeaveItAlone(t *testing.T) {
	all := parser.NewParser(append(commonMark(), withoutHeadingIDs()...)...)
	for _, e := range commonMarkExamples(t) {
		got := bySpecification(t, all, e.Markdown)
		if _, known := otherwise[e.Number]; known == (got == e.HTML) {
			t.Errorf("example %d: %q\n got %q\nwant %q", e.Number, e.Markdown, got, e.HTML)
		}
	}
}

// withoutHeadingIDs are the extensions without the last option: the specification's headings have no ids.
func withoutHeadingIDs() []parser.Option {
	list := extensions()
	return list[:len(list)-1]
}

func TestGFM_extensionExamples(t *testing.T) {
	all := parser.NewParser(append(commonMark(), withoutHeadingIDs()...)...)
	for _, name := range []string{"table", "strikethrough", "tasklist", "linkify", "footnote"} {
		for _, e := range gfmExamples(t, name) {
			got := strings.TrimSpace(bySpecification(t, all, e.Markdown))
			got = strings.ReplaceAll(strings.ReplaceAll(got, " />", ">"), "/>", ">")
			want := strings.ReplaceAll(strings.ReplaceAll(e.HTML, " />", ">"), "/>", ">")
			if got != want {
				t.Errorf("%s %d: %q\n got %q\nwant %q", name, e.Number, e.Markdown, got, want)
			}
		}
	}
}

func TestAttack_B01_specificationExamplesAreInert(t *testing.T) {
	if unsafe("<script>x</script>") == "" {
		t.Fatal("the check lets everything pass")
	}
	list := commonMarkExamples(t)
	for _, name := range []string{"table", "strikethrough", "tasklist", "linkify", "footnote"} {
		list = append(list, gfmExamples(t, name)...)
	}
	for _, e := range list {
		out := mustRender(t, e.Markdown)
		if bad := unsafe(out); bad != "" || !sanitised(out) {
			t.Errorf("%q lets %s through: %s", e.Markdown, bad, out)
		}
	}
}
