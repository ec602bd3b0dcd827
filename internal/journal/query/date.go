package query

import (
	"strings"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// on asks for a day, a month, a year, or all from one to another.
func (p *parser) on(value string) (Condition, *errs.Error) {
	from, to, ranged := strings.Cut(value, "..")
	var out day.Range
	first, ok := p.span(from)
	if !ok && (!ranged || from != "") {
		return Condition{}, ErrDateInvalid
	}
	out = first
	if ranged {
		last, ok := p.span(to)
		if !ok && to != "" || from == "" && to == "" {
			return Condition{}, ErrDateInvalid
		}
		out.To = last.To
	}
	return Condition{Days: &out}, nil
}

// after asks for that day and later: for a month or year, from its first day on.
func (p *parser) after(value string) (Condition, *errs.Error) {
	r, ok := p.span(value)
	if !ok {
		return Condition{}, ErrDateInvalid
	}
	return Condition{Days: &day.Range{From: r.From}}, nil
}

// before asks for what is earlier than that day, month or year.
func (p *parser) before(value string) (Condition, *errs.Error) {
	r, ok := p.span(value)
	if !ok {
		return Condition{}, ErrDateInvalid
	}
	return Condition{Days: &day.Range{To: r.From.AddDays(-1)}}, nil
}

// span reads 2026-11-22, 2026-11, 2026, today or yesterday.
func (p *parser) span(s string) (day.Range, bool) {
	switch s = strings.ToLower(s); s {
	case "today":
		return day.Range{From: p.today, To: p.today}, true
	case "yesterday":
		d := p.today.AddDays(-1)
		return day.Range{From: d, To: d}, true
	}
	switch len(s) {
	case len("2026"):
		if d, err := day.Parse(s + "-01-01"); err == nil {
			return day.YearOf(d.Year()), true
		}
	case len("2026-11"):
		if d, err := day.Parse(s + "-01"); err == nil {
			return day.MonthOf(d), true
		}
	case len("2026-11-22"):
		if d, err := day.Parse(s); err == nil {
			return day.Range{From: d, To: d}, true
		}
	}
	return day.Range{}, false
}

// maxAge is the greatest number of days that an age may have: more than there are days.
const maxAge = 200 * 366

// age asks for entries so many days, weeks, months or years back: age:<7d are the last seven days with today. Without a
// sign it means at most.
func (p *parser) age(value string) (Condition, *errs.Error) {
	sign, rest := comparison(value)
	if rest == "" || sign == "=" {
		return Condition{}, ErrAgeInvalid
	}
	n, ok := whole(rest[:len(rest)-1])
	back, within := p.back(n, rest[len(rest)-1])
	if !ok || !within {
		return Condition{}, ErrAgeInvalid
	}
	switch sign {
	case "<":
		return Condition{Days: &day.Range{From: back.AddDays(1), To: p.today}}, nil
	case ">":
		return Condition{Days: &day.Range{To: back.AddDays(-1)}}, nil
	case ">=":
		return Condition{Days: &day.Range{To: back}}, nil
	}
	return Condition{Days: &day.Range{From: back, To: p.today}}, nil
}

func (p *parser) back(n int, unit byte) (day.Date, bool) {
	switch unit {
	case 'd':
		return p.today.AddDays(-min(n, maxAge)), n <= maxAge
	case 'w':
		return p.today.AddDays(-7 * min(n, maxAge/7)), n <= maxAge/7
	case 'm':
		return p.today.AddMonths(-min(n, maxAge/31)), n <= maxAge/31
	case 'y':
		return p.today.AddYears(-min(n, maxAge/366)), n <= maxAge/366
	}
	return "", false
}
