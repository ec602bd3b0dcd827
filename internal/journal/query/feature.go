package query

import "strings"

// features are the tokens of the index under which an entry with that in its text is found. No word of a text holds the
// control character in them.
var features = map[string]string{"code": "\x02code", "link": "\x02link", "image": "\x02image"}

// elements are how the sanitised HTML of a text shows what is in it.
var elements = []struct{ element, feature string }{{"<code", "code"}, {"<a href", "link"}, {"<img", "image"}}

// Features are the tokens for what the sanitised HTML of a text holds.
func Features(html string) []string {
	var out []string
	for _, e := range elements {
		if strings.Contains(html, e.element) {
			out = append(out, features[e.feature])
		}
	}
	return out
}
