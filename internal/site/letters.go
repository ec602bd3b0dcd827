package site

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tamatar.dev/tamatar/internal/identity"
)

// Letters writes the mails of identity in the reader's language.
type Letters struct {
	words *catalogues
}

// NewLetters gives the letters in every language of the catalogues.
func NewLetters() *Letters { return &Letters{words: newCatalogues()} }

var _ identity.Letters = (*Letters)(nil)

// letter is a mail before it becomes text or HTML. Everything in it is plain text.
type letter struct {
	words    *Words
	Subject  string
	Greeting string
	Before   []string
	// Code is shown large; empty for none.
	Code string
	// Button leads to URL; an empty URL means no button.
	Button, URL string
	After       []string
	Footer      string
	// Items are the notices of a digest.
	Items []letterItem
	// Links stand in the footer.
	Links []letterLink
}

// letterItem is one notice of a digest; URL may be empty.
type letterItem struct{ Title, Body, URL string }

// letterLink is a link in the footer.
type letterLink struct{ Label, URL string }

// Lang is the language of the letter.
func (l letter) Lang() string { return l.words.Tag }

// Dir is the direction of its script.
func (l letter) Dir() string { return l.words.Dir }

// Compose gives subject, plain text and HTML of one kind of letter; see [identity.Letters].
func (l *Letters) Compose(kind, locale string, data map[string]string) (subject, text, html string, err error) {
	write, ok := letterKinds[kind]
	if !ok {
		return "", "", "", fmt.Errorf("site: no letter of kind %q", kind)
	}
	words := l.words.accept(locale)
	facts := facts{}
	for k, v := range data {
		facts[k] = oneLine(v)
	}
	out := write(words, facts)
	out.words = words
	if out.Greeting == "" {
		out.Greeting = words.greeting(facts["name"])
	}
	out.Footer = words.T("Sent by %s, %s", facts["instance"], facts["baseUrl"])
	html, err = out.html()
	if err != nil {
		return "", "", "", err
	}
	return oneLine(out.Subject), out.text(), html, nil
}

func (w *Words) greeting(name string) string {
	if name == "" {
		return w.T("Hello,")
	}
	return w.T("Hello %s,", name)
}

// facts are the data of a letter: one line each, without control characters.
type facts map[string]string

// number is a decimal fact; 0 when it is none.
func (f facts) number(name string) int {
	n, err := strconv.Atoi(f[name])
	if err != nil {
		return 0
	}
	return n
}

// time is an instant for people, in the zone it was given in; a fact that is no RFC 3339 instant is shown as it is.
func (f facts) time() string {
	t, err := time.Parse(time.RFC3339, f["time"])
	if err != nil {
		return f["time"]
	}
	return t.Format("2006-01-02 15:04 MST")
}

// oneLine takes out what could break a header or turn the direction of the text around it.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == 0x2028 || r == 0x2029:
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
