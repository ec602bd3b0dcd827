package site

import (
	"net/http"
	"strings"
	"unicode"

	"tamatar.dev/tamatar/internal/identity"
)

// linkOf is the secret of a one-time link in the query.
func linkOf(r *http.Request) string {
	link := r.URL.Query().Get("link")
	if len(link) > 512 {
		return ""
	}
	return strings.TrimSpace(link)
}

// verifyPage shows the button of the mailed link, or the form for the six digits. It spends nothing.
func (s *Site) verifyPage(w http.ResponseWriter, r *http.Request) {
	v := s.view(r)
	v.set("ticket", s.cookie(r, ticketCookie))
	if link := linkOf(r); link != "" {
		look, err := s.identity.InspectLink(r.Context(), identity.LinkVerify, link)
		if err != nil {
			s.deadLink(w, r, err, "/sign-in", v.T("To the sign-in page"))
			return
		}
		v.set("link", link)
		v.set("email", look.Email)
	}
	if r.URL.Query().Get("done") == "resent" {
		v.Notice = v.T("If an address is waiting, a new mail is on its way.")
	}
	s.render(w, r, http.StatusOK, "verify", v)
}

func (s *Site) verify(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	f := r.PostForm
	var res identity.SignInResult
	var err error
	if f.Get("link") != "" {
		res, err = s.identity.VerifyByLink(r.Context(), identity.VerifyLinkForm{
			Link: f.Get("link"), Password: f.Get("password"), Device: s.cookie(r, DeviceCookie),
		})
	} else {
		res, err = s.identity.VerifyByCode(r.Context(), identity.VerifyCodeForm{
			Ticket: f.Get("ticket"), Code: digits(f.Get("code")), Device: s.cookie(r, DeviceCookie),
		})
	}
	if err != nil {
		s.again(w, r, err, "verify", []string{"code"}, func(v *view) { v.typed(r, "link", "ticket", "code", "email") })
		return
	}
	s.welcome(w, r, res, "/app/")
}

// resend mails the letter of a sign-up again; the answer is the same for every ticket.
func (s *Site) resend(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	if err := s.identity.ResendSignUp(r.Context(), r.PostForm.Get("ticket")); err != nil {
		s.again(w, r, err, "verify", nil, func(v *view) { v.typed(r, "ticket") })
		return
	}
	http.Redirect(w, r, s.url("/verify?done=resent"), http.StatusSeeOther)
}

// digits reads a code as people type and paste it: with spaces or dashes, or in the digits of their script.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case unicode.IsSpace(r) || r == '-':
			return -1
		default:
			return r
		}
	}, text)
}
