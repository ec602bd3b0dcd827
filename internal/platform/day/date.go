package day

import (
	"io"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Date is a civil day, "2026-11-22": no zone, no time. It is stored as that text, compares in order with < and >,
// and lies in the years 1 to 9999. The zero value "" is no day.
type Date string

// First and Last bound what a Date can be; arithmetic stops there.
const (
	First Date = "0001-01-01"
	Last  Date = "9999-12-31"
)

// ErrBadDate is returned for text that is no civil day.
var ErrBadDate = errs.New(errs.Invalid, "day.bad_date", "This is not a date. Write it as year, month, day: 2026-11-22.")

const secondsPerDay = 24 * 60 * 60

// ord is the number of days since 1970-01-01.
type ord int

var firstOrd, lastOrd = First.ord(), Last.ord()

// Parse reads "2026-11-22", exactly, and only days that the calendar has. Error: [ErrBadDate].
func Parse(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return "", ErrBadDate
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return "", ErrBadDate
	}
	return Date(s), nil
}

// New makes a date from its parts, normalising them as time.Date does: month 13 is January of the next year.
func New(year int, month time.Month, dayOfMonth int) Date {
	return dateOf(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC))
}

// dateOf is the date that a wall clock showing t's fields displays.
func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	if y < 1 {
		return First
	}
	if y > 9999 {
		return Last
	}
	return Date([]byte{
		digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-',
		digit(int(m) / 10), digit(int(m)), '-', digit(d / 10), digit(d),
	})
}

func digit(n int) byte { return byte('0' + n%10) }

// Valid reports whether d is a day that the calendar has.
func (d Date) Valid() bool {
	_, err := Parse(string(d))
	return err == nil
}

// String is the day as "2026-11-22".
func (d Date) String() string { return string(d) }

// split returns year, month and day of a valid date. It does not check.
func (d Date) split() (y int, m time.Month, dayOfMonth int) {
	if len(d) != 10 {
		return 1, time.January, 1
	}
	n := func(i int) int { return int(d[i] - '0') }
	return n(0)*1000 + n(1)*100 + n(2)*10 + n(3), time.Month(n(5)*10 + n(6)), n(8)*10 + n(9)
}

// Year is the calendar year.
func (d Date) Year() int { y, _, _ := d.split(); return y }

// Month is the calendar month.
func (d Date) Month() time.Month { _, m, _ := d.split(); return m }

// Day is the day of the month.
func (d Date) Day() int { _, _, n := d.split(); return n }

// wall is the day's midnight as a wall clock would show it, held in UTC.
func (d Date) wall() time.Time {
	y, m, n := d.split()
	return time.Date(y, m, n, 0, 0, 0, 0, time.UTC)
}

func (d Date) ord() ord { return ord(d.wall().Unix() / secondsPerDay) }

func (o ord) date() Date { return dateOf(time.Unix(int64(o)*secondsPerDay, 0).UTC()) }

func (o ord) weekday() time.Weekday { return time.Weekday(((int(o)+4)%7 + 7) % 7) } // 1970-01-01 was a Thursday

// AddDays returns the day n days later (earlier when negative), at most [Last] and at least [First].
func (d Date) AddDays(n int) Date {
	o := int(d.ord())
	switch {
	case n > int(lastOrd)-o:
		return Last
	case n < int(firstOrd)-o:
		return First
	}
	return ord(o + n).date()
}

// AddMonths returns the same day n months later, or the last day of that month when it is shorter:
// one month after 2024-01-31 is 2024-02-29.
func (d Date) AddMonths(n int) Date {
	y, m, dom := d.split()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return New(first.Year(), first.Month(), min(dom, last))
}

// AddYears returns the same day n years later; 29 February becomes 28 February in a common year.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// Sub is the number of days from o to d: positive when d is later.
func (d Date) Sub(o Date) int { return int(d.ord() - o.ord()) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.ord().weekday() }

// Time is the instant at which the day begins at midnight in loc: Bounds with day start 0.
func (d Date) Time(loc *time.Location) time.Time { return begin(d, loc, 0) }

// MarshalGQL writes the day as the GraphQL scalar Date.
func (d Date) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(d))) }

// UnmarshalGQL reads the GraphQL scalar Date. Error: [ErrBadDate].
func (d *Date) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return ErrBadDate
	}
	parsed, err := Parse(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
