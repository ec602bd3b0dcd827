package searchtext

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Name gives the form in which names are compared, by any of their parts: words folded, with one space between them. It is
// empty only for text without anything to see.
func Name(s string) string {
	s = norm.NFKC.String(s)
	words := strings.FieldsFunc(s, func(r rune) bool { return !wordRune(r) })
	folded := words[:0]
	for _, w := range words {
		if w = fold(w); w != "" {
			folded = append(folded, w)
		}
	}
	if len(folded) == 0 {
		return strings.ToLower(strings.Join(strings.Fields(s), " ")) // a name of signs alone
	}
	return strings.Join(folded, " ")
}
