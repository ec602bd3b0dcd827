package reviews_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/reviews"
)

const today = day.Date("2026-11-22") // a Sunday

func TestParsePeriod(t *testing.T) {
	for _, c := range []struct {
		text     string
		start    time.Weekday
		key      string
		from, to day.Date
	}{
		{"today", time.Monday, "2026-11-22", "2026-11-22", "2026-11-22"},
		{"Yesterday", time.Monday, "2026-11-21", "2026-11-21", "2026-11-21"},
		{"week", time.Monday, "2026-W47", "2026-11-16", "2026-11-22"},
		{"week", time.Sunday, "2026-W48", "2026-11-22", "2026-11-28"},
		{"week", time.Saturday, "2026-W48", "2026-11-21", "2026-11-27"},
		{"last-week", time.Monday, "2026-W46", "2026-11-09", "2026-11-15"},
		{"2026-W47", time.Sunday, "2026-W47", "2026-11-15", "2026-11-21"},
		{" 2026-w01 ", time.Monday, "2026-W01", "2025-12-29", "2026-01-04"},
		{"2026-W53", time.Monday, "2026-W53", "2026-12-28", "2027-01-03"},
		{"month", time.Monday, "2026-11", "2026-11-01", "2026-11-30"},
		{"last-month", time.Monday, "2026-10", "2026-10-01", "2026-10-31"},
		{"2024-02", time.Monday, "2024-02", "2024-02-01", "2024-02-29"},
		{"year", time.Monday, "2026", "2026-01-01", "2026-12-31"},
		{"last-year", time.Monday, "2025", "2025-01-01", "2025-12-31"},
		{"2026-11-01..2026-11-20", time.Monday, "2026-11-01..2026-11-20", "2026-11-01", "2026-11-20"},
		{"2026-11-01..2026-11-01", time.Monday, "2026-11-01", "2026-11-01", "2026-11-01"},
		{"2024-01-01..2024-12-31", time.Monday, "2024-01-01..2024-12-31", "2024-01-01", "2024-12-31"},
	} {
		p, err := reviews.ParsePeriod(c.text, today, c.start)
		if err != nil || p.Key != c.key || p.From != c.from || p.To != c.to {
			t.Errorf("%q: %+v %v", c.text, p, err)
		}
	}
}

func TestWhatIsNoPeriod(t *testing.T) {
	for _, text := range []string{
		"", "soon", "2026-13", "2026-W54", "2025-W53", "2026-W00", "2026-02-30", "1969", "2028", "2029-W10", "0000-W01", "9999-W52", "2026-11-20..2026-11-01",
		"2025-01-01..2026-11-20", "2026-11-01..", "..", "2026-11-01...2026-11-02", "2026-W4", "26-11", "2026-11-22 ; DROP", "２０２６", string(make([]byte, 100)),
	} {
		if p, err := reviews.ParsePeriod(text, today, time.Monday); !errors.Is(err, reviews.ErrPeriodInvalid) {
			t.Errorf("%q is taken for %+v", text, p)
		}
	}
}

// TestPeriodsFollowEachOther: whatever the first day of the week, periods of a unit tile the calendar, and a key means
// the period that it came from.
func TestPeriodsFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Date("1971-01-01").AddDays(rapid.IntRange(0, 20_000).Draw(t, "day"))
		start := time.Weekday(rapid.IntRange(0, 6).Draw(t, "start"))
		for _, word := range []string{"today", "week", "month", "year"} {
			p, err := reviews.ParsePeriod(word, d, start)
			if err != nil {
				t.Fatal(err)
			}
			again, err := reviews.ParsePeriod(p.Key, d, start)
			if err != nil || again != p {
				t.Fatalf("%s is %+v and then %+v: %v", p.Key, p, again, err)
			}
			if !p.Range().Contains(d) || p.Previous().To.AddDays(1) != p.From || p.Next().From != p.To.AddDays(1) || p.Next().Previous() != p {
				t.Fatalf("%+v between %+v and %+v", p, p.Previous(), p.Next())
			}
			if back := p.YearsBack(1); back.Unit != p.Unit || back.To >= p.From {
				t.Fatalf("%+v a year before %+v", back, p)
			}
		}
	})
}
