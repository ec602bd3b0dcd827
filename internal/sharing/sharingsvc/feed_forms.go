package sharingsvc

import (
	"encoding/json"
	"encoding/xml"
	"time"
)

// The files of a feed.
const (
	rssFile  = "rss.xml"
	atomFile = "atom.xml"
	jsonFile = "feed.json"
)

// form is one of the three ways to write a feed.
type form struct {
	contentType string
	write       func(*feed) ([]byte, error)
}

var forms = map[string]form{
	rssFile:  {"application/rss+xml; charset=utf-8", writeRSS},
	atomFile: {"application/atom+xml; charset=utf-8", writeAtom},
	jsonFile: {"application/feed+json; charset=utf-8", writeJSON},
}

type rssDoc struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Built       string    `xml:"lastBuildDate,omitempty"`
	Generator   string    `xml:"generator"`
	Self        *rssSelf  `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssSelf struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type rssItem struct {
	Title      string   `xml:"title"`
	Link       string   `xml:"link,omitempty"`
	GUID       rssGUID  `xml:"guid"`
	Published  string   `xml:"pubDate"`
	Creator    string   `xml:"dc:creator"`
	Categories []string `xml:"category"`
	Content    string   `xml:"content:encoded"`
}

type rssGUID struct {
	PermaLink bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

func writeRSS(f *feed) ([]byte, error) {
	c := rssChannel{Title: f.title, Link: f.home, Description: f.title, Built: rfc1123(f.updated), Generator: f.generator}
	if f.self != "" {
		c.Self = &rssSelf{f.self, "self", "application/rss+xml"}
	}
	for _, it := range f.items {
		c.Items = append(c.Items, rssItem{
			Title: it.title, Link: it.link, GUID: rssGUID{false, it.id}, Published: rfc1123(it.published), Creator: f.author.DisplayName,
			Categories: it.tags, Content: it.html,
		})
	}
	return document(rssDoc{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Content: "http://purl.org/rss/1.0/modules/content/",
		DC: "http://purl.org/dc/elements/1.1/", Channel: c,
	})
}

func rfc1123(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
}

type atomDoc struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Author    atomAuthor  `xml:"author"`
	Generator string      `xml:"generator"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Content    atomContent    `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func writeAtom(f *feed) ([]byte, error) {
	d := atomDoc{
		ID: f.id, Title: f.title, Updated: f.updated.UTC().Format(time.RFC3339), Generator: f.generator,
		Author: atomAuthor{f.author.DisplayName, f.home},
	}
	if f.self != "" {
		d.Links = []atomLink{{"self", "application/atom+xml", f.self}, {"alternate", "text/html", f.home}}
	}
	for _, it := range f.items {
		e := atomEntry{
			ID: it.id, Title: it.title, Published: it.published.Format(time.RFC3339), Updated: it.updated.Format(time.RFC3339),
			Content: atomContent{"html", it.html},
		}
		if it.link != "" {
			e.Links = []atomLink{{"alternate", "text/html", it.link}}
		}
		for _, t := range it.tags {
			e.Categories = append(e.Categories, atomCategory{t})
		}
		d.Entries = append(d.Entries, e)
	}
	return document(d)
}

// document is v as a whole XML file. Characters that XML does not have become the replacement character.
func document(v any) ([]byte, error) {
	body, err := xml.Marshal(v)
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), body...), nil
}

type jsonDoc struct {
	Version string       `json:"version"`
	Title   string       `json:"title"`
	Home    string       `json:"home_page_url,omitempty"`
	Self    string       `json:"feed_url,omitempty"`
	Authors []jsonAuthor `json:"authors"`
	Items   []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	HTML      string   `json:"content_html"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

func writeJSON(f *feed) ([]byte, error) {
	d := jsonDoc{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: f.home, Self: f.self,
		Authors: []jsonAuthor{{f.author.DisplayName, f.home}}, Items: make([]jsonItem, 0, len(f.items)),
	}
	for _, it := range f.items {
		d.Items = append(d.Items, jsonItem{
			ID: it.id, URL: it.link, Title: it.title, HTML: it.html, Published: it.published.Format(time.RFC3339),
			Modified: it.updated.Format(time.RFC3339), Tags: it.tags,
		})
	}
	return json.Marshal(d)
}
