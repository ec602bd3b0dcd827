package reviews

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Bounds of periods.
const (
	// MaxDays is the longest range; a leap year.
	MaxDays = 366
	// MaxPeriodText is the longest text of a period, in bytes.
	MaxPeriodText = 40
	// FirstDay is the earliest day of a period; the journal begins there.
	FirstDay = day.Date("1970-01-01")
)

// ErrPeriodInvalid refuses a text that is no period.
var ErrPeriodInvalid = errs.New(errs.Invalid, "reviews.period_invalid",
	"Name a period such as 2026-11-22, 2026-W47, 2026-11, 2026, 2026-11-01..2026-11-20, standup, week or last-month; 366 days at most, from 1970 to next year.")

// PeriodUnit is what sort of period it is.
type PeriodUnit string

// The units.
const (
	PeriodUnitDay   PeriodUnit = "day"
	PeriodUnitWeek  PeriodUnit = "week"
	PeriodUnitMonth PeriodUnit = "month"
	PeriodUnitYear  PeriodUnit = "year"
	// PeriodUnitRange is any from and to.
	PeriodUnitRange PeriodUnit = "range"
)

// MarshalGQL writes the unit as a GraphQL enum.
func (u PeriodUnit) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(u)) }

// UnmarshalGQL reads the unit from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (u *PeriodUnit) UnmarshalGQL(v any) error {
	return gqlenum.Into(u, v, PeriodUnitDay, PeriodUnitWeek, PeriodUnitMonth, PeriodUnitYear, PeriodUnitRange)
}

// Reviewed reports whether there is a review page for periods of this unit.
func (u PeriodUnit) Reviewed() bool {
	return u == PeriodUnitWeek || u == PeriodUnitMonth || u == PeriodUnitYear
}

// Period is a stretch of civil days, both ends included.
type Period struct {
	// Key is its one name: 2026-11-22, 2026-W47, 2026-11, 2026 or 2026-11-01..2026-11-20.
	Key      string
	Unit     PeriodUnit
	From, To day.Date
	// weekStart is the weekday with which the person's weeks begin.
	weekStart time.Weekday
}

// Range is the period as days.
func (p Period) Range() day.Range { return day.Range{From: p.From, To: p.To} }

var (
	weekKey  = regexp.MustCompile(`^(\d{4})-[Ww](\d{2})$`)
	monthKey = regexp.MustCompile(`^\d{4}-\d{2}$`)
	yearKey  = regexp.MustCompile(`^\d{4}$`)
)

// ParsePeriod reads a key or a word (today, yesterday, week, last-week, month, last-month, year, last-year); today and the
// first day of the week are the person's. A week is named by the ISO week of its Thursday, whatever day it begins on.
// Error: [ErrPeriodInvalid].
func ParsePeriod(text string, today day.Date, weekStart time.Weekday) (Period, error) {
	text = strings.TrimSpace(text)
	if len(text) > MaxPeriodText {
		return Period{}, ErrPeriodInvalid
	}
	c := calendar{weekStart}
	p, ok := c.word(strings.ToLower(text), today)
	if !ok {
		p, ok = c.key(text)
	}
	if !ok || p.From < FirstDay || p.To < p.From || p.To.Year() > today.Year()+2 || p.From.Year() > today.Year()+1 || p.Range().Len() > MaxDays {
		return Period{}, ErrPeriodInvalid
	}
	return p, nil
}

// Between is the range from one day to another, unchecked.
func Between(from, to day.Date, weekStart time.Weekday) Period {
	return calendar{weekStart}.between(from, to)
}

// calendar makes periods for somebody whose weeks begin on a weekday.
type calendar struct{ weekStart time.Weekday }

func (c calendar) word(text string, today day.Date) (Period, bool) {
	switch text {
	case "today":
		return c.day(today), true
	case "yesterday":
		return c.day(today.AddDays(-1)), true
	case "week":
		return c.week(today), true
	case "last-week":
		return c.week(today.AddDays(-7)), true
	case "month":
		return c.month(today), true
	case "last-month":
		return c.month(day.MonthOf(today).From.AddDays(-1)), true
	case "year":
		return c.year(today), true
	case "last-year":
		return c.year(today.AddYears(-1)), true
	}
	return Period{}, false
}

func (c calendar) key(text string) (Period, bool) {
	if from, to, ok := strings.Cut(text, ".."); ok {
		a, err := day.Parse(from)
		b, err2 := day.Parse(to)
		return c.between(a, b), err == nil && err2 == nil
	}
	if m := weekKey.FindStringSubmatch(text); m != nil {
		return c.weekNumbered(m[1], m[2])
	}
	of, rest := c.day, ""
	switch {
	case yearKey.MatchString(text):
		of, rest = c.year, "-01-01"
	case monthKey.MatchString(text):
		of, rest = c.month, "-01"
	}
	d, err := day.Parse(text + rest)
	if err != nil {
		return Period{}, false
	}
	return of(d), true
}

func (c calendar) weekNumbered(year, number string) (Period, bool) {
	y, _ := strconv.Atoi(year)
	n, _ := strconv.Atoi(number)
	if y < FirstDay.Year() || y > 9000 {
		return Period{}, false
	}
	// 4 January is always in the first ISO week.
	thursday := day.StartOfWeek(day.New(y, time.January, 4), time.Monday).AddDays(7*(n-1) + 3)
	if gotYear, gotWeek := day.ISOWeek(thursday); gotYear != y || gotWeek != n {
		return Period{}, false
	}
	return c.week(thursday), true
}

func (c calendar) day(d day.Date) Period {
	return Period{Key: string(d), Unit: PeriodUnitDay, From: d, To: d, weekStart: c.weekStart}
}

func (c calendar) week(d day.Date) Period {
	r := day.WeekOf(d, c.weekStart)
	y, n := 0, 0
	for d := range r.All() {
		if d.Weekday() == time.Thursday {
			y, n = day.ISOWeek(d)
		}
	}
	return Period{Key: fmt.Sprintf("%04d-W%02d", y, n), Unit: PeriodUnitWeek, From: r.From, To: r.To, weekStart: c.weekStart}
}

func (c calendar) month(d day.Date) Period {
	r := day.MonthOf(d)
	return Period{Key: string(d)[:7], Unit: PeriodUnitMonth, From: r.From, To: r.To, weekStart: c.weekStart}
}

func (c calendar) year(d day.Date) Period {
	r := day.YearOf(d.Year())
	return Period{Key: string(d)[:4], Unit: PeriodUnitYear, From: r.From, To: r.To, weekStart: c.weekStart}
}

func (c calendar) between(from, to day.Date) Period {
	if from == to {
		return c.day(from)
	}
	return Period{Key: string(from) + ".." + string(to), Unit: PeriodUnitRange, From: from, To: to, weekStart: c.weekStart}
}

// at is the period of the same unit that holds a day.
func (p Period) at(d day.Date) Period {
	c := calendar{p.weekStart}
	switch p.Unit {
	case PeriodUnitDay:
		return c.day(d)
	case PeriodUnitWeek:
		return c.week(d)
	case PeriodUnitMonth:
		return c.month(d)
	case PeriodUnitYear:
		return c.year(d)
	case PeriodUnitRange:
	}
	return c.between(d, d.AddDays(p.Range().Len()-1))
}

// Previous is the period before, of the same unit and length.
func (p Period) Previous() Period {
	if p.Unit == PeriodUnitRange {
		return p.at(p.From.AddDays(-p.Range().Len()))
	}
	return p.at(p.From.AddDays(-1))
}

// Next is the period after, of the same unit and length.
func (p Period) Next() Period { return p.at(p.To.AddDays(1)) }

// YearsBack is the same period n years before: the week of the same number (or the last one), the same month, the year.
func (p Period) YearsBack(n int) Period {
	if p.Unit == PeriodUnitWeek {
		return p.at(p.From.AddDays(3).AddYears(-n))
	}
	if p.Unit == PeriodUnitRange {
		return calendar{p.weekStart}.between(p.From.AddYears(-n), p.To.AddYears(-n))
	}
	return p.at(p.From.AddYears(-n))
}
