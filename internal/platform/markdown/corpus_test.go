package markdown

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// carriers are elements that run, load or cover something, as far as anybody has found out. Each stands with an event and
// with an address in the corpus.
var carriers = strings.Fields(`
	a abbr acronym address animate animatemotion animatetransform applet area article aside audio base basefont bdi bdo bgsound big blink blockquote body br
	button canvas caption center code col command content data datalist dd del details dfn dialog dir div dl dt element em embed fieldset figcaption figure
	font footer foreignobject form frame frameset h1 head header hr html i iframe iframe2 image img input ins isindex kbd keygen label legend li link listing
	main map mark marquee math menu menuitem meta meter mglyph mi mtext multicol nav nextid nobr noembed noframes noscript object ol optgroup option output
	p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script section select selectedcontent set shadow slot small source spacer span
	strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr xmp xss`)

// events are handlers that browsers fire without anybody doing anything, or at a touch.
var events = strings.Fields(`
	onload onerror onfocus onmouseover onpointerenter onanimationstart onanimationend ontoggle onbeforetoggle onpageshow onbegin onend onrepeat onstart onfinish
	onscroll onscrollend onwheel onresize onhashchange onpopstate oncopy onpaste onplay oncanplay onloadstart ontransitionrun oncontentvisibilityautostatechange
	onsecuritypolicyviolation onunhandledrejection ONERROR OnLoad`)

// addresses lead into scripts or documents of the attacker, written in the ways that once got through somewhere.
var addresses = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "javascript\t:alert(1)",
	"javascript:%61lert(1)", "javascript://x.org/%0aalert(1)", "javascript://%0d%0aalert(1)//?https://x.org", "javas&#99;ript:alert(1)", "&#x6A;avascript:alert(1)",
	"&#0000106avascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "javascript&#x3A;alert(1)",
	"\\javascript:alert(1)", "javascript\\:alert(1)", "java\\script:alert(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
	"DATA:text/html;charset=utf-8,x", "data:image/svg+xml,<svg onload=alert(1)>", "data:image/svg+xml;base64,PHN2Zz4=", "data:application/xhtml+xml,x", "data:,x", "data&colon;text/html,x",
	"vbscript:msgbox(1)", "livescript:x", "mocha:x", "jar:https://x.org!/x", "feed:javascript:alert(1)", "view-source:x", "filesystem:https://x.org/temporary/x", "blob:https://x.org/x",
	"file:///etc/passwd", "about:blank", "ms-settings:x", "intent://x#Intent;end", "\u200bjavascript:alert(1)", "\u00a0javascript:alert(1)", "ｊavascript:alert(1)", "javaſcript:alert(1)",
	"https:javascript:alert(1)", "//x.org\" onmouseover=alert(1) x=\"", "/files/x.png\" onerror=\"alert(1)", "/files/x.png' onerror='alert(1)", "#\" onclick=\"alert(1)", "https://x.org/`onclick=alert(1)",
}

// frames are texts around a piece of markup or an address: %s is where it stands.
var (
	frames = []string{
		"%s", "before %s behind", "> %s", "- %s", "1. %s", "- [ ] %s", "# %s", "**%s**", "~~%s~~", "`%s`", "\t%s", "```\n%s\n```", "```html\n%s\n```", "~~~%s\nx\n~~~", "|a|\n|-|\n|%s|", "x[^1]\n\n[^1]: %s",
		"[%s](https://x.org)", "![%s](/files/a.png)", "[x](https://x.org \"%s\")", "![x](/files/a.png '%s')", "[x]: https://x.org \"%s\"\n\n[x]", "#%s", "%s\n===", "<!-- %s -->", "\\%s", "<div>\n\n%s\n\n</div>",
		"<p title=\"%s\">", "<title>%s</title>", "<textarea>%s", "<noscript>%s", "<style>%s", "<xmp>%s", "<svg><desc>%s", "<math><annotation-xml encoding=text/html>%s", "<table><td>%s", "<select><option>%s",
	}
	links = []string{
		"[x](%s)", "[x](<%s>)", "![x](%s)", "![x](<%s>)", "<%s>", "[x]: %s\n\n[x]", "[x]: <%s>\n\n![x]", "[![x](%s)](%s)", "# [x](%s)", "- [ ] [x](%s)", "|a|\n|-|\n|[x](%s)|", "[x](%s \"t\")", "[x]( %s\t)", "[x](\n%s\n)",
		"[x][%s]\n\n[%s]: https://x.org", "<a href=\"%s\">x</a>", "<img src=\"%s\">", "[*x*](%s)", "[`x`](%s)", "x[^1]\n\n[^1]: [x](%s)", "> [x](%s)",
	}
)

// mutated are texts that one parser reads otherwise than another.
var mutated = []string{
	"<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<svg><![CDATA[<img src=x onerror=alert(1)>]]>", "<a/href=\"j&#x61;vascript:alert(1)\">x", "<img\nsrc=x\nonerror\n=\nalert(1)>",
	"<img/src=x/onerror=alert(1)//", "<img src=x onerror=alert(1)", "<<img src=x onerror=alert(1)>", "<img src=`x`onerror=alert(1)>", "<img src=\"x\\\" onerror=alert(1)\">", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script\x0b>alert(1)</script>",
	"<script/x>alert(1)</script>", "</script><script>alert(1)</script>", "<!--><script>alert(1)</script>-->", "<!--!><script>alert(1)</script>-->", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;", "<?xml version=1?><?x alert(1)?>",
	"<iframe srcdoc='<script>alert(1)</script>'>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<base href=https://evil.example/>", "<link rel=stylesheet href=https://evil.example/x.css>", "<style>@import 'https://evil.example/x.css';</style>",
	"<object data=data:text/html,x>", "<embed src=https://evil.example/x.swf>", "<form action=https://evil.example><button>x", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
	"<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(1)</script></svg>#x'>", "<svg><a xlink:href=javascript:alert(1)><text x=20 y=20>x", "<svg><set attributeName=href to=javascript:alert(1)>", "<div style='background:url(javascript:alert(1))'>",
	"<div style=\"width:expression(alert(1))\">", "<p id=x name=x slot=x part=x is=x>", "<img name=getElementById>", "<a id=location href=x>", "&lt;img src=x onerror=alert(1)&gt;", "&amp;lt;script&amp;gt;", "\ufeff<script>alert(1)</script>", "＜script＞alert(1)＜/script＞",
	"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "<\u2028script>", "<img src=x one\u0131rror=alert(1)>", "<a href=\"\u2029javascript:alert(1)\">x</a>", "<plaintext><img src=x onerror=alert(1)>", "<x onclick=alert(1) contenteditable tabindex=1>", "<template shadowrootmode=open><script>alert(1)</script>",
}

// corpus gives every text to fn.
func corpus(fn func(src string)) {
	put := func(forms []string, what string) {
		for _, f := range forms {
			fn(strings.ReplaceAll(f, "%s", what))
		}
	}
	for i, name := range carriers {
		put(frames, fmt.Sprintf("<%s %s=alert(1) href=%s src=x style=x:y>x</%s>", name, events[i%len(events)], addresses[i%len(addresses)], name))
	}
	for _, event := range events {
		put(frames, "<img src=x "+event+"=alert(1)>")
		put(frames, "\" "+event+"=alert(1) x=\"")
	}
	for _, address := range addresses {
		put(links, address)
		put(frames, address)
	}
	for _, text := range append(mutated, vectors...) {
		put(frames, text)
	}
}

// executable names the first thing in a document that a browser would run, load or let cover the page, or is empty.
// It reads the text as browsers do, and knows nothing of what is allowed here.
func executable(out string) string {
	nodes, err := html.ParseFragment(strings.NewReader(out), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return err.Error()
	}
	for _, n := range nodes {
		for one := range n.Descendants() {
			if bad := executableNode(one); bad != "" {
				return bad
			}
		}
		if bad := executableNode(n); bad != "" {
			return bad
		}
	}
	return ""
}

// runs are the elements that run or load, or change what others mean.
var runs = " script style iframe frame frameset object embed applet base meta link form button textarea select template noscript svg math audio video source track " +
	"picture portal marquee dialog xmp plaintext title isindex keygen "

func executableNode(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	if strings.Contains(runs, " "+n.Data+" ") || n.Namespace != "" {
		return "<" + n.Data + ">"
	}
	for _, a := range n.Attr {
		key := strings.ToLower(a.Key)
		if strings.HasPrefix(key, "on") || key == "style" || key == "srcdoc" || key == "srcset" || key == "formaction" || key == "name" || key == "is" || key == "slot" {
			return n.Data + " " + key
		}
		if key != "href" && key != "src" {
			continue
		}
		// What browsers pass over before they look for the scheme.
		address := strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return -1
			}
			return r
		}, strings.TrimLeftFunc(a.Val, func(r rune) bool { return r <= ' ' }))
		scheme, _, found := strings.Cut(strings.ToLower(address), ":")
		if found && !strings.ContainsAny(scheme, "/?#") && scheme != "http" && scheme != "https" && scheme != "mailto" {
			return n.Data + " " + key + "=" + address
		}
	}
	return ""
}

func TestAttack_B01_Corpus(t *testing.T) {
	if got := mustRender(t, "**honest** [link](https://x.org) ![p](/files/a.png)"); executable(got) != "" || !strings.Contains(got, "<strong>") || !strings.Contains(got, "<img") {
		t.Fatalf("honest text: %q in %s", executable(got), got)
	}
	for _, planted := range []string{
		"<script>x</script>", "<img src=x onerror=y>", "<a href=' java\nscript:x'>a</a>", "<svg><a href=x>", "<p style=x>", "<a href=data:x>a</a>", "<ul><li><iframe></li></ul>", "<img src=x srcset=y>",
	} {
		if executable(planted) == "" {
			t.Fatalf("%s goes unnoticed", planted)
		}
	}
	texts, rendered := 0, 0
	corpus(func(src string) {
		texts++
		out, err := Render(src)
		if err != nil {
			return
		}
		rendered++
		if bad := executable(out); bad != "" {
			t.Errorf("%q lets %s through: %s", src, bad, out)
		} else if bad := unsafe(out); bad != "" {
			t.Errorf("%q gives %s, which is not on the list: %s", src, bad, out)
		}
	})
	if texts < 10_000 || rendered < texts*9/10 {
		t.Errorf("%d texts, %d rendered", texts, rendered)
	}
}
