package query

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// features are the tokens of the index under which an entry with that in its text is found. No word of a text holds the
// control character in them.
var features = map[string]string{"code": "\x02code", "link": "\x02link", "image": "\x02image"}

// elements are how the sanitised HTML of a text shows what is in it.
var elements = []struct{ element, feature string }{{"<code", "code"}, {"<a href", "link"}, {"<img", "image"}}

// named finds the links [[title]] in the sanitised HTML of a text.
var named = regexp.MustCompile(`href="[^"]*/journal/named/([^"?#]+)"`)

// Features are the tokens for what the sanitised HTML of a text holds, and for the entries that it links to.
func Features(html string) []string {
	var out []string
	for _, e := range elements {
		if strings.Contains(html, e.element) {
			out = append(out, features[e.feature])
		}
	}
	if !strings.Contains(html, "/journal/named/") {
		return out
	}
	for _, link := range named.FindAllStringSubmatch(html, -1) {
		if title, err := url.PathUnescape(strings.ReplaceAll(link[1], "&#39;", "'")); err == nil {
			out = append(out, LinkToken(title))
		}
	}
	return out
}

// LinkToken is the token under which texts are found that link to this title, however it is cased and spaced.
func LinkToken(title string) string {
	return "\x04" + norm.NFC.String(strings.ToLower(strings.Join(strings.Fields(title), " ")))
}
