package day_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/day"
)

var (
	firstInstant = time.Date(1996, 1, 1, 0, 0, 0, 0, time.UTC)
	lastInstant  = time.Date(2037, 1, 1, 0, 0, 0, 0, time.UTC)
)

// changes are the clock changes of a zone in the tested years, with the year's ends.
func changes(loc *time.Location) []time.Time {
	out := []time.Time{firstInstant}
	for t := firstInstant; ; {
		_, next := t.In(loc).ZoneBounds()
		if next.IsZero() || next.After(lastInstant) {
			return append(out, lastInstant)
		}
		out = append(out, next)
		t = next
	}
}

// Around every clock change of every zone, for every kind of day start: consecutive days share their boundary, no
// day ends before it begins, and every instant lies in the day that Of names.
func TestDay_EveryZoneThroughEveryClockChange(t *testing.T) {
	t.Parallel()
	checked, seen := 0, map[string]bool{}
	for _, name := range day.Zones() {
		loc := zone(t, name)
		all := changes(loc)
		key := rulesKey(all, loc)
		if seen[key] {
			continue // another name for rules that were checked
		}
		seen[key] = true
		for _, change := range all {
			for dayStart := range day.MaxStart + 1 {
				checkAround(t, change, loc, dayStart)
				checked++
			}
		}
	}
	t.Logf("%d zones with %d different rules, %d clock changes with day starts", len(day.Zones()), len(seen), checked)
}

// rulesKey is the same for two zones exactly when their clocks agree throughout the tested years.
func rulesKey(all []time.Time, loc *time.Location) string {
	var b strings.Builder
	for _, change := range all {
		_, offset := change.In(loc).Zone()
		fmt.Fprint(&b, change.Unix(), offset, " ")
	}
	return b.String()
}

func checkAround(t *testing.T, change time.Time, loc *time.Location, dayStart int) {
	t.Helper()
	d := day.Of(change, loc, dayStart).AddDays(-2)
	from, to := day.Bounds(d, loc, dayStart)
	for range 4 {
		if to.Before(from) {
			t.Fatalf("%s %s start %d ends before it begins", loc, d, dayStart)
		}
		if from.Before(to) {
			for _, in := range []time.Time{from, from.Add(to.Sub(from) / 2), to.Add(-time.Nanosecond)} {
				if got := day.Of(in, loc, dayStart); got != d {
					t.Fatalf("%s start %d: %s is in %s but Of says %s", loc, dayStart, in, d, got)
				}
			}
		}
		d = d.AddDays(1)
		nextFrom, nextTo := day.Bounds(d, loc, dayStart)
		if !nextFrom.Equal(to) {
			t.Fatalf("%s start %d: %s begins %s, the day before ends %s", loc, dayStart, d, nextFrom, to)
		}
		from, to = nextFrom, nextTo
	}
	for _, in := range []time.Time{change.Add(-time.Second), change, change.Add(time.Second)} {
		checkInside(t, in, loc, dayStart)
	}
}

// manyTimes checks a property on 2,000 inputs; rapid alone stops at 100.
func manyTimes(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	for range 20 {
		rapid.Check(t, property)
	}
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkInside(t fataler, at time.Time, loc *time.Location, dayStart int) {
	t.Helper()
	d := day.Of(at, loc, dayStart)
	if from, to := day.Bounds(d, loc, dayStart); at.Before(from) || !at.Before(to) {
		t.Fatalf("%s in %s start %d: Of says %s, which is %s to %s", at, loc, dayStart, d, from, to)
	}
}

var anyZone = rapid.Custom(func(t *rapid.T) *time.Location {
	loc, err := day.LoadZone(rapid.SampledFrom(day.Zones()).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return loc
})

func anyInstant(t *rapid.T, label string) time.Time {
	return time.Unix(rapid.Int64Range(firstInstant.Unix(), lastInstant.Unix()).Draw(t, label), 0).UTC()
}

// Of is monotonic without exception: a later instant is never on an earlier day.
func TestDay_LaterInstantsAreNeverOnEarlierDays(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		loc, dayStart := anyZone.Draw(t, "zone"), rapid.IntRange(0, 11).Draw(t, "dayStart")
		a := anyInstant(t, "instant")
		b := a.Add(time.Duration(rapid.Int64Range(1, 200*3600).Draw(t, "seconds")) * time.Second)
		da, db := day.Of(a, loc, dayStart), day.Of(b, loc, dayStart)
		if da > db {
			t.Fatalf("%s is %s, but the later %s is %s", a, da, b, db)
		}
		checkInside(t, a, loc, dayStart)
		checkInside(t, b, loc, dayStart)
	})
}

// Away from clock changes the civil day is what the wall clock shows, set back by the day start; near one
// it differs by a day at most.
func TestDay_IsTheWallClocksDay(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		loc, dayStart := anyZone.Draw(t, "zone"), rapid.IntRange(0, 11).Draw(t, "dayStart")
		at := anyInstant(t, "instant")
		local := at.In(loc)
		_, offset := local.Zone()
		want := day.Date(at.Add(time.Duration(offset)*time.Second - time.Duration(dayStart)*time.Hour).Format(time.DateOnly))
		got := day.Of(at, loc, dayStart)
		from, to := local.ZoneBounds()
		near := (!from.IsZero() && at.Sub(from) < 48*time.Hour) || (!to.IsZero() && to.Sub(at) < 48*time.Hour)
		if diff := got.Sub(want); diff != 0 && (!near || diff < -1 || diff > 1) {
			t.Fatalf("%s in %s start %d: %s, the wall clock says %s", at, loc, dayStart, got, want)
		}
		if late := day.Late(at, loc, dayStart); !near && late != (local.Hour() < dayStart) {
			t.Fatalf("late is %v at %s", late, local)
		}
	})
}

// Walking day by day from any instant covers the time line without gap or overlap.
func TestDay_DaysTileTheTimeLine(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		loc, dayStart := anyZone.Draw(t, "zone"), rapid.IntRange(0, 11).Draw(t, "dayStart")
		d := day.Of(anyInstant(t, "instant"), loc, dayStart)
		_, end := day.Bounds(d, loc, dayStart)
		for range 40 {
			d = d.AddDays(1)
			from, to := day.Bounds(d, loc, dayStart)
			if !from.Equal(end) || to.Before(from) || to.Sub(from) > 50*time.Hour {
				t.Fatalf("%s in %s start %d: %s to %s after a day that ended %s", d, loc, dayStart, from, to, end)
			}
			end = to
		}
	})
}

// A zone change moves what today is, never by more than two days, and the preview agrees with Of.
func TestDay_PreviewAgreesWithOf(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		before := day.Settings{Zone: anyZone.Draw(t, "before"), DayStart: rapid.IntRange(0, 11).Draw(t, "start before")}
		after := day.Settings{Zone: anyZone.Draw(t, "after"), DayStart: rapid.IntRange(0, 11).Draw(t, "start after")}
		now := anyInstant(t, "now")
		c := day.PreviewChange(before, after, now)
		if c.Before != day.Of(now, before.Zone, before.DayStart) || c.After != day.Of(now, after.Zone, after.DayStart) {
			t.Fatal("another today")
		}
		if !c.AfterEnds.After(now) || !c.BeforeEnds.After(now) {
			t.Fatal("a day that has ended is not today")
		}
		if diff := c.After.Sub(c.Before); diff > 2 || diff < -2 || c.Again != (diff < 0) || len(c.Skipped) != max(0, diff-1) {
			t.Fatalf("%+v", c)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	loc := zone(b, "America/New_York")
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for b.Loop() {
		_ = day.Of(at, loc, 4)
	}
}

func BenchmarkBoundsAtAClockChange(b *testing.B) {
	loc := zone(b, "America/New_York")
	for b.Loop() {
		_, _ = day.Bounds("2026-11-01", loc, 0)
	}
}
