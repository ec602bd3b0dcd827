package importer

import (
	"regexp"
	"strings"
	"time"
)

// dayOneEntry is an entry as Day One exports it to JSON.
type dayOneEntry struct {
	UUID         string        `json:"uuid"`
	CreationDate string        `json:"creationDate"`
	TimeZone     string        `json:"timeZone"`
	Text         string        `json:"text"`
	Tags         []string      `json:"tags"`
	Photos       []dayOnePhoto `json:"photos"`
	Videos       []any         `json:"videos"`
	Audios       []any         `json:"audios"`
	PDFs         []any         `json:"pdfAttachments"`
}

type dayOnePhoto struct {
	Identifier string `json:"identifier"`
	MD5        string `json:"md5"`
	Type       string `json:"type"`
}

// dayOneMoment stands in a text where a picture was.
var dayOneMoment = regexp.MustCompile(`!\[[^\]]{0,200}\]\(dayone-moment:/{1,2}[^)]{1,200}\)`)

func readDayOne(name string, text []byte, o Options) ([]piece, bool) {
	f, ok := readJSON(name, text)
	if !ok || !f.keys["entries"] || !f.has("creationDate") {
		return nil, false
	}
	return piecesOf(&f, func(e dayOneEntry) piece {
		p := piece{key: "dayone:" + e.UUID, left: len(e.Videos) + len(e.Audios) + len(e.PDFs)}
		e.photos(&p, name, o)
		at, err := time.Parse(time.RFC3339, e.CreationDate)
		switch {
		case err != nil:
			p.refused = refusedNoTime
		case strings.TrimSpace(p.body) == "" && p.left > 0:
			p.refused = refusedPictures
		}
		p.at = instant(at, e.TimeZone, o)
		if e.UUID == "" {
			p.key = "dayone:" + e.CreationDate + ":" + digest(e.Text)[:24]
		}
		for _, t := range e.Tags {
			p.meta.addTag(t)
		}
		return p
	}), true
}

// photos leaves the places of those that are there in the text; the places of all others go.
func (e *dayOneEntry) photos(p *piece, name string, o Options) {
	there := map[string]Attachment{}
	for _, photo := range e.Photos {
		if a, ok := o.files.find(name, "photos/"+photo.MD5+"."+photo.Type); ok {
			there[photo.Identifier] = a
		} else {
			p.left++
		}
	}
	p.body = dayOneMoment.ReplaceAllStringFunc(e.Text, func(text string) string {
		at := strings.TrimSuffix(text[strings.LastIndex(text, "/")+1:], ")")
		a, ok := there[at]
		if !ok {
			return ""
		}
		delete(there, at)
		a.Text = text
		p.attached = append(p.attached, a)
		return text
	})
	for _, photo := range e.Photos {
		if a, ok := there[photo.Identifier]; ok {
			delete(there, photo.Identifier)
			p.append(a)
		}
	}
}
