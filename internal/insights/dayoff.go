package insights

import (
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// MaxDaysOff is how many days one act may mark or clear, and one list may show.
const MaxDaysOff = 366

// FirstDay is the earliest day that can be marked or shown; the journal begins there.
const FirstDay = day.Date("1970-01-01")

// Errors of day ranges.
var (
	// ErrRangeInvalid refuses a range that ends before it begins, or lies outside the years that can be shown.
	ErrRangeInvalid = errs.New(errs.Invalid, "insights.range_invalid",
		"Choose a first day and a last day that is not before it, from 1970 to two years ahead.")
	// ErrRangeTooLong refuses a range of more than 366 days.
	ErrRangeTooLong = errs.New(errs.Invalid, "insights.range_too_long", "Choose 366 days or fewer at a time.")
)

// DayOff is a day on which nothing is due because the person said so.
type DayOff struct {
	Day  day.Date
	Kind DayOffKind
}

// DaysOffInput marks days, both ends included.
type DaysOffInput struct {
	From day.Date
	To   day.Date
	Kind DayOffKind
}

// DaysOffPayload answers setDaysOff and clearDaysOff: how many days changed.
type DaysOffPayload struct {
	Days   int
	Errors []errs.UserError
}

// CheckRange refuses a range that is empty, longer than [MaxDaysOff] or outside 1970 to two years after today.
// Errors: [ErrRangeInvalid], [ErrRangeTooLong], each naming the field "to".
func CheckRange(r day.Range, today day.Date) error {
	switch {
	case !r.From.Valid() || !r.To.Valid() || r.From < FirstDay || r.To > today.AddYears(2) || r.To < r.From:
		return ErrRangeInvalid.WithField("to", ErrRangeInvalid.Public)
	case r.Len() > MaxDaysOff:
		return ErrRangeTooLong.WithField("to", ErrRangeTooLong.Public)
	}
	return nil
}
