package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"tamatar.dev/tamatar/internal/app/apptest"
)

// TestFeedsPassAParserOfAnotherAuthor reads every form of every kind of feed with gofeed.
func TestFeedsPassAParserOfAnotherAuthor(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		doors := slices.Concat(publicFeeds, []string{"/u/ada/rss.xml?tag=go", "/u/ada/atom.xml?tag=go", "/u/ada/feed.json?tag=go"}, s.feed(nil), s.feed("go"), s.viewFeed("word"))
		forms := map[string]string{"rss.xml": "rss 2.0", "atom.xml": "atom 1.0", "feed.json": "json 1.1"}
		for _, door := range doors {
			status, h, body := s.get(t, door)
			f, err := gofeed.NewParser().ParseString(body)
			if status != http.StatusOK || err != nil {
				t.Fatalf("%s: %d, %v", door, status, err)
			}
			want := ""
			for name, form := range forms {
				if strings.Contains(door, name) {
					want = form
				}
			}
			if got := f.FeedType + " " + f.FeedVersion; got != want && f.FeedType != "json" || !strings.HasPrefix(want, f.FeedType) {
				t.Errorf("%s is %q", door, got)
			}
			shared := 1
			if strings.Contains(door, "/feeds/") {
				shared = 2
			}
			if f.Title == "" || f.Author == nil && len(f.Authors) == 0 && f.FeedType != "rss" || len(f.Items) != shared {
				t.Errorf("%s: %q with %d items", door, f.Title, len(f.Items))
			}
			for _, item := range f.Items {
				if item.GUID == "" || item.Title != "The word" || item.PublishedParsed == nil || !strings.Contains(item.Content, "<b>") && !strings.Contains(item.Content, "zq") || !slices.Contains(item.Categories, "go/generics") {
					t.Errorf("%s: item %+v", door, item)
				}
			}
			if strings.Contains(body, "zqprivate") || strings.Contains(fmt.Sprint(h), "zqprivate") {
				t.Errorf("%s holds what is private", door)
			}
			if status, _, _ := s.get(t, door, "If-None-Match", h.Get("ETag")); status != http.StatusNotModified {
				t.Errorf("%s: %d to its own entity tag", door, status)
			}
			if date := h.Get("Last-Modified"); date != "" {
				if status, _, empty := s.get(t, door, "If-Modified-Since", date); status != http.StatusNotModified || empty != "" {
					t.Errorf("%s: %d to its own date", door, status)
				}
			}
		}
	})
}

// viewFeed makes a private feed of a saved search and gives its addresses in all forms.
func (s *sharer) viewFeed(query string) []string {
	view := s.in.Must(s.as, `mutation($i:CreateViewInput!){createView(input:$i){view{id} errors{code message}}}`, map[string]any{"i": map[string]any{
		"clientId": fmt.Sprintf("view-%x", query), "name": "kept", "query": query, "pinned": false,
	}}).Text("createView", "view", "id")
	a := s.in.Must(s.as, `mutation($v:ID){createFeed(input:{name:"of a search",viewId:$v}){urls{rss atom json} errors{code}}}`, map[string]any{"v": view})
	return []string{a.Text("createFeed", "urls", "rss"), a.Text("createFeed", "urls", "atom"), a.Text("createFeed", "urls", "json")}
}

// TestAttack_E01_AFeedOfASavedSearchHoldsWhatIsShared: what a search finds of its owner's own is cut to what strangers may
// see, at once when it is narrowed, and ends with the search.
func TestAttack_E01_AFeedOfASavedSearchHoldsWhatIsShared(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		admin := in.Person("grace", "admin").Browser()
		feed := s.viewFeed("#go")[0]
		status, h, body := s.get(t, feed)
		if status != http.StatusOK || words(body) != "unlisted public" || h.Get("Last-Modified") != "" {
			t.Fatalf("%d shows %q, dated %q", status, words(body), h.Get("Last-Modified"))
		}
		if status, _, body := s.get(t, s.viewFeed("zqprivate OR zqunlisted")[2]); status != http.StatusOK || words(body) != "unlisted" {
			t.Errorf("by a word of a private entry: %d shows %q", status, words(body))
		}
		s.set(s.ids["UNLISTED"], "PRIVATE")
		if status, _, body := s.get(t, feed, "If-None-Match", h.Get("ETag")); status != http.StatusOK || words(body) != "public" {
			t.Errorf("after it was narrowed: %d shows %q", status, words(body))
		}
		// Somebody else's search is none.
		bea := in.Person("bea", "member").Browser()
		views := in.Must(s.as, `{viewer{views{id}}}`, nil).At("viewer", "views")
		theirs := in.GraphQL(bea, `mutation($v:ID){createFeed(input:{name:"x",viewId:$v}){feed{id} errors{code}}}`, map[string]any{"v": field(views, 0, "id")})
		if len(theirs.Errors) != 1 || theirs.Errors[0].Extensions["code"] != "journal.view_not_found" {
			t.Errorf("a feed of somebody else's search: %s", theirs.Raw)
		}
		in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){errors{code}}}`, map[string]any{"i": s.ada.ID})
		in.Clock.Advance(time.Minute)
		if status, _, body := s.get(t, feed); status != http.StatusNotFound || words(body) != "" {
			t.Errorf("of a suspended person: %d", status)
		}
		in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){errors{code}}}`, map[string]any{"i": s.ada.ID})
		in.Clock.Advance(time.Minute)
		if status, _, _ := s.get(t, feed); status != http.StatusOK {
			t.Errorf("of a person who is back: %d", status)
		}
		s.as = s.ada.Browser()
		for i := range 2 {
			in.Must(s.as, `mutation($i:ID!){deleteView(id:$i){deletedId}}`, map[string]any{"i": field(views, i, "id")})
		}
		if status, _, _ := s.get(t, feed); status != http.StatusNotFound {
			t.Errorf("reads on without its search: %d", status)
		}
	})
}

// field is a text of the nth of a list of an answer; "" when there is none.
func field(list any, n int, name string) string {
	l, ok := list.([]any)
	if !ok || n >= len(l) {
		return ""
	}
	m, _ := l[n].(map[string]any)
	text, _ := m[name].(string)
	return text
}
