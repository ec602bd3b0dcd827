package markdown

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// SanitiserVersion rises whenever the same source may give other HTML. Texts stored under a lower one are rendered again.
const SanitiserVersion = 4

const (
	poolSize = 2
	poolWait = 5 * time.Second
)

var (
	pool        = make(chan struct{}, poolSize)
	theParser   = newParser()
	theRenderer = newRenderer()
	errOverrun  = errors.New("markdown: output too long")
)

// Compiled is everything that is made of one text.
type Compiled struct {
	// HTML may be put into any page as it is.
	HTML string
	// Title is the first heading, else the first line, at most 120 characters.
	Title string
	Tasks []Task
	// Hashtags are without their #, as [Hashtags] gives them.
	Hashtags []string
	// Links are the names in [[name]], each once, in order: titles of entries or days.
	Links []string
	// Plain is the whole text without its formatting, with line breaks, for search.
	Plain string
}

// Compile parses src once and gives all that can be made of it. It never gives anything together with an error.
// Errors: [ErrTooLong], [ErrInvalidText], [ErrTooComplex], [ErrBusy].
func Compile(src string) (Compiled, error) {
	if err := Check(src); err != nil {
		return Compiled{}, err
	}
	leave, err := enter()
	if err != nil {
		return Compiled{}, err
	}
	defer leave()
	doc, err := parse(theParser, src)
	if err != nil {
		return Compiled{}, err
	}
	source, has := []byte(src), survey(doc)
	html, err := render(doc, source, has)
	if err != nil {
		return Compiled{}, err
	}
	c := Compiled{HTML: html, Hashtags: hashtags(doc, source)}
	if has.entryLinks {
		c.Links = entryLinks(doc)
	}
	if has.tasks {
		c.Tasks = tasks(doc, source)
	}
	text := plain(doc, source)
	c.Title, c.Plain = title(doc, source, text), strings.TrimSpace(text)
	return c, nil
}

// Render turns Markdown into HTML that may be put into any page as it is. It never returns HTML together with an error.
// Errors: [ErrTooLong], [ErrInvalidText], [ErrTooComplex], [ErrBusy].
func Render(src string) (string, error) {
	if err := Check(src); err != nil {
		return "", err
	}
	leave, err := enter()
	if err != nil {
		return "", err
	}
	defer leave()
	doc, err := parse(theParser, src)
	if err != nil {
		return "", err
	}
	return render(doc, []byte(src), survey(doc))
}

// enter waits for a place in the pool. Rendering cannot be cancelled, so no more than poolSize run at once.
func enter() (leave func(), err error) {
	select {
	case pool <- struct{}{}:
		return exit, nil
	default:
	}
	timer := time.NewTimer(poolWait)
	defer timer.Stop()
	select {
	case pool <- struct{}{}:
		return exit, nil
	case <-timer.C:
		return nil, ErrBusy.WithRetryAfter(poolWait)
	}
}

func exit() { <-pool }

func render(doc ast.Node, source []byte, has contents) (string, error) {
	if has.targets > maxTargets {
		return "", ErrTooComplex
	}
	if has.links {
		markLinks(doc)
	}
	if root := doc.OwnerDocument(); root != nil {
		if has.footnotes {
			root.AddMeta(metaPrefix, idPrefix(string(source)))
		}
		if has.code {
			root.AddMeta(metaPalette, newPalette())
		}
	}
	out := &capped{limit: maxOutput}
	if err := theRenderer.Render(out, source, doc); err != nil {
		return "", ErrTooComplex.With(err)
	}
	if !has.other {
		return out.String(), nil
	}
	return string(policy().SanitizeBytes(out.Bytes())), nil
}

func newRenderer() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(&blocks{}, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(extension.WithFootnoteIDPrefixFunction(footnotePrefix)), 500),
		util.Prioritized(html.NewRenderer(), 1000),
	))
}

const linkRel = "nofollow noreferrer noopener"

// markLinks gives every link that leaves the text its rel; nobody gains rank or learns the reader's page by being linked.
func markLinks(doc ast.Node) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.(type) {
		case *ast.Link, *ast.AutoLink:
			n.SetAttributeString("rel", []byte(linkRel))
		}
		return ast.WalkContinue, nil
	})
}

// capped is a buffer that refuses to grow beyond its limit.
type capped struct {
	bytes.Buffer
	limit int
}

// Write appends p, or fails when the limit would be passed.
func (c *capped) Write(p []byte) (int, error) {
	if c.Len()+len(p) > c.limit {
		return 0, errOverrun
	}
	return c.Buffer.Write(p)
}
