package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// contents is what a document holds, found in one walk, so that most texts are spared what only some need.
type contents struct {
	links, footnotes, code, tasks, entryLinks bool
	// other is whether the document holds anything but plain parts: parts whose HTML is a fixed tag, and text that is
	// escaped on its way out. The HTML of plain parts is within the allowlist by construction, so it is not parsed again
	// to be sanitised; a test and a fuzz target compare both ways.
	other bool
	// targets is the length of all link targets and titles: a definition of 30 KB used a thousand times would become 30 MB.
	targets int
}

func survey(doc ast.Node) contents {
	var has contents
	walk(doc, func(n ast.Node) bool {
		has.add(n)
		return true
	})
	return has
}

func (has *contents) add(n ast.Node) {
	switch n := n.(type) {
	case *ast.Document, *ast.Paragraph, *ast.TextBlock, *ast.Text, *ast.Emphasis, *ast.CodeSpan, *ast.CodeBlock,
		*ast.List, *ast.ListItem, *ast.Blockquote, *ast.ThematicBreak, *extast.Strikethrough:
		has.other = has.other || n.Attributes() != nil
		return
	case *extast.TaskCheckBox:
		has.tasks = true
		return
	case *ast.Link:
		has.links, has.targets = true, has.targets+len(n.Destination)+len(n.Title)
	case *ast.Image:
		has.targets += len(n.Destination) + len(n.Title)
	case *entryLink:
		has.entryLinks = true
	case *ast.AutoLink:
		has.links = true
	case *ast.FencedCodeBlock:
		has.code = true
	case *extast.FootnoteLink, *extast.FootnoteBacklink, *extast.Footnote, *extast.FootnoteList:
		has.footnotes = true
	}
	has.other = true
}
