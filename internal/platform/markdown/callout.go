package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// calloutLine is the first line of a callout: "[!NOTE]", and behind it a title of the writer's own.
var calloutLine = regexp.MustCompile(`^\[!([A-Za-z]{1,12})\](?:[ \t]+(.*))?$`)

// callouts maps the words that people know from elsewhere to the five kinds.
var callouts = map[string]string{
	"note": "note", "info": "note", "tip": "tip", "hint": "tip", "success": "tip", "important": "important",
	"warning": "warning", "attention": "warning", "caution": "caution", "danger": "caution", "error": "caution",
}

var calloutNames = map[string]string{"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"}

const (
	attrCallout      = "callout"
	attrCalloutTitle = "callout-title"
)

// calloutTransformer makes a callout of a quote whose first line names its kind. Other quotes stay quotes.
type calloutTransformer struct{}

// Transform takes the line that names the kind out of the quote's first paragraph.
func (calloutTransformer) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(node) || node.Lines().Len() == 0 {
		return
	}
	first := node.Lines().At(0)
	m := calloutLine.FindStringSubmatch(strings.TrimSpace(string(first.Value(reader.Source()))))
	if m == nil {
		return
	}
	kind, known := callouts[strings.ToLower(m[1])]
	if !known {
		return
	}
	quote.SetAttributeString(attrCallout, kind)
	quote.SetAttributeString(attrCalloutTitle, strings.TrimSpace(m[2]))
	node.Lines().SetSliced(1, node.Lines().Len())
	if node.Lines().Len() == 0 {
		quote.RemoveChild(quote, node)
	}
}

// calloutTitle is the writer's own title of a callout; false when there is none.
func calloutTitle(quote *ast.Blockquote) (string, bool) {
	v, _ := quote.AttributeString(attrCalloutTitle)
	title, _ := v.(string)
	return title, title != ""
}

func renderBlockquote(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	quote, ok := node.(*ast.Blockquote)
	if !ok {
		return ast.WalkContinue, nil
	}
	v, callout := quote.AttributeString(attrCallout)
	kind, _ := v.(string)
	switch {
	case !callout && entering:
		writeStrings(w, "<blockquote>\n")
	case !callout:
		writeStrings(w, "</blockquote>\n")
	case !entering:
		writeStrings(w, "</div>\n")
	default:
		title, class := calloutNames[kind], " callout-plain"
		if own, ok := calloutTitle(quote); ok {
			title, class = own, ""
		}
		writeStrings(w, `<div class="callout callout-`, kind, `"><p class="callout-title`, class, `">`, escape(title), "</p>\n")
	}
	return ast.WalkContinue, nil
}
