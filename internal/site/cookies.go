package site

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// The cookies of signing in, as they are called where the instance has a host of its own. The prefix __Host- keeps them
// to this host, to HTTPS and to the whole site. Below a path they are called otherwise, see [Jar].
const (
	// SessionCookie holds the opaque session token of a browser.
	SessionCookie = "__Host-tamatar_session"
	// DeviceCookie marks a browser that once signed in; it keeps a person from being locked out by others' guesses.
	DeviceCookie = "__Host-tamatar_device"
	// ticketCookie carries the ticket of a sign-up to the page that asks for the code.
	ticketCookie = "__Host-tamatar_ticket"
	ticketLife   = time.Hour
)

// hostPrefix is what browsers only take with Path=/.
const hostPrefix = "__Host-"

// Jar tells how cookies are called and where they are sent.
//
// Below a path of a shared host they are kept to that path, so that the programs beside never receive them and two
// instances on one host do not take each other's away. Browsers refuse __Host- with a path, so the prefix is __Secure-
// there: it still wants HTTPS, but another name of the same domain can set a cookie of that name.
type Jar struct{ base string }

// JarAt is the jar of an instance under that base URL.
func JarAt(base *url.URL) Jar { return Jar{base: strings.TrimRight(base.Path, "/")} }

// Name is how the cookie is called here.
func (j Jar) Name(name string) string {
	if rest, ok := strings.CutPrefix(name, hostPrefix); ok && j.base != "" {
		return "__Secure-" + rest
	}
	return name
}

// Path is where the cookies are sent.
func (j Jar) Path() string { return j.base + "/" }

// Drop takes a cookie of the sign-in away.
func (j Jar) Drop(w http.ResponseWriter, name string) {
	http.SetCookie(w, &http.Cookie{
		Name: j.Name(name), Path: j.Path(), MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// Forget asks the browser of somebody who signed out to drop what the app kept. That word counts for the whole host, so
// on a shared one only the app itself forgets.
func (j Jar) Forget(w http.ResponseWriter) {
	if j.base == "" {
		w.Header().Set("Clear-Site-Data", `"storage"`)
	}
}

// setSecret sets a cookie that scripts and other sites cannot read. It is told its age, not its end, so that a browser
// with a wrong clock keeps it as long as any other.
func (s *Site) setSecret(w http.ResponseWriter, name, value string, expires time.Time) {
	http.SetCookie(w, &http.Cookie{
		Name: s.jar.Name(name), Value: value, Path: s.jar.Path(), MaxAge: max(1, int(expires.Sub(s.clock.Now()).Seconds())),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// drop takes a cookie of [Site.setSecret] away.
func (s *Site) drop(w http.ResponseWriter, name string) { s.jar.Drop(w, name) }

func (s *Site) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(s.jar.Name(name))
	if err != nil || len(c.Value) > 512 {
		return ""
	}
	return c.Value
}

// welcome sets the cookies of a fresh session and goes on to next, to the second step, or to the page for those who wait.
func (s *Site) welcome(w http.ResponseWriter, r *http.Request, res identity.SignInResult, next string) {
	for _, spent := range []string{ticketCookie, ChallengeCookie} {
		if s.cookie(r, spent) != "" {
			s.drop(w, spent)
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
