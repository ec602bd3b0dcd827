package importer

import (
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/tags"
)

// maxFrontMatter is the longest front matter that is looked at, in bytes; a longer one is part of the text.
const maxFrontMatter = 8 << 10

// splitFrontMatter parts the YAML between two lines of dashes at the very top from the text below.
func splitFrontMatter(text string) (front, body string) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t\r") != "---" {
		return "", text
	}
	offset := 0
	for line := range strings.Lines(rest) {
		if mark := strings.TrimRight(line, " \t\r\n"); mark == "---" || mark == "..." {
			return rest[:offset], rest[offset+len(line):]
		}
		if offset += len(line); offset > maxFrontMatter {
			break
		}
	}
	return "", text
}

// meta is what a note says about itself.
type meta struct {
	date, created string
	title         string
	tags          []string
	kind          journal.Kind
	minutes       *int
}

// readFrontMatter takes what it understands; broken YAML says nothing.
func readFrontMatter(front string) meta {
	m := meta{kind: journal.KindNote}
	var doc yaml.Node
	if front == "" || yaml.Unmarshal([]byte(front), &doc) != nil || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return m
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		m.take(strings.ToLower(pairs[i].Value), pairs[i+1])
	}
	return m
}

func (m *meta) take(key string, v *yaml.Node) {
	switch key {
	case "date", "day":
		m.date = v.Value
	case "created", "created_at", "createdat":
		m.created = v.Value
	case "title":
		m.title = oneLine(v.Value)
	case "tags", "tag", "keywords":
		m.addTags(v)
	case "kind", "type":
		if k := journal.Kind(strings.ToLower(v.Value)); k.Valid() {
			m.kind = k
		}
	case "minutes":
		if n, err := strconv.Atoi(v.Value); err == nil && n >= 1 && n <= journal.MaxMinutes {
			m.minutes = &n
		}
	}
}

func (m *meta) addTags(v *yaml.Node) {
	switch v.Kind {
	case yaml.SequenceNode:
		for _, item := range v.Content {
			if item.Kind == yaml.ScalarNode {
				m.addTag(item.Value)
			}
		}
	case yaml.ScalarNode:
		parts := strings.Split(v.Value, ",")
		if len(parts) == 1 {
			parts = strings.Fields(v.Value)
		}
		for _, p := range parts {
			m.addTag(p)
		}
	default: // a mapping or an alias names no tags
	}
}

// addTag keeps what can be a tag: "[[Deep Work]]" becomes "Deep-Work", what cannot be one is left out.
func (m *meta) addTag(name string) {
	name = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(name), "[["), "]]")
	clean, err := tags.Clean(strings.Join(strings.Fields(name), "-"))
	if err != nil || len(m.tags) == tags.MaxPerObject {
		return
	}
	if merged, err := tags.Merge(m.tags, []string{clean}); err == nil {
		m.tags = merged
	}
}

// addLogseq reads the properties that Logseq keeps in the first lines: "tags:: go, [[Deep Work]]".
func (m *meta) addLogseq(body string) {
	for line := range strings.Lines(body) {
		key, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "- "), ":: ")
		if !ok || strings.ContainsAny(key, " \t[]") {
			return
		}
		switch strings.ToLower(key) {
		case "tags":
			for part := range strings.SplitSeq(value, ",") {
				m.addTag(part)
			}
		case "date":
			if m.date == "" {
				m.date = value
			}
		case "title":
			if m.title == "" {
				m.title = oneLine(value)
			}
		}
	}
}

// when finds the day: the date of the front matter, else the file's name, else when the note says it was made.
func (m *meta) when(name string, pattern *namePattern) (moment, bool) {
	if at, ok := parseMoment(m.date); ok {
		return at, true
	}
	if d, ok := pattern.day(name); ok {
		return moment{day: d, from: "file name"}, true
	}
	if d, ok := dayOfName(name); ok {
		return moment{day: d, from: "file name"}, true
	}
	return parseMoment(m.created)
}

// layouts of dates with a time, and whether they name an offset.
var layouts = []struct {
	layout string
	offset bool
}{
	{"2006-01-02T15:04:05.999999999Z07:00", true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02 15:04:05.999999999 Z07:00", true},
	{"2006-01-02 15:04:05.999999999 -0700", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{"2006-01-02T15:04:05.999999999", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05.999999999", false},
	{"2006-01-02 15:04", false},
	{"2006-01-02", false},
	{"2006/01/02", false},
	{"2006_01_02", false},
	{"20060102", false},
	{"2006.01.02", false},
}

// parseMoment reads a date as people and programs write it; the day is the one written.
func parseMoment(s string) (moment, bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "[["), "]]")
	if len(s) < 8 || len(s) > 40 {
		return moment{}, false
	}
	for _, l := range layouts {
		t, err := time.Parse(l.layout, s)
		if err != nil {
			continue
		}
		d, err := day.Parse(t.Format(time.DateOnly))
		if err != nil {
			return moment{}, false
		}
		at := moment{day: d, from: "front matter"}
		if strings.Contains(l.layout, "15") {
			at.clock = &t
		}
		if l.offset {
			at.zone = offsetName(t)
		}
		return at, true
	}
	return moment{}, false
}

// offsetName is the offset of t as a zone: "+02:00".
func offsetName(t time.Time) string { return t.Format("-07:00") }

func oneLine(s string) string {
	const longest = 200
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest])
	}
	return s
}
