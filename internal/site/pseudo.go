package site

import "strings"

// pseudo makes a text longer, accented and bracketed, so that a cut-off, a clipped accent or an untranslated word shows.
func pseudo(text string) string {
	var b strings.Builder
	b.WriteString("⟦")
	b.WriteString(accents.Replace(text))
	b.WriteString(strings.Repeat("·", len(text)/3))
	b.WriteString("⟧")
	return b.String()
}

var accents = strings.NewReplacer(
	"a", "á", "e", "é", "i", "í", "o", "ö", "u", "ü", "c", "ç", "n", "ñ", "s", "š", "y", "ý", "z", "ž",
	"A", "Å", "E", "É", "I", "Î", "O", "Ø", "U", "Û", "C", "Ç", "N", "Ñ", "S", "Š", "Y", "Ý",
)
