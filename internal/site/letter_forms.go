package site

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed templates/letter.tmpl
var letterSource string

var letterTemplate = template.Must(template.New("letter").Parse(letterSource))

// html is the letter for mail programs that show HTML. Nothing is loaded from anywhere.
func (l letter) html() (string, error) {
	var b bytes.Buffer
	if err := letterTemplate.Execute(&b, l); err != nil {
		return "", fmt.Errorf("site: write letter: %w", err)
	}
	return b.String(), nil
}

// text is the same letter in plain text. Links stand on lines of their own.
func (l letter) text() string {
	parts := []string{l.Greeting}
	parts = append(parts, l.Before...)
	if l.Code != "" {
		parts = append(parts, "    "+l.Code)
	}
	if l.URL != "" {
		parts = append(parts, l.Button+":\n"+l.URL)
	}
	parts = append(parts, l.After...)
	parts = append(parts, "-- \n"+l.Footer)
	return strings.Join(parts, "\n\n") + "\n"
}
