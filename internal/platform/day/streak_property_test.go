package day_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/day"
)

const (
	modelFrom = day.Date("2026-01-01")
	modelSpan = 90
)

var anyDay = rapid.Custom(func(t *rapid.T) day.Date {
	return modelFrom.AddDays(rapid.IntRange(0, modelSpan).Draw(t, "day"))
})

var anyRules = rapid.Custom(func(t *rapid.T) day.Rules {
	return day.Rules{
		From:         anyDay.Draw(t, "from"),
		RestWeekdays: rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 6), func(n int) time.Weekday { return time.Weekday(n) }), 0, 3).Draw(t, "rest"),
		Freeze:       day.FreezePolicy{EarnEvery: rapid.IntRange(0, 6).Draw(t, "every"), Max: rapid.IntRange(0, 3).Draw(t, "max")},
	}
})

var anyOff = rapid.Custom(func(t *rapid.T) day.Off {
	from := anyDay.Draw(t, "from")
	return day.Off{
		Range: day.Range{From: from, To: from.AddDays(rapid.IntRange(0, 6).Draw(t, "len"))},
		Mark:  rapid.SampledFrom([]day.Mark{day.MarkSick, day.MarkVacation}).Draw(t, "mark"),
	}
})

var anyInput = rapid.Custom(func(t *rapid.T) day.StreakInput {
	rules := rapid.SliceOfNDistinct(anyRules, 0, 3, func(r day.Rules) day.Date { return r.From }).Draw(t, "rules")
	// Dense histories, so that streaks happen.
	var active []day.Date
	for i := range modelSpan {
		if rapid.IntRange(0, 9).Draw(t, "active") > 1 {
			active = append(active, modelFrom.AddDays(i))
		}
	}
	today := modelFrom.AddDays(rapid.IntRange(0, modelSpan+10).Draw(t, "today"))
	return day.StreakInput{
		Active: active, Rules: rules, Off: rapid.SliceOfN(anyOff, 0, 4).Draw(t, "off"),
		Today: today, Show: day.Range{From: modelFrom, To: today},
	}
})

// model is the definition of a streak once more, as plainly as possible: maps, one day after the other.
func model(in day.StreakInput) (current, longest, held int, marks map[day.Date]day.Mark) {
	active, marks := map[day.Date]bool{}, map[day.Date]day.Mark{}
	for _, d := range in.Active {
		active[d] = true
	}
	collected := 0
	for d := modelFrom; d <= in.Today || (d == in.Today.AddDays(1) && active[d]); d = d.AddDays(1) {
		rules := modelRules(in.Rules, d)
		every, most := rules.Freeze.EarnEvery, rules.Freeze.Max
		held, collected = min(held, most), min(collected, max(every-1, 0))
		if held == most {
			collected = 0
		}
		mark := modelOff(in.Off, rules, d)
		switch {
		case active[d]:
			mark = day.MarkActive
			current++
			if every > 0 && held < most {
				collected++
			}
			if every > 0 && collected == every {
				collected, held = 0, held+1
			}
		case mark != "":
		case d == in.Today:
			mark = day.MarkFuture
		case current > 0 && held > 0:
			mark = day.MarkFreeze
			held--
		default:
			mark = day.MarkMissed
			if longest == 0 {
				mark = day.MarkNone
			}
			current, held, collected = 0, 0, 0
		}
		longest = max(longest, current)
		marks[d] = mark
	}
	return current, longest, held, marks
}

func modelRules(all []day.Rules, d day.Date) day.Rules {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b day.Rules) int { return a.From.Sub(b.From) })
	var out day.Rules
	for i, r := range all {
		if i == 0 || r.From <= d {
			out = r
		}
	}
	return out
}

func modelOff(off []day.Off, rules day.Rules, d day.Date) day.Mark {
	for _, o := range off {
		if o.Contains(d) {
			return o.Mark
		}
	}
	if slices.Contains(rules.RestWeekdays, d.Weekday()) {
		return day.MarkRest
	}
	return ""
}

func TestStreak_EqualsTheModel(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		in := anyInput.Draw(t, "in")
		got := day.ComputeStreak(in)
		current, longest, held, marks := model(in)
		if got.Current != current || got.Longest != longest || got.FreezesLeft != held {
			t.Fatalf("got %d/%d/%d, model %d/%d/%d", got.Current, got.Longest, got.FreezesLeft, current, longest, held)
		}
		for _, m := range got.Marks {
			if m.Mark != marks[m.Day] {
				t.Fatalf("%s is %s, model %s", m.Day, m.Mark, marks[m.Day])
			}
		}
		checkState(t, in, got)
	})
}

func checkState(t *rapid.T, in day.StreakInput, got day.Streak) {
	running := got.Current > 0
	if running != (got.State == day.StreakAlive || got.State == day.StreakOpen || got.State == day.StreakFrozen) {
		t.Fatalf("state %s with %d", got.State, got.Current)
	}
	if running == got.AliveUntil.IsZero() {
		t.Fatalf("alive until %s with %d", got.AliveUntil, got.Current)
	}
	if open := got.State == day.StreakOpen || got.State == day.StreakFrozen; running && open != (got.NextDue == in.Today) {
		t.Fatalf("state %s, next due %s, today %s", got.State, got.NextDue, in.Today)
	}
	if !running || got.LastActive > in.Today {
		return // with tomorrow logged already, a missed today shortens the streak but leaves tomorrow's
	}
	// AliveUntil is exact: the day that ends then still has the streak, the day after has not.
	lastDay := day.Of(got.AliveUntil.Add(-time.Second), time.UTC, 0)
	in.Today = lastDay
	if day.ComputeStreak(in).Current == 0 {
		t.Fatalf("broken on %s, before %s", lastDay, got.AliveUntil)
	}
	in.Active = slices.DeleteFunc(slices.Clone(in.Active), func(d day.Date) bool { return d > got.LastActive })
	in.Today = lastDay.AddDays(1)
	if after := day.ComputeStreak(in); after.Current != 0 {
		t.Fatalf("still %d on %s, after %s", after.Current, in.Today, got.AliveUntil)
	}
}

func TestStreak_MoreNeverShortens(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		in := anyInput.Draw(t, "in")
		before := day.ComputeStreak(in)
		more := in
		if rapid.Bool().Draw(t, "an active day, else a day off") {
			more.Active = append(slices.Clone(in.Active), anyDay.Draw(t, "extra"))
		} else {
			more.Off = append(slices.Clone(in.Off), anyOff.Draw(t, "off"))
		}
		after := day.ComputeStreak(more)
		if after.Current < before.Current || after.Longest < before.Longest {
			t.Fatalf("from %d/%d to %d/%d", before.Current, before.Longest, after.Current, after.Longest)
		}
	})
}

func TestStreak_OrderAndRepeatsDoNotMatter(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		in := anyInput.Draw(t, "in")
		want := day.ComputeStreak(in)
		in.Active = rapid.Permutation(append(slices.Clone(in.Active), in.Active...)).Draw(t, "order")
		in.Rules = rapid.Permutation(in.Rules).Draw(t, "rules")
		if got := day.ComputeStreak(in); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\n%+v", got, want)
		}
	})
}

// The streak counts stored days: the zone decides when it ends, never how long it is (but for days a zone skipped).
func TestStreak_ZoneDoesNotChangeTheLength(t *testing.T) {
	t.Parallel()
	manyTimes(t, func(t *rapid.T) {
		in := anyInput.Draw(t, "in")
		want := day.ComputeStreak(in)
		in.Zone, in.DayStart = anyZone.Draw(t, "zone"), rapid.IntRange(0, 11).Draw(t, "start")
		got := day.ComputeStreak(in)
		if got.Current != want.Current || got.Longest != want.Longest || got.State != want.State || !reflect.DeepEqual(got.Marks, want.Marks) {
			t.Fatalf("%+v\n%+v", got, want)
		}
	})
}
