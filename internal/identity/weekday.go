package identity

import (
	"io"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Weekday is a day of the week as stored and shown; see [Weekday.Time].
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "monday"
	Tuesday   Weekday = "tuesday"
	Wednesday Weekday = "wednesday"
	Thursday  Weekday = "thursday"
	Friday    Weekday = "friday"
	Saturday  Weekday = "saturday"
	Sunday    Weekday = "sunday"
)

// weekdays stand in the order of time.Weekday.
var weekdays = []Weekday{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}

// Valid reports whether d is a day of the week.
func (d Weekday) Valid() bool { return slices.Contains(weekdays, d) }

// Time is the day as package time knows it; Monday when d is not valid.
func (d Weekday) Time() time.Weekday {
	if i := slices.Index(weekdays, d); i >= 0 {
		return time.Weekday(i)
	}
	return time.Monday
}

// WeekdayOf is the stored form of d.
func WeekdayOf(d time.Weekday) Weekday { return weekdays[int(d)%7] }

// MarshalGQL writes the GraphQL form.
func (d Weekday) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(d)) }

// UnmarshalGQL reads the GraphQL form.
func (d *Weekday) UnmarshalGQL(v any) error { return gqlenum.Into(d, v, weekdays...) }
