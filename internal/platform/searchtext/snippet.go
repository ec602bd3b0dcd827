package searchtext

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a piece of text that was, or was not, asked for.
type Span struct {
	Text string
	Hit  bool
}

// Snippet cuts about width characters around the first place that q asks for out of text, and marks every hit in it. Cut
// ends show as "…". Text without a hit gives its beginning, in one span.
func Snippet(text string, q Query, width int) []Span {
	hits := places(text, wantedBy(q.Yes))
	from, to := window(text, hits, max(width, 1))
	var out []Span
	add := func(s string, hit bool) {
		if s != "" {
			out = append(out, Span{Text: s, Hit: hit})
		}
	}
	if from > 0 {
		add("…", false)
	}
	at := from
	for _, h := range hits {
		start, end := max(h.start, at), min(h.end, to)
		if start >= end {
			continue
		}
		add(text[at:start], false)
		add(text[start:end], true)
		at = end
	}
	add(text[at:to], false)
	if to < len(text) {
		add("…", false)
	}
	return out
}

// Mark writes spans as HTML: escaped, with hits in <mark>.
func Mark(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Hit {
			b.WriteString("<mark>" + html.EscapeString(s.Text) + "</mark>")
			continue
		}
		b.WriteString(html.EscapeString(s.Text))
	}
	return b.String()
}

// place is a range of bytes.
type place struct{ start, end int }

// wanted are the tokens and beginnings that a query asks for.
type wanted struct {
	tokens   map[string]bool
	prefixes []string
}

func wantedBy(n Node) wanted {
	w := wanted{tokens: map[string]bool{}}
	var add func(Node)
	add = func(n Node) {
		if n.Op == Prefix {
			w.prefixes = append(w.prefixes, n.Tokens...)
		} else {
			for _, t := range n.Tokens {
				w.tokens[t] = true
			}
		}
		for _, child := range n.Nodes {
			add(child)
		}
	}
	add(n)
	return w
}

func (w wanted) has(token string) bool {
	if token == "" {
		return false
	}
	if w.tokens[token] {
		return true
	}
	for _, p := range w.prefixes {
		if strings.HasPrefix(token, p) {
			return true
		}
	}
	return false
}

// hasWord reports whether the query asks for the word or for one with the same stem.
func (w wanted) hasWord(word string) bool {
	if w.has(word) {
		return true
	}
	s, ok := stem(word)
	return ok && w.tokens[s]
}

// places finds the wanted words of a text, in order and without overlaps.
func places(text string, w wanted) []place {
	var out []place
	add := func(p place) {
		if n := len(out); n > 0 && p.start <= out[n-1].end && p.start >= out[n-1].start {
			out[n-1].end = max(out[n-1].end, p.end)
			return
		}
		out = append(out, p)
	}
	eachRun(text, func(r run) bool {
		if w.hasWord(r.whole) {
			add(place{r.start, r.end})
			return true
		}
		for _, u := range r.units {
			switch {
			case u.chars != nil:
				charPlaces(text, u, w, add)
			case w.hasWord(u.tokens[0]):
				add(place{u.start, u.end})
			}
		}
		return true
	})
	return out
}

// charPlaces marks the wanted characters and pairs of an unspaced part; where folding changed their number, the whole part.
func charPlaces(text string, u unit, w wanted, add func(place)) {
	var offsets []int
	for i := range text[u.start:u.end] {
		offsets = append(offsets, u.start+i)
	}
	offsets = append(offsets, u.end)
	aligned := len(offsets) == len(u.chars)+1
	for i, c := range u.chars {
		length := 0
		if w.tokens[c] {
			length = 1
		}
		if i+1 < len(u.chars) && w.has(c+u.chars[i+1]) {
			length = 2
		}
		switch {
		case length == 0:
		case aligned:
			add(place{offsets[i], offsets[i+length]})
		default:
			add(place{u.start, u.end})
			return
		}
	}
}

// window chooses the bytes to show: the first hit with a third of the width before it, cut where words begin and end.
func window(text string, hits []place, width int) (from, to int) {
	if len(hits) > 0 {
		from = back(text, hits[0].start, width/3)
	}
	to = len(text)
	n := 0
	for i := range text[from:] {
		if n++; n > width {
			to = from + i
			break
		}
	}
	if to < len(text) {
		if cut := strings.LastIndexFunc(text[from:to], unicode.IsSpace); cut > len(text[from:to])/2 {
			to = from + cut
		}
	}
	return from, to
}

// back goes n characters back from at, and forward again to the beginning of a word.
func back(text string, at, n int) int {
	from := at
	for ; n > 0 && from > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if from == 0 {
		return 0
	}
	if space := strings.IndexFunc(text[from:at], unicode.IsSpace); space >= 0 {
		_, size := utf8.DecodeRuneInString(text[from+space:])
		return from + space + size
	}
	return from
}
