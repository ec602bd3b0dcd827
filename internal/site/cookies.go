package site

import (
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// The cookies of signing in. The prefix __Host- keeps them to this host, to HTTPS and to the whole site.
const (
	// SessionCookie holds the opaque session token of a browser.
	SessionCookie = "__Host-tamatar_session"
	// DeviceCookie marks a browser that once signed in; it keeps a person from being locked out by others' guesses.
	DeviceCookie = "__Host-tamatar_device"
	// ticketCookie carries the ticket of a sign-up to the page that asks for the code.
	ticketCookie = "__Host-tamatar_ticket"
	ticketLife   = time.Hour
)

// setSecret sets a cookie that scripts and other sites cannot read. It is told its age, not its end, so that a browser
// with a wrong clock keeps it as long as any other.
func (s *Site) setSecret(w http.ResponseWriter, name, value string, expires time.Time) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: max(1, int(expires.Sub(s.clock.Now()).Seconds())),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// drop takes a cookie of [Site.setSecret] away.
func drop(w http.ResponseWriter, name string) {
	http.SetCookie(w, &http.Cookie{Name: name, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil || len(c.Value) > 512 {
		return ""
	}
	return c.Value
}

// welcome sets the cookies of a fresh session and goes on to next, to the second step, or to the page for those who wait.
func (s *Site) welcome(w http.ResponseWriter, r *http.Request, res identity.SignInResult, next string) {
	for _, spent := range []string{ticketCookie, ChallengeCookie} {
		if cookie(r, spent) != "" {
			drop(w, spent)
		}
	}
	if res.Challenge != nil {
		s.askSecond(w, r, res.Challenge, next)
		return
	}
	if res.Device != "" {
		s.setSecret(w, DeviceCookie, res.Device, res.DeviceExpiresAt)
	}
	if res.SessionToken == "" {
		http.Redirect(w, r, s.url("/approve-wait"), http.StatusSeeOther)
		return
	}
	s.setSecret(w, SessionCookie, res.SessionToken, res.ExpiresAt)
	http.Redirect(w, r, s.url(s.localPath(next, "/app/")), http.StatusSeeOther)
}
