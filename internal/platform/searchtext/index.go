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
	beside := map[string]bool{}
	for _, part := range parts {
		eachRun(part, func(w run) bool {
			for _, u := range w.units {
				ordered = append(ordered, u.tokens...)
			}
			for _, token := range w.beside() {
				beside[token] = true
			}
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

// beside are the tokens under which the run is found, other than its parts.
func (w run) beside() []string {
	var out []string
	for _, u := range w.units {
		if u.chars != nil {
			out = append(out, u.chars...)
			continue
		}
		out = append(out, besides(u.tokens[0])...)
	}
	if w.whole != "" {
		out = append(append(out, w.whole), besides(w.whole)...)
	}
	return out
}
