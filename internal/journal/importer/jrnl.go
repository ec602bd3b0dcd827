package importer

import (
	"regexp"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

// jrnlEntry is an entry as jrnl exports it to JSON.
type jrnlEntry struct {
	Title string   `json:"title"`
	Body  string   `json:"body"`
	Date  string   `json:"date"`
	Time  string   `json:"time"`
	Tags  []string `json:"tags"`
}

func readJrnlJSON(name string, text []byte, _ Options) ([]piece, bool) {
	f, ok := readJSON(name, text)
	if !ok || !f.keys["entries"] || !f.has("title", "body", "date", "time") && (len(f.items) > 0 || !f.keys["tags"]) {
		return nil, false
	}
	return piecesOf(&f, func(e jrnlEntry) piece { return jrnlPiece(e.Date+" "+e.Time, e.Title, e.Body, e.Tags) }), true
}

// jrnlHead begins an entry in a file of jrnl: a date in brackets, or in older ones a date alone.
var jrnlHead = regexp.MustCompile(`^(?:\[(\d{4}-\d{2}-\d{2}[^\]]{0,20})\]|(\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(?::\d{2})?(?: ?[APap][Mm])?)) ?(.*)$`)

// jrnlTag is a tag in a text of jrnl.
var jrnlTag = regexp.MustCompile(`(?:^|\s)@(\pL[\pL\pN_/-]*)`)

// readJrnlText reads the file that jrnl keeps, which is also its export to text.
func readJrnlText(name string, text []byte, _ Options) ([]piece, bool) {
	if !strings.HasSuffix(strings.ToLower(name), ".txt") || !jrnlHead.Match(firstLine(text)) {
		return nil, false
	}
	var out []piece
	var when, title string
	var body strings.Builder
	begun, n := 0, 0
	end := func() {
		if begun > 0 {
			p := jrnlPiece(when, title, unbarred(body.String()), nil)
			p.line = begun
			if badLine([]byte(title+body.String())) > 0 {
				p.refused = refusedNotText
			}
			out = append(out, p)
		}
	}
	for line := range strings.Lines(string(text)) {
		n++
		plain := strings.TrimRight(line, "\r\n")
		m := jrnlHead.FindStringSubmatch(plain)
		if m == nil {
			body.WriteString(plain + "\n")
			continue
		}
		end()
		begun, when, title = n, m[1]+m[2], m[3]
		body.Reset()
	}
	end()
	return out, true
}

func firstLine(text []byte) []byte {
	line, _, _ := strings.Cut(strings.TrimLeft(string(text[:min(len(text), 4<<10)]), "\r\n\t "), "\n")
	return []byte(strings.TrimRight(line, "\r"))
}

// unbarred takes away the bars that jrnl draws beside a text when it prints one nicely.
func unbarred(body string) string {
	for line := range strings.Lines(body) {
		if t := strings.TrimSpace(line); t != "" && !strings.HasPrefix(t, "|") {
			return body
		}
	}
	var b strings.Builder
	for line := range strings.Lines(body) {
		line = strings.TrimPrefix(line, "|")
		b.WriteString(strings.TrimPrefix(line, " "))
	}
	return b.String()
}

var jrnlLayouts = []string{
	"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02 03:04:05 PM", "2006-01-02 03:04 PM", "2006-01-02 3:04 PM", "2006-01-02",
}

func jrnlPiece(when, title, body string, tagNames []string) piece {
	// A star marks an entry; it is no part of the text.
	title = strings.TrimSuffix(strings.TrimSpace(title), " *")
	p := piece{at: jrnlMoment(when), body: strings.TrimSpace(title + "\n\n" + strings.TrimSpace(body))}
	if p.at.day == "" {
		p.refused = refusedNoTime
	}
	p.key = "jrnl:" + when + ":" + digest(title)[:24]
	if p.at.clock != nil { // the same entry has the same key in each of the two exports
		p.key = "jrnl:" + string(p.at.day) + p.at.clock.Format("T15:04") + ":" + digest(title)[:24]
	}
	for _, m := range jrnlTag.FindAllStringSubmatch(p.body, -1) {
		p.meta.addTag(m[1])
	}
	for _, t := range tagNames {
		p.meta.addTag(strings.TrimLeft(t, "@#"))
	}
	return p
}

func jrnlMoment(when string) moment {
	when = strings.ToUpper(strings.TrimSpace(when))
	for _, layout := range jrnlLayouts {
		t, err := time.Parse(layout, when)
		if err != nil {
			continue
		}
		d, err := day.Parse(t.Format(time.DateOnly))
		if err != nil {
			return moment{}
		}
		m := moment{day: d, from: fromFile}
		if layout != time.DateOnly {
			m.clock = &t
		}
		return m
	}
	return moment{}
}
