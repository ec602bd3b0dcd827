package site

import (
	"net/http"
	"time"
)

// Cookies of what a stranger prefers. They hold nothing about the person.
const (
	langCookie      = "tamatar_lang"
	themeCookie     = "tamatar_theme"
	preferencesLife = 365 * 24 * time.Hour
)

// language is the language of the request: ?lang=, then the cookie, then Accept-Language. Explicit is true for ?lang=,
// which then travels along in the links of the page.
func (s *Site) language(r *http.Request) (w *Words, explicit bool) {
	if w := s.words.exact(r.URL.Query().Get("lang"), s.pseudo); w != nil {
		return w, true
	}
	if c, err := r.Cookie(langCookie); err == nil {
		if w := s.words.exact(c.Value, s.pseudo); w != nil {
			return w, false
		}
	}
	return s.words.accept(r.Header.Get("Accept-Language")), false
}

// theme is "light", "dark", or "" for what the device says.
func theme(r *http.Request) string {
	c, err := r.Cookie(themeCookie)
	if err != nil || (c.Value != "light" && c.Value != "dark") {
		return ""
	}
	return c.Value
}

// preferences keeps language and appearance in cookies and goes back to the page.
func (s *Site) preferences(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	if words := s.words.exact(r.PostForm.Get("lang"), s.pseudo); words != nil {
		s.keep(w, langCookie, words.Tag)
	}
	switch v := r.PostForm.Get("theme"); v {
	case "light", "dark":
		s.keep(w, themeCookie, v)
	case "system":
		s.keep(w, themeCookie, "")
	}
	back := withoutLanguage(s.localPath(r.PostForm.Get("back"), "/"))
	http.Redirect(w, r, s.url(back), http.StatusSeeOther)
}

func (s *Site) keep(w http.ResponseWriter, name, value string) {
	age := int(preferencesLife / time.Second)
	if value == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: s.jar.Path(), MaxAge: age,
		Secure: s.base.Scheme == "https", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}
