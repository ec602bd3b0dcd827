package journal

import (
	"io"
	"slices"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Kind says what sort of thing was logged.
type Kind string

// The kinds of entries.
const (
	KindDone     Kind = "done"
	KindLearned  Kind = "learned"
	KindBlocked  Kind = "blocked"
	KindPlan     Kind = "plan"
	KindNote     Kind = "note"
	KindDecision Kind = "decision"
	KindMeeting  Kind = "meeting"
)

// Kinds are all kinds, in the order they are offered.
var Kinds = []Kind{KindDone, KindLearned, KindBlocked, KindPlan, KindNote, KindDecision, KindMeeting}

// Valid reports whether k is one of [Kinds].
func (k Kind) Valid() bool { return slices.Contains(Kinds, k) }

// MarshalGQL writes the kind as a GraphQL enum.
func (k Kind) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the kind from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (k *Kind) UnmarshalGQL(v any) error { return gqlenum.Into(k, v, Kinds...) }

// EntrySource says how an entry came to be.
type EntrySource string

// The sources of entries.
const (
	// EntrySourceWritten is typed in the web app or through the API.
	EntrySourceWritten EntrySource = "written"
	// EntrySourceCLI is typed in a terminal.
	EntrySourceCLI EntrySource = "cli"
	// EntrySourceGit is made from commits.
	EntrySourceGit EntrySource = "git"
	// EntrySourceMarkdown is made from a note file.
	EntrySourceMarkdown EntrySource = "markdown"
	// EntrySourceDemo belongs to a demonstration persona.
	EntrySourceDemo EntrySource = "demo"
)

// EntrySources are all sources.
var EntrySources = []EntrySource{EntrySourceWritten, EntrySourceCLI, EntrySourceGit, EntrySourceMarkdown, EntrySourceDemo}

// Valid reports whether s is one of [EntrySources].
func (s EntrySource) Valid() bool { return slices.Contains(EntrySources, s) }

// MarshalGQL writes the source as a GraphQL enum.
func (s EntrySource) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the source from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (s *EntrySource) UnmarshalGQL(v any) error { return gqlenum.Into(s, v, EntrySources...) }
