package site

import (
	"net/http"
	"net/url"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

const (
	// flowCookie holds, sealed, a sign-in that is on its way to a provider and back.
	flowCookie = "__Host-tamatar_flow"
	// newcomerCookie holds, sealed, who somebody without an account is at a provider.
	newcomerCookie = "__Host-tamatar_newcomer"
	newcomerLife   = 30 * time.Minute
	maxSealed      = 2048
)

func (s *Site) providerRoutes() []route.Route {
	page := func(pattern string, h http.HandlerFunc) route.Route {
		return route.Route{Pattern: pattern, Handler: h, Public: true, MaxBody: maxForm}
	}
	return []route.Route{
		page("GET /sign-in/with/{slug}", s.beginProvider), page("GET /sign-in/with/{slug}/callback", s.finishProvider),
		page("GET /sign-in/with/{slug}/account", s.newcomerPage), page("POST /sign-in/with/{slug}/account", s.newcomer),
	}
}

// sealedCookie reads a cookie that is longer than the others.
func (s *Site) sealedCookie(r *http.Request, name string) string {
	c, err := r.Cookie(s.jar.Name(name))
	if err != nil || len(c.Value) > maxSealed {
		return ""
	}
	return c.Value
}

// beginProvider sends the browser to the provider. Opening it changes nothing on the server: the sign-in that begins
// lives in a cookie of this browser.
func (s *Site) beginProvider(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	start, err := s.identity.BeginProvider(r.Context(), identity.BeginProviderForm{
		Slug: r.PathValue("slug"), Next: s.localPath(q.Get("next"), ""), Invite: inviteOf(q), Ticket: q.Get("ticket"),
	})
	if err != nil {
		s.providerProblem(w, r, err, identity.ProviderFinish{Purpose: purposeOf(q)})
		return
	}
	s.setSecret(w, flowCookie, start.Flow, start.ExpiresAt)
	http.Redirect(w, r, start.URL, http.StatusSeeOther)
}

func inviteOf(q url.Values) string {
	if invite := q.Get("invite"); len(invite) <= 100 {
		return invite
	}
	return ""
}

// purposeOf tells a sign-in from what began in the settings, for the page of an error.
func purposeOf(q url.Values) identity.ProviderPurpose {
	if q.Get("ticket") != "" {
		return identity.ProviderLinking
	}
	return identity.ProviderSignIn
}

// finishProvider takes the browser back from the provider.
func (s *Site) finishProvider(w http.ResponseWriter, r *http.Request) {
	flow := s.sealedCookie(r, flowCookie)
	s.drop(w, flowCookie)
	out, err := s.identity.FinishProvider(r.Context(), identity.FinishProviderForm{
		Slug: r.PathValue("slug"), Flow: flow, Answer: r.URL.Query(),
	})
	switch {
	case err != nil:
		s.providerProblem(w, r, err, out)
	case out.Newcomer != "":
		s.setSecret(w, newcomerCookie, out.Newcomer, s.clock.Now().Add(newcomerLife))
		q := url.Values{}
		if out.Invite != "" {
			q.Set("invite", out.Invite)
		}
		http.Redirect(w, r, s.url("/sign-in/with/"+out.Provider.Slug+"/account?"+q.Encode()), http.StatusSeeOther)
	case out.Purpose == identity.ProviderSignIn:
		s.enterByProvider(w, r, out)
	default:
		http.Redirect(w, r, s.url(s.localPath(out.Next, "/app/settings/sign-in")), http.StatusSeeOther)
	}
}

// enterByProvider opens the session, or asks for the code of the letter first.
func (s *Site) enterByProvider(w http.ResponseWriter, r *http.Request, out identity.ProviderFinish) {
	if out.VerifyTicket != "" {
		s.setSecret(w, ticketCookie, out.VerifyTicket, s.clock.Now().Add(ticketLife))
		http.Redirect(w, r, s.url("/verify"), http.StatusSeeOther)
		return
	}
	s.welcome(w, r, out.SignIn, out.Next)
}

// providerProblem says what went wrong on the page where it began.
func (s *Site) providerProblem(w http.ResponseWriter, r *http.Request, cause error, out identity.ProviderFinish) {
	if out.Purpose == identity.ProviderLinking || out.Purpose == identity.ProviderConfirm {
		s.settingsProblem(w, r, cause, out)
		return
	}
	s.again(w, r, cause, "sign-in", nil, func(v *view) { v.set("next", s.localPath(out.Next, "")) })
}

func (s *Site) settingsProblem(w http.ResponseWriter, r *http.Request, cause error, out identity.ProviderFinish) {
	e := errs.From(cause)
	if e.Kind == errs.Internal {
		s.fail(w, r, cause)
		return
	}
	v := s.view(r)
	if e.RetryAfter > 0 {
		setRetryAfter(w, e.RetryAfter)
	}
	s.render(w, r, e.Status(), "done", donePage{
		view: v, Heading: v.T("Nothing was changed"), Sentence: v.sentence(e.Public),
		Action: &action{URL: s.url(s.localPath(out.Next, "/app/settings/sign-in")), Label: v.T("Back to your settings")},
	})
}

// newcomerPage is where somebody from a provider chooses how they want to be known here.
type newcomerPage struct {
	accountPage

	Provider     identity.SignInProvider
	InviteNeeded bool
}

// NewcomerPath is where the form goes.
func (p newcomerPage) NewcomerPath() string { return "/sign-in/with/" + p.Provider.Slug + "/account" }

func (s *Site) newcomerView(r *http.Request) (*newcomerPage, identity.NewcomerView, error) {
	look, err := s.identity.Newcomer(r.Context(), r.PathValue("slug"), s.sealedCookie(r, newcomerCookie))
	if err != nil {
		return nil, look, err
	}
	v, err := s.known(r)
	if err != nil {
		return nil, look, err
	}
	return &newcomerPage{accountPage: newAccountPage(v), Provider: look.Provider, InviteNeeded: look.InviteNeeded}, look, nil
}

func (s *Site) newcomerPage(w http.ResponseWriter, r *http.Request) {
	p, look, err := s.newcomerView(r)
	if err != nil {
		s.providerProblem(w, r, err, identity.ProviderFinish{})
		return
	}
	p.set("email", look.Email)
	p.set("handle", look.Handle)
	p.set("displayName", look.DisplayName)
	p.set("invite", inviteOf(r.URL.Query()))
	s.render(w, r, http.StatusOK, "newcomer", p)
}

func (s *Site) newcomer(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	words, _ := s.language(r)
	f := r.PostForm
	out, err := s.identity.SignUpByProvider(r.Context(), identity.NewcomerForm{
		Slug: r.PathValue("slug"), Ticket: s.sealedCookie(r, newcomerCookie), Email: f.Get("email"), Handle: f.Get("handle"),
		DisplayName: f.Get("displayName"), Invite: f.Get("invite"), TimeZone: f.Get("zone"), Locale: locale(words),
	})
	if err == nil {
		s.drop(w, newcomerCookie)
		s.enterByProvider(w, r, out)
		return
	}
	p, _, again := s.newcomerView(r)
	if again != nil {
		s.providerProblem(w, r, err, identity.ProviderFinish{})
		return
	}
	e := p.mend(err, accountFields...)
	if e.Kind == errs.Internal {
		s.fail(w, r, err)
		return
	}
	if e.RetryAfter > 0 {
		setRetryAfter(w, e.RetryAfter)
		p.Problem += " " + p.wait(e.RetryAfter)
	}
	p.typed(r, append(accountFields, "invite")...)
	s.render(w, r, e.Status(), "newcomer", p)
}
