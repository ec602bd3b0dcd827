package searchtext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/kljensen/snowball/english"
	"github.com/rivo/uniseg"
)

// unit is one part of a run, with its place in the text, in bytes.
type unit struct {
	start, end int
	// tokens is the folded part; for an unspaced script it is one token per pair of characters.
	tokens []string
	// chars are the single characters of an unspaced script; nil for other parts.
	chars []string
}

// lone reports whether the part is a single character of an unspaced script, which stands in a pair when it has neighbours.
func (u unit) lone() bool { return len(u.chars) == 1 }

// run is what stands between blanks and punctuation: a word, an identifier, a path, a sentence in Chinese.
type run struct {
	start, end int
	units      []unit
	// whole is the run in one word; empty when it has one part only, or is made of numbers.
	whole string
}

// maxRunParts bounds the parts of an identifier that is also indexed as a whole.
const maxRunParts = 8

// eachRun calls yield with every run of the text, in order, until it returns false.
func eachRun(text string, yield func(run) bool) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case wordRune(r):
			end := runEnd(text, at)
			if w := newRun(text, at, end); len(w.units) > 0 && !yield(w) {
				return
			}
			at = end
		case r == utf8.RuneError:
			at += size
		case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x80:
			cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(text[at:], -1)
			if !yield(run{start: at, end: at + len(cluster), units: []unit{{start: at, end: at + len(cluster), tokens: []string{bareSymbol(cluster)}}}}) {
				return
			}
			at += len(cluster)
		default:
			at += size
		}
	}
}

// bareSymbol is a symbol without variation selectors and skin tones, so that all forms of one emoji are the same.
func bareSymbol(cluster string) string {
	bare := strings.Map(func(r rune) rune {
		if r == '\ufe0e' || r == '\ufe0f' || r >= 0x1f3fb && r <= 0x1f3ff {
			return -1
		}
		return r
	}, cluster)
	if bare == "" {
		return cluster
	}
	return bare
}

// runEnd is where the run that begins at from ends: at a change between spaced and unspaced script; connectors belong to it
// only between two word characters ("::" counts as one connector).
func runEnd(text string, from int) int {
	at, end := from, from
	first, _ := utf8.DecodeRuneInString(text[from:])
	flowing := isUnspaced(first)
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case wordRune(r) && isUnspaced(r) != flowing && !unicode.Is(unicode.M, r):
			return end
		case wordRune(r):
			end = at + size
		case at == end && connector(r):
		case r == ':' && at == end+1 && text[end] == ':':
		default:
			return end
		}
		at += size
	}
	return end
}

func newRun(text string, start, end int) run {
	w := run{start: start, end: end}
	for at := start; at < end; {
		r, size := utf8.DecodeRuneInString(text[at:end])
		if !wordRune(r) {
			at += size
			continue
		}
		next := partEnd(text[:end], at)
		if u := newUnit(text, at, next); len(u.tokens) > 0 {
			w.units = append(w.units, u)
		}
		at = next
	}
	w.whole = w.join(suffix(text, end))
	return w
}

// suffix is the ++ or # that makes c++, g++, c# and f# of a letter or two.
func suffix(text string, end int) string {
	for _, s := range []string{"++", "#"} {
		if rest, ok := strings.CutPrefix(text[end:], s); ok {
			if r, _ := utf8.DecodeRuneInString(rest); !wordRune(r) && r != '#' && r != '+' {
				return s
			}
		}
	}
	return ""
}

func (w run) join(suffix string) string {
	if len(w.units) == 0 || len(w.units) > maxRunParts || len(w.units) == 1 && (suffix == "" || w.units[0].chars != nil) {
		return ""
	}
	var b strings.Builder
	letters := false
	for _, u := range w.units {
		if u.chars != nil {
			return ""
		}
		b.WriteString(u.tokens[0])
		letters = letters || strings.IndexFunc(u.tokens[0], unicode.IsLetter) >= 0
	}
	if !letters || b.Len() > maxWord {
		return ""
	}
	return b.String() + suffix
}

// partEnd is where the part that begins at from ends: at a connector or at a hump of camelCase.
func partEnd(text string, from int) int {
	before, size := utf8.DecodeRuneInString(text[from:])
	for at := from + size; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) {
			return at
		}
		if next, _ := utf8.DecodeRuneInString(text[at+size:]); unicode.IsUpper(r) && (!unicode.IsUpper(before) || unicode.IsLower(next)) {
			return at
		}
		if !unicode.Is(unicode.M, r) {
			before = r
		}
		at += size
	}
	return len(text)
}

func newUnit(text string, start, end int) unit {
	u := unit{start: start, end: end}
	folded := text[start:end]
	first, _ := utf8.DecodeRuneInString(folded)
	if !isUnspaced(first) {
		if folded = fold(folded); folded != "" {
			u.tokens = []string{folded}
		}
		return u
	}
	u.chars = characters(folded)
	for i := range len(u.chars) - 1 {
		u.tokens = append(u.tokens, u.chars[i]+u.chars[i+1])
	}
	if len(u.chars) == 1 {
		u.tokens = u.chars
	}
	return u
}

// characters are the folded characters of an unspaced part. It is folded in pieces, since fold cuts what is long.
func characters(s string) []string {
	out := []string{}
	for s != "" {
		n, cut := 0, len(s)
		for at := range s {
			if n++; n > maxWord/2 {
				cut = at
				break
			}
		}
		for _, r := range fold(s[:cut]) {
			out = append(out, string(r))
		}
		s = s[cut:]
	}
	return out
}

// stemMark stands before a stem in the index, so that "run" in quotes does not find running.
const stemMark = "0"

// stem is the token of the stem of an English word, behind its mark; false for other words and words too short to have one.
func stem(word string) (string, bool) {
	if len(word) < 2 {
		return "", false
	}
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return "", false
		}
	}
	if s, known := stems.Get(word); known {
		return s, true
	}
	s := stemMark + english.Stem(word, false)
	if len(word) <= maxStem {
		stems.Add(strings.Clone(word), s)
	}
	return s, true
}

const (
	// maxStem is the length in bytes of the longest word whose stem is remembered.
	maxStem = 24
	// maxStems is how many stems are remembered: those of all the words that people use all day, in about 500 KB.
	maxStems = 4096
)

// stems remembers the tokens of stems by their words: to find one takes longer than all else that is done with a word.
var stems, _ = lru.New[string, string](maxStems) // fails for sizes below one only

// besides is the token of a word's stem; false when the word is its own stem, or has none.
func besides(word string) (string, bool) {
	s, ok := stem(word)
	return s, ok && s[len(stemMark):] != word
}
