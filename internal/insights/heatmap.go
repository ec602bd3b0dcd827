package insights

import (
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Bounds of the totals.
const (
	// DefaultWeeks and MaxWeeks bound how many weeks are added up.
	DefaultWeeks = 12
	MaxWeeks     = 53
	// DefaultTags is how many tags are listed when nobody says.
	DefaultTags = 20
)

// Errors of totals.
var (
	// ErrYearInvalid refuses a year that has no entries to show.
	ErrYearInvalid = errs.New(errs.Invalid, "insights.year_invalid", "Choose a year from 1970 to next year.")
	// ErrWeeksInvalid refuses a number of weeks outside 1 to 53.
	ErrWeeksInvalid = errs.New(errs.Invalid, "insights.weeks_invalid", "Ask for 1 to 53 weeks.")
)

// Heatmap is a year of days.
type Heatmap struct {
	From, To day.Date
	// WeekStart is the person's first day of the week, for the layout.
	WeekStart identity.Weekday
	// FirstDay is the day of the person's first entry, whatever the range; nil without one.
	FirstDay *day.Date
	// Days are all days of the range, in order.
	Days []HeatmapDay
	// Entries, Minutes and ActiveDays are the sums over Days.
	Entries    int
	Minutes    int
	ActiveDays int
}

// HeatmapDay is one day: what it holds and what it means for the streak.
type HeatmapDay struct {
	Day day.Date
	// Entries equals the number of entries that the journal lists for the day.
	Entries int
	Minutes int
	// SourceItems is how many imported items (commits) stand behind the entries.
	SourceItems int
	Mark        DayMark
}

// WeekTotal adds up one week of the person.
type WeekTotal struct {
	From, To   day.Date
	Entries    int
	Minutes    int
	ActiveDays int
}

// TagTotal adds up the entries that carry a tag.
type TagTotal struct {
	Tag     tags.Tag
	Entries int
	Minutes int
}

// YearRange is the range of a heatmap: the calendar year, or the twelve months up to today when year is nil.
// Error: [ErrYearInvalid].
func YearRange(year *int, today day.Date) (day.Range, error) {
	if year == nil {
		return day.Range{From: today.AddYears(-1).AddDays(1), To: today}, nil
	}
	if *year < FirstDay.Year() || *year > today.Year()+1 {
		return day.Range{}, ErrYearInvalid
	}
	return day.YearOf(*year), nil
}

// WeeksRange is the range of the last n weeks up to the one that holds today; nil means [DefaultWeeks].
// Error: [ErrWeeksInvalid].
func WeeksRange(n *int, today day.Date, weekStart identity.Weekday) (day.Range, error) {
	weeks := DefaultWeeks
	if n != nil {
		weeks = *n
	}
	if weeks < 1 || weeks > MaxWeeks {
		return day.Range{}, ErrWeeksInvalid
	}
	this := day.WeekOf(today, weekStart.Time())
	return day.Range{From: this.From.AddDays(-7 * (weeks - 1)), To: this.To}, nil
}
