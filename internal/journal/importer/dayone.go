package importer

import (
	"regexp"
	"strings"
	"time"
)

// dayOneEntry is an entry as Day One exports it to JSON.
type dayOneEntry struct {
	UUID         string   `json:"uuid"`
	CreationDate string   `json:"creationDate"`
	TimeZone     string   `json:"timeZone"`
	Text         string   `json:"text"`
	Tags         []string `json:"tags"`
	Photos       []any    `json:"photos"`
	Videos       []any    `json:"videos"`
	Audios       []any    `json:"audios"`
	PDFs         []any    `json:"pdfAttachments"`
}

// dayOneMoment stands in a text where a picture was.
var dayOneMoment = regexp.MustCompile(`!\[[^\]]{0,200}\]\(dayone-moment:/{1,2}[^)]{1,200}\)`)

func readDayOne(name string, text []byte, o Options) ([]piece, bool) {
	f, ok := readJSON(name, text)
	if !ok || !f.keys["entries"] || !f.has("creationDate") {
		return nil, false
	}
	return piecesOf(&f, func(e dayOneEntry) piece {
		p := piece{key: "dayone:" + e.UUID, body: dayOneMoment.ReplaceAllString(e.Text, ""), left: len(e.Photos) + len(e.Videos) + len(e.Audios) + len(e.PDFs)}
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
