package sharingsvc

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
)

// feed is one feed, whatever form it is written in.
type feed struct {
	// id never changes while the feed stays.
	id, title string
	// home is the page for people, self the feed itself; both are "" for private feeds, whose addresses go nowhere.
	home, self string
	generator  string
	author     *identity.User
	updated    time.Time
	items      []item
}

type item struct {
	id, link, title, html string
	tags                  []string
	published, updated    time.Time
}

// item is an entry as readers get it: whole, with addresses that work anywhere. Its id stays whatever is edited.
func (s *Service) item(e *journal.Entry) item {
	it := item{
		id: s.tagURI("entry/" + e.ID), title: e.Title, html: absolute(e.BodyHTML, s.Base), published: e.LoggedAt.UTC(), updated: e.UpdatedAt.UTC(),
	}
	if e.Audience == audience.Public {
		it.link = s.address("u", e.Author.Handle, e.ID)
	}
	for _, t := range e.Tags {
		it.tags = append(it.tags, t.Name)
	}
	return it
}

// tagURI is a name by RFC 4151 that no other feed in the world has.
func (s *Service) tagURI(what string) string { return "tag:" + s.Base.Hostname() + ",2026:" + what }

// absolute makes addresses of sanitised HTML whole, and turns checkboxes, which readers take away, into signs.
func absolute(text string, base *url.URL) string {
	parent := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(text), parent)
	if err != nil {
		return ""
	}
	var out strings.Builder
	for _, n := range nodes {
		for d := range n.Descendants() {
			portableNode(d, base)
		}
		portableNode(n, base)
		if err := html.Render(&out, n); err != nil {
			return ""
		}
	}
	return out.String()
}

func portableNode(n *html.Node, base *url.URL) {
	if n.Type != html.ElementNode {
		return
	}
	if n.DataAtom == atom.Input {
		sign := "☐ "
		for _, a := range n.Attr {
			if a.Key == "checked" {
				sign = "☑ "
			}
		}
		n.Type, n.Data, n.DataAtom, n.Attr = html.TextNode, sign, 0, nil
		return
	}
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		switch a.Key {
		case "href", "src":
			u, err := url.Parse(a.Val)
			if err != nil {
				continue
			}
			if !strings.HasPrefix(a.Val, "#") {
				a.Val = base.ResolveReference(u).String()
			}
		case "class", "style", "dir", "data-task":
			continue // means something on our own pages only
		}
		kept = append(kept, a)
	}
	n.Attr = kept
}
