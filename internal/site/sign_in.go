package site

import (
	"net/http"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// signInPage shows the form; somebody who is signed in goes where they wanted to.
func (s *Site) signInPage(w http.ResponseWriter, r *http.Request) {
	next := s.localPath(r.URL.Query().Get("next"), "")
	if _, ok := identity.ActorFrom(r.Context()); ok {
		http.Redirect(w, r, s.url(s.localPath(next, "/app/")), http.StatusSeeOther)
		return
	}
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v.set("next", next)
	switch r.URL.Query().Get("done") {
	case "account":
		v.Notice = v.T("Your account is ready. Sign in.")
	case "email":
		v.Notice = v.T("Your new address holds from now on. Sign in with it.")
	case "undone":
		v.Notice = v.T("Your old address holds again. A link to set a new password is on its way to it.")
	case "out":
		v.Notice = v.T("You are signed out.")
	case "late":
		v.Problem = v.sentence(identity.ErrChallengeGone.Public)
	}
	s.render(w, r, http.StatusOK, "sign-in", v)
}

func (s *Site) signIn(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	res, err := s.identity.SignInBrowser(r.Context(), identity.SignInForm{
		Login: r.PostForm.Get("login"), Password: r.PostForm.Get("password"), Device: s.cookie(r, DeviceCookie),
	})
	if err == nil {
		s.welcome(w, r, res, r.PostForm.Get("next"))
		return
	}
	s.again(w, r, err, "sign-in", []string{"login"}, func(v *view) {
		v.typed(r, "login")
		v.set("next", s.localPath(r.PostForm.Get("next"), ""))
	})
}

// again answers a refused form with the same page: what to mend, and everything typed but passwords.
func (s *Site) again(w http.ResponseWriter, r *http.Request, cause error, page string, shown []string, fill func(v *view)) {
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	e := v.mend(cause, append(shown, "password")...)
	if e.Kind == errs.Internal {
		s.fail(w, r, cause)
		return
	}
	if e.RetryAfter > 0 {
		setRetryAfter(w, e.RetryAfter)
		v.Problem += " " + v.wait(e.RetryAfter)
	}
	fill(v)
	s.render(w, r, e.Status(), page, s.dress(page, v))
}

// dress wraps the view for the pages that show more than it holds.
func (s *Site) dress(page string, v *view) any {
	switch page {
	case "sign-up", "claim":
		return newAccountPage(v)
	case "reset":
		return resetPage{view: v}
	default:
		return v
	}
}

func (s *Site) signOutPage(w http.ResponseWriter, r *http.Request) {
	if _, ok := identity.ActorFrom(r.Context()); !ok {
		http.Redirect(w, r, s.url("/sign-in"), http.StatusSeeOther)
		return
	}
	s.render(w, r, http.StatusOK, "sign-out", s.view(r))
}

// signOut ends the session of the cookie. The cookie goes even when the session was gone before.
func (s *Site) signOut(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	if token := s.cookie(r, SessionCookie); token != "" {
		if err := s.identity.SignOutBrowser(r.Context(), token); err != nil && errs.From(err).Kind != errs.Unauthenticated {
			s.fail(w, r, err)
			return
		}
	}
	s.drop(w, SessionCookie)
	s.jar.Forget(w)
	http.Redirect(w, r, s.url("/sign-in?done=out"), http.StatusSeeOther)
}
