package httpd

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/route"
)

// appPage answers every address of the web app with its index.html; strangers are sent to sign in.
type appPage struct {
	root  fs.FS
	base  string
	once  sync.Once
	index [][]byte
	above func(r *http.Request) string
}

// signInFirst sends a stranger to the sign-in page and back afterwards.
func signInFirst(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, route.At(r.Context(), "/sign-in")+"?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
}

// ServeHTTP implements [http.Handler].
func (p *appPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, ok := identity.ActorFrom(r.Context()); !ok {
		signInFirst(w, r)
		return
	}
	p.once.Do(p.load)
	if p.index == nil {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte("The web app was not built into this binary. Run `make web`, then build again.\n"))
		return
	}
	body := bytes.Join(p.index, []byte(route.Nonce(r.Context())))
	if p.above != nil {
		body = bytes.Replace(body, []byte(bodyTag), []byte(bodyTag+p.above(r)), 1)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) //nolint:gosec // the embedded page with a nonce of our own
}

// bodyTag begins what is seen of the page.
const bodyTag = "<body>"

// beside is how the build names the files beside index.html, which answers addresses of any depth.
const beside = `="./`

// load names the files from the root of the host and splits the page at the places of the nonce, once.
func (p *appPage) load() {
	if p.root == nil {
		return
	}
	if text, err := fs.ReadFile(p.root, "index.html"); err == nil {
		text = bytes.ReplaceAll(text, []byte(beside), []byte(`="`+p.base+`/`))
		p.index = bytes.Split(text, []byte(noncePlaceholder))
	}
}
