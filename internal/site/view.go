package site

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/route"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the parsed templates by the name of their file without ending.
type pages map[string]*template.Template

// framedPages share the frame with the motif; the others bring a body of their own.
var (
	framedPages = []string{
		"sign-in", "second", "sign-up", "newcomer", "verify", "reset", "reset-new", "claim", "email-change", "email-undo", "sign-out",
		"unsubscribe", "done", "error", "demo",
	}
	wholePages = []string{"landing", "mailbox", "person", "entry"}
)

func parsePages() (pages, error) {
	p := pages{}
	parse := func(name string, files ...string) error {
		t, err := template.ParseFS(templateFiles, append([]string{"templates/layout.html"}, files...)...)
		if err != nil {
			return fmt.Errorf("site: parse page %s: %w", name, err)
		}
		p[name] = t
		return nil
	}
	for _, name := range framedPages {
		if err := parse(name, "templates/frame.html", "templates/"+name+".html"); err != nil {
			return nil, err
		}
	}
	for _, name := range wholePages {
		if err := parse(name, "templates/"+name+".html"); err != nil {
			return nil, err
		}
	}
	banner, err := template.ParseFS(templateFiles, "templates/demo-banner.html")
	if err != nil {
		return nil, fmt.Errorf("site: parse the banner of a demonstration: %w", err)
	}
	p["demo-banner"] = banner
	return p, nil
}

// view is what every template sees. Pages with more to show embed it.
type view struct {
	*Words
	site     *Site
	explicit bool
	path     string
	query    url.Values

	// Theme is "light", "dark" or "" for what the device says.
	Theme string
	// Nonce is that of the request's content security policy.
	Nonce string
	// Here is the path and query of the page, for forms that come back to it.
	Here string
	// Instance, Mode and SendsMail are what strangers may know of the instance.
	Instance  string
	Mode      identity.RegistrationMode
	SendsMail bool
	// ProviderOnly: passwords let nobody in. Providers are the ways to sign in beside them.
	ProviderOnly bool
	Providers    []identity.SignInProvider

	form
}

func (s *Site) view(r *http.Request) *view {
	words, explicit := s.language(r)
	v := &view{
		Words: words, site: s, explicit: explicit, path: r.URL.Path, query: r.URL.Query(),
		Theme: theme(r), Nonce: route.Nonce(r.Context()), Here: r.URL.RequestURI(),
		Instance: "Tamatar", Mode: identity.RegistrationClosed, form: form{values: map[string]string{}},
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		v.Here = r.URL.Path
	}
	return v
}

// known fills in what strangers may know of the instance.
func (s *Site) known(r *http.Request) (*view, error) {
	v := s.view(r)
	in, err := s.identity.Instance(r.Context())
	if err != nil {
		return nil, err
	}
	v.Instance, v.Mode, v.SendsMail, v.ProviderOnly = in.Name, in.Registration, in.SendsMail, in.ProviderOnly
	if v.Providers, err = s.identity.SignInProviders(r.Context()); err != nil {
		return nil, err
	}
	return v, nil
}

// ProviderLink is the address that begins to sign in with a provider: where the person wanted to go, and their invite,
// travel along.
func (v *view) ProviderLink(p identity.SignInProvider) string {
	q := url.Values{}
	for _, name := range []string{"next", "invite"} {
		if text := v.Value(name); text != "" {
			q.Set(name, text)
		}
	}
	address := v.site.url("/sign-in/with/" + p.Slug)
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	return address
}

// URL is the address of a path below the base URL's path.
func (v *view) URL(path string) string { return v.site.url(path) }

// Link is the address of another page; a language asked for by ?lang= travels along.
func (v *view) Link(path string) string {
	if v.explicit {
		return v.site.url(path) + "?lang=" + url.QueryEscape(v.Tag)
	}
	return v.site.url(path)
}

// Absolute is the whole address of a path, for other machines.
func (v *view) Absolute(path string) string { return v.site.absolute(path) }

// Asset is the address of a static file, with its version so that it may be kept for long.
func (v *view) Asset(name string) string {
	return v.site.url("/site/" + name + "?v=" + v.site.assets[name].version)
}

// CanSignUp reports whether a stranger can get an account by themselves.
func (v *view) CanSignUp() bool { return v.Mode != identity.RegistrationClosed }

// OGLocale is the language in the form of OpenGraph.
func (v *view) OGLocale() string { return v.openGraph }

// languageChoice is one language of the picker.
type languageChoice struct {
	*Words
	Current bool
}

// KeepsMail reports whether letters go to the development mailbox.
func (v *view) KeepsMail() bool { return v.site.mailbox != nil }

// Languages are the languages to choose from.
func (v *view) Languages() []languageChoice {
	out := make([]languageChoice, 0, len(v.site.words.list))
	for _, w := range v.site.words.list {
		out = append(out, languageChoice{Words: w, Current: w.Tag == v.Tag})
	}
	return out
}

// render answers with a page. It is written to a buffer first, so that a broken page never goes out in half.
func (s *Site) render(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", data); err != nil {
		s.log.ErrorContext(r.Context(), "render a page", "page", name, "error", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-store")
	if h.Get("Referrer-Policy") != "no-referrer" {
		h.Set("Referrer-Policy", "same-origin") // addresses of one-time links go nowhere else
	}
	h.Add("Vary", "Cookie, Accept-Language")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
