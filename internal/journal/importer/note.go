package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/tags"
)

// Options say how files are read.
type Options struct {
	// Zone is the zone that days are told in, where a note names no offset itself. Empty means UTC.
	Zone string
	// DayStart is the hour, 0 to 11, at which the person's day begins.
	DayStart int

	// files lie beside the notes.
	files *beside
}

// FileReport tells what was made of one file.
type FileReport struct {
	// Path is the file's path below the folder or in the zip.
	Path string
	// Line is where in the file it begins, from 1; 0 where a file is one entry.
	Line int
	// SourceKey names the entry made of it; empty when refused.
	SourceKey string
	// Day is the civil day found.
	Day day.Date
	// DayFrom is "front matter", "file name", or "entry" where the file tells the time of each.
	DayFrom string
	Title   string
	Tags    []string
	// Left is how many pictures and other files belong to it that are not taken.
	Left int
	// Attached are those that are there; the body of the entry has their texts.
	Attached []Attachment
	// Refused says why no entry was made; empty when one was.
	Refused string
}

// Place is the file and, where that says more, the line in it: "journal.txt:12".
func (r FileReport) Place() string {
	if r.Line == 0 {
		return r.Path
	}
	return r.Path + ":" + strconv.Itoa(r.Line)
}

// Sentences for files that cannot be used.
const (
	refusedNoDay    = "No day found. Name the file like 2026-11-22.md, or write date: 2026-11-22 into its front matter."
	refusedTooLong  = "The note is longer than 64 KiB, the most an entry can hold. Split it over several files."
	refusedNotText  = "The file is not readable text (not UTF-8, or there is a NUL in it). Save it as UTF-8."
	refusedEmpty    = "The note is empty."
	refusedArchive  = "Archives inside are not opened. Unpack it first."
	refusedPath     = "The path of this file leads outside of the archive."
	refusedUnread   = "The file could not be read."
	refusedNoNote   = "Files of this kind are not imported: Markdown (.md), text of jrnl (.txt), JSON (.json) and zip are."
	refusedDayRange = "The day lies before 1970."
	refusedUnknown  = "This is no export of a program that is known here: jrnl, Day One, memos or Google Keep."
	refusedNoTime   = "No time found that can be read, so it is not known which day this belongs to."
	refusedBroken   = "This is not written the way the program writes it."
	refusedCutOff   = "The file is broken here. What stands before this line was read, the rest was not."
	refusedTooMuch  = "The file is larger than 32 MiB. Export a shorter time at once."
	refusedTrashed  = "The note lies in the trash of the program it comes from."
	refusedUnused   = "No note shows this file, so it was not taken."
	refusedPictures = "There is no text, only pictures or other files."
)

// fromFile tells that a file says of each of its entries when it was.
const fromFile = "entry"

// ReadNote makes an entry of one Markdown file. The report says why when it cannot; ok is false then.
func ReadNote(name string, text []byte, o Options) (in journal.ImportEntryInput, rep FileReport, ok bool) {
	return readNote(name, text, o, nil)
}

func readNote(name string, text []byte, o Options, pattern *namePattern) (in journal.ImportEntryInput, rep FileReport, ok bool) {
	rep = FileReport{Path: cleanName(name)}
	text = []byte(strings.TrimPrefix(string(text), "\ufeff"))
	if line := badLine(text); line > 0 {
		rep.Line, rep.Refused = line, refusedNotText
		return in, rep, false
	}
	front, body := splitFrontMatter(string(text))
	meta := readFrontMatter(front)
	meta.addLogseq(body)
	at, found := meta.when(rep.Path, pattern)
	if isLogseq(rep.Path) {
		body = logseqBody(body)
	}
	body = withTitle(strings.TrimSpace(body), meta.title)
	switch {
	case !found:
		rep.Refused = refusedNoDay
	case at.day < journal.FirstDay:
		rep.Refused = refusedDayRange
	case errors.Is(journal.CheckBody(body), journal.ErrBodyEmpty):
		rep.Refused = refusedEmpty
	case len(body) > journal.MaxBody:
		rep.Refused = refusedTooLong
	}
	if rep.Refused != "" {
		return in, rep, false
	}
	in = journal.ImportEntryInput{
		SourceKey: noteKey(rep.Path, at.day), Body: body, Kind: meta.kind, Day: at.day, Tags: meta.tags,
		Minutes: meta.minutes, Draft: true,
	}
	in.Zone, in.LoggedAt = at.place(o)
	rep.SourceKey, rep.Day, rep.DayFrom = in.SourceKey, at.day, at.from
	rep.Title, rep.Tags = markdown.Title(body), allTags(meta.tags, body)
	rep.Attached, rep.Left = o.files.embeddedIn(rep.Path, body)
	return in, rep, true
}

// embedded are pictures and other files beside the note that it shows.
var embedded = regexp.MustCompile(`!\[\[[^\]\n]{1,300}\.(?i:png|jpe?g|gif|webp|svg|avif|bmp|pdf|mp[34]|m4a|wav|webm|mov)(?:[|#][^\]\n]{0,100})?\]\]` +
	`|!\[[^\]\n]{0,300}\]\((?:\.{0,2}/)*[^):\n]{1,300}\)`)

// allTags are those of the front matter and those typed in the text, as the entry will have them.
func allTags(picked []string, body string) []string {
	all, err := tags.Merge(picked, markdown.Hashtags(body))
	if err != nil { // too many: saving says so
		return picked
	}
	return all
}

// moment is when a note was written, as far as it tells.
type moment struct {
	day  day.Date
	from string
	// clock is the wall clock of the note, hours and minutes; nil when it tells none.
	clock *time.Time
	// zone is the zone or offset that the note names; empty when it names none.
	zone string
	// at is the instant, where it is known exactly.
	at *time.Time
}

// place is the zone and the instant of the note: its own, else noon in the zone of the options.
func (m moment) place(o Options) (zone string, at time.Time) {
	zone = m.zone
	if zone == "" {
		zone = o.Zone
	}
	loc, err := day.LoadZone(zone)
	if err != nil {
		zone, loc = "UTC", time.UTC
	}
	if m.at != nil {
		return zone, m.at.UTC()
	}
	hour, minute, second := 12, 0, 0
	if m.clock != nil {
		hour, minute, second = m.clock.Clock()
	}
	d := m.day
	return zone, time.Date(d.Year(), d.Month(), d.Day(), hour, minute, second, 0, loc).UTC()
}

// noteKey names a note by its path and day; long paths by their hash.
func noteKey(name string, d day.Date) string {
	key := "md:" + string(d) + ":" + name
	if len(key) <= journal.MaxSourceKey {
		return key
	}
	sum := sha256.Sum256([]byte(name))
	return "md:" + string(d) + ":sha256:" + hex.EncodeToString(sum[:])
}

func cleanName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "\ufffd"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// withTitle puts the title of the front matter above a body that does not begin with a heading of its own.
func withTitle(body, title string) string {
	if title == "" || strings.HasPrefix(body, "# ") {
		return body
	}
	return strings.TrimSpace("# " + title + "\n\n" + body)
}

var (
	dayInName = regexp.MustCompile(`(?:^|[^0-9])(\d{4})[-_. ]?(\d{2})[-_. ]?(\d{2})(?:[^0-9]|$)`)
	dayInPath = regexp.MustCompile(`(?:^|/)(\d{4})/(\d{2})/(\d{2})$`)
)

// dayOfName finds the day in a path: 2026-11-22.md, 2026_11_22.md, 20261122.md, "2026-11-22 Sunday.md", 2026/11/22.md.
func dayOfName(name string) (day.Date, bool) {
	stem := strings.TrimSuffix(name, path.Ext(name))
	for _, m := range dayInName.FindAllStringSubmatch(path.Base(stem), -1) {
		if d, err := day.Parse(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
			return d, true
		}
	}
	if m := dayInPath.FindStringSubmatch(stem); m != nil {
		if d, err := day.Parse(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
			return d, true
		}
	}
	return "", false
}
