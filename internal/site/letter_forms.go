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
	for _, item := range l.Items {
		parts = append(parts, item.text())
	}
	if l.URL != "" {
		parts = append(parts, l.Button+":\n"+l.URL)
	}
	parts = append(parts, l.After...)
	footer := "-- \n" + l.Footer
	for _, link := range l.Links {
		footer += "\n" + link.Label + ": " + link.URL
	}
	parts = append(parts, footer)
	return strings.Join(parts, "\n\n") + "\n"
}

// text is a notice of a digest in plain text.
func (i letterItem) text() string {
	out := "* " + i.Title
	if i.Body != "" {
		out += "\n  " + i.Body
	}
	if i.URL != "" {
		out += "\n  " + i.URL
	}
	return out
}
