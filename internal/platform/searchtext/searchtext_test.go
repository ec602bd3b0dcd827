package searchtext

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// matches is a small engine: it looks for conditions in a list of tokens, as the databases do in their index.
func matches(tokens []string, q Query) bool {
	type found = func([]string) bool
	all := func(parts ...found) found {
		return func(t []string) bool {
			return !slices.ContainsFunc(parts, func(p found) bool { return !p(t) })
		}
	}
	builder := Builder[found]{
		Phrase: func(words ...string) found {
			return func(t []string) bool {
				for i := range t {
					if len(words) > 0 && i+len(words) <= len(t) && slices.Equal(t[i:i+len(words)], words) {
						return true
					}
				}
				return false
			}
		},
		Prefix: func(start string) found {
			return func(t []string) bool {
				return slices.ContainsFunc(t, func(s string) bool { return strings.HasPrefix(s, start) })
			}
		},
		And: all,
		Or: func(parts ...found) found {
			return func(t []string) bool { return slices.ContainsFunc(parts, func(p found) bool { return p(t) }) }
		},
		Without: func(yes, no found) found { return func(t []string) bool { return yes(t) && !no(t) } },
	}
	condition, ok := Fold(q, builder)
	if !ok {
		return q.OnlyExcludes() && !FoldNode(q.No, builder)(tokens)
	}
	return condition(tokens)
}

// hits are texts and, for each, queries that find it and queries that do not.
var hits = []struct {
	text    string
	yes, no []string
}{
	{
		"Fixed the flaky test in CI",
		[]string{"flaky", "FLAKY test", "fix", "fixes", "fixing", "tests", "ci", "test flaky", "\"flaky test\"", "fla*", "flaky -green", "red OR flaky"},
		[]string{"lak", "\"test flaky\"", "flaky -ci", "flaky -\"in CI\"", "green OR red", "\"fixes\"", "tes", "flakyness2"},
	},
	{"Running runs ran", []string{"run", "runs", "running", "\"running runs\""}, []string{"\"run\"", "runner"}},
	{"Connections to PostgreSQL were dropped", []string{"connection", "connect", "postgresql", "PostgreSQL", "postgre sql", "drop", "postgre*"}, []string{"mysql", "\"connections dropped\""}},
	{"func parseHTTPRequest(r *http.Request) error", []string{"parseHTTPRequest", "parsehttprequest", "http", "request", "parse", "httprequest", "http.Request", "http_request", "error", "parseHTTPReq*"}, []string{"response", "requested9"}},
	{"set MAX_OPEN_CONNS and max-idle-conns", []string{"max_open_conns", "MAX_OPEN_CONNS", "open", "conns", "maxOpenConns", "max-idle-conns", "max_idle_conns", "\"max open conns\"", "idle"}, []string{"openconns9"}},
	{"see internal/platform/db/fulltext.go:42", []string{"fulltext.go", "platform/db", "internal", "42", "db/fulltext", "fulltext"}, []string{"platform/fulltext", "43"}},
	{"std::vector<int> and Foo::bar", []string{"std::vector", "vector", "foo::bar", "FooBar", "\"foo bar\""}, []string{"std::list"}},
	{"wrote C++ and C# and F# and Go", []string{"c++", "C#", "f#", "go", "c"}, []string{"f++", "d#", "g++"}},
	{"upgraded to v1.26.3 on 2026-11-22", []string{"v1.26.3", "2026-11-22", "2026", "v1.26"}, []string{"1.27", "2026-11-23", "\"2026 22\""}},
	{"UTF-8 and base64 and sha256", []string{"utf8", "utf-8", "UTF_8", "base64", "sha256", "sha*"}, []string{"utf16"}},
	{"didn't work; it's John's naïve café", []string{"didn't", "didnt", "didn’t", "john", "johns", "naive", "cafe", "café", "CAFÉ", "naïve"}, []string{"cafeteria"}},
	{"Größe der Straße in Zürich", []string{"grosse", "größe", "GRÖSSE", "strasse", "Straße", "zurich", "zürich"}, []string{"gross*x", "stras"}},
	{"İstanbul'da ışık ve ISPARTA", []string{"istanbul", "İSTANBUL", "ıstanbul", "isik", "ışık", "IŞIK", "isparta", "ısparta"}, []string{"ankara"}},
	{"Łódź, smørrebrød, Ærø, œuvre, þing", []string{"lodz", "łódź", "smorrebrod", "aero", "oeuvre", "thing"}, []string{"lod"}},
	{"Ἀθῆναι καὶ ΟΔΟΣ", []string{"αθηναι", "Αθήναι", "οδος", "οδός", "ΟΔΟΣ"}, []string{"αθηνα"}},
	{"Ёлка и Йод", []string{"елка", "ёлка", "ЁЛКА", "йод", "иод"}, []string{"ёл"}},
	{"الكِتَابُ الأَوَّل في المدرســة", []string{"الكتاب", "الأول", "الاول", "المدرسة", "المدرسه", "\"الكتاب الاول\""}, []string{"كتاب", "مدرس"}},
	{"شَلוֹם שָׁלוֹם", []string{"שלום", "שָׁלוֹם"}, []string{"של"}},
	{"رقم ١٢٣ و ४५", []string{"123", "١٢٣", "45"}, []string{"12"}},
	{"今日は東京都で働いた", []string{"東京", "京都", "東京都", "今日", "働", "東", "働いた", "東京*", "\"東京都\"", "東*"}, []string{"大阪", "都東", "京東", "東都"}},
	{"我在北京学习编程语言", []string{"北京", "学习", "编程语言", "语言", "京", "我", "北京 编程"}, []string{"上海", "程编", "\"北京 编程\""}},
	{"학교에서 공부했다", []string{"학교", "학교에서", "공부", "공"}, []string{"대학"}},
	{"カタカナとｶﾀｶﾅ サーバー", []string{"カタカナ", "ｶﾀｶﾅ", "サーバー", "バー"}, []string{"ひらがな"}},
	{"วันนี้เขียนโปรแกรมภาษาโก", []string{"เขียน", "โปรแกรม", "ภาษา", "วันนี้"}, []string{"อ่าน"}},
	{"ភាសាខ្មែរ និង ພາສາລາວ နှင့် မြန်မာ", []string{"ខ្មែរ", "ភាសា", "ລາວ", "မြန်မာ"}, []string{"ไทย"}},
	{"Go语言 and 第3章 iPhone手机", []string{"go语言", "语言", "Go语", "第3章", "章", "iphone", "手机", "iPhone手机", "go"}, []string{"第4章", "android"}},
	{"हिन्दी में लिखा", []string{"हिन्दी", "लिखा"}, []string{"हिन्द"}},
	{"ＡＢＣ ﬁle ①", []string{"abc", "ABC", "file", "1", "ＡＢＣ"}, []string{"ab"}},
	{"shipped 🍅 and 👍🏽 today", []string{"🍅", "👍", "👍🏿", "shipped 🍅"}, []string{"🥒"}},
	{"e\u0301cole l'école", []string{"ecole", "école", "l'ecole", "\"l'école\""}, []string{"eco"}},
	{"mail ada@example.org or https://example.org/a?b=c#d", []string{"ada@example.org", "example.org", "ada", "https", "example"}, []string{"bob@example.org"}},
	{"API keys, the APIs and IDs", []string{"api", "apis", "API", "id", "ids", "key"}, []string{"apiary"}},
	{"snake_case camelCase kebab-case SCREAMING_CASE", []string{"snakeCase", "camel_case", "kebabCase", "screaming_case", "screamingcase", "case", "\"camel case\""}, []string{"snake_camel"}},
	{"one two three", []string{"one three", "one OR nine", "nine OR one", "one -nine", "-nine", "one | nine", "\"one two", "“two three”", "one \"two three\"", "ONE"}, []string{"one nine", "-two", "\"one three\"", "one OR nine -two", "one two -three", "nine"}},
	{"don't say -word or OR", []string{"word", "\"or OR\"", "say"}, []string{"-word", "-say"}},
	{"x", []string{"x", "X", "x*"}, []string{"y"}},
}

func TestHits(t *testing.T) {
	pairs := 0
	for _, h := range hits {
		tokens := Index(h.text)
		for _, q := range h.yes {
			if pairs++; !matches(tokens, ParseQuery(q)) {
				t.Errorf("%q does not find %q\n%+v\n%q", q, h.text, ParseQuery(q), tokens)
			}
		}
		for _, q := range h.no {
			if pairs++; matches(tokens, ParseQuery(q)) {
				t.Errorf("%q finds %q\n%+v\n%q", q, h.text, ParseQuery(q), tokens)
			}
		}
	}
	if pairs < 200 {
		t.Errorf("only %d pairs", pairs)
	}
}

func TestEmptyQueries(t *testing.T) {
	for _, q := range []string{"", " ", "\"\"", "-", "--", "*", "OR", "OR OR", "|", "...", "\x00", "\"", "-\"\"", "'", "\u200d", "!!! ???", "\xff\xfe"} {
		if got := ParseQuery(q); !got.Empty() {
			t.Errorf("%q asks for %+v", q, got)
		}
	}
	if q := ParseQuery("-draft"); !q.OnlyExcludes() || q.Empty() {
		t.Errorf("got %+v", q)
	}
}

func TestSyntax(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"a b", "(a & b)"},
		{"a b OR c d", "(a & (b | c) & d)"},
		{"a OR b OR c", "(a | b | c)"},
		{"a -b -c", "a !(b | c)"},
		{"\"a b\"", "a.b"},
		{"-\"a b\" c", "c !a.b"},
		{"fo*", "fo*"},
		{"foo_ba*", "((foo & ba*) | fooba*)"},
		{"foo_bar", "(foo.bar | foobar | 0foobar)"},
		{"a \"b c", "(a & b.c)"},
		{"OR a", "a"},
		{"a OR", "a"},
		{"a OR -b", "a !b"},
		{"a,b", "(a & b)"},
		{"東京都", "東京.京都"},
		{"a--b", "(a & b)"},
	} {
		q := ParseQuery(c.query)
		got := show(q.Yes)
		if q.No.Op != None {
			got += " !" + show(q.No)
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.query, got, c.want)
		}
	}
}

func show(n Node) string {
	return FoldNode(n, Builder[string]{
		Phrase: func(words ...string) string { return strings.Join(words, ".") },
		Prefix: func(start string) string { return start + "*" },
		And:    func(parts ...string) string { return "(" + strings.Join(parts, " & ") + ")" },
		Or:     func(parts ...string) string { return "(" + strings.Join(parts, " | ") + ")" },
	})
}

func TestBounds(t *testing.T) {
	for name, text := range map[string]string{
		"words": strings.Repeat("a ", 1<<17), "distinct": distinctWords(60000), "chinese": strings.Repeat("编程语言", 1<<14), "one word": strings.Repeat("x", 1<<20),
		"connected": strings.Repeat("a_", 1<<17), "humps": strings.Repeat("aB", 1<<17), "marks": "e" + strings.Repeat("\u0301", 1<<17), "symbols": strings.Repeat("🍅", 1<<15), "thai": strings.Repeat("ก", 1<<17),
	} {
		tokens := Index(text)
		if len(tokens) > MaxTokens || len(tokens) == 0 {
			t.Errorf("%s: %d tokens", name, len(tokens))
		}
		for _, token := range tokens {
			if utf8.RuneCountInString(token) > 3*maxWord {
				t.Errorf("%s: a token of %d bytes", name, len(token))
				break
			}
		}
	}
	if n := terms(strings.Repeat("a ", 400)); len(n) > MaxTerms {
		t.Errorf("%d terms", len(n))
	}
	if got := ParseQuery(strings.Repeat("编", MaxQuery)); got.Empty() {
		t.Error("a long query asks for nothing")
	}
	full := strings.Repeat("编程语言", 1<<16/12)
	if !matches(Index("title", full+"末尾"), ParseQuery("末尾")) {
		t.Error("the end of a text of 64 KiB is not found")
	}
}

func distinctWords(n int) string {
	var b strings.Builder
	for i := range n {
		for _, c := range []int{i / 676 % 26, i / 26 % 26, i % 26} {
			b.WriteByte(byte('a' + c))
		}
		b.WriteString("ing ")
	}
	return b.String()
}

func TestEveryWordFindsItsText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringN(1, 60, -1).Draw(r, "text")
		tokens := Index(text)
		for _, word := range strings.Fields(text) {
			word = strings.TrimLeft(strings.Map(func(c rune) rune {
				if isQuote(c) || c == '*' || c == '|' {
					return ' '
				}
				return c
			}, word), "-")
			for _, q := range strings.Fields(word) {
				q = strings.TrimLeft(q, "-")
				if parsed := ParseQuery(q); q != "OR" && !parsed.Empty() && !matches(tokens, parsed) {
					r.Fatalf("%q does not find %q: %+v %q", q, text, parsed, tokens)
				}
			}
		}
	})
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("some words before it ", 20) + "the flaky <test> was fixed " + strings.Repeat("and words after it ", 20)
	for _, c := range []struct {
		text, query string
		width       int
		want        string
	}{
		{"Fixed the flaky test", "flaky fix", 80, "<mark>Fixed</mark> the <mark>flaky</mark> test"},
		{"nothing here", "flaky", 80, "nothing here"},
		{"a <b> & c", "c", 80, "a &lt;b&gt; &amp; <mark>c</mark>"},
		{long, "flaky", 40, "…it the <mark>flaky</mark> &lt;test&gt; was fixed and words…"},
		{"今日は東京都で働いた", "東京", 80, "今日は<mark>東京</mark>都で働いた"},
		{"parseHTTPRequest now", "http", 80, "parse<mark>HTTP</mark>Request now"},
		{"parseHTTPRequest now", "parsehttprequest", 80, "<mark>parseHTTPRequest</mark> now"},
		{"Größe", "gros*", 80, "<mark>Größe</mark>"},
		{"", "x", 10, ""},
	} {
		if got := Mark(Snippet(c.text, ParseQuery(c.query), c.width)); got != c.want {
			t.Errorf("%q in %.30q:\n got %s\nwant %s", c.query, c.text, got, c.want)
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, h := range hits {
		for _, q := range append(h.yes, h.no...) {
			f.Add(q, h.text)
		}
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		q := ParseQuery(query)
		tokens := Index(text)
		matches(tokens, q)
		var shown strings.Builder
		for _, s := range Snippet(text, q, 50) {
			shown.WriteString(s.Text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(shown.String()) {
			t.Errorf("a character is cut in %q", shown.String())
		}
		if len(tokens) > MaxTokens || slices.Contains(tokens, "") {
			t.Errorf("%d tokens of %q", len(tokens), text)
		}
	})
}
