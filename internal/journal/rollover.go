package journal

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// MaxHeading is the longest heading that carried tasks go under, in characters.
const MaxHeading = 80

// Errors of the roll-over.
var (
	// ErrRollOverPlace refuses an unknown place.
	ErrRollOverPlace = errs.New(errs.Invalid, "journal.roll_over_place_invalid", "Choose where the tasks go: at the start, at the end, or under a heading.")
	// ErrRollOverHeading refuses what cannot stand as one heading.
	ErrRollOverHeading = errs.New(errs.Invalid, "journal.roll_over_heading_invalid", "Give the heading in one line of 80 characters at most, without # in front.")
)

// RollOverPlace is where carried tasks go in the new text.
type RollOverPlace string

// The places of carried tasks.
const (
	RollOverStart   RollOverPlace = "start"
	RollOverEnd     RollOverPlace = "end"
	RollOverHeading RollOverPlace = "heading"
)

var rollOverPlaces = []RollOverPlace{RollOverStart, RollOverEnd, RollOverHeading}

// MarshalGQL writes the place as a GraphQL enum.
func (p RollOverPlace) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(p)) }

// UnmarshalGQL reads the place from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (p *RollOverPlace) UnmarshalGQL(v any) error { return gqlenum.Into(p, v, rollOverPlaces...) }

// RollOver is how the unchecked tasks of the last day that left some are carried over. Carrying is done by whoever writes:
// the tasks become part of a new text, which is saved like any other.
type RollOver struct {
	// Automatic carries them by itself when a new entry is begun.
	Automatic bool
	Place     RollOverPlace
	// Heading is under what they go where Place is RollOverHeading.
	Heading string
	// DoneHeading is under what goes what was done that day; empty leaves it out.
	DoneHeading string
	// TakeOut removes carried tasks from the entry they come from, once the new one is saved.
	TakeOut bool
}

// DefaultRollOver holds for whoever chose nothing: on demand, at the end, and nothing older is changed.
var DefaultRollOver = RollOver{Place: RollOverEnd}

// ChooseRollOverInput is what a person chose.
type ChooseRollOverInput struct {
	Automatic   bool
	Place       RollOverPlace
	Heading     string
	DoneHeading string
	TakeOut     bool
}

// RollOverPayload is what holds from now on, or what to mend.
type RollOverPayload struct {
	RollOver *RollOver
	Errors   []errs.UserError
}

// Check refuses what cannot be followed. Errors: [ErrRollOverPlace], [ErrRollOverHeading], each with its field.
func (r RollOver) Check() error {
	var p problems
	if !slices.Contains(rollOverPlaces, r.Place) {
		p.field("place", ErrRollOverPlace)
	}
	p.field("heading", checkHeading(r.Heading, r.Place != RollOverHeading))
	p.field("doneHeading", checkHeading(r.DoneHeading, true))
	return p.err()
}

func checkHeading(text string, mayBeEmpty bool) error {
	if text == "" && mayBeEmpty {
		return nil
	}
	if text == "" || text != strings.TrimSpace(text) || strings.HasPrefix(text, "#") || !utf8.ValidString(text) ||
		utf8.RuneCountInString(text) > MaxHeading || strings.ContainsFunc(text, unicode.IsControl) {
		return ErrRollOverHeading
	}
	return nil
}
