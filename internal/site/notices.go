package site

import (
	"fmt"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/notify"
)

// Notices writes notices in the reader's language: the lines of the inbox, pushes and mails.
type Notices struct {
	words *catalogues
}

// Notices writes notices with the catalogues of the letters.
func (l *Letters) Notices() *Notices { return &Notices{words: l.words} }

var _ notify.Wording = (*Notices)(nil)

// Line is the title and the body of a notice; see [notify.Wording].
func (n *Notices) Line(kind, locale string, data map[string]string) (title, body string, err error) {
	write, ok := noticeKinds[kind]
	if !ok {
		return "", "", fmt.Errorf("site: no notice of kind %q", kind)
	}
	f := facts{}
	for k, v := range data {
		f[k] = oneLine(v)
	}
	title, body = write(n.words.accept(locale), f)
	return title, body, nil
}

// Category is the name of a category and what it brings; an unknown one shows its key.
func (n *Notices) Category(key, locale string) (name, about string) {
	write, ok := noticeCategories[key]
	if !ok {
		return key, ""
	}
	return write(n.words.accept(locale))
}

// Together is the title of several notices in one push.
func (n *Notices) Together(locale string, count int) string {
	return n.words.accept(locale).N("%d notification", "%d notifications", count, count)
}

// Letter is a mail of one or more notices. Everything in it is plain text until the template escapes it.
func (n *Notices) Letter(l notify.Letter) (subject, text, html string, err error) {
	w := n.words.accept(l.Locale)
	out := letter{
		words: w, Greeting: w.greeting(oneLine(l.Name)), Subject: noticeSubject(w, l),
		Footer: w.T("Sent by %s, %s", oneLine(l.Instance), l.BaseURL),
	}
	if len(l.Items) == 1 && l.More == 0 {
		item := l.Items[0]
		out.Subject = item.Title
		if item.Body != "" {
			out.Before = []string{item.Body}
		}
		out.Button, out.URL = w.T("Open"), item.URL
	} else {
		for _, item := range l.Items {
			out.Items = append(out.Items, letterItem(item))
		}
		if l.More > 0 {
			out.After = append(out.After, w.N("And %d more in your inbox.", "And %d more in your inbox.", l.More, l.More))
		}
		out.Button, out.URL = w.T("Open the inbox"), l.BaseURL+"/app/notifications"
	}
	out.Links = []letterLink{{w.T("Stop these emails"), l.UnsubscribeURL}, {w.T("All notification settings"), l.SettingsURL}}
	html, err = out.html()
	if err != nil {
		return "", "", "", err
	}
	return oneLine(out.Subject), out.text(), html, nil
}

func noticeSubject(w *Words, l notify.Letter) string {
	count := len(l.Items) + l.More
	if l.Frequency == notify.FrequencyWeekly {
		return w.N("Your week: %d notification", "Your week: %d notifications", count, count)
	}
	return w.N("Your day: %d notification", "Your day: %d notifications", count, count)
}

// clockTime is an instant in the reader's zone, short.
func (f facts) clockTime() string {
	t, err := time.Parse(time.RFC3339, f["time"])
	if err != nil {
		return f["time"]
	}
	return t.Format("2006-01-02 15:04")
}

// joined puts sentences one after the other, without the empty ones.
func joined(sentences ...string) string {
	kept := sentences[:0]
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}
