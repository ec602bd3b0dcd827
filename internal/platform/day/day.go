package day

import "time"

// MaxStart is the latest hour at which a day may begin.
const MaxStart = 11

// clampStart keeps an hour out of range from moving days by surprise; settings are validated where they are saved.
func clampStart(dayStart int) int { return min(max(dayStart, 0), MaxStart) }

// Of is the civil day that instant t belongs to, in loc, for somebody whose day begins at dayStart o'clock (0..11).
//
// It is total and monotonic: t1 < t2 implies Of(t1) <= Of(t2), through every clock change, and
// t lies in Bounds(Of(t)).
func Of(t time.Time, loc *time.Location, dayStart int) Date {
	dayStart = clampStart(dayStart)
	guess := wallDay(t, loc, dayStart)
	if steady(t, loc) {
		return guess
	}
	for t.Before(begin(guess, loc, dayStart)) {
		guess = guess.AddDays(-1)
	}
	for guess < Last && !t.Before(begin(guess.AddDays(1), loc, dayStart)) {
		guess = guess.AddDays(1)
	}
	return guess
}

// Bounds are the instants [from, to) of civil day d. Days follow each other without gap or overlap. Most are
// 24 hours long; with a clock change 23, 25 or 23.5, and a day that the zone skipped (Apia, 2011-12-30) is
// empty: from equals to.
func Bounds(d Date, loc *time.Location, dayStart int) (from, to time.Time) {
	dayStart = clampStart(dayStart)
	from = begin(d, loc, dayStart)
	if d >= Last {
		return from, from.AddDate(0, 0, 1)
	}
	return from, begin(d.AddDays(1), loc, dayStart)
}

// Exists reports whether the zone had that day at all: some zones have skipped a whole one.
func Exists(d Date, loc *time.Location, dayStart int) bool {
	from, to := Bounds(d, loc, dayStart)
	return from.Before(to)
}

// Late reports whether t counts for the day before the one its wall clock shows, because the
// person's day has not begun yet: the "Still Monday" line.
func Late(t time.Time, loc *time.Location, dayStart int) bool {
	return Of(t, loc, dayStart) < dateOf(t.In(loc))
}

// wallDay is the day as the wall clock has it, without regard to clock changes.
func wallDay(t time.Time, loc *time.Location, dayStart int) Date {
	_, offset := t.In(loc).Zone()
	return dateOf(time.Unix(t.Unix()+int64(offset)-int64(dayStart)*3600, 0).UTC())
}

const steadySpan = 48 * time.Hour

// steady reports whether no clock change lies within two days of t.
func steady(t time.Time, loc *time.Location) bool {
	from, to := t.In(loc).ZoneBounds()
	return (from.IsZero() || t.Sub(from) > steadySpan) && (to.IsZero() || to.Sub(t) > steadySpan)
}

// begin is the instant at which civil day d begins in loc, the boundary being dayStart o'clock.
//
// That is when the wall clock first shows the boundary, or jumps over it. When a clock is set back over the
// boundary it shows it twice; then the day begins at the one of the two showings that leaves less time on
// the wrong side (Newfoundland set its clocks back at 00:01 until 2011: that minute counts for the day before).
func begin(d Date, loc *time.Location, dayStart int) time.Time {
	return reach(d.wall().Unix()+int64(dayStart)*3600, loc)
}

// At is the instant at which the wall clock of loc shows that minute (0 to 1439) of calendar day d. A minute that a
// clock change jumps over is reached at the jump; of one that is shown twice it is one showing, always the same. It is
// false for a day that the zone never had, such as 2011-12-30 in Apia.
func At(d Date, loc *time.Location, minute int) (time.Time, bool) {
	minute = min(max(minute, 0), minutesPerDay-1)
	t := reach(d.wall().Unix()+int64(minute)*60, loc)
	return t, Exists(d, loc, 0)
}

const minutesPerDay = 24 * 60

// reach is the instant at which the wall clock comes to the boundary, given in seconds as if it were UTC.
func reach(boundary int64, loc *time.Location) time.Time {
	_, offset := time.Unix(boundary, 0).In(loc).Zone()
	guess := time.Unix(boundary-int64(offset), 0)
	if steady(guess, loc) {
		return guess.UTC()
	}
	return bestCrossing(crossings(boundary, loc)).UTC()
}

// A crossing is an instant at which the wall clock goes from before the boundary to at or after it (up), or back.
type crossing struct {
	at int64
	up bool
}

// crossings walks through the stretches of constant offset around the boundary. No offset is more than 16 hours
// from UTC, so three days on each side hold every crossing.
func crossings(boundary int64, loc *time.Location) []crossing {
	const span = 3 * secondsPerDay
	var (
		out   []crossing
		above bool
		t     = boundary - span
	)
	for t < boundary+span {
		local := time.Unix(t, 0).In(loc)
		_, offset := local.Zone()
		_, next := local.ZoneBounds()
		end := boundary + span
		if !next.IsZero() && next.Unix() < end {
			end = next.Unix()
		}
		if starts := t+int64(offset) >= boundary; starts != above {
			out = append(out, crossing{at: t, up: starts})
			above = starts
		}
		if at := boundary - int64(offset); !above && at < end {
			out = append(out, crossing{at: at, up: true})
			above = true
		}
		t = end
	}
	return out
}

// bestCrossing picks the upward crossing with the least time on the wrong side: time before the boundary
// that would come after the day's begin, plus time after it that would come before. The earliest wins a tie.
func bestCrossing(all []crossing) time.Time {
	best, bestWrong := int64(0), int64(-1)
	for i, c := range all {
		if !c.up {
			continue
		}
		wrong := int64(0)
		for j := 0; j+1 < len(all); j++ {
			lasts := all[j+1].at - all[j].at
			if (j < i) == all[j].up {
				wrong += lasts
			}
		}
		if bestWrong < 0 || wrong < bestWrong {
			best, bestWrong = c.at, wrong
		}
	}
	return time.Unix(best, 0)
}
