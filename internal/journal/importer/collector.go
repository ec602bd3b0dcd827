package importer

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

// collector gathers entries and reports under the bounds of one import.
type collector struct {
	options Options
	// pattern is how the vault names its daily notes; nil where it does not say.
	pattern *namePattern
	entries []journal.ImportEntryInput
	reports []FileReport
	total   int64
	// take, when set, gets everything instead of the two lists.
	files beside
	take  func(in *journal.ImportEntryInput, rep FileReport) error
	told  int
}

func (c *collector) addFile(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return c.refuse(name, refusedUnread)
	}
	text, err := io.ReadAll(io.LimitReader(f, limitOf(name)))
	if err = errors.Join(err, f.Close()); err != nil {
		return c.refuse(name, refusedUnread)
	}
	return c.add(name, text, false)
}

// limitOf is how much of a file is read: one byte more than it may have.
func limitOf(name string) int64 {
	if holdsMany(name) {
		return maxText + 1
	}
	return maxNote
}

// add takes one file's text, of which at most limitOf bytes were read. A file of a format that nobody knows is told of
// only when somebody picked it.
func (c *collector) add(name string, text []byte, picked bool) error {
	if c.total += int64(len(text)); c.total > MaxTotal {
		return ErrTooMuch
	}
	if !holdsMany(name) {
		return c.addNote(name, text)
	}
	if len(text) > maxText {
		return c.refuse(name, refusedTooMuch)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for _, a := range adapters {
		pieces, ok := a.read(name, text, c.options)
		if !ok {
			continue
		}
		for i := range pieces {
			if err := c.addPiece(name, &pieces[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if picked {
		return c.refuse(name, refusedUnknown)
	}
	return nil
}

func (c *collector) addNote(name string, text []byte) error {
	if len(text) >= maxNote {
		return c.refuse(name, refusedTooLong)
	}
	in, rep, ok := readNote(name, text, c.options, c.pattern)
	if !ok {
		return c.report(nil, rep)
	}
	return c.report(&in, rep)
}

// addPiece makes an entry of a piece, or says why not.
func (c *collector) addPiece(name string, p *piece) error {
	rep := FileReport{Path: cleanName(name), Line: p.line, Left: p.left, Attached: p.attached, Refused: p.refused, DayFrom: p.at.from}
	p.body = strings.TrimSpace(strings.ReplaceAll(p.body, "\r\n", "\n"))
	if rep.Refused == "" {
		rep.Refused = p.fault()
	}
	if rep.Refused != "" {
		rep.DayFrom = ""
		return c.report(nil, rep)
	}
	in := journal.ImportEntryInput{
		SourceKey: shortKey(p.key), Body: p.body, Kind: journal.KindNote, Day: p.at.day, Tags: p.meta.tags, Draft: true,
	}
	in.Zone, in.LoggedAt = p.at.place(c.options)
	rep.SourceKey, rep.Day = in.SourceKey, in.Day
	rep.Title, rep.Tags = markdown.Title(in.Body), allTags(in.Tags, in.Body)
	return c.report(&in, rep)
}

// fault is the sentence that says why no entry can be made of the piece; empty when one can.
func (p *piece) fault() string {
	switch err := journal.CheckBody(p.body); {
	case p.at.day == "":
		return refusedNoTime
	case p.at.day < journal.FirstDay:
		return refusedDayRange
	case errors.Is(err, journal.ErrBodyTooLong):
		return refusedTooLong
	case errors.Is(err, journal.ErrBodyEmpty):
		return refusedEmpty
	case err != nil || !utf8.ValidString(p.key):
		return refusedNotText
	}
	return ""
}

func (c *collector) refuse(name, why string) error {
	return c.report(nil, FileReport{Path: cleanName(name), Refused: why})
}

// report notes what was made of a file, or of a piece of it; in is nil when nothing was.
func (c *collector) report(in *journal.ImportEntryInput, rep FileReport) error {
	if c.told++; c.told > MaxEntries {
		return ErrTooManyFiles
	}
	if c.take != nil {
		return c.take(in, rep)
	}
	c.reports = append(c.reports, rep)
	if in != nil {
		c.entries = append(c.entries, *in)
	}
	return nil
}
