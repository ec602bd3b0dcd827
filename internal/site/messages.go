package site

import "regexp"

// sentence is the translation of a sentence that an error brings along. Those of identity stand in the catalogues;
// a test keeps them complete. A number inside stands there as %s. An unknown sentence stays English.
func (w *Words) sentence(text string) string {
	if text == "" {
		return ""
	}
	if !w.po().IsTranslated(text) {
		if id := number.ReplaceAllString(text, "%s"); w.po().IsTranslated(id) {
			var values []any
			for _, n := range number.FindAllString(text, -1) {
				values = append(values, n)
			}
			return w.T(id, values...)
		}
	}
	return w.T(text, []any{}...) // a sentence, never a format: without values nothing is put in
}

var number = regexp.MustCompile(`\d+`)
