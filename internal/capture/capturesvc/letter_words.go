package capturesvc

import (
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
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	hidden, quoted, href := 0, 0, ""
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return collapse(out.String())
		case html.TextToken:
			if hidden == 0 && quoted == 0 {
				out.WriteString(plainWords(string(z.Text())))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			t := z.Token()
			step := 0
			switch kind {
			case html.StartTagToken:
				step = 1
			case html.EndTagToken:
				step = -1
			}
			switch t.DataAtom {
			case atom.Script, atom.Style, atom.Head, atom.Title, atom.Template, atom.Noscript:
				hidden = max(hidden+step, 0)
			case atom.Blockquote: // the letter that is answered
				quoted = max(quoted+step, 0)
			case atom.Br:
				out.WriteString("\n")
			case atom.Li:
				if step > 0 {
					out.WriteString("\n- ")
				}
			case atom.P, atom.Div, atom.Tr, atom.Ul, atom.Ol, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.Pre, atom.Hr, atom.Section:
				out.WriteString("\n\n")
			case atom.Td, atom.Th:
				out.WriteString(" ")
			case atom.A:
				if step > 0 {
					href = attribute(t, "href")
				} else if step < 0 && hidden == 0 && quoted == 0 && safeAddress(href) && !strings.HasSuffix(out.String(), href) {
					out.WriteString(" <" + href + ">")
					href = ""
				}
			}
		}
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
