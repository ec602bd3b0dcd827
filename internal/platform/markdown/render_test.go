package markdown

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/errs"
)

func mustRender(t *testing.T, src string) string {
	t.Helper()
	out, err := Render(src)
	if err != nil {
		t.Fatalf("%.60q: %v", src, err)
	}
	return out
}

func TestRender(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"empty", "", ""},
		{"paragraph", "one *two* **three** ~~four~~", "<p>one <em>two</em> <strong>three</strong> <del>four</del></p>\n"},
		{"link", "[a](https://x.org/?a=1&b=2)", `<p><a href="https://x.org/?a=1&amp;b=2" rel="nofollow noreferrer noopener">a</a></p>` + "\n"},
		{"bare address", "see www.x.org.", `<p>see <a href="http://www.x.org" rel="nofollow noreferrer noopener">www.x.org</a>.</p>` + "\n"},
		{"mail", "<a@x.org>", `<p><a href="mailto:a@x.org" rel="nofollow noreferrer noopener">a@x.org</a></p>` + "\n"},
		{"own file", "![a \"b\"](/files/ab/c.png)", `<p><img src="/files/ab/c.png" alt="a &#34;b&#34;" loading="lazy" decoding="async"></p>` + "\n"},
		{"raw HTML is text", "a <b>bold</b> Vec<T>", "<p>a &lt;b&gt;bold&lt;/b&gt; Vec&lt;T&gt;</p>\n"},
		{"HTML block is text", "<div>\n*x*\n</div>", "<pre class=\"chroma\"><code class=\"language-html\">&lt;div&gt;\n*x*\n&lt;/div&gt;</code></pre>\n"},
		{"comment is text", "a <!-- note -->", "<p>a &lt;!-- note --&gt;</p>\n"},
		{"table with a bar in code", "|a|\n|-|\n|`x\\|y`|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>x|y</code></td>\n</tr>\n</tbody>\n</table>\n"},
		{"table", "|a|b|\n|:-:|-|\n|1|2|", "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\">1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"},
		{"task", "- [x] ship *it*", "<ul>\n<li><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"ship it\"> ship <em>it</em></li>\n</ul>\n"},
		{"code", "```go\nreturn nil // why\n```", "<pre class=\"chroma\"><code class=\"language-go\"><span class=\"k\">return</span> <span class=\"kc\">nil</span> <span class=\"c\">// why</span>\n</code></pre>\n"},
		{"unknown language", "```klingon\nQapla' <b>\n```", "<pre class=\"chroma\"><code class=\"language-klingon\">Qapla' &lt;b&gt;\n</code></pre>\n"},
		{"hostile language", "```\"><script>\nx\n```", "<pre class=\"chroma\"><code>x\n</code></pre>\n"},
		{"ordered from", "7. a\n8. b", "<ol start=\"7\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
		{"windows line ends", "a\r\n\r\nb\r\n", "<p>a</p>\n<p>b</p>\n"},
		{"right to left", "مرحبا **بكم**", "<p>مرحبا <strong>بكم</strong></p>\n"},
	} {
		if got := mustRender(t, c.src); got != c.want && strings.ReplaceAll(got, "&#39;", "'") != strings.ReplaceAll(c.want, "&#34;", "&#34;") {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestHeadingIDsDoNotClobber(t *testing.T) {
	got := mustRender(t, "# login\n\n# login\n\n# 世界\n\n# !!!\n")
	prefix := idPrefix("# login\n\n# login\n\n# 世界\n\n# !!!\n")
	for _, want := range []string{`id="` + prefix + `login"`, `id="` + prefix + `login-1"`, `id="` + prefix + `世界"`, `id="` + prefix + `heading"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
	if other := mustRender(t, "# login"); strings.Contains(other, prefix) {
		t.Error("two texts share their ids")
	}
}

func TestFootnotes(t *testing.T) {
	got := mustRender(t, "one[^n] two[^n]\n\n[^n]: the note")
	for _, want := range []string{"-fnref:1\"", "-fnref1:1\"", `href="#u`, `class="footnote-ref"`, "the note", `role="doc-endnotes"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      error
	}{
		{"too long", strings.Repeat("a", MaxSource+1), ErrTooLong},
		{"a megabyte", strings.Repeat("words and words ", 1<<16), ErrTooLong},
		{"NUL", "a\x00b", ErrInvalidText},
		{"not UTF-8", "caf\xe9", ErrInvalidText},
		{"half a character", "\xf0\x9f\x8d", ErrInvalidText},
		{"surrogate", "\xed\xa0\x80", ErrInvalidText},
	} {
		out, err := Render(c.src)
		var e *errs.Error
		if out != "" || !errors.Is(err, c.want) || !errors.As(err, &e) || e.Kind != errs.Invalid || !strings.HasSuffix(e.Public, ".") {
			t.Errorf("%s: got %d bytes, %v", c.name, len(out), err)
		}
	}
	if _, err := Render(strings.Repeat("word ", MaxSource/5)); err != nil {
		t.Errorf("the longest text: %v", err)
	}
}

// allowed is the allowlist once more, written apart from the policy, so that a slip in one is seen in the other.
var allowed = map[string]string{
	"p": "class", "br": "", "hr": "", "em": "", "strong": "", "del": "", "blockquote": "", "ul": "", "ol": "start", "li": "id", "pre": "class",
	"code": "class", "span": "class", "table": "", "thead": "", "tbody": "", "tr": "", "th": "align", "td": "align", "sup": "id", "div": "class role",
	"h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "a": "href title rel class role",
	"img": "src alt loading decoding", "input": "type disabled checked aria-label",
}

// unsafe names the first thing in out that must not be there, or is empty.
func unsafe(out string) string {
	for z := html.NewTokenizer(strings.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.CommentToken, html.DoctypeToken:
			return "comment"
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attributes, ok := allowed[token.Data]
			if !ok {
				return "<" + token.Data + ">"
			}
			for _, a := range token.Attr {
				if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
					return token.Data + " " + a.Key
				}
				if bad := unsafeTarget(token.Data, a); bad != "" {
					return bad
				}
			}
		}
	}
}

func unsafeTarget(element string, a html.Attribute) string {
	value := strings.ToLower(a.Val)
	switch {
	case a.Key == "src" && !strings.HasPrefix(value, "/files/"):
		return element + " src " + value
	case a.Key == "href" && strings.Contains(strings.FieldsFunc("."+value, func(r rune) bool { return strings.ContainsRune("/?#", r) })[0], ":") &&
		!strings.HasPrefix(value, "http:") && !strings.HasPrefix(value, "https:") && !strings.HasPrefix(value, "mailto:"):
		return element + " href " + value
	}
	return ""
}

// vectors are the ways in that comparable systems had.
var vectors = []string{
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=javascript:alert(1)>",
	"[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java\tscript:alert(1))", "[a](java&#x0A;script:alert(1))", "[a](&#106;avascript:alert(1))",
	"[a](data:text/html;base64,PHNjcmlwdD4=)", "[a](vbscript:x)", "[a](file:///etc/passwd)", "<javascript:alert(1)>", "<data:text/html,x>",
	"![a](javascript:alert(1))", "![a\" onerror=\"alert(1)](/files/x.png)", "![a](/files/x.png \"t\\\" onerror=alert(1)\")", "![x](/files/../../etc/passwd)",
	"![x](//tracker.example/1.png)", "![x](/\\tracker.example/1.png)", "![x](/files//tracker.example/1.png)", "![x](https://t.example/files/a.png)", "![x](data:image/svg+xml,<svg>)",
	"[a]: javascript:alert(1)\n\n[a]", "[a](https://x.org \"\\\" onmouseover=alert(1)\")", "[a](<https://x.org\" onclick=alert(1)>)",
	"`<script>`", "```\n</code></pre><script>alert(1)</script>\n```", "```html\n<script>alert(1)</script>\n```", "```js\n\"</script><img src=x onerror=y>\"\n```",
	"# <img src=x onerror=alert(1)>", "# \" onmouseover=\"x", "| <img src=x onerror=y> |\n|-|\n| <script> |", "[^\"><script>]\n\n[^\"><script>]: x", "- [x] \"><script>alert(1)</script>",
	"<a href=\"https://x.org\" style=\"position:fixed\">x</a>", "<form action=/logout><button>", "<style>*{display:none}</style>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<script>]]>", "<?php echo 1 ?>", "&lt;script&gt;alert(1)&lt;/script&gt;",
	"www.x.org/\"onmouseover=alert(1)", "https://x.org/<script>", "x@y.z\"onclick=alert(1)", "\u202e<script>", "<\u0000script>", "{{constructor.constructor('x')()}}",
	"$\\href{javascript:alert(1)}{x}$", "$</code><script>alert(1)</script>$", "$$\n</code></pre><script>alert(1)</script>\n$$", "[[\"><script>alert(1)</script>]]", "[[javascript:alert(1)]]", "[[../../logout|x]]",
	"[[a|<img src=x onerror=alert(1)>]]", "> [!NOTE] <img src=x onerror=alert(1)>", "> [!NOTE\" onclick=x]", "```mermaid\ngraph TD; A-->B; click A href \"javascript:alert(1)\"\n```", "```math\n</code><script>\n```",
}

func TestAttack_B01_nothingOutsideTheAllowlist(t *testing.T) {
	if got := mustRender(t, "**honest** [link](https://x.org)"); !strings.Contains(got, "<strong>") || !strings.Contains(got, `href="https://x.org"`) {
		t.Fatalf("honest text is broken: %s", got)
	}
	for _, v := range vectors {
		for _, src := range []string{v, "> " + v, "- " + v, "a *" + v + "* b", "[" + v + "](https://x.org)", "![" + v + "](/files/a.png)", "|a|\n|-|\n|" + v + "|", v + "\n" + v} {
			if out, err := Render(src); err == nil {
				if bad := unsafe(out); bad != "" {
					t.Errorf("%q lets %s through: %s", src, bad, out)
				}
			}
		}
	}
}

// sanitised reports whether the sanitiser would leave the meaning of out as it is.
func sanitised(out string) bool {
	got, want := html.NewTokenizer(strings.NewReader(out)), html.NewTokenizer(strings.NewReader(policy().Sanitize(out)))
	for {
		a, b := got.Next(), want.Next()
		if a != b || got.Token().String() != want.Token().String() {
			return false
		}
		if a == html.ErrorToken {
			return true
		}
	}
}

func TestAttack_B01_plainTextsNeedNoSanitiser(t *testing.T) {
	if sanitised("<p onclick=x>a</p>") || sanitised("<script>x</script>") {
		t.Fatal("the comparison lets everything pass")
	}
	plain := 0
	for _, v := range vectors {
		for _, src := range []string{v, "> " + v, "- " + v, "- [ ] " + v, "a *" + v + "* b", "`" + v + "`", "    " + v, "~~" + v + "~~", "1. " + v} {
			doc, err := parse(theParser, src)
			if err != nil || survey(doc).other {
				continue
			}
			plain++
			if out := mustRender(t, src); !sanitised(out) {
				t.Errorf("%q: the sanitiser changes %s", src, out)
			}
		}
	}
	if plain < len(vectors) {
		t.Errorf("only %d texts are plain", plain)
	}
}

func TestAttack_B04_remotePicturesAreNotFetched(t *testing.T) {
	if got := mustRender(t, "![own](/files/a.png)"); !strings.Contains(got, `<img src="/files/a.png"`) {
		t.Fatalf("an own picture is not shown: %s", got)
	}
	for _, c := range []struct{ src, want string }{
		{"![seen](https://tracker.example/1.png)", `<a class="remote-image" href="https://tracker.example/1.png" rel="nofollow noreferrer noopener">seen</a>`},
		{"![](https://tracker.example/1.png)", `>https://tracker.example/1.png</a>`},
		{"![x](//tracker.example/1.png)", `<a class="remote-image" href="//tracker.example/1.png"`},
		{"[![build](https://img.example/b.svg)](https://ci.example)", `<a href="https://ci.example" rel="nofollow noreferrer noopener"><span class="remote-image">build</span></a>`},
		{"![x](/files/../logout)", `href="/files/../logout"`},
		{"![x](http:/files/a.png)", `class="remote-image"`},
		{"![x][r]\n\n[r]: https://tracker.example/1.png", `href="https://tracker.example/1.png"`},
	} {
		got := mustRender(t, c.src)
		if strings.Contains(got, "<img") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s", c.src, got)
		}
	}
}

func TestAttack_B07_templateTextIsLiteral(t *testing.T) {
	for _, src := range []string{"{{7*7}}", "${7*7}", "{{.Env}}", "<%= 7*7 %>", "#{7*7}", "{% raw %}", "${7*7}", "[!{7*7}]"} {
		got := mustRender(t, src)
		if html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(got, "<p>"), "</p>\n")) != src {
			t.Errorf("%s became %s", src, got)
		}
	}
}

func TestRenderIsStable(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(r, "pieces"), "")
		first, err := Render(src)
		second, again := Render(src)
		if first != second || !errors.Is(again, err) {
			r.Fatalf("two renderings differ")
		}
		if bad := unsafe(first); bad != "" || !sanitised(first) {
			r.Fatalf("%s in %s", bad, first)
		}
	})
}

// pieces are what markup is made of; random sequences of them reach the corners of a parser sooner than random letters.
var pieces = append([]string{
	"a", "b ", "\n", "\n\n", "*", "**", "_", "~~", "`", "```", "```go\n", "[", "]", "(", ")", "](", "![", "](/files/a.png)", "<", ">", "> ", "- ", "1. ", "    ", "\t",
	"# ", "|", "|-|-|\n", "\n|-|\n", "[^1]", "[^1]: ", "[a]: ", "$", "$$", "\n$$\n", "$x$", "[[", "]]", "[[a|b]]", "> [!NOTE]\n", "> [!tip] ", "```math\n", "<!--", "-->", "<?", "<pre>\n", "http://x.org", "www.", "@x.org", "\\", "&amp;", "&#0;", "\"", "'", "- [ ] ", "- [x] ", "#tag", "===\n", "---\n", "é", "世", "🍅",
}, vectors...)

func FuzzRender(f *testing.F) {
	for _, v := range vectors {
		f.Add(v)
	}
	f.Add(strings.Join(pieces, ""))
	f.Fuzz(func(t *testing.T, src string) {
		out, err := Render(src)
		if err != nil && out != "" {
			t.Error("HTML together with an error")
		}
		if bad := unsafe(out); bad != "" || !sanitised(out) {
			t.Errorf("%s in %q", bad, out)
		}
		Tasks(src)
		PlainText(src, 100)
		Title(src)
	})
}
