package site

import (
	"net/http"

	"tamatar.dev/tamatar/internal/identity"
)

// resetPage is the page that asks for a link. Sent is true after the request, whoever asked.
type resetPage struct {
	*view
	Sent bool
}

func (s *Site) resetPage(w http.ResponseWriter, r *http.Request) {
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "reset", resetPage{view: v, Sent: r.URL.Query().Get("done") == "sent"})
}

func (s *Site) reset(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	if err := s.identity.RequestReset(r.Context(), identity.RequestResetForm{Login: r.PostForm.Get("login")}); err != nil {
		s.again(w, r, err, "reset", []string{"login"}, func(v *view) { v.typed(r, "login") })
		return
	}
	http.Redirect(w, r, s.url("/reset?done=sent"), http.StatusSeeOther)
}

// passwordPage shows the form behind a mailed link. It spends nothing.
func (s *Site) passwordPage(w http.ResponseWriter, r *http.Request) {
	v := s.view(r)
	link := linkOf(r)
	look, err := s.identity.InspectLink(r.Context(), identity.LinkReset, link)
	if err != nil {
		s.deadLink(w, r, err, "/reset", v.T("Ask for another link"))
		return
	}
	v.set("link", link)
	v.set("handle", look.Handle)
	s.render(w, r, http.StatusOK, "reset-new", v)
}

func (s *Site) setPassword(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	res, err := s.identity.CompleteReset(r.Context(), identity.CompleteResetForm{
		Link: r.PostForm.Get("link"), Password: r.PostForm.Get("password"), Device: s.cookie(r, DeviceCookie),
	})
	if err != nil {
		s.again(w, r, err, "reset-new", nil, func(v *view) { v.typed(r, "link", "handle") })
		return
	}
	s.welcome(w, r, res, "/app/")
}
