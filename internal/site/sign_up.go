package site

import (
	"net/http"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
)

// accountPage is a page with the form of a new account.
type accountPage struct {
	*view
	// SignUpPath is where the form goes: an invite keeps its own address.
	SignUpPath string
	// Zones are the time zones to choose from without a script.
	Zones []string
}

func newAccountPage(v *view) accountPage {
	p := accountPage{view: v, SignUpPath: "/sign-up", Zones: zones()}
	if v.Value("invite") != "" {
		p.SignUpPath = "/invite"
	}
	if z := v.Value("zone"); z == "" {
		v.set("zone", "UTC")
	} else if !slices.Contains(p.Zones, z) {
		p.Zones = append(p.Zones, z)
	}
	return p
}

// zones are the zones of the tz database by their place names, without the old short forms.
func zones() []string {
	out := []string{"UTC"}
	for _, z := range day.Zones() {
		region, _, found := strings.Cut(z, "/")
		switch region {
		case "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific":
			if found {
				out = append(out, z)
			}
		}
	}
	return out
}

// accountFields are the fields of a new account that are typed and shown again.
var accountFields = []string{"email", "handle", "displayName", "zone"}

func (s *Site) signUpPage(w http.ResponseWriter, r *http.Request) {
	if _, ok := identity.ActorFrom(r.Context()); ok {
		http.Redirect(w, r, s.url("/app/"), http.StatusSeeOther)
		return
	}
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "sign-up", newAccountPage(v))
}

func (s *Site) signUp(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	words, _ := s.language(r)
	f := r.PostForm
	res, err := s.identity.SignUp(r.Context(), identity.SignUpForm{
		Email: f.Get("email"), Handle: f.Get("handle"), DisplayName: f.Get("displayName"), Password: f.Get("password"),
		Invite: f.Get("invite"), TimeZone: f.Get("zone"), Locale: locale(words),
	})
	if err != nil {
		s.again(w, r, err, "sign-up", accountFields, func(v *view) { v.typed(r, append(accountFields, "invite")...) })
		return
	}
	switch res.Next {
	case identity.SignUpSignIn:
		http.Redirect(w, r, s.url("/sign-in?done=account"), http.StatusSeeOther)
	case identity.SignUpWait:
		http.Redirect(w, r, s.url("/approve-wait"), http.StatusSeeOther)
	default:
		s.setSecret(w, ticketCookie, res.Ticket, s.clock.Now().Add(ticketLife))
		http.Redirect(w, r, s.url("/verify"), http.StatusSeeOther)
	}
}

// locale is the language for letters; the pseudo-locale writes English ones.
func locale(w *Words) string {
	if w.pseudo {
		return "en"
	}
	return w.Tag
}

// invitePage shows the form of a new account to somebody with an invite, after a look that does not spend it.
func (s *Site) invitePage(w http.ResponseWriter, r *http.Request) {
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	link := linkOf(r)
	look, err := s.identity.InspectInvite(r.Context(), link)
	if err != nil {
		s.deadLink(w, r, err, "/sign-up", v.T("To the sign-up page"))
		return
	}
	v.set("invite", link)
	v.set("email", look.Email)
	s.render(w, r, http.StatusOK, "sign-up", newAccountPage(v))
}

func (s *Site) waitPage(w http.ResponseWriter, r *http.Request) {
	v := s.view(r)
	s.done(w, r, v, v.T("Almost there"), v.T("An administrator looks at your account first. You will hear by mail, or you try to sign in now and then."),
		&action{URL: v.Link("/sign-in"), Label: v.T("To the sign-in page")})
}
