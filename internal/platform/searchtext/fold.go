package searchtext

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxWord is the longest token, in characters; longer ones are cut on both sides, index and query, alike.
const maxWord = 64

// stripped are the scripts whose combining marks do not count.
var stripped = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew}

// alike maps letters that have no decomposition, or are confused in practice, to the one they are indexed as.
var alike = map[rune]string{
	'ı': "i", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ŋ': "n", 'ŧ': "t",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك", 'ـ': "",
}

// fold gives the form in which a word is compared.
func fold(s string) string {
	if plain, ok := foldASCII(s); ok {
		return plain
	}
	s = norm.NFD.String(cases.Fold().String(norm.NFKC.String(s)))
	var b strings.Builder
	count, strip := 0, false
	for _, r := range s {
		if unicode.Is(unicode.Mn, r) {
			if strip {
				continue
			}
		} else {
			strip = unicode.In(r, stripped...)
		}
		if !wordRune(r) || r == '\u200c' || r == '\u200d' {
			continue
		}
		if count++; count > maxWord {
			break
		}
		b.WriteString(foldRune(r))
	}
	return norm.NFC.String(b.String())
}

func foldRune(r rune) string {
	if as, ok := alike[r]; ok {
		return as
	}
	if r > unicode.MaxASCII && unicode.IsDigit(r) {
		return string(rune('0' + digit(r)))
	}
	return string(r)
}

// digit is the value of a decimal digit of any script. Their code points come in tens, each from 0 to 9.
func digit(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	return 0
}

func foldASCII(s string) (string, bool) {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return "", false
		}
	}
	return strings.ToLower(s[:min(len(s), maxWord)]), true
}

// unspaced are the scripts that write no spaces between words, and Korean, which writes them between clauses.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Yi,
}

func isUnspaced(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return r == 'ー' || r == 'ｰ' || unicode.In(r, unspaced...)
}

func wordRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N) || r == '\u200c' || r == '\u200d'
}

// connector joins the parts of one identifier or elided word.
func connector(r rune) bool {
	switch r {
	case '_', '-', '.', '/', ':', '\'', '’', '\\', '@':
		return true
	}
	return false
}
