package site

import (
	"bytes"
	"context"
	"net/http"
	"time"
)

// Demonstration is an instance that strangers look around in as made-up people.
type Demonstration struct {
	People []DemoPerson
	// Next is when the people are made anew; zero when that is not known.
	Next func(ctx context.Context) time.Time
	// Cookie is what makes a browser a visitor as that person; "" for a handle that is none of them.
	Cookie func(handle string) string
}

// DemoPerson is one of the made-up people.
type DemoPerson struct{ Handle, Name, Lang, Bio string }

// visit is how long a browser stays a visitor.
const visit = 24 * time.Hour

// demoPage lets a stranger choose as whom to look around.
type demoPage struct {
	*view
	People []DemoPerson
	Next   string
}

func (s *Site) demoPage(w http.ResponseWriter, r *http.Request) {
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "demo", demoPage{view: v, People: s.demo.People, Next: s.nextReset(r)})
}

// enterDemo makes the browser a visitor.
func (s *Site) enterDemo(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	value := s.demo.Cookie(r.PostForm.Get("person"))
	if value == "" {
		http.Redirect(w, r, s.url("/demo"), http.StatusSeeOther)
		return
	}
	s.setSecret(w, SessionCookie, value, s.clock.Now().Add(visit))
	http.Redirect(w, r, s.url("/app/"), http.StatusSeeOther)
}

// toDemo sends whoever wants to sign in to the choice of people: there is nobody else to be.
func (s *Site) toDemo(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, s.url("/demo"), http.StatusSeeOther)
}

func (s *Site) nextReset(r *http.Request) string {
	next := s.demo.Next(r.Context())
	if next.IsZero() {
		return ""
	}
	return next.UTC().Format("2006-01-02 15:04") + " UTC"
}

// DemoBanner says on the page of the app that this is a demonstration; "" where it is none.
func (s *Site) DemoBanner(r *http.Request) string {
	if s.demo == nil {
		return ""
	}
	var b bytes.Buffer
	if err := s.pages["demo-banner"].Execute(&b, demoPage{view: s.view(r), Next: s.nextReset(r)}); err != nil {
		s.log.ErrorContext(r.Context(), "render the banner", "error", err)
		return ""
	}
	return b.String()
}
