package markdown

import (
	"slices"
	"strings"
)

// coloured maps the classes of words in code to what they are; other words keep the colour of the text.
var coloured = map[string]string{
	"k": "keyword", "kc": "constant", "kt": "type", "ow": "keyword",
	"s": "string", "se": "constant", "si": "constant", "sr": "constant", "sc": "string",
	"m": "constant", "l": "constant",
	"c": "comment", "cp": "keyword",
	"nb": "type", "nc": "type", "nf": "function", "nt": "keyword", "na": "function", "nd": "function", "nn": "type", "no": "constant", "nv": "constant",
	"gd": "deleted", "gi": "inserted", "gh": "function", "gu": "comment", "gp": "comment",
	"err": "error",
}

// The colours reach 4.5:1 on their backgrounds (#f6f3ee and #1d1a17, and anything lighter or darker beyond them).
var (
	lightColours = map[string]string{
		"keyword": "#a3360d", "constant": "#7a4a00", "type": "#0f5f57", "string": "#2f5f24", "comment": "#6b6257",
		"function": "#27508f", "deleted": "#a11d2a", "inserted": "#1f6136", "error": "#a11d2a",
	}
	darkColours = map[string]string{
		"keyword": "#ff9d6e", "constant": "#e8bd6a", "type": "#7fd1c4", "string": "#a6cf8e", "comment": "#a39a8d",
		"function": "#9dbdf2", "deleted": "#ff9a9a", "inserted": "#8ed6a3", "error": "#ff9a9a",
	}
)

// HighlightCSS is the style sheet for code in rendered texts. Each rule begins with scope, a selector such as
// "[data-mantine-color-scheme=dark]" (empty: none). It sets colours only; background and font belong to the page.
func HighlightCSS(scope string, dark bool) string {
	colours := lightColours
	if dark {
		colours = darkColours
	}
	if scope != "" {
		scope += " "
	}
	classes := map[string][]string{}
	for class, kind := range coloured {
		classes[kind] = append(classes[kind], scope+".chroma ."+class)
	}
	var rules []string
	for kind, selectors := range classes {
		slices.Sort(selectors)
		style := "color:" + colours[kind]
		switch kind {
		case "comment":
			style += ";font-style:italic"
		case "error":
			style += ";text-decoration:underline"
		}
		rules = append(rules, strings.Join(selectors, ",")+"{"+style+"}\n")
	}
	slices.Sort(rules)
	return strings.Join(rules, "")
}
