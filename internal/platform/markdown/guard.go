package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The caps that keep rendering quick and its result small.
const (
	// MaxSource is the longest source, in bytes.
	MaxSource = 64 << 10
	// maxOutput is the longest HTML, in bytes.
	maxOutput       = 4 << 20
	maxColumns      = 64
	maxRows         = 1000
	maxCells        = 20_000
	maxDelimiters   = 2000
	maxNesting      = 100
	maxFootnotes    = 200
	maxFootnoteRefs = 1000
	maxDefinitions  = 500
	maxTargets      = 1 << 20
)

var guardKey = parser.NewContextKey()

// guard counts, during one parse, what makes goldmark slow. Once tripped, the remaining work is cut short.
type guard struct {
	tripped      bool
	cells        int
	definitions  int
	footnotes    int
	footnoteRefs int
	block        ast.Node
	delimiters   int
}

func guardOf(pc parser.Context) *guard {
	g, _ := pc.Get(guardKey).(*guard)
	return g
}

// inlineGuard runs before every other inline parser on each character that one of them wants. It declines until
// its block has used up its share, and then swallows the rest of the block.
type inlineGuard struct{}

// Trigger lists the characters that start inline markup.
func (inlineGuard) Trigger() []byte { return []byte{'*', '_', '~', '[', ']', '!', '<', '`', '$'} }

// Parse counts, and swallows when the count is too high.
func (inlineGuard) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	g := guardOf(pc)
	if g.block != parent {
		g.block, g.delimiters = parent, 0
	}
	line, segment := block.PeekLine()
	if line[0] == '!' && !bytes.HasPrefix(line, []byte("![")) {
		return nil
	}
	g.delimiters++
	if isFootnoteRef(line) {
		g.footnoteRefs++
	}
	if g.delimiters > maxDelimiters || g.footnoteRefs > maxFootnoteRefs {
		g.tripped = true
	}
	if !g.tripped {
		return nil
	}
	for ; line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	return ast.NewTextSegment(segment)
}

func isFootnoteRef(line []byte) bool {
	return bytes.HasPrefix(line, []byte("[^")) || bytes.HasPrefix(line, []byte("![^"))
}

// nestingGuard refuses to open a container that lies too deep.
type nestingGuard struct{ parser.BlockParser }

// Open opens the container unless it lies deeper than maxNesting.
func (n nestingGuard) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for p := parent; p != nil; p = p.Parent() {
		depth++
	}
	if depth > maxNesting {
		guardOf(pc).tripped = true
	}
	if guardOf(pc).tripped {
		return nil, parser.NoChildren
	}
	return n.BlockParser.Open(parent, reader, pc)
}

// footnoteGuard bounds the count of footnotes: goldmark looks through all of them for every reference.
type footnoteGuard struct{ parser.BlockParser }

// Open opens the footnote unless there are too many.
func (f footnoteGuard) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := f.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return node, state
	}
	g := guardOf(pc)
	if g.footnotes++; g.footnotes > maxFootnotes {
		g.tripped = true
	}
	return node, state
}

// paragraphGuard runs before the table and link-definition transformers and takes the paragraph from them when they would
// make too much of it.
type paragraphGuard struct{}

// Transform counts table cells and link definitions; when there are too many it removes the paragraph, which ends its
// transformation.
func (paragraphGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	g := guardOf(pc)
	g.countDefinitions(node, reader.Source())
	g.countCells(node, reader.Source())
	if g.tripped {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

func (g *guard) countDefinitions(node *ast.Paragraph, source []byte) {
	lines := node.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimLeft(segment.Value(source), " ")
		if bytes.HasPrefix(line, []byte("[")) && bytes.Contains(line, []byte("]:")) {
			g.definitions++
		}
	}
	if g.definitions > maxDefinitions {
		g.tripped = true
	}
}

// countCells adds the cells of the table that begins in this paragraph. goldmark fills every row up to the width of the
// delimiter row, so a few bytes of source may become thousands of cells.
func (g *guard) countCells(node *ast.Paragraph, source []byte) {
	lines := node.Lines()
	largest := 0
	for i := 1; i < lines.Len(); i++ {
		segment := lines.At(i)
		columns := delimiterColumns(segment.Value(source))
		if columns == 0 {
			continue
		}
		rows := lines.Len() - i
		largest = max(largest, rows*columns)
		if columns > maxColumns || rows > maxRows {
			g.tripped = true
		}
	}
	if g.cells += largest; g.cells > maxCells {
		g.tripped = true
	}
}

// delimiterColumns is the count of columns of a table's delimiter row, or 0 for any other line.
func delimiterColumns(line []byte) int {
	line = bytes.TrimSpace(line)
	if len(bytes.Trim(line, "|-: \t")) > 0 || !bytes.ContainsRune(line, '-') {
		return 0
	}
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("|")), []byte("|"))
	return bytes.Count(line, []byte("|")) + 1
}
