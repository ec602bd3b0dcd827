package backup

import (
	"fmt"
	"time"
)

// Keep says how many backups stay: of each of the last days, weeks and months that have one, the newest.
type Keep struct{ Daily, Weekly, Monthly int }

// Kept tells which of the backups, newest first, stay. The newest always does.
func (k Keep) Kept(newestFirst []time.Time) []bool {
	out := make([]bool, len(newestFirst))
	for _, rule := range []struct {
		most   int
		period func(time.Time) string
	}{
		{k.Daily, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{k.Weekly, func(t time.Time) string {
			year, week := t.ISOWeek()
			return fmt.Sprint(year, week)
		}},
		{k.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		last, periods := "", 0
		for i, at := range newestFirst {
			if p := rule.period(at.UTC()); p != last && periods < rule.most {
				last, out[i] = p, true
				periods++
			}
		}
	}
	if len(out) > 0 {
		out[0] = true
	}
	return out
}
