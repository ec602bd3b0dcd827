package reviews

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Words are what the written forms of a digest say beside its lines, in the person's language.
type Words struct {
	// Groups are the titles of the sections.
	Groups map[DigestGroup]string
	// Nothing is said of a period without lines.
	Nothing string
	// Incomplete is said when there is more than was looked at or shown.
	Incomplete string
}

// Write fills the titles and the written forms. entryURL is the address of entries, to which an id is appended. The same
// digest and words give the same bytes. Error: none that an input can cause.
func (d *Digest) Write(w Words, entryURL string) (err error) {
	for i := range d.Sections {
		d.Sections[i].Title = w.Groups[d.Sections[i].Group]
	}
	d.Markdown = d.markdown(w, entryURL)
	d.Text = d.text(w, entryURL)
	d.JSON, err = d.json(entryURL)
	return err
}

func (d *Digest) heading() string {
	parts := []string{d.Period.Key}
	if d.Tag != "" {
		parts = append(parts, "#"+d.Tag)
	}
	if d.Query != "" {
		parts = append(parts, oneLine(d.Query))
	}
	return strings.Join(parts, " · ")
}

func (d *Digest) markdown(w Words, entryURL string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", journal.EscapeText(d.heading()))
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "\n## %s\n\n", journal.EscapeText(s.Title))
		theme := ""
		for i := range s.Lines {
			l := &s.Lines[i]
			if d.Shape == DigestShapeBrag && len(l.Tags) > 0 && l.Tags[0] != theme {
				theme = l.Tags[0]
				fmt.Fprintf(&b, "%s### %s\n\n", gap(i), journal.EscapeText("#"+theme))
			}
			links := make([]string, len(l.Entries))
			for n, e := range l.Entries {
				links[n] = "[" + string(e.Day) + "](" + entryURL + e.ID + ")"
			}
			fmt.Fprintf(&b, "- %s%s (%s)\n", journal.EscapeText(l.Text), l.facts(), strings.Join(links, ", "))
		}
	}
	b.WriteString(d.closing(w))
	return b.String()
}

func gap(line int) string {
	if line == 0 {
		return ""
	}
	return "\n"
}

// text has the addresses at its end, so that its lines stay readable.
func (d *Digest) text(w Words, entryURL string) string {
	var b strings.Builder
	fmt.Fprintln(&b, d.heading())
	var notes []string
	number := map[string]string{}
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "\n%s\n", s.Title)
		for i := range s.Lines {
			l := &s.Lines[i]
			var marks strings.Builder
			for _, e := range l.Entries {
				if number[e.ID] == "" {
					notes = append(notes, entryURL+e.ID)
					number[e.ID] = "[" + strconv.Itoa(len(notes)) + "]"
				}
				marks.WriteString(number[e.ID])
			}
			fmt.Fprintf(&b, "- %s%s (%s) %s\n", l.Text, l.facts(), l.days(), marks.String())
		}
	}
	b.WriteString(d.closing(w))
	for i, address := range notes {
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "[%d] %s\n", i+1, address)
	}
	return b.String()
}

func (d *Digest) closing(w Words) string {
	out := ""
	if len(d.Sections) == 0 {
		out = "\n" + w.Nothing + "\n"
	}
	more := !d.Complete
	for _, s := range d.Sections {
		more = more || s.More > 0
	}
	if more {
		out += "\n" + w.Incomplete + "\n"
	}
	return out
}

// facts are the minutes, as hours and minutes.
func (l *DigestLine) facts() string {
	if l.Minutes == nil {
		return ""
	}
	return fmt.Sprintf(" · %d:%02d", *l.Minutes/60, *l.Minutes%60)
}

func (l *DigestLine) days() string {
	var out []string
	last := day.Date("")
	for _, e := range l.Entries {
		if e.Day != last {
			out = append(out, string(e.Day))
			last = e.Day
		}
	}
	return strings.Join(out, ", ")
}

type writtenDigest struct {
	Period   string           `json:"period"`
	From     day.Date         `json:"from"`
	To       day.Date         `json:"to"`
	Shape    DigestShape      `json:"shape"`
	Tag      string           `json:"tag,omitempty"`
	Query    string           `json:"query,omitempty"`
	Entries  int              `json:"entries"`
	Complete bool             `json:"complete"`
	Sections []writtenSection `json:"sections"`
}

type writtenSection struct {
	Group DigestGroup   `json:"group"`
	Title string        `json:"title"`
	Lines []writtenLine `json:"lines"`
	More  int           `json:"more"`
}

type writtenLine struct {
	Text    string         `json:"text"`
	Day     day.Date       `json:"day"`
	Minutes *int           `json:"minutes"`
	Tags    []string       `json:"tags"`
	Times   int            `json:"times"`
	Entries []writtenEntry `json:"entries"`
}

type writtenEntry struct {
	ID  string   `json:"id"`
	Day day.Date `json:"day"`
	URL string   `json:"url"`
}

func (d *Digest) json(entryURL string) (string, error) {
	out := writtenDigest{
		Period: d.Period.Key, From: d.Period.From, To: d.Period.To, Shape: d.Shape, Tag: d.Tag, Query: d.Query,
		Entries: d.Entries, Complete: d.Complete, Sections: make([]writtenSection, len(d.Sections)),
	}
	for i, s := range d.Sections {
		out.Sections[i] = writtenSection{Group: s.Group, Title: s.Title, More: s.More, Lines: make([]writtenLine, len(s.Lines))}
		for n, l := range s.Lines {
			w := writtenLine{Text: l.Text, Day: l.Day, Minutes: l.Minutes, Tags: l.Tags, Times: l.Times, Entries: make([]writtenEntry, len(l.Entries))}
			for k, e := range l.Entries {
				w.Entries[k] = writtenEntry{ID: e.ID, Day: e.Day, URL: entryURL + e.ID}
			}
			out.Sections[i].Lines[n] = w
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return "", fmt.Errorf("write digest: %w", err)
	}
	return b.String(), nil
}
