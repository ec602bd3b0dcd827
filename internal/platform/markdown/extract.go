package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Task is one item of a task list.
type Task struct {
	// Text is the item's own words, without those of items below it.
	Text string
	// Done is whether the box is ticked.
	Done bool
	// Line is where the item stands in the source, from 1.
	Line int
}

// Tasks lists the items "- [ ]" and "- [x]" in their order. A source that [Render] refuses has none.
func Tasks(src string) []Task {
	doc, err := parse(theParser, src)
	if err != nil {
		return nil
	}
	return tasks(doc, []byte(src))
}

func tasks(doc ast.Node, source []byte) []Task {
	var out []Task
	walk(doc, func(n ast.Node) bool {
		box, ok := n.(*extast.TaskCheckBox)
		if !ok {
			return true
		}
		line := 1
		if lines := box.Parent().Lines(); lines != nil && lines.Len() > 0 {
			line += bytes.Count(source[:lines.At(0).Start], []byte("\n"))
		}
		out = append(out, Task{Text: strings.TrimSpace(plain(box.Parent(), source)), Done: box.IsChecked, Line: line})
		return true
	})
	return out
}

// PlainText is the text without its formatting, on one line, cut at max characters (0: not cut) at a word's end with "…".
// A source that [Render] refuses is given as it is, cut alike.
func PlainText(src string, max int) string {
	doc, err := parse(theParser, src)
	text := src
	if err == nil {
		text = plain(doc, []byte(src))
	}
	return cut(strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " "), max)
}

// Title is the first heading, else the first line of text, at most 120 characters. Tags at its end are left out: they are
// shown beside it.
func Title(src string) string {
	doc, err := parse(theParser, src)
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(src, "\uFFFD")), "\n")
		return cut(strings.Join(strings.Fields(first), " "), maxTitle)
	}
	source := []byte(src)
	return title(doc, source, plain(doc, source))
}

func title(doc ast.Node, source []byte, text string) string {
	heading := ""
	walk(doc, func(n ast.Node) bool {
		if heading == "" && n.Kind() == ast.KindHeading {
			heading = withoutTags(strings.Fields(plain(n, source)))
		}
		return heading == ""
	})
	if heading != "" {
		return cut(heading, maxTitle)
	}
	for _, line := range strings.Split(text, "\n") {
		if words := withoutTags(strings.Fields(line)); words != "" {
			return cut(words, maxTitle)
		}
	}
	return ""
}

// withoutTags joins the words without the tags at their end; words that are all tags stay.
func withoutTags(words []string) string {
	end := len(words)
	for end > 0 && words[end-1][0] == '#' && readTag([]byte(words[end-1][1:])) == words[end-1][1:] && len(words[end-1]) > 1 {
		end--
	}
	if end == 0 {
		end = len(words)
	}
	return strings.Join(words[:end], " ")
}

const maxTitle = 120

// walk visits every node on entering it; visit returns false to skip what is below.
func walk(doc ast.Node, visit func(ast.Node) bool) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && !visit(n) {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// plain is the text below n: blocks end with a line break, cells with a space.
func plain(root ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock && n != root {
				endBlock(&b, n)
			}
			return ast.WalkContinue, nil
		}
		switch t := n.(type) {
		case *ast.Text:
			b.Write(t.Segment.Value(source))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(t.Value)
		case *ast.AutoLink:
			b.Write(t.Label(source))
		case *ast.RawHTML:
			b.Write(t.Segments.Value(source))
		case *ast.HTMLBlock:
			b.WriteString(htmlBlockText(t, source))
		case *mathNode:
			b.WriteString(t.value)
		case *entryLink:
			b.WriteString(t.label())
		case *ast.Blockquote:
			if title, ok := calloutTitle(t); ok {
				b.WriteString(title + "\n")
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock, *mathBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				b.Write(line.Value(source))
			}
		case *extast.FootnoteBacklink, *extast.FootnoteLink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func endBlock(b *strings.Builder, n ast.Node) {
	if n.Kind() == extast.KindTableCell {
		b.WriteByte(' ')
		return
	}
	b.WriteByte('\n')
}

func cut(s string, limit int) string {
	if limit <= 0 || utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)[:limit-1]
	for i := len(runes) - 1; i > limit/2; i-- {
		if unicode.IsSpace(runes[i]) {
			runes = runes[:i]
			break
		}
	}
	return strings.TrimRightFunc(string(runes), unicode.IsSpace) + "…"
}
