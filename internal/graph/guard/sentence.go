package guard

import (
	"fmt"
	"unicode"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// syntaxSentence tells where the parser stopped. Its message holds only what the caller sent.
func syntaxSentence(e *gqlerror.Error) string {
	text := Sentence(e.Message)
	if len(e.Locations) == 0 {
		return text
	}
	return fmt.Sprintf("%s (line %d, column %d)", text, e.Locations[0].Line, e.Locations[0].Column)
}

// Sentence makes a parser's or validator's message fit for an answer: at most 300 characters, without
// control characters, beginning with a capital.
func Sentence(message string) string {
	runes := []rune(message)
	if len(runes) > 300 {
		runes = append(runes[:299], '…')
	}
	for i, r := range runes {
		if unicode.IsControl(r) {
			runes[i] = ' '
		}
	}
	if len(runes) > 0 {
		runes[0] = unicode.ToUpper(runes[0])
	}
	return string(runes)
}
