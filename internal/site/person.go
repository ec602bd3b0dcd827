package site

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/sharing"
)

// Shared is what people share with strangers; sharingsvc has it. Nil and sharing.ErrLinkNotFound stand for all that is not
// theirs to see.
type Shared interface {
	PersonPage(ctx context.Context, handle, tag, after string) (*sharing.PersonPage, error)
	PublicEntry(ctx context.Context, handle, entryID string) (*journal.Entry, error)
	OpenLink(ctx context.Context, token string) (*journal.Entry, error)
}

// excerptRunes is how much of a text stands in lists and in previews elsewhere.
const excerptRunes = 220

// personPage lists the public entries of a person.
type personPage struct {
	*view
	Person *identity.User
	Tag    string
	// Streak is 0 when the person does not show it.
	Streak int
	// Canonical is the whole address of the page.
	Canonical string
	Entries   []sharedEntry
	// Next is the address of the page behind; "" at the end.
	Next string
	// Feeds are the addresses of the feeds of what the page shows, by their names.
	Feeds []feedLink
}

type feedLink struct{ Name, Type, URL string }

// sharedEntry is an entry as a list shows it.
type sharedEntry struct {
	*journal.Entry

	URL, Excerpt string
	Tags         []tagLink
}

type tagLink struct{ Name, URL string }

// entryPage shows one entry.
type entryPage struct {
	*view
	Entry sharedEntry
	// Body is the sanitised HTML of the entry as it was stored, without its first line where that is the heading above.
	Body   template.HTML
	Headed bool
	// ByLink: the address is known to those who were given it, and goes nowhere from here.
	ByLink bool
	// Canonical is the whole address of the page; "" when it was reached by a link.
	Canonical string
	// Home is the page of the author; "" when the entry was reached by a link.
	Home  string
	Feeds []feedLink
}

func (s *Site) sharedRoutes() []route.Route {
	page := func(pattern string, h http.HandlerFunc) route.Route {
		return route.Route{Pattern: pattern, Handler: h, Public: true, MaxBody: maxForm}
	}
	return []route.Route{
		page("GET /u/{handle}", s.personPage), page("GET /u/{handle}/{entry}", s.entryPage), page("GET /s/{token}", s.linkPageOfEntry),
	}
}

func (s *Site) personPage(w http.ResponseWriter, r *http.Request) {
	tag, after := r.URL.Query().Get("tag"), r.URL.Query().Get("after")
	found, err := s.shared.PersonPage(r.Context(), r.PathValue("handle"), tag, after)
	if err != nil || found == nil {
		s.nothingShared(w, r, err)
		return
	}
	if found.Person.Handle != r.PathValue("handle") && after == "" {
		s.moved(w, r, s.personPath(found.Person.Handle, tag))
		return
	}
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if tag != "" {
		w.Header().Set("X-Robots-Tag", "noindex, follow")
	}
	p := personPage{view: v, Person: found.Person, Tag: tag, Feeds: s.feeds(found.Person.Handle, tag), Canonical: s.absolute("/u/" + found.Person.Handle)}
	if found.Streak != nil {
		p.Streak = *found.Streak
	}
	for i := range found.Entries {
		p.Entries = append(p.Entries, s.sharedEntry(found.Person.Handle, &found.Entries[i]))
	}
	if found.Next != "" {
		q := url.Values{"after": {found.Next}}
		if tag != "" {
			q.Set("tag", tag)
		}
		p.Next = s.url("/u/"+found.Person.Handle) + "?" + q.Encode()
	}
	s.render(w, r, http.StatusOK, "person", p)
}

func (s *Site) entryPage(w http.ResponseWriter, r *http.Request) {
	e, err := s.shared.PublicEntry(r.Context(), r.PathValue("handle"), r.PathValue("entry"))
	if err != nil || e == nil {
		s.nothingShared(w, r, err)
		return
	}
	if e.Author.Handle != r.PathValue("handle") {
		s.moved(w, r, s.url("/u/"+e.Author.Handle+"/"+e.ID))
		return
	}
	s.showEntry(w, r, e, "")
}

// linkPageOfEntry shows what an unlisted link opens. Search engines are told to forget it, and no page that it leads to
// learns the address.
func (s *Site) linkPageOfEntry(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Robots-Tag", "noindex, nofollow, noarchive")
	e, err := s.shared.OpenLink(r.Context(), r.PathValue("token"))
	if err != nil {
		s.nothingShared(w, r, err)
		return
	}
	s.showEntry(w, r, e, r.PathValue("token"))
}

// showEntry shows an entry; token is that of the link by which it was reached, or "".
func (s *Site) showEntry(w http.ResponseWriter, r *http.Request, e *journal.Entry, token string) {
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	byLink := token != ""
	p := entryPage{view: v, Entry: s.sharedEntry(e.Author.Handle, e), ByLink: byLink}
	p.Body, p.Headed = belowTitle(e.BodyHTML, e.Title)
	if byLink {
		p.Body = linkedFiles(p.Body, s.url("/s/"+token))
		p.Entry.URL = ""
		for i := range p.Entry.Tags {
			p.Entry.Tags[i].URL = ""
		}
	} else {
		p.Canonical = s.absolute("/u/" + e.Author.Handle + "/" + e.ID)
		p.Home, p.Feeds = s.personPath(e.Author.Handle, ""), s.feeds(e.Author.Handle, "")
	}
	s.render(w, r, http.StatusOK, "entry", p)
}

var fileAddress = regexp.MustCompile(`( (?:src|href)=")` + files.Path)

// linkedFiles gives the files of a body the addresses by which a link opens them.
func linkedFiles(body template.HTML, link string) template.HTML {
	out := fileAddress.ReplaceAllString(string(body), "${1}"+strings.ReplaceAll(link, "$", "$$")+files.Path)
	return template.HTML(out) //nolint:gosec // only addresses differ from what was sanitised
}

// nothingShared is the one answer for what is not there and what is not theirs to see.
func (s *Site) nothingShared(w http.ResponseWriter, r *http.Request, err error) {
	if e := errs.From(err); e != nil && e.Kind != errs.NotFound && e.Kind != errs.Invalid {
		s.fail(w, r, err)
		return
	}
	s.refuse(w, r, http.StatusNotFound, 0)
}

func (s *Site) moved(w http.ResponseWriter, r *http.Request, to string) {
	http.Redirect(w, r, to, http.StatusFound)
}

func (s *Site) personPath(handle, tag string) string {
	address := s.url("/u/" + handle)
	if tag != "" {
		address += "?tag=" + url.QueryEscape(tag)
	}
	return address
}

// feeds are the public feeds of a person, narrowed to a tag where it is not "".
func (s *Site) feeds(handle, tag string) []feedLink {
	query := ""
	if tag != "" {
		query = "?tag=" + url.QueryEscape(tag)
	}
	at := func(file string) string { return s.absolute("/u/"+handle+"/"+file) + query }
	return []feedLink{
		{"RSS", "application/rss+xml", at("rss.xml")}, {"Atom", "application/atom+xml", at("atom.xml")}, {"JSON Feed", "application/feed+json", at("feed.json")},
	}
}

func (s *Site) sharedEntry(handle string, e *journal.Entry) sharedEntry {
	out := sharedEntry{Entry: e, URL: s.url("/u/" + handle + "/" + e.ID), Excerpt: excerpt(e.BodyHTML, e.Title)}
	for _, t := range e.Tags {
		out.Tags = append(out.Tags, tagLink{t.Name, s.personPath(handle, t.Name)})
	}
	return out
}

// longestHeading is up to how many characters a first line looks like a heading.
const longestHeading = 90

// belowTitle is the body without its first line when that is a title in all but name, and whether it was.
func belowTitle(body, title string) (template.HTML, bool) {
	whole := template.HTML(body) //nolint:gosec // sanitised when it was stored
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil || len(nodes) == 0 || utf8.RuneCountInString(title) > longestHeading {
		return whole, false
	}
	var first, rest strings.Builder
	for n := range nodes[0].Descendants() {
		if n.Type == html.TextNode {
			first.WriteString(n.Data)
		}
	}
	if strings.TrimSpace(first.String()) != title {
		return whole, false
	}
	for _, n := range nodes[1:] {
		if err := html.Render(&rest, n); err != nil {
			return whole, false
		}
	}
	return template.HTML(rest.String()), true //nolint:gosec // a part of what was sanitised
}

// excerpt is the beginning of a text without its title, as plain text.
func excerpt(body, title string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(body))
	for out.Len() < 8*excerptRunes {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind == html.TextToken {
			out.Write(z.Text())
		} else {
			out.WriteByte(' ')
		}
	}
	text := strings.Join(strings.Fields(html.UnescapeString(out.String())), " ")
	text = strings.TrimSpace(strings.TrimPrefix(text, strings.Join(strings.Fields(title), " ")))
	if utf8.RuneCountInString(text) > excerptRunes {
		text = string([]rune(text)[:excerptRunes]) + "…"
	}
	return text
}
