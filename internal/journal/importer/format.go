package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// piece is one thing that a file of many holds, on its way to be an entry.
type piece struct {
	// key names it for ever: the format, and what the format knows it by.
	key string
	// line is the line of the file on which it begins, from 1.
	line int
	at   moment
	body string
	meta meta
	// left is how many pictures and other files belong to it, which are not taken.
	left int
	// attached are those that are there.
	attached []Attachment
	// refused says why it cannot be used, where the adapter knows.
	refused string
}

// adapter reads files of one program; ok is false when the file is not of it. One file each.
type adapter struct {
	name string
	read func(name string, text []byte, o Options) (pieces []piece, ok bool)
}

// adapters are asked in this order. Markdown, with the ways of Obsidian and Logseq, is the format of what holds one note.
var adapters = []adapter{
	{"jrnl text", readJrnlText},
	{"jrnl", readJrnlJSON},
	{"Day One", readDayOne},
	{"memos", readMemos},
	{"Google Keep", readKeep},
}

// instant is the moment of an instant, told in the zone; an unknown zone is that of the options.
func instant(at time.Time, zone string, o Options) moment {
	loc, err := day.LoadZone(zone)
	if err != nil || zone == "" {
		zone = o.Zone
		if loc, err = day.LoadZone(zone); err != nil {
			zone, loc = "UTC", time.UTC
		}
	}
	d, err := day.Parse(at.In(loc).Format(time.DateOnly))
	if err != nil {
		return moment{}
	}
	return moment{day: d, from: fromFile, zone: zone, at: &at}
}

// shortKey keeps a key within what is stored.
func shortKey(key string) string {
	if len(key) <= journal.MaxSourceKey {
		return key
	}
	return key[:16] + digest(key)
}

// digest is a short name for a text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// badLine is the line, from 1, of the first byte that is no text; 0 when all of it is.
func badLine(text []byte) int {
	line := 1
	for i := 0; i < len(text); {
		if text[i] == 0 {
			return line
		}
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		i += n
	}
	return 0
}

// lineAt is the line of an offset, counted on from an earlier one.
type lineAt struct {
	text         []byte
	offset, line int
}

func (l *lineAt) of(offset int) int {
	l.line += bytes.Count(l.text[l.offset:offset], []byte("\n"))
	l.offset = offset
	return l.line + 1
}
