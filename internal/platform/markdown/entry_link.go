package markdown

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

const (
	maxEntryLinks = 100
	// NamedEntryPath is where a link to an entry leads: the path, and the name behind it. The name is looked up when
	// the link is followed, so that entries may be written, renamed and deleted after the link.
	NamedEntryPath = "/app/journal/named/"
	// DayPath is where a link to a day leads.
	DayPath = "/app/journal?day="
)

var (
	kindEntryLink = ast.NewNodeKind("EntryLink")
	civilDay      = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// entryLink is [[name]] or [[name|what is shown]].
type entryLink struct {
	ast.BaseInline
	name, shown string
}

// Kind is the kind of node.
func (*entryLink) Kind() ast.NodeKind { return kindEntryLink }

// Dump prints the node.
func (e *entryLink) Dump(source []byte, level int) {
	ast.DumpHelper(e, source, level, map[string]string{"Name": e.name}, nil)
}

func (e *entryLink) label() string {
	if e.shown != "" {
		return e.shown
	}
	return e.name
}

// entryLinkParser reads a link to an entry by its title, or to a day.
type entryLinkParser struct{}

// Trigger lists the characters that start a link to an entry.
func (entryLinkParser) Trigger() []byte { return []byte{'['} }

// Parse reads a link that ends on the same line, or declines.
func (entryLinkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if before := block.PrecendingCharacter(); before == '[' || before == '!' || !bytes.HasPrefix(line, []byte("[[")) {
		return nil
	}
	end := bytes.Index(line, []byte("]]"))
	if end < 0 || bytes.ContainsAny(line[2:end], "[]") || bytes.HasPrefix(line[end+2:], []byte("(")) || bytes.HasPrefix(line[end+2:], []byte("]")) {
		return nil
	}
	if _, defined := pc.Reference(util.ToLinkReference(line[2:end])); defined {
		return nil
	}
	name, shown, _ := strings.Cut(string(line[2:end]), "|")
	name, shown = strings.TrimSpace(name), strings.TrimSpace(shown)
	if name == "" || utf8.RuneCountInString(name) > maxTitle {
		return nil
	}
	block.Advance(end + 2)
	return &entryLink{name: name, shown: shown}
}

// entryLinks lists the names, each once, in order.
func entryLinks(doc ast.Node) []string {
	var out []string
	seen := map[string]bool{}
	walk(doc, func(n ast.Node) bool {
		if l, ok := n.(*entryLink); ok && !seen[strings.ToLower(l.name)] && len(out) < maxEntryLinks {
			seen[strings.ToLower(l.name)] = true
			out = append(out, l.name)
		}
		return true
	})
	return out
}

func renderEntryLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	l, ok := node.(*entryLink)
	if !ok || !entering {
		return ast.WalkSkipChildren, nil
	}
	to := NamedEntryPath + url.PathEscape(l.name)
	if civilDay.MatchString(l.name) {
		to = DayPath + l.name
	}
	if insideLink(node) {
		writeStrings(w, escape(l.label()))
		return ast.WalkSkipChildren, nil
	}
	writeStrings(w, `<a class="entry-link" href="`, escape(to), `">`, escape(l.label()), `</a>`)
	return ast.WalkSkipChildren, nil
}
