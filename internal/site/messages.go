package site

import "regexp"

// Refusals tells the sentences of errors in a language, given by its BCP 47 tag; nil for English.
func (l *Letters) Refusals(locale string) func(sentence string) string {
	w := l.words.accept(locale)
	if w == l.words.list[0] {
		return nil
	}
	return w.sentence
}

// sentence is the translation of a sentence that an error brings along. All of them stand in the catalogues; a test keeps
// them complete. A number inside stands there as %s. An unknown sentence stays English.
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
