package markdown

import (
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"

	"tamatar.dev/tamatar/internal/platform/clock"
)

const (
	// maxHighlighted is how much code one text may have in colour, in bytes; the rest is shown plain.
	maxHighlighted = 32 << 10
	// highlightTime is how long the colours of one text may take. Lexers are regular expressions that look back, and some
	// texts make them slow.
	highlightTime = 150 * time.Millisecond
)

// palette is the share of highlighting that one text still has.
type palette struct {
	bytes    int
	deadline time.Time
}

func newPalette() *palette {
	return &palette{bytes: maxHighlighted, deadline: clock.System{}.Now().Add(highlightTime)}
}

// highlight gives code as HTML with a class for each kind of word, or merely escaped when the language is not known or
// the share is used up.
func (p *palette) highlight(language, code string) string {
	if language == "" || len(code) > p.bytes {
		return escape(code)
	}
	lexer, ok := languages()[language]
	if !ok {
		return escape(code)
	}
	p.bytes -= len(code)
	marked, ok := p.mark(lexer, code)
	if !ok {
		return escape(code)
	}
	return marked
}

// mark is false when the lexer took too long or gave up; chroma gives up by panicking, inside its iterator.
func (p *palette) mark(lexer chroma.Lexer, code string) (marked string, ok bool) {
	defer func() {
		if recover() != nil {
			marked, ok = "", false
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return "", false
	}
	var b, seen strings.Builder
	for token := next(); token != chroma.EOF; token = next() {
		if (clock.System{}).Now().After(p.deadline) {
			p.bytes = 0
			return "", false
		}
		seen.WriteString(token.Value)
		writeToken(&b, token)
	}
	return b.String(), strings.TrimRight(seen.String(), "\n") == strings.TrimRight(code, "\n")
}

func writeToken(b *strings.Builder, token chroma.Token) {
	class := classOf(token.Type)
	if class == "" || strings.TrimSpace(token.Value) == "" {
		b.WriteString(escape(token.Value))
		return
	}
	b.WriteString(`<span class="`)
	b.WriteString(class)
	b.WriteString(`">`)
	b.WriteString(escape(token.Value))
	b.WriteString(`</span>`)
}

// classOf is the class of the nearest kind of word that [HighlightCSS] gives a colour.
func classOf(t chroma.TokenType) string {
	for _, kind := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		if class := chroma.StandardTypes[kind]; coloured[class] != "" {
			return class
		}
	}
	return ""
}
