package capturesvc

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// signature is the line before a signature (RFC 3676, 4.3).
const signature = "-- "

// ownWords is a text without the signature and without the quoted letter at its end. A quote in the middle stays: it is
// answered to. When nothing else is there, everything stays.
func ownWords(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line == signature || line == "--" {
			lines = lines[:i]
			break
		}
	}
	end := len(trimmed(lines))
	from := end
	for from > 0 && (strings.HasPrefix(lines[from-1], ">") || strings.TrimSpace(lines[from-1]) == "") {
		from--
	}
	if quoted := from < end; quoted {
		above := trimmed(lines[:from])
		if n := len(above); n > 0 && strings.HasSuffix(strings.TrimSpace(above[n-1]), ":") {
			above = above[:attribution(above)]
		}
		if len(trimmed(above)) > 0 {
			return strings.Join(trimmed(above), "\n")
		}
	}
	return strings.Join(lines[:end], "\n")
}

// attribution is where the last lines begin that say who wrote what is quoted (“On Monday Ada wrote:”): a paragraph of
// its own of three lines at most, else the last line alone.
func attribution(lines []string) int {
	from := len(lines)
	for from > 0 && strings.TrimSpace(lines[from-1]) != "" {
		from--
	}
	if len(lines)-from > 3 || from == 0 {
		return len(lines) - 1
	}
	return from
}

// trimmed is lines without the empty ones at their end.
func trimmed(lines []string) []string {
	n := len(lines)
	for n > 0 && strings.TrimSpace(lines[n-1]) == "" {
		n--
	}
	return lines[:n]
}

// htmlText is what HTML says, as Markdown that shows no more than words, breaks, lists and addresses. Nothing of it is
// taken over as HTML. It reads token by token: depth costs nothing.
func htmlText(text string) string {
	var r htmlReader
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return collapse(r.out.String())
		}
		if kind == html.TextToken {
			if r.shown() {
				r.out.WriteString(plainWords(string(z.Text())))
			}
			continue
		}
		r.tag(z.Token(), map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind])
	}
}

// htmlReader is how far a letter was read.
type htmlReader struct {
	out            strings.Builder
	hidden, quoted int
	href           string
}

// shown reports whether words that come now are part of what was written.
func (r *htmlReader) shown() bool { return r.hidden == 0 && r.quoted == 0 }

// unseen are elements whose words nobody sees; blocks begin a paragraph.
var (
	unseen = []atom.Atom{atom.Script, atom.Style, atom.Head, atom.Title, atom.Template, atom.Noscript}
	blocks = []atom.Atom{atom.P, atom.Div, atom.Tr, atom.Ul, atom.Ol, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.Pre, atom.Hr, atom.Section}
)

// tag takes the beginning (1) or the end (-1) of an element, or one that has neither (0).
func (r *htmlReader) tag(t html.Token, step int) {
	switch a := t.DataAtom; {
	case slices.Contains(unseen, a):
		r.hidden = max(r.hidden+step, 0)
	case a == atom.Blockquote: // the letter that is answered
		r.quoted = max(r.quoted+step, 0)
	case a == atom.Br:
		r.out.WriteString("\n")
	case a == atom.Li && step > 0:
		r.out.WriteString("\n- ")
	case slices.Contains(blocks, a):
		r.out.WriteString("\n\n")
	case a == atom.Td || a == atom.Th:
		r.out.WriteString(" ")
	case a == atom.A && step > 0:
		r.href = attribute(t, "href")
	case a == atom.A && step < 0 && r.shown() && safeAddress(r.href) && !strings.HasSuffix(r.out.String(), r.href):
		r.out.WriteString(" <" + r.href + ">")
		r.href = ""
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// safeAddress tells what may stand between angle brackets as a link.
func safeAddress(href string) bool {
	return (strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://")) && !strings.ContainsAny(href, "<> \t\r\n") && len(href) < 2000
}

// plainWords are words of HTML with its spaces as one, and with its own angle brackets no markup.
func plainWords(text string) string {
	text = html.UnescapeString(text)
	out := strings.Join(strings.Fields(text), " ")
	if out == "" {
		if text != "" {
			return " "
		}
		return ""
	}
	if strings.TrimLeft(text, " \t\r\n\u00a0") != text {
		out = " " + out
	}
	if strings.TrimRight(text, " \t\r\n\u00a0") != text {
		out += " "
	}
	return strings.NewReplacer("<", `\<`, "`", "\\`").Replace(out)
}

// collapse trims every line, and leaves one empty line where there were more.
func collapse(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") || line == "-" {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
