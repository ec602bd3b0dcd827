package site

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

const (
	// ChallengeCookie holds the sign-in that waits for its second step. It opens no page but that of the step.
	ChallengeCookie = "__Host-tamatar_challenge"
	// ceremonyCookie ties the answer of a passkey to the browser that was asked.
	ceremonyCookie = "__Host-tamatar_ceremony"
)

// secondPage is the page of the second step.
type secondPage struct {
	*view
	Challenge identity.SignInChallenge
}

// Passkey reports whether a passkey finishes the sign-in.
func (p secondPage) Passkey() bool { return p.Challenge.Has(identity.FactorPasskey) }

// App reports whether a code of the authenticator app finishes the sign-in.
func (p secondPage) App() bool { return p.Challenge.Has(identity.FactorTOTP) }

// Recovery reports whether a recovery code finishes the sign-in.
func (p secondPage) Recovery() bool { return p.Challenge.Has(identity.FactorRecovery) }

// OpenRecovery shows the form of the recovery code at once: it is the only way, or has to be mended.
func (p secondPage) OpenRecovery() bool {
	return p.errors["recovery"] != "" || !p.App() && !p.Passkey()
}

// askSecond keeps the sign-in that waits in the browser and goes on to its page.
func (s *Site) askSecond(w http.ResponseWriter, r *http.Request, c *identity.SignInChallenge, next string) {
	s.setSecret(w, ChallengeCookie, c.Token, c.ExpiresAt)
	target := "/sign-in/second"
	if next = s.localPath(next, ""); next != "" {
		target += "?next=" + url.QueryEscape(next)
	}
	http.Redirect(w, r, s.url(target), http.StatusSeeOther)
}

func (s *Site) secondStepPage(w http.ResponseWriter, r *http.Request) {
	c, err := s.identity.InspectChallenge(r.Context(), s.cookie(r, ChallengeCookie))
	if errors.Is(err, identity.ErrChallengeGone) {
		http.Redirect(w, r, s.url("/sign-in"), http.StatusSeeOther)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := s.view(r)
	v.set("next", s.localPath(r.URL.Query().Get("next"), ""))
	s.render(w, r, http.StatusOK, "second", secondPage{v, c})
}

func (s *Site) secondStep(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	f := r.PostForm
	token := s.cookie(r, ChallengeCookie)
	res, err := s.identity.CompleteSignIn(r.Context(), identity.SecondStepForm{
		Challenge: token, Code: f.Get("code") + f.Get("recovery"), Credential: f.Get("credential"), Device: s.cookie(r, DeviceCookie),
	})
	if err == nil {
		s.welcome(w, r, res, f.Get("next"))
		return
	}
	c, gone := s.identity.InspectChallenge(r.Context(), token)
	if gone != nil {
		s.drop(w, ChallengeCookie)
		http.Redirect(w, r, s.url("/sign-in?done=late"), http.StatusSeeOther)
		return
	}
	v := s.view(r)
	field := "code"
	if f.Get("recovery") != "" {
		field = "recovery"
	}
	e := v.mend(err, "code")
	if e.Kind == errs.Internal {
		s.fail(w, r, err)
		return
	}
	if field == "recovery" {
		v.errors["recovery"], v.errors["code"] = v.errors["code"], ""
	}
	if e.RetryAfter > 0 {
		setRetryAfter(w, e.RetryAfter)
		v.Problem += " " + v.wait(e.RetryAfter)
	}
	v.set("next", s.localPath(f.Get("next"), ""))
	s.render(w, r, e.Status(), "second", secondPage{v, c})
}

// secondOptions gives the script what it needs to ask for a passkey as second step.
func (s *Site) secondOptions(w http.ResponseWriter, r *http.Request) {
	o, err := s.identity.BeginSecondPasskey(r.Context(), s.cookie(r, ChallengeCookie))
	s.options(w, r, o, err)
}

// passkeyOptions gives the script what it needs to ask for a passkey of anybody.
func (s *Site) passkeyOptions(w http.ResponseWriter, r *http.Request) {
	o, err := s.identity.BeginPasskeySignIn(r.Context())
	if err == nil {
		s.setSecret(w, ceremonyCookie, o.Ceremony, o.ExpiresAt)
	}
	s.options(w, r, o, err)
}

func (s *Site) options(w http.ResponseWriter, r *http.Request, o identity.PasskeyOptions, err error) {
	if err != nil {
		e := errs.From(err)
		if e.Kind == errs.Internal {
			s.log.ErrorContext(r.Context(), "ask for a passkey", "error", e)
		}
		if e.RetryAfter > 0 {
			setRetryAfter(w, e.RetryAfter)
		}
		w.WriteHeader(e.Status())
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, o.JSON)
}

// passkeySignIn signs in with a passkey alone.
func (s *Site) passkeySignIn(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	res, err := s.identity.SignInWithPasskey(r.Context(), identity.PasskeyForm{
		Ceremony: s.cookie(r, ceremonyCookie), Credential: r.PostForm.Get("credential"), Device: s.cookie(r, DeviceCookie),
	})
	s.drop(w, ceremonyCookie)
	if err == nil {
		s.welcome(w, r, res, r.PostForm.Get("next"))
		return
	}
	s.again(w, r, err, "sign-in", []string{"login"}, func(v *view) {
		v.set("next", s.localPath(r.PostForm.Get("next"), ""))
	})
}
