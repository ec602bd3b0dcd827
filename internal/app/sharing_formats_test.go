package app_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tamatar.dev/tamatar/internal/app/apptest"
)

func TestFeedsAreWellFormedStableAndConditional(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		for _, door := range append(s.feed(nil), publicFeeds...) {
			status, h, body := s.get(t, door)
			if status != http.StatusOK {
				t.Fatalf("%s: %d", door, status)
			}
			ids := feedIDs(t, door, h.Get("Content-Type"), body)
			if status, _, empty := s.get(t, door, "If-None-Match", `"x", `+h.Get("ETag")); status != http.StatusNotModified || empty != "" {
				t.Errorf("%s: %d to its own entity tag", door, status)
			}
			if status, _, _ := s.get(t, door, "If-Modified-Since", h.Get("Last-Modified")); status != http.StatusNotModified {
				t.Errorf("%s: %d to its own date %q", door, status, h.Get("Last-Modified"))
			}
			entry := in.Must(s.as, `query($i:ID!){entry(id:$i){revision}}`, map[string]any{"i": s.ids["PUBLIC"]})
			in.Must(s.as, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id} errors{code message}}}`, map[string]any{"i": map[string]any{
				"id": s.ids["PUBLIC"], "baseRevision": entry.At("entry", "revision"), "clientId": "edit-" + in.Clock.Now().Format("150405.000"),
				"body": "zqpublic again", "kind": "DONE", "day": "2026-11-22", "audience": "PUBLIC",
			}})
			in.Clock.Advance(time.Minute)
			status, h2, body := s.get(t, door, "If-None-Match", h.Get("ETag"))
			if status != http.StatusOK || h2.Get("ETag") == h.Get("ETag") || h2.Get("Last-Modified") == h.Get("Last-Modified") {
				t.Errorf("%s: %d after an edit", door, status)
			}
			if again := feedIDs(t, door, h.Get("Content-Type"), body); strings.Join(again, " ") != strings.Join(ids, " ") {
				t.Errorf("%s: the ids changed with an edit: %v, %v", door, ids, again)
			}
		}
	})
}

// feedIDs parses a feed strictly and gives the ids of its items.
func feedIDs(t *testing.T, door, contentType, body string) (ids []string) {
	t.Helper()
	if strings.Contains(contentType, "json") {
		var f struct {
			Version, Title string
			Items          []struct {
				ID        string    `json:"id"`
				HTML      string    `json:"content_html"`
				Published time.Time `json:"date_published"`
			}
		}
		if err := json.Unmarshal([]byte(body), &f); err != nil || f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" {
			t.Fatalf("%s: %v %s", door, err, body)
		}
		for _, it := range f.Items {
			ids = append(ids, it.ID)
			cleanContent(t, door, it.HTML)
		}
		return ids
	}
	var f struct {
		XMLName xml.Name
		Channel struct {
			Title       string `xml:"title"`
			Description string `xml:"description"`
			Items       []struct {
				GUID      string `xml:"guid"`
				Published string `xml:"pubDate"`
				Content   string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
			} `xml:"item"`
		} `xml:"channel"`
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
		Entries []struct {
			ID      string `xml:"http://www.w3.org/2005/Atom id"`
			Updated string `xml:"http://www.w3.org/2005/Atom updated"`
			Content string `xml:"http://www.w3.org/2005/Atom content"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict = true
	if err := d.Decode(&f); err != nil {
		t.Fatalf("%s: %v\n%s", door, err, body)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		t.Errorf("%s: something follows the feed", door)
	}
	for _, it := range f.Channel.Items {
		if _, err := http.ParseTime(it.Published); err != nil {
			t.Errorf("%s: %v", door, err)
		}
		ids = append(ids, it.GUID)
		cleanContent(t, door, it.Content)
	}
	for _, e := range f.Entries {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || f.ID == "" || f.Updated == "" {
			t.Errorf("%s: %v", door, err)
		}
		ids = append(ids, e.ID)
		cleanContent(t, door, e.Content)
	}
	if len(ids) == 0 {
		t.Fatalf("%s has no items: %s", door, body)
	}
	return ids
}

// cleanContent looks for what readers must not get: scripts, handlers, forms, addresses that work here alone.
func cleanContent(t *testing.T, door, content string) {
	t.Helper()
	if content == "" {
		t.Errorf("%s: an item without its text", door)
	}
	z := html.NewTokenizer(strings.NewReader(content))
	for z.Next() != html.ErrorToken {
		tag := z.Token()
		if tag.Type != html.StartTagToken && tag.Type != html.SelfClosingTagToken {
			continue
		}
		if tag.Data == "script" || tag.Data == "input" || tag.Data == "form" || tag.Data == "iframe" {
			t.Errorf("%s: <%s> in a feed", door, tag.Data)
		}
		for _, a := range tag.Attr {
			if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s: <%s %s=%q>", door, tag.Data, a.Key, a.Val)
			}
		}
	}
}
