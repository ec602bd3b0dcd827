package searchtext

import (
	"maps"
	"slices"
)

// The bounds of one document. A text of 64 KiB in any script stays below them.
const (
	// MaxTokens is how many tokens [Index] gives at most.
	MaxTokens  = 40_000
	maxOrdered = 33_000
)

// Index gives the tokens of a document: those of its parts in their order, then further ones (stems, whole identifiers, single
// characters of unspaced scripts) sorted. There are at most [MaxTokens]; what is beyond is not found.
func Index(parts ...string) []string {
	var ordered []string
	beside := map[string]struct{}{}
	add := func(token string) { beside[token] = struct{}{} }
	for _, part := range parts {
		ordered = slices.Grow(ordered, min(len(part)/lettersPerToken, maxOrdered))
		eachRun(part, func(w run) bool {
			for _, u := range w.units {
				ordered = append(ordered, u.tokens...)
			}
			w.eachBeside(add)
			return len(ordered) < maxOrdered
		})
	}
	ordered = ordered[:min(len(ordered), maxOrdered)]
	for _, token := range ordered {
		delete(beside, token)
	}
	rest := slices.Sorted(maps.Keys(beside))
	return append(ordered, rest[:min(len(rest), MaxTokens-len(ordered))]...)
}

// lettersPerToken guesses how many tokens a text has; too many cost memory for a moment, too few a copy.
const lettersPerToken = 5

// eachBeside calls add with the tokens under which the run is found, other than its parts.
func (w run) eachBeside(add func(string)) {
	for _, u := range w.units {
		if u.chars != nil {
			for _, c := range u.chars {
				add(c)
			}
			continue
		}
		if token, ok := besides(u.tokens[0]); ok {
			add(token)
		}
	}
	if w.whole == "" {
		return
	}
	add(w.whole)
	if token, ok := besides(w.whole); ok {
		add(token)
	}
}
