package markdown

import (
	"slices"
	"strings"
	"testing"
)

func TestMath(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"in the line", "so $a_1 + b*c*d < 2$.", "<p>so <code class=\"math\">a_1 + b*c*d &lt; 2</code>.</p>\n"},
		{"two marks", "$$x$$ y", "<p><code class=\"math\">x</code> y</p>\n"},
		{"block", "Thus\n$$\nx^2\n*y*\n$$\nend", "<p>Thus</p>\n<pre class=\"math\"><code>x^2\n*y*\n</code></pre>\n<p>end</p>\n"},
		{"fence", "```math\nx\n```", "<pre class=\"math\"><code>x\n</code></pre>\n"},
		{"prices", "$5 and $10, $a and 3$4", "<p>$5 and $10, $a and 3$4</p>\n"},
		{"escaped", `\$a$ and $a\$b$`, "<p>$a$ and <code class=\"math\">a\\$b</code></p>\n"},
		{"never closed", "$$\nx\n\ny", "<p>$$\nx</p>\n<p>y</p>\n"},
		{"in code", "`$a$`", "<p><code>$a$</code></p>\n"},
		{"shell", "echo $HOME $PATH", "<p>echo $HOME $PATH</p>\n"},
	} {
		if got := mustRender(t, c.src); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestCallouts(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"plain", "> [!NOTE]\n> be *kind*", "<div class=\"callout callout-note\"><p class=\"callout-title callout-plain\">Note</p>\n<p>be <em>kind</em></p>\n</div>\n"},
		{"own title", "> [!warning] Hot <b>\n> x", "<div class=\"callout callout-warning\"><p class=\"callout-title\">Hot &lt;b&gt;</p>\n<p>x</p>\n</div>\n"},
		{"title alone", "> [!tip]", "<div class=\"callout callout-tip\"><p class=\"callout-title callout-plain\">Tip</p>\n</div>\n"},
		{"unknown", "> [!banana]\n> x", "<blockquote>\n<p>[!banana]\nx</p>\n</blockquote>\n"},
		{"no quote", "[!NOTE]\nx", "<p>[!NOTE]\nx</p>\n"},
		{"later line", "> a\n> [!NOTE]", "<blockquote>\n<p>a\n[!NOTE]</p>\n</blockquote>\n"},
	} {
		if got := mustRender(t, c.src); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
	if got := PlainText("> [!tip] Mind the gap\n> and go", 0); got != "Mind the gap and go" {
		t.Errorf("a callout reads %q", got)
	}
}

func TestEntryLinks(t *testing.T) {
	src := "see [[Release 2.0]], [[2026-11-20|Friday]] and [[release 2.0]]; `[[code]]`, [[a](https://x.org), \\[[no]]"
	c, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<a class="entry-link" href="/app/journal/named/Release%202.0"`, `<a class="entry-link" href="/app/journal?day=2026-11-20"`, ">Friday</a>", "<code>[[code]]</code>", "[[no]]",
	} {
		if !strings.Contains(c.HTML, want) {
			t.Errorf("%s is missing in %s", want, c.HTML)
		}
	}
	if !slices.Equal(c.Links, []string{"Release 2.0", "2026-11-20"}) {
		t.Errorf("links: %q", c.Links)
	}
	if !strings.HasPrefix(c.Plain, "see Release 2.0, Friday and release 2.0") {
		t.Errorf("plain: %q", c.Plain)
	}
}
