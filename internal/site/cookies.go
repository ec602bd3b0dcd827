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

func setSecret(w http.ResponseWriter, name, value string, expires time.Time) {
	c := &http.Cookie{
		Name: name, Value: value, Path: "/", Expires: expires,
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil || len(c.Value) > 512 {
		return ""
	}
	return c.Value
}

// welcome sets the cookies of a fresh session and goes on to next, or to the page for those who wait.
func (s *Site) welcome(w http.ResponseWriter, r *http.Request, res identity.SignInResult, next string) {
	if cookie(r, ticketCookie) != "" {
		setSecret(w, ticketCookie, "", time.Time{})
	}
	if res.Device != "" {
		setSecret(w, DeviceCookie, res.Device, res.DeviceExpiresAt)
	}
	if res.SessionToken == "" {
		http.Redirect(w, r, s.url("/approve-wait"), http.StatusSeeOther)
		return
	}
	setSecret(w, SessionCookie, res.SessionToken, res.ExpiresAt)
	http.Redirect(w, r, s.url(s.localPath(next, "/app/")), http.StatusSeeOther)
}
