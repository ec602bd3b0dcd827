package githubtest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// codeLife is how long a code may be traded.
const codeLife = 10 * time.Minute

// grant is a code on its way.
type grant struct {
	login               string
	redirect, challenge string
	scopes              []string
	until               time.Time
	spent               bool
}

func (f *Fake) oauthRoutes() {
	f.mux.HandleFunc("GET /login/oauth/authorize", f.authorizePage)
	f.mux.HandleFunc("POST /login/oauth/authorize", f.authorize)
	f.mux.HandleFunc("POST /login/oauth/access_token", f.accessToken)
}

var authorizeTemplate = template.Must(template.New("authorize").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fake GitHub</title>
<style>body{font:1rem/1.5 system-ui;max-width:30rem;margin:3rem auto;padding:0 1rem;color:#111;background:#fff}button{display:block;width:100%;margin:.5rem 0;padding:.7rem;font:inherit;color:#111;background:#fff;border:1px solid #555}</style>
</head><body><main><h1>Fake GitHub</h1><p>No password, no account anywhere: choose who you are. The app asks for {{.Scopes}}.</p>
<form method="post" action="/login/oauth/authorize?{{.Query}}">{{range .People}}<button name="login" value="{{.Login}}">Continue as {{.Login}}</button>{{end}}
<button name="login" value="">Cancel</button></form></main></body></html>`))

// asked reads and checks what an app wants; false when it has answered itself.
func (f *Fake) asked(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	if q.Get("client_id") != ClientID {
		http.Error(w, "There is no such app.", http.StatusNotFound)
		return q, false
	}
	if host, _, cut := net.SplitHostPort(back.Host); err != nil || (back.Scheme != "http" && back.Scheme != "https") || (cut == nil && !loopback(host)) {
		http.Error(w, "The redirect_uri is not associated with this application.", http.StatusBadRequest)
		return q, false
	}
	if method := q.Get("code_challenge_method"); q.Get("code_challenge") != "" && method != "S256" {
		f.sendBack(w, r, q, url.Values{"error": {"invalid_request"}, "error_description": {"code_challenge_method must be S256"}})
		return q, false
	}
	return q, true
}

// loopback: with a port, only this machine is a place to come back to.
func loopback(host string) bool {
	address := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || address.IsLoopback()
}

func (f *Fake) authorizePage(w http.ResponseWriter, r *http.Request) {
	q, ok := f.asked(w, r)
	if !ok {
		return
	}
	f.mu.Lock()
	people := slices.DeleteFunc(slices.Clone(f.data.users), func(u *User) bool { return u.Type != "User" })
	f.mu.Unlock()
	scopes := q.Get("scope")
	if scopes == "" {
		scopes = "nothing but who you are"
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = authorizeTemplate.Execute(w, map[string]any{"People": people, "Query": template.URL(q.Encode()), "Scopes": scopes}) // #nosec G203 -- encoded
}

// authorize sends the browser back with a code, or with the news that the person cancelled.
func (f *Fake) authorize(w http.ResponseWriter, r *http.Request) {
	q, ok := f.asked(w, r)
	if !ok {
		return
	}
	login := r.PostFormValue("login")
	if f.person(login) == nil {
		f.sendBack(w, r, q, denied())
		return
	}
	f.sendBack(w, r, q, url.Values{"code": {f.grant(q, login)}})
}

func denied() url.Values {
	return url.Values{
		"error": {"access_denied"}, "error_description": {"The user has denied your application access."},
		"error_uri": {"https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied"},
	}
}

func (f *Fake) grant(q url.Values, login string) string {
	code := f.next("code")[:20]
	f.mu.Lock()
	defer f.mu.Unlock()
	f.codes[code] = &grant{
		login: login, redirect: q.Get("redirect_uri"), challenge: q.Get("code_challenge"), until: f.Now().Add(codeLife),
		scopes: strings.FieldsFunc(q.Get("scope"), func(r rune) bool { return r == ' ' || r == ',' }),
	}
	return code
}

func (f *Fake) sendBack(w http.ResponseWriter, r *http.Request, q, answer url.Values) {
	back, _ := url.Parse(q.Get("redirect_uri")) // it was read before
	if state := q.Get("state"); state != "" {
		answer.Set("state", state)
	}
	kept := back.Query()
	for name, values := range answer {
		kept[name] = values
	}
	back.RawQuery = kept.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound) // #nosec G710 -- where the app of a test lives
}

// SignIn does what person and GitHub do at the address that an app sent the browser to, and gives the query with which
// the browser comes back. An empty login cancels.
func (f *Fake) SignIn(t testing.TB, address, login string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, f.URL+"/login/oauth/authorize?") {
		t.Fatalf("not an address of this GitHub: %s", address)
	}
	q := u.Query()
	if q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || len(q.Get("state")) < 32 || q.Get("client_id") != ClientID {
		t.Fatalf("a weak request: %s", address)
	}
	answer := denied()
	if login != "" {
		answer = url.Values{"code": {f.grant(q, login)}}
	}
	answer.Set("state", q.Get("state"))
	return answer
}

// accessToken trades a code. GitHub tells what is wrong with status 200.
func (f *Fake) accessToken(w http.ResponseWriter, r *http.Request) {
	form := f.tokenForm(r)
	f.mu.Lock()
	g := f.codes[form.Get("code")]
	f.mu.Unlock()
	fault, description := "", ""
	switch {
	case form.Get("client_id") != ClientID || form.Get("client_secret") != ClientSecret:
		fault, description = "incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."
	case !f.spend(g, form.Get("code_verifier")):
		fault, description = "bad_verification_code", "The code passed is incorrect or expired."
	case form.Get("redirect_uri") != "" && form.Get("redirect_uri") != g.redirect:
		fault, description = "redirect_uri_mismatch", "The redirect_uri MUST match the registered callback URL for this application."
	}
	answer := url.Values{"error": {fault}, "error_description": {description}, "error_uri": {"https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/"}}
	if fault == "" {
		answer = url.Values{"access_token": {f.Token(g.login, g.scopes...)}, "scope": {strings.Join(g.scopes, ",")}, "token_type": {"bearer"}}
	}
	if !strings.Contains(r.Header.Get("Accept"), "json") {
		w.Header().Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
		_, _ = w.Write([]byte(answer.Encode()))
		return
	}
	flat := map[string]string{}
	for name := range answer {
		flat[name] = answer.Get(name)
	}
	f.write(w, http.StatusOK, flat)
}

// tokenForm reads the request as a form or as JSON; credentials count in the body alone.
func (f *Fake) tokenForm(r *http.Request) url.Values {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		_ = r.ParseForm()
		return r.PostForm
	}
	flat := map[string]string{}
	_ = json.NewDecoder(http.MaxBytesReader(nil, r.Body, 64<<10)).Decode(&flat)
	out := url.Values{}
	for name, value := range flat {
		out.Set(name, value)
	}
	return out
}

// spend uses a code up. One that is wrong, old, spent, or asked for by somebody without the verifier is good for nothing.
func (f *Fake) spend(g *grant, verifier string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if g == nil || g.spent || !f.Now().Before(g.until) {
		return false
	}
	sum := sha256.Sum256([]byte(verifier))
	g.spent = true
	f.exchanges++
	return g.challenge == "" || base64.RawURLEncoding.EncodeToString(sum[:]) == g.challenge
}
