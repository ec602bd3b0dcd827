package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// ownFile is the path of a file of this instance; nothing else is shown as a picture.
var ownFile = regexp.MustCompile(`^/files/[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$`)

// blocks renders the nodes that this package shows in its own way: pictures, task boxes, code, mathematics, callouts,
// links to entries, and raw HTML, which is shown as the text it is.
type blocks struct{}

// RegisterFuncs registers the renderers.
func (b *blocks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindImage, renderImage)
	reg.Register(extast.KindTaskCheckBox, renderTask)
	reg.Register(ast.KindFencedCodeBlock, renderCode)
	reg.Register(ast.KindRawHTML, renderRawHTML)
	reg.Register(ast.KindHTMLBlock, renderHTMLBlock)
	reg.Register(ast.KindBlockquote, renderBlockquote)
	reg.Register(kindMath, renderMath)
	reg.Register(kindMathBlock, renderMathBlock)
	reg.Register(kindEntryLink, renderEntryLink)
}

func renderImage(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	image, ok := node.(*ast.Image)
	if !ok {
		return ast.WalkContinue, nil
	}
	alt := plain(image, source)
	dest := util.URLEscape(image.Destination, true)
	switch {
	case ownFile.Match(dest):
		writeStrings(w, `<img src="`, string(util.EscapeHTML(dest)), `" alt="`, escape(alt), `" loading="lazy" decoding="async">`)
	case insideLink(node) || html.IsDangerousURL(dest) || len(dest) == 0:
		writeStrings(w, `<span class="remote-image">`, escape(alt), `</span>`)
	default:
		if strings.TrimSpace(alt) == "" {
			alt = string(image.Destination)
		}
		writeStrings(w, `<a class="remote-image" href="`, string(util.EscapeHTML(dest)), `" rel="`, linkRel, `">`, escape(alt), `</a>`)
	}
	return ast.WalkSkipChildren, nil
}

// renderTask labels the box with the words of its item, so that a screen reader says what is done, in the writer's language.
func renderTask(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	box, ok := node.(*extast.TaskCheckBox)
	if !entering || !ok {
		return ast.WalkContinue, nil
	}
	state := ""
	if box.IsChecked {
		state = ` checked=""`
	}
	label := escape(cut(strings.TrimSpace(plain(node.Parent(), source)), 200))
	writeStrings(w, `<input type="checkbox" disabled=""`, state, ` aria-label="`, label, `"> `)
	return ast.WalkContinue, nil
}

func renderCode(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	block, ok := node.(*ast.FencedCodeBlock)
	if !entering || !ok {
		return ast.WalkContinue, nil
	}
	var code bytes.Buffer
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(source))
	}
	language := languageClass(string(block.Language(source)))
	if language == "math" {
		writeMathBlock(w, code.String())
		return ast.WalkSkipChildren, nil
	}
	class := ""
	if language != "" {
		class = ` class="language-` + language + `"`
	}
	writeStrings(w, `<pre class="chroma"><code`, class, `>`, paletteOf(node).highlight(language, code.String()), "</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

// renderRawHTML shows a tag as the text it is, so that nothing typed is lost and nothing typed can act.
func renderRawHTML(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if raw, ok := node.(*ast.RawHTML); ok && entering {
		writeStrings(w, escape(string(raw.Segments.Value(source))))
	}
	return ast.WalkSkipChildren, nil
}

// renderHTMLBlock shows a block of HTML as the code it is.
func renderHTMLBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if block, ok := node.(*ast.HTMLBlock); ok && entering {
		writeStrings(w, `<pre class="chroma"><code class="language-html">`, escape(htmlBlockText(block, source)), "</code></pre>\n")
	}
	return ast.WalkSkipChildren, nil
}

func htmlBlockText(block *ast.HTMLBlock, source []byte) string {
	text := string(block.Lines().Value(source))
	if block.HasClosure() {
		text += string(block.ClosureLine.Value(source))
	}
	return text
}

var languageName = regexp.MustCompile(`^[a-z0-9+#_.-]{1,30}$`)

func languageClass(info string) string {
	info = strings.ToLower(info)
	if !languageName.MatchString(info) {
		return ""
	}
	return info
}

// Keys under which a document carries what its renderers need; the renderer itself is shared.
const (
	metaPrefix  = "prefix"
	metaPalette = "palette"
)

func paletteOf(n ast.Node) *palette {
	if p, ok := n.OwnerDocument().Meta()[metaPalette].(*palette); ok {
		return p
	}
	return &palette{}
}

func footnotePrefix(n ast.Node) []byte {
	prefix, _ := n.OwnerDocument().Meta()[metaPrefix].(string)
	return []byte(prefix)
}

func insideLink(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}

func escape(s string) string { return string(util.EscapeHTML([]byte(s))) }

func writeStrings(w util.BufWriter, parts ...string) {
	for _, p := range parts {
		_, _ = w.WriteString(p) // the error is kept by the writer and returned by Flush
	}
}
