package demo

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrasebook holds what a persona writes. In the templates, {topic}, {part} and {thing} are filled in.
type phrasebook struct {
	// topics are tags and the names by which the text calls them.
	topics []topic
	parts  []string
	things []string
	// lines are first sentences by kind.
	lines map[string][]string
	// more are paragraphs that may follow, by kind; "" fits every kind.
	more map[string][]string
}

type topic struct{ tag, name string }

// write makes the body of one log and its picked tags.
func (b phrasebook) write(src *rand.Rand, kind string) (string, []string) {
	t := pick(src, b.topics)
	fill := strings.NewReplacer("{topic}", t.name, "{part}", pick(src, b.parts), "{thing}", pick(src, b.things))
	var body strings.Builder
	body.WriteString(capital(fill.Replace(pick(src, b.lines[kind]))))
	follow := append(append([]string{}, b.more[kind]...), b.more[""]...)
	if len(follow) > 0 && src.IntN(100) < 55 {
		body.WriteString("\n\n")
		body.WriteString(fill.Replace(pick(src, follow)))
	}
	if src.IntN(100) < 30 {
		body.WriteString("\n\n#" + t.tag)
		return body.String(), nil
	}
	return body.String(), []string{t.tag}
}

// capital makes the first letter of a sentence a capital, where the script has them.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
