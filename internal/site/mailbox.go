package site

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// letterLine is a line of a kept letter; URL is set when the line is an address of this instance.
type letterLine struct{ Text, URL string }

// keptLetter is one letter of the mailbox as the page shows it.
type keptLetter struct {
	ID, Subject, To, Kind, At, ISO string
	Lines                          []letterLine
	HasHTML                        bool
}

// mailboxView is the page of the development mailbox.
type mailboxView struct {
	*view
	Letters []keptLetter
}

// mailboxPage lists what would have been sent, newest first. The route exists only while the mailbox is on.
func (s *Site) mailboxPage(w http.ResponseWriter, r *http.Request) {
	p := mailboxView{view: s.view(r)}
	for _, k := range s.mailbox.List() {
		p.Letters = append(p.Letters, keptLetter{
			ID: k.ID, Subject: k.Subject, To: k.To, Kind: k.Kind, HasHTML: k.HTML != "",
			At: k.At.UTC().Format("2006-01-02 15:04:05 UTC"), ISO: k.At.UTC().Format(time.RFC3339), Lines: s.lines(k.Text),
		})
	}
	s.render(w, r, http.StatusOK, "mailbox", p)
}

// lines splits a letter and turns lines that are an address of this instance into local links.
func (s *Site) lines(text string) []letterLine {
	var out []letterLine
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, s.base.String()+"/") {
			if _, err := url.Parse(line); err == nil {
				out = append(out, letterLine{URL: line})
				continue
			}
		}
		out = append(out, letterLine{Text: line})
	}
	return out
}

// letterPolicy lets a kept letter show its own style and nothing else: no scripts, no pictures, no forms.
const letterPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation allow-popups"

// mailboxLetter shows the HTML of a kept letter as a mail program would.
func (s *Site) mailboxLetter(w http.ResponseWriter, r *http.Request) {
	k, ok := s.mailbox.Get(r.PathValue("id"))
	if !ok || k.HTML == "" {
		s.refuse(w, r, http.StatusNotFound, 0)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", letterPolicy)
	h.Set("Cache-Control", "private, no-store")
	_, _ = w.Write([]byte(k.HTML))
}
