package markdown

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser builds the parser of this language: CommonMark and the extensions, with a guard before each part that can be
// made slow.
func newParser() parser.Parser {
	return parser.NewParser(append(commonMark(), extensions()...)...)
}

// commonMark is the language of the CommonMark specification, guarded. All its examples are tests of this very table.
func commonMark() []parser.Option {
	return []parser.Option{
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(nestingGuard{parser.NewListParser()}, 300),
			util.Prioritized(nestingGuard{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(nestingGuard{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(inlineGuard{}, -1),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(paragraphGuard{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
		),
	}
}

// extensions are the parts of GFM, footnotes, mathematics, callouts and links to entries.
func extensions() []parser.Option {
	return []parser.Option{
		parser.WithBlockParsers(
			util.Prioritized(mathBlockParser{}, 701),
			util.Prioritized(nestingGuard{footnoteGuard{extension.NewFootnoteBlockParser()}}, 999),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(mathParser{}, 102),
			util.Prioritized(entryLinkParser{}, 150),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(extension.NewLinkifyParser(), 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(calloutTransformer{}, 60),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
		parser.WithAutoHeadingID(),
	}
}

// Check reports whether src may be stored and rendered, without rendering it. Errors: [ErrTooLong], [ErrInvalidText].
func Check(src string) error {
	if len(src) > MaxSource {
		return ErrTooLong
	}
	if !utf8.ValidString(src) || strings.ContainsRune(src, 0) {
		return ErrInvalidText
	}
	return nil
}

// parse gives the document, or an error of [Check] or [ErrTooComplex].
func parse(p parser.Parser, src string) (ast.Node, error) {
	if err := Check(src); err != nil {
		return nil, err
	}
	g := &guard{}
	pc := parser.NewContext(parser.WithIDs(&ids{src: src}))
	pc.Set(guardKey, g)
	doc := p.Parse(text.NewReader([]byte(src)), parser.WithContext(pc))
	if g.tripped {
		return nil, ErrTooComplex
	}
	return doc, nil
}

// idPrefix sets the ids of one text apart from those of the page and of other texts on it.
func idPrefix(src string) string {
	sum := sha256.Sum256([]byte(src))
	return "u" + hex.EncodeToString(sum[:4]) + "-"
}

// ids makes heading ids. Unlike goldmark's own, a thousand equal headings cost a thousand steps, not half a million.
// Most texts have no heading, so nothing is made before the first.
type ids struct {
	src, prefix string
	seen        map[string]int
}

// Generate gives the id of a heading with this text.
func (i *ids) Generate(value []byte, _ ast.NodeKind) []byte {
	if i.seen == nil {
		i.prefix, i.seen = idPrefix(i.src), map[string]int{}
	}
	slug := slug(string(value))
	n := i.seen[slug]
	i.seen[slug]++
	if n > 0 {
		slug += "-" + strconv.Itoa(n)
	}
	return []byte(i.prefix + slug)
}

// Put is called for ids set by hand; the language has none.
func (i *ids) Put([]byte) {}

const maxSlug = 60

func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(s)) {
		if b.Len() >= maxSlug {
			break
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			b.WriteRune(r)
		case r == ' ' || r == '-':
			b.WriteByte('-')
		}
	}
	if b.Len() == 0 {
		return "heading"
	}
	return b.String()
}
