package site

import (
	"context"
	"net/http"

	"tamatar.dev/tamatar/internal/notify"
)

// Unsubscriber stops mails by the link in them; notifysvc does.
type Unsubscriber interface {
	InspectUnsubscribe(ctx context.Context, link string) (notify.Unsubscription, error)
	Unsubscribe(ctx context.Context, link string) error
}

// unsubscribePage shows the button. It changes nothing: mail scanners open links.
func (s *Site) unsubscribePage(w http.ResponseWriter, r *http.Request) {
	v := s.view(r)
	link := r.URL.Query().Get("link")
	look, err := s.unsubscriber.InspectUnsubscribe(r.Context(), link)
	if err != nil {
		s.deadLink(w, r, err, "/sign-in", v.T("To the sign-in page"))
		return
	}
	s.speak(v, look.Locale)
	if look.Off {
		s.unsubscribed(w, r, v)
		return
	}
	v.set("link", link)
	v.set("what", what(v.Words, look))
	s.render(w, r, http.StatusOK, "unsubscribe", v)
}

// speak is the language of the person whom a link is about, unless the reader chose another one.
func (s *Site) speak(v *view, locale string) {
	if !v.explicit {
		v.Words = s.words.accept(locale)
	}
}

// what names the mails that a link stops.
func what(w *Words, look notify.Unsubscription) string {
	switch look.Category {
	case string(notify.FrequencyDaily):
		return w.T("The daily digest")
	case string(notify.FrequencyWeekly):
		return w.T("The weekly digest")
	default:
		write, ok := noticeCategories[look.Category]
		if !ok {
			return look.Category
		}
		name, _ := write(w)
		return name
	}
}

// unsubscribe acts: for the button, and for mail programs that post "List-Unsubscribe=One-Click" to the address of the
// link (RFC 8058). Nobody has to be signed in.
func (s *Site) unsubscribe(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	v := s.view(r)
	link := r.PostForm.Get("link")
	if link == "" {
		link = r.URL.Query().Get("link")
	}
	look, err := s.unsubscriber.InspectUnsubscribe(r.Context(), link)
	if err == nil {
		err = s.unsubscriber.Unsubscribe(r.Context(), link)
	}
	if err != nil {
		s.deadLink(w, r, err, "/sign-in", v.T("To the sign-in page"))
		return
	}
	s.speak(v, look.Locale)
	s.unsubscribed(w, r, v)
}

func (s *Site) unsubscribed(w http.ResponseWriter, r *http.Request, v *view) {
	s.render(w, r, http.StatusOK, "done", donePage{
		view: v, Heading: v.T("These emails are stopped"),
		Sentence: v.T("You still find these notices in your inbox. You can switch the emails on again in your settings, under Notifications."),
		Action:   &action{URL: v.site.url("/app/settings/notifications"), Label: v.T("To the settings")},
	})
}
