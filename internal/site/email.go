package site

import (
	"net/http"

	"tamatar.dev/tamatar/internal/identity"
)

// linkPage shows the button of a link about an address. It spends nothing.
func (s *Site) linkPage(p identity.LinkPurpose) http.HandlerFunc {
	page := "email-change"
	if p == identity.LinkEmailUndo {
		page = "email-undo"
	}
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.view(r)
		link := linkOf(r)
		look, err := s.identity.InspectLink(r.Context(), p, link)
		if err != nil {
			s.deadLink(w, r, err, "/sign-in", v.T("To the sign-in page"))
			return
		}
		v.set("link", link)
		v.set("email", look.Email)
		s.render(w, r, http.StatusOK, page, v)
	}
}

func (s *Site) confirmEmail(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	if err := s.identity.ConfirmEmailChange(r.Context(), r.PostForm.Get("link")); err != nil {
		s.again(w, r, err, "email-change", nil, func(v *view) { v.typed(r, "link") })
		return
	}
	if _, ok := identity.ActorFrom(r.Context()); ok {
		http.Redirect(w, r, s.url("/app/settings"), http.StatusSeeOther)
		return
	}
	http.Redirect(w, r, s.url("/sign-in?done=email"), http.StatusSeeOther)
}

func (s *Site) undoEmail(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	if err := s.identity.UndoEmailChange(r.Context(), r.PostForm.Get("link")); err != nil {
		s.again(w, r, err, "email-undo", nil, func(v *view) { v.typed(r, "link") })
		return
	}
	http.Redirect(w, r, s.url("/sign-in?done=undone"), http.StatusSeeOther)
}
