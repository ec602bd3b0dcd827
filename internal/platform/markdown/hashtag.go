package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

const (
	maxHashtag  = 64
	maxHashtags = 100
)

// Hashtags lists the tags written in the text (`#go/generics` without the #), each once, in order, in the case typed first.
// Tags in code, links and addresses do not count; neither does a number (`#123`), which names an issue.
func Hashtags(src string) []string {
	doc, err := parse(theParser, src)
	if err != nil {
		return nil
	}
	return hashtags(doc, []byte(src))
}

func hashtags(doc ast.Node, source []byte) []string {
	var out []string
	seen := map[string]bool{}
	walk(doc, func(n ast.Node) bool {
		switch n.Kind() {
		case ast.KindLink, ast.KindImage, ast.KindAutoLink, ast.KindCodeSpan, ast.KindCodeBlock, ast.KindFencedCodeBlock:
			return false
		case ast.KindText:
			if t, ok := n.(*ast.Text); ok {
				for _, tag := range tagsIn(source, t.Segment.Start, t.Segment.Stop) {
					if key := strings.ToLower(tag); !seen[key] && len(out) < maxHashtags {
						seen[key] = true
						out = append(out, tag)
					}
				}
			}
		}
		return true
	})
	return out
}

// tagsIn finds the tags that begin in source[start:stop]. A tag may run on past stop: `#snake_case` is several text nodes.
func tagsIn(source []byte, start, stop int) []string {
	var out []string
	for i := start; i < stop; i++ {
		if source[i] != '#' || !startsTag(source, i) {
			continue
		}
		if tag := readTag(source[i+1:]); tag != "" {
			out = append(out, tag)
			i += len(tag)
		}
	}
	return out
}

// startsTag reports whether what stands before the # lets a tag begin: a blank, an opening bracket, punctuation of a sentence.
func startsTag(source []byte, i int) bool {
	before, _ := utf8.DecodeLastRune(source[:i])
	return i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{,;:!?*_~\"'“‘„«>|—–、。（「", before)
}

func readTag(rest []byte) string {
	end, letters := 0, 0
	for end < len(rest) {
		r, size := utf8.DecodeRune(rest[end:])
		if !tagRune(r) {
			break
		}
		if unicode.IsLetter(r) || unicode.Is(unicode.So, r) {
			letters++
		}
		end += size
	}
	tag := strings.Trim(string(rest[:end]), "/-_")
	if letters == 0 || utf8.RuneCountInString(tag) > maxHashtag || (len(tag) > 0 && rest[0] != tag[0]) || strings.Contains(tag, "//") {
		return ""
	}
	return tag
}

func tagRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == '-' || r == '/'
}
