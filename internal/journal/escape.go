package journal

import (
	"strconv"
	"strings"
)

// special are the characters that mean something in a line of Markdown.
const special = "\\`*_[]<>#|~&!$"

// EscapeText makes one line of plain text mean itself in Markdown.
func EscapeText(text string) string {
	var b strings.Builder
	for i, r := range text {
		if strings.ContainsRune(special, r) || (i == 0 && strings.ContainsRune("-+=", r)) || marker(text, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// marker reports whether r closes a number at the beginning, as in "1." and "1)": that begins a list.
func marker(text string, at int, r rune) bool {
	if r != '.' && r != ')' || at == 0 || at > 9 {
		return false
	}
	_, err := strconv.Atoi(text[:at])
	return err == nil
}
