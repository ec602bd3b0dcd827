package markdown

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestHashtags(t *testing.T) {
	for _, c := range []struct {
		src  string
		want string
	}{
		{"did #go today", "go"},
		{"#first thing", "first"},
		{"nested #go/generics and #go", "go/generics go"},
		{"once #Go twice #go", "Go"},
		{"#größe #日本語 #مرحبا #привет", "größe 日本語 مرحبا привет"},
		{"fixed #123 and #4711", ""},
		{"#2026-goals #v2 #3d", "2026-goals v2 3d"},
		{"end #done.", "done"},
		{"(#paren) [#bracket] \"#quoted\"", "paren bracket quoted"},
		{"#a,#b;#c", "a b c"},
		{"#snake_case #kebab-case", "snake_case kebab-case"},
		{"*#bold* **#strong** ~~#gone~~", "bold strong gone"},
		{"`#code` and\n\n```\n#fenced\n```\n\n    #indented", ""},
		{"# heading #too\n\ntext #yes", "too yes"},
		{"[a #link](http://x.org#frag)", ""},
		{"http://x.org/#frag www.x.org/#frag <http://x.org/#frag>", ""},
		{"mail#tag a#b", ""},
		{"##double ###triple", ""},
		{"#/slash #- #_ #", ""},
		{"#trailing/ #trail-", "trailing trail"},
		{"- [ ] task #todo\n- item #list\n\n> quote #quote", "todo list quote"},
		{"|a|\n|-|\n|#cell|", "cell"},
		{"C# and F# are languages", ""},
		{"#c++ is cut", "c"},
		{"&#35;entity &num;x", ""},
		{"\\#escaped", ""},
		{"#" + strings.Repeat("x", 65), ""},
		{"#a//b", ""},
		{"line\n#starts here", "starts"},
		{"footnote[^1]\n\n[^1]: with #note", "note"},
	} {
		if got := strings.Join(Hashtags(c.src), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
	if n := len(Hashtags(strings.Join(strings.Fields(fill("#a ")), "") + strings.Repeat(" #x", 500))); n > maxHashtags {
		t.Errorf("%d tags", n)
	}
}

func TestTasks(t *testing.T) {
	src := "intro\n\n- [ ] first *thing*\n- [x] second\n  - [X] below #tag\n- not a task\n\n1. [ ] numbered\n\n`- [ ] code`\n\n```\n- [ ] fenced\n```\n"
	want := []Task{{"first thing", false, 3}, {"second", true, 4}, {"below #tag", true, 5}, {"numbered", false, 8}}
	if got := Tasks(src); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := Tasks("a\x00"); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestPlainTextAndTitle(t *testing.T) {
	for _, c := range []struct {
		src         string
		max         int
		text, title string
	}{
		{"# Head *line*\n\nbody `code` [link](http://x.org)", 0, "Head line body code link", "Head line"},
		{"just a line\nand another", 0, "just a line and another", "just a line"},
		{"> quoted\n\n## Later heading", 0, "quoted Later heading", "Later heading"},
		{"```go\nfunc main() {}\n```", 0, "func main() {}", "func main() {}"},
		{"|a|b|\n|-|-|\n|1|2|", 0, "a b 1 2", "a b"},
		{"![alt words](https://x.org/p.png)", 0, "alt words", "alt words"},
		{"one two three four five", 12, "one two…", "one two three four five"},
		{"日本語のとても長い文章です", 6, "日本語のと…", "日本語のとても長い文章です"},
		{"Fixed the test #go #ci/flaky\n\nmore", 0, "Fixed the test #go #ci/flaky more", "Fixed the test"},
		{"# Cold cache #caching", 0, "Cold cache #caching", "Cold cache"},
		{"Closes #123", 0, "Closes #123", "Closes #123"},
		{"#go #ci", 0, "#go #ci", "#go #ci"},
		{"written in C #", 0, "written in C #", "written in C #"},
		{"", 10, "", ""},
		{"note[^1]\n\n[^1]: below", 0, "note below", "note"},
		{"bad \xff byte", 0, "bad \uFFFD byte", "bad \uFFFD byte"},
	} {
		if got := PlainText(c.src, c.max); got != c.text {
			t.Errorf("text of %q: got %q, want %q", c.src, got, c.text)
		}
		if got := Title(c.src); got != c.title {
			t.Errorf("title of %q: got %q, want %q", c.src, got, c.title)
		}
	}
}

func TestPlainTextIsBounded(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		src, limit := rapid.String().Draw(r, "src"), rapid.IntRange(1, 50).Draw(r, "max")
		if got := PlainText(src, limit); utf8.RuneCountInString(got) > limit || !utf8.ValidString(got) {
			r.Fatalf("%q has more than %d characters", got, limit)
		}
	})
}

func TestHighlightCSS(t *testing.T) {
	light, dark := HighlightCSS("", false), HighlightCSS("[data-theme=dark]", true)
	if light == dark || strings.Contains(light, "url(") || strings.Contains(light, "color:}") || strings.Contains(dark, "color:}") {
		t.Errorf("light %s\ndark %s", light, dark)
	}
	for _, line := range strings.Split(strings.TrimSpace(dark), "\n") {
		if !strings.HasPrefix(line, "[data-theme=dark] .chroma .") {
			t.Errorf("a rule escapes its scope: %s", line)
		}
	}
}

func TestEveryLanguageHighlights(t *testing.T) {
	for _, name := range []string{"go", "golang", "js", "javascript", "ts", "typescript", "jsx", "py", "python", "rs", "rust", "c", "cpp", "c++", "c#", "cs", "java", "kt", "swift", "rb", "php", "sql", "sh", "bash", "json", "yaml", "yml", "toml", "html", "css", "scss", "xml", "dockerfile", "makefile", "diff", "ini", "lua", "graphql", "proto", "nix", "zig"} {
		if languages()[name] == nil {
			t.Errorf("%s is not known", name)
			continue
		}
		code := "x = \"a\" 1 // <b>\nif (y) { return 'z' }\n"
		p := newPalette()
		p.deadline = p.deadline.AddDate(1, 0, 0)
		if marked, ok := p.mark(languages()[name], code); !ok || !strings.Contains(marked, "&lt;") {
			t.Errorf("%s: %v %s", name, ok, marked)
		}
	}
}

func TestCompileAgreesWithItsParts(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(r, "pieces"), "")
		all, err := Compile(src)
		html, errRender := Render(src)
		if (err == nil) != (errRender == nil) {
			r.Fatalf("Compile: %v, Render: %v", err, errRender)
		}
		if err != nil {
			return
		}
		if all.HTML != html || all.Title != Title(src) || !reflect.DeepEqual(all.Tasks, Tasks(src)) || !reflect.DeepEqual(all.Hashtags, Hashtags(src)) {
			r.Fatalf("%+v\n%s", all, html)
		}
		if got := strings.Join(strings.Fields(all.Plain), " "); got != PlainText(src, 0) {
			r.Fatalf("plain %q, want %q", got, PlainText(src, 0))
		}
	})
}
