package audience

import (
	"io"
	"slices"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Level says who an object is for. Stored in lower case; GraphQL spells it in upper case.
type Level string

// The levels, from the narrowest to the widest.
const (
	// Private is for the owner alone. It is the default everywhere.
	Private Level = "private"
	// Followers is for the people who follow the owner.
	Followers Level = "followers"
	// Team is for the people who share a team with the owner.
	Team Level = "team"
	// Unlisted is for whoever has the address; it appears in no list of anybody else.
	Unlisted Level = "unlisted"
	// Public is for everybody, signed in or not.
	Public Level = "public"
)

// Levels are all levels, from the narrowest to the widest.
var Levels = []Level{Private, Followers, Team, Unlisted, Public}

// Valid reports whether l is one of [Levels].
func (l Level) Valid() bool { return slices.Contains(Levels, l) }

// MarshalGQL writes the level as a GraphQL enum.
func (l Level) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(l)) }

// UnmarshalGQL reads the level from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (l *Level) UnmarshalGQL(v any) error { return gqlenum.Into(l, v, Levels...) }
