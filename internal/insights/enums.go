package insights

import (
	"io"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// StreakState is where a streak stands; see [day.StreakState] for the meanings.
type StreakState day.StreakState

var streakStates = []StreakState{
	StreakState(day.StreakNone), StreakState(day.StreakAlive), StreakState(day.StreakOpen),
	StreakState(day.StreakFrozen), StreakState(day.StreakBroken),
}

// MarshalGQL writes the GraphQL form.
func (s StreakState) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (s *StreakState) UnmarshalGQL(v any) error { return gqlenum.Into(s, v, streakStates...) }

// DayMark is what a day means for the streak; see [day.Mark] for the meanings.
type DayMark day.Mark

var dayMarks = []DayMark{
	DayMark(day.MarkNone), DayMark(day.MarkActive), DayMark(day.MarkRest), DayMark(day.MarkSick),
	DayMark(day.MarkVacation), DayMark(day.MarkFreeze), DayMark(day.MarkMissed), DayMark(day.MarkFuture),
}

// MarshalGQL writes the GraphQL form.
func (m DayMark) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(m)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (m *DayMark) UnmarshalGQL(v any) error { return gqlenum.Into(m, v, dayMarks...) }

// DayOffKind is why nothing is due on a day that the person marked.
type DayOffKind string

// The kinds of days off.
const (
	DayOffKindSick     DayOffKind = "sick"
	DayOffKindVacation DayOffKind = "vacation"
)

// DayOffKinds are all kinds.
var DayOffKinds = []DayOffKind{DayOffKindSick, DayOffKindVacation}

// MarshalGQL writes the GraphQL form.
func (k DayOffKind) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (k *DayOffKind) UnmarshalGQL(v any) error { return gqlenum.Into(k, v, DayOffKinds...) }

// Mark is how the streak calculus calls the kind.
func (k DayOffKind) Mark() day.Mark {
	if k == DayOffKindSick {
		return day.MarkSick
	}
	return day.MarkVacation
}
