package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	kindMath      = ast.NewNodeKind("Math")
	kindMathBlock = ast.NewNodeKind("MathBlock")
	mathMark      = []byte("$$")
)

// mathNode is a formula in the line: $a^2$.
type mathNode struct {
	ast.BaseInline
	value string
}

// Kind is the kind of node.
func (*mathNode) Kind() ast.NodeKind { return kindMath }

// Dump prints the node.
func (m *mathNode) Dump(source []byte, level int) {
	ast.DumpHelper(m, source, level, map[string]string{"Value": m.value}, nil)
}

// mathParser reads a formula in the line. A dollar opens one when no blank follows it, and closes one when no blank
// stands before it and no digit follows: "$5 and $10" are prices.
type mathParser struct{}

// Trigger lists the characters that start a formula.
func (mathParser) Trigger() []byte { return []byte{'$'} }

// Parse reads a formula that ends on the same line, or declines.
func (mathParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	mark := 1
	if bytes.HasPrefix(line, mathMark) {
		mark = 2
	}
	end := mathEnd(line, mark)
	if end < 0 {
		return nil
	}
	value := bytes.TrimSpace(line[mark:end])
	block.Advance(end + mark)
	return &mathNode{value: string(value)}
}

// mathEnd is where the closing mark stands, or -1.
func mathEnd(line []byte, mark int) int {
	if len(line) <= mark || util.IsSpace(line[mark]) || line[mark] == '$' {
		return -1
	}
	for i := mark + 1; i+mark <= len(line); i++ {
		switch {
		case line[i-1] == '\\' && line[i] == '$' && !escapedSlash(line[:i-1]):
			continue
		case line[i] != '$' || util.IsSpace(line[i-1]):
			continue
		case mark == 2 && !bytes.HasPrefix(line[i:], mathMark):
			return -1
		case i+mark < len(line) && (line[i+mark] == '$' || util.IsNumeric(line[i+mark])):
			return -1
		}
		return i
	}
	return -1
}

// escapedSlash reports whether a backslash after these bytes is itself escaped.
func escapedSlash(before []byte) bool {
	return (len(before)-len(bytes.TrimRight(before, "\\")))%2 == 1
}

// mathBlock is a formula on lines of its own, between $$ and $$.
type mathBlock struct{ ast.BaseBlock }

// Kind is the kind of node.
func (*mathBlock) Kind() ast.NodeKind { return kindMathBlock }

// IsRaw tells that nothing in it is markup.
func (*mathBlock) IsRaw() bool { return true }

// Dump prints the node.
func (m *mathBlock) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// mathBlockParser reads a line $$, the lines of the formula, and a line $$. Without the second there is no formula.
type mathBlockParser struct{}

// Trigger lists the characters that start a formula.
func (mathBlockParser) Trigger() []byte { return []byte{'$'} }

// Open opens a formula at a line that is $$ alone, when another such mark follows.
func (mathBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if pc.BlockOffset() < 0 || !bytes.Equal(bytes.TrimSpace(line), mathMark) || !bytes.Contains(reader.Source()[segment.Stop:], mathMark) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &mathBlock{}, parser.NoChildren
}

// Continue takes lines up to the closing mark.
func (mathBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if bytes.Equal(bytes.TrimSpace(line), mathMark) {
		reader.AdvanceToEOL()
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close has nothing to do.
func (mathBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph is true: a formula may follow its sentence on the next line.
func (mathBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine is false: that is code.
func (mathBlockParser) CanAcceptIndentedLine() bool { return false }

func renderMath(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if m, ok := node.(*mathNode); ok && entering {
		writeStrings(w, `<code class="math">`, escape(m.value), `</code>`)
	}
	return ast.WalkSkipChildren, nil
}

func renderMathBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		writeMathBlock(w, string(node.Lines().Value(source)))
	}
	return ast.WalkSkipChildren, nil
}

func writeMathBlock(w util.BufWriter, formula string) {
	writeStrings(w, `<pre class="math"><code>`, escape(formula), "</code></pre>\n")
}
