package reviews

import (
	"io"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Bounds of a digest.
const (
	// MaxEntries is how many entries a digest is made from; of more, the earliest.
	MaxEntries = 5000
	// MaxLines is how many lines a section shows; of more, the first ones.
	MaxLines = 500
	// MaxRefs is how many entries a line names.
	MaxRefs = 20
	// AheadDays is how far behind the period plans are looked for.
	AheadDays = 7
	// MaxAhead is how many of them.
	MaxAhead = 100
)

// DigestGroup is what the lines of a section have in common.
type DigestGroup string

// The groups, in their order.
const (
	DigestGroupDone    DigestGroup = "done"
	DigestGroupLearned DigestGroup = "learned"
	DigestGroupDecided DigestGroup = "decided"
	DigestGroupNext    DigestGroup = "next"
	DigestGroupBlocked DigestGroup = "blocked"
)

// DigestGroups are all groups in their order.
var DigestGroups = []DigestGroup{DigestGroupDone, DigestGroupLearned, DigestGroupDecided, DigestGroupNext, DigestGroupBlocked}

// MarshalGQL writes the group as a GraphQL enum.
func (g DigestGroup) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(g)) }

// UnmarshalGQL reads the group from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (g *DigestGroup) UnmarshalGQL(v any) error { return gqlenum.Into(g, v, DigestGroups...) }

// DigestShape is what a digest is for.
type DigestShape string

// The shapes.
const (
	// DigestShapeFull has every group.
	DigestShapeFull DigestShape = "full"
	// DigestShapeBrag has what was done, learned and decided, sorted by tag.
	DigestShapeBrag DigestShape = "brag"
)

// MarshalGQL writes the shape as a GraphQL enum.
func (s DigestShape) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the shape from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (s *DigestShape) UnmarshalGQL(v any) error {
	return gqlenum.Into(s, v, DigestShapeFull, DigestShapeBrag)
}

// Digest is what a period comes to, in lines.
type Digest struct {
	Period Period
	Shape  DigestShape
	// Tag and Query are what narrowed it; empty for nothing.
	Tag, Query string
	// Entries is how many entries of the period it was made from.
	Entries int
	// Complete is false when there were more than [MaxEntries].
	Complete bool
	// Sections are those that have lines, in the order of [DigestGroups].
	Sections []DigestSection
	// Problems are what could not be taken as typed in Query.
	Problems []journal.SearchProblem
	// Markdown, Text and JSON are the same in forms to hand on.
	Markdown, Text, JSON string
}

// DigestSection is one group.
type DigestSection struct {
	Group DigestGroup
	// Title is the name of the group in the person's language.
	Title string
	Lines []DigestLine
	// More is how many lines there are beyond [MaxLines].
	More int
}

// DigestLine is one thing, with the entries it comes from.
type DigestLine struct {
	// Text is plain.
	Text string
	// Day is that of the latest entry.
	Day day.Date
	// Minutes are the sum over the entries; nil when none has any, and for checkboxes.
	Minutes *int
	// Tags are names, without the number sign, in their order.
	Tags []string
	// Entries are what says so, at most [MaxRefs], earliest first; Times is how many there are.
	Entries []DigestRef
	Times   int
}

// EntryIDs are the ids of Entries.
func (l *DigestLine) EntryIDs() []string {
	out := make([]string, len(l.Entries))
	for i, e := range l.Entries {
		out[i] = e.ID
	}
	return out
}

// EntryDays are the days of Entries.
func (l *DigestLine) EntryDays() []day.Date {
	out := make([]day.Date, len(l.Entries))
	for i, e := range l.Entries {
		out[i] = e.Day
	}
	return out
}

// DigestRef names an entry.
type DigestRef struct {
	ID  string
	Day day.Date
}
