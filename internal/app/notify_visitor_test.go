package app_test

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/site"
)

// visitor is a browser without scripts: it opens pages, sends forms and keeps cookies.
type visitor struct {
	n       *notifying
	cookies map[string]string
	// agent and address are what a session is told apart by.
	agent, address string
}

func (n *notifying) visitor() *visitor {
	return &visitor{n: n, cookies: map[string]string{}, agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", address: "192.0.2.1:1234"}
}

func (v *visitor) do(method, target string, form url.Values) (status int, body, location string) {
	v.n.t.Helper()
	target = strings.TrimPrefix(target, "http://"+apptest.Host)
	r := v.n.Request(method, target, strings.NewReader(form.Encode()), apptest.Credential{})
	r.RemoteAddr = v.address
	r.Header.Set("User-Agent", v.agent)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	res := v.n.Do(r)
	defer func() { _ = res.Body.Close() }()
	for _, c := range res.Cookies() {
		if v.cookies[c.Name] = c.Value; c.MaxAge < 0 || c.Value == "" {
			delete(v.cookies, c.Name)
		}
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		v.n.t.Fatal(err)
	}
	return res.StatusCode, string(text), res.Header.Get("Location")
}

var hiddenFields = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// submit opens a page and sends its form, hidden fields as they are. The form must be taken.
func (v *visitor) submit(page, action string, pairs ...string) (location string) {
	v.n.t.Helper()
	status, body, _ := v.do(http.MethodGet, page, nil)
	if status != http.StatusOK {
		v.n.t.Fatalf("GET %s: %d", page, status)
	}
	form := url.Values{}
	for _, m := range hiddenFields.FindAllStringSubmatch(body, -1) {
		if m[1] != "back" {
			form.Set(m[1], html.UnescapeString(m[2]))
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	status, body, location = v.do(http.MethodPost, action, form)
	if status != http.StatusSeeOther && status != http.StatusOK {
		v.n.t.Fatalf("POST %s: %d\n%s", action, status, body)
	}
	return location
}

// signIn takes the first step with a handle and a password, as after signing out.
func (v *visitor) signIn(handle, password string) {
	v.n.t.Helper()
	delete(v.cookies, site.SessionCookie)
	v.submit("/sign-in", "/sign-in", "login", handle, "password", password)
}

// as is the session of the browser.
func (v *visitor) as() apptest.Credential {
	return apptest.Credential{Cookie: v.cookies[site.SessionCookie]}
}

var letterLink = regexp.MustCompile(`(?m)^http://\S+$`)

// link is the link in the newest letter of a kind to an address.
func (n *notifying) link(kind, to string) string {
	n.t.Helper()
	n.Settle()
	for i := len(n.mail.sent) - 1; i >= 0; i-- {
		if m := n.mail.sent[i]; m.Kind == kind && m.To == to {
			return letterLink.FindString(m.Text)
		}
	}
	n.t.Fatalf("no letter %q to %s", kind, to)
	return ""
}
