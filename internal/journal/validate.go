package journal

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Limits of an entry.
const (
	// MaxBody is the largest body in bytes.
	MaxBody = 64 << 10
	// MaxMinutes is one whole day.
	MaxMinutes = 1440
	// MaxImport is how many entries one request may import.
	MaxImport = 100
	// MaxSourceKey is the longest source key in bytes.
	MaxSourceKey = 400
	// MaxSourceCount bounds how many items an imported entry may stand for.
	MaxSourceCount = 1_000_000
	// MaxQuery is the longest search in characters.
	MaxQuery = 250
	// FirstDay is the earliest day an entry may belong to.
	FirstDay = day.Date("1970-01-01")
)

// Validate checks what needs neither clock nor database; today is the author's civil day. All that is
// wrong comes back in one joined error of *errs.Error, each with its field.
func (in *WriteEntryInput) Validate(today day.Date) error {
	var p problems
	p.field("clientId", CheckClientID(in.ClientID))
	p.field("body", CheckBody(in.Body))
	if in.Kind != nil {
		p.field("kind", checkKind(*in.Kind))
	}
	if in.Day != nil {
		p.field("day", CheckDay(*in.Day, today))
	}
	if in.LoggedAt != nil {
		p.field("loggedAt", checkInstant(*in.LoggedAt, today))
	}
	p.scales(in.Minutes, in.Mood, in.Energy)
	p.tags(in.Tags)
	if in.Audience != nil {
		p.field("audience", checkAudience(*in.Audience))
	}
	if in.Source != nil && *in.Source != EntrySourceWritten && *in.Source != EntrySourceCLI {
		p.field("source", ErrSourceInvalid)
	}
	return p.err()
}

// Validate checks what needs neither clock nor database; see [WriteEntryInput.Validate].
func (in *EditEntryInput) Validate(today day.Date) error {
	var p problems
	p.field("clientId", CheckClientID(in.ClientID))
	if in.BaseRevision < 1 {
		p.field("baseRevision", ErrRevisionInvalid)
	}
	p.field("body", CheckBody(in.Body))
	p.field("kind", checkKind(in.Kind))
	p.field("day", CheckDay(in.Day, today))
	p.scales(in.Minutes, in.Mood, in.Energy)
	p.tags(in.Tags)
	p.field("audience", checkAudience(in.Audience))
	return p.err()
}

// Validate checks one entry of an import; see [WriteEntryInput.Validate].
func (in *ImportEntryInput) Validate(today day.Date) error {
	var p problems
	p.field("sourceKey", checkSourceKey(in.SourceKey))
	p.field("body", CheckBody(in.Body))
	p.field("kind", checkKind(in.Kind))
	p.field("day", CheckDay(in.Day, today))
	p.field("loggedAt", checkInstant(in.LoggedAt, today))
	p.scales(in.Minutes, in.Mood, in.Energy)
	p.tags(in.Tags)
	if in.SourceCount != nil && (*in.SourceCount < 0 || *in.SourceCount > MaxSourceCount) {
		p.field("sourceCount", ErrSourceCountInvalid)
	}
	return p.err()
}

// Validate checks the bounds of a filter.
func (f *EntryFilter) Validate() error {
	if f == nil {
		return nil
	}
	if len(f.Tags) > tags.MaxPerObject || len(f.Kinds) > len(Kinds) || len(f.Audiences) > len(audience.Levels) {
		return ErrFilterInvalid
	}
	return nil
}

// CheckBody refuses what cannot be a body: empty, longer than [MaxBody] bytes, NUL, not UTF-8.
func CheckBody(body string) error {
	switch {
	case len(body) > MaxBody:
		return ErrBodyTooLong
	case !utf8.ValidString(body) || strings.ContainsRune(body, 0):
		return ErrBodyNotText
	case !strings.ContainsFunc(body, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }):
		return ErrBodyEmpty
	}
	return nil
}

// CheckDay refuses days before [FirstDay] and more than a year after today.
func CheckDay(d, today day.Date) error {
	if !d.Valid() || d < FirstDay || d > today.AddYears(1) {
		return ErrDayOutOfRange
	}
	return nil
}

// An instant may lie as far away as a day may, give or take the zone.
func checkInstant(t time.Time, today day.Date) error {
	d := day.Of(t, time.UTC, 0)
	if d < FirstDay.AddDays(-1) || d > today.AddYears(1).AddDays(1) {
		return ErrDayOutOfRange
	}
	return nil
}

// CheckClientID refuses an id that cannot make a write repeatable. Error: [ErrClientIDInvalid].
func CheckClientID(id string) error {
	if len(id) < 8 || len(id) > 64 || strings.ContainsFunc(id, func(r rune) bool { return !clientIDRune(r) }) {
		return ErrClientIDInvalid
	}
	return nil
}

func clientIDRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("-_.:", r)
}

func checkSourceKey(key string) error {
	if key == "" || len(key) > MaxSourceKey || !utf8.ValidString(key) || strings.ContainsFunc(key, unicode.IsControl) {
		return ErrSourceKeyInvalid
	}
	return nil
}

func checkKind(k Kind) error {
	if !k.Valid() {
		return ErrKindInvalid
	}
	return nil
}

func checkAudience(l audience.Level) error {
	if !l.Valid() {
		return ErrAudienceInvalid
	}
	return nil
}

// problems collects what is wrong with an input.
type problems struct{ list []error }

func (p *problems) field(name string, err error) {
	var e *errs.Error
	if errors.As(err, &e) {
		p.list = append(p.list, e.WithField(name, e.Public))
	}
}

func (p *problems) scales(minutes, mood, energy *int) {
	if minutes != nil && (*minutes < 1 || *minutes > MaxMinutes) {
		p.field("minutes", ErrMinutesOutOfRange)
	}
	if mood != nil && (*mood < 1 || *mood > 5) {
		p.field("mood", ErrScaleOutOfRange)
	}
	if energy != nil && (*energy < 1 || *energy > 5) {
		p.field("energy", ErrScaleOutOfRange)
	}
}

func (p *problems) tags(names []string) {
	_, err := tags.Merge(names)
	p.field("tags", err)
}

func (p *problems) err() error {
	switch len(p.list) {
	case 0:
		return nil
	case 1:
		return p.list[0]
	}
	return errors.Join(p.list...)
}
