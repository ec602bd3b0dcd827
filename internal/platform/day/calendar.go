package day

import (
	"iter"
	"time"
)

// Range is a stretch of civil days, both ends included. It is empty when From is after To.
type Range struct {
	From, To Date
}

// Len is the number of days in the range.
func (r Range) Len() int { return max(0, r.To.Sub(r.From)+1) }

// Contains reports whether d lies in the range.
func (r Range) Contains(d Date) bool { return r.From <= d && d <= r.To }

// All yields the days of the range in order.
func (r Range) All() iter.Seq[Date] {
	return func(yield func(Date) bool) {
		for d := r.From; d <= r.To; d = d.AddDays(1) {
			if !yield(d) || d == Last {
				return
			}
		}
	}
}

// StartOfWeek is the first day of the week that d lies in, when weeks start on weekStart.
func StartOfWeek(d Date, weekStart time.Weekday) Date {
	return d.AddDays(-((int(d.Weekday()) - int(weekStart) + 7) % 7))
}

// WeekOf is the week that d lies in, when weeks start on weekStart.
func WeekOf(d Date, weekStart time.Weekday) Range {
	from := StartOfWeek(d, weekStart)
	return Range{From: from, To: from.AddDays(6)}
}

// MonthOf is the calendar month that d lies in.
func MonthOf(d Date) Range {
	y, m, _ := d.split()
	return Range{From: New(y, m, 1), To: New(y, m+1, 0)}
}

// YearOf is a calendar year: 365 days, 366 in leap years.
func YearOf(year int) Range {
	return Range{From: New(year, time.January, 1), To: New(year, time.December, 31)}
}

// ISOWeek is the ISO 8601 week that d lies in. The week's year can differ from the day's:
// 2027-01-01 is in week 53 of 2026.
func ISOWeek(d Date) (year, week int) { return d.wall().ISOWeek() }

// IsLeap reports whether the year has 29 February.
func IsLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// WeekStarts yields the first day of every week that touches r, in order.
func WeekStarts(r Range, weekStart time.Weekday) iter.Seq[Date] {
	return func(yield func(Date) bool) {
		for d := StartOfWeek(r.From, weekStart); d <= r.To; d = d.AddDays(7) {
			if !yield(d) || d > Last.AddDays(-7) {
				return
			}
		}
	}
}
