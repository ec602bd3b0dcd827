package day_test

import (
	"slices"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

func days(from day.Date, pattern string) []day.Date {
	var out []day.Date
	for i, c := range pattern {
		if c == 'x' {
			out = append(out, from.AddDays(i))
		}
	}
	return out
}

func utcEnd(d day.Date) time.Time { return d.AddDays(1).Time(time.UTC) }

func weekends() []day.Rules {
	return []day.Rules{{From: "2000-01-01", RestWeekdays: []time.Weekday{time.Saturday, time.Sunday}}}
}

func freezes(every, most int) []day.Rules {
	return []day.Rules{{From: "2000-01-01", Freeze: day.FreezePolicy{EarnEvery: every, Max: most}}}
}

// 2026-11-16 is a Monday, 2026-11-22 a Sunday.
func TestStreak(t *testing.T) {
	off := func(from, to day.Date, m day.Mark) []day.Off {
		return []day.Off{{Range: day.Range{From: from, To: to}, Mark: m}}
	}
	cases := []struct {
		name    string
		in      day.StreakInput
		state   day.StreakState
		current int
		longest int
		until   time.Time
	}{
		{"nothing ever", day.StreakInput{Today: "2026-11-22"}, day.StreakNone, 0, 0, time.Time{}},
		{"today only", day.StreakInput{Active: days("2026-11-22", "x"), Today: "2026-11-22"}, day.StreakAlive, 1, 1, utcEnd("2026-11-23")},
		{"today is open", day.StreakInput{Active: days("2026-11-20", "xx"), Today: "2026-11-22"}, day.StreakOpen, 2, 2, utcEnd("2026-11-22")},
		{"yesterday was missed", day.StreakInput{Active: days("2026-11-18", "xxx"), Today: "2026-11-22"}, day.StreakBroken, 0, 3, time.Time{}},
		{"a gap", day.StreakInput{Active: days("2026-11-16", "xxxx.xx"), Today: "2026-11-22"}, day.StreakAlive, 2, 4, utcEnd("2026-11-23")},
		{"over the weekend", day.StreakInput{Active: days("2026-11-16", "xxxxx"), Today: "2026-11-22", Rules: weekends()}, day.StreakAlive, 5, 5, utcEnd("2026-11-23")},
		{"work on a rest day counts", day.StreakInput{Active: days("2026-11-16", "xxxxxx"), Today: "2026-11-22", Rules: weekends()}, day.StreakAlive, 6, 6, utcEnd("2026-11-23")},
		{"friday before a weekend", day.StreakInput{Active: days("2026-11-16", "xxxxx"), Today: "2026-11-20", Rules: weekends()}, day.StreakAlive, 5, 5, utcEnd("2026-11-23")},
		{"sick in the middle", day.StreakInput{Active: days("2026-11-16", "xx..xxx"), Off: off("2026-11-18", "2026-11-19", day.MarkSick), Today: "2026-11-22"}, day.StreakAlive, 5, 5, utcEnd("2026-11-23")},
		{"vacation ahead", day.StreakInput{Active: days("2026-11-22", "x"), Off: off("2026-11-23", "2026-12-06", day.MarkVacation), Today: "2026-11-22"}, day.StreakAlive, 1, 1, utcEnd("2026-12-07")},
		{"on vacation now", day.StreakInput{Active: days("2026-11-16", "xxx"), Off: off("2026-11-19", "2026-11-25", day.MarkVacation), Today: "2026-11-22"}, day.StreakAlive, 3, 3, utcEnd("2026-11-26")},
		{"a freeze saved yesterday", day.StreakInput{Active: days("2026-11-16", "xxxxx"), Rules: freezes(5, 2), Today: "2026-11-22"}, day.StreakFrozen, 5, 5, utcEnd("2026-11-22")},
		{"saved and logged again", day.StreakInput{Active: days("2026-11-16", "xxxxx.x"), Rules: freezes(5, 2), Today: "2026-11-22"}, day.StreakAlive, 6, 6, utcEnd("2026-11-23")},
		{"two missed, one freeze", day.StreakInput{Active: days("2026-11-15", "xxxxx"), Rules: freezes(5, 2), Today: "2026-11-22"}, day.StreakBroken, 0, 5, time.Time{}},
		{"two missed, two freezes", day.StreakInput{Active: days("2026-11-10", "xxxxxxxxxx"), Rules: freezes(5, 2), Today: "2026-11-22"}, day.StreakFrozen, 10, 10, utcEnd("2026-11-22")},
		{"freezes lengthen the time", day.StreakInput{Active: days("2026-11-13", "xxxxxxxxxx"), Rules: freezes(5, 2), Today: "2026-11-22"}, day.StreakAlive, 10, 10, utcEnd("2026-11-25")},
		{"no more freezes than the most", day.StreakInput{Active: days("2026-11-03", "xxxxxxxxxxxxxxxxxxxx"), Rules: freezes(2, 1), Today: "2026-11-22"}, day.StreakAlive, 20, 20, utcEnd("2026-11-24")},
		{"everything is rest", day.StreakInput{Active: days("2026-11-02", "x"), Rules: []day.Rules{{From: "2026-01-01", RestWeekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}}}, Today: "2026-11-22"}, day.StreakAlive, 1, 1, time.Time{}},
		{"logged over the date line", day.StreakInput{Active: days("2026-11-20", "xxxx"), Today: "2026-11-22"}, day.StreakAlive, 4, 4, utcEnd("2026-11-24")},
		{"over the date line with today open", day.StreakInput{Active: days("2026-11-20", "xx.x"), Today: "2026-11-22"}, day.StreakOpen, 3, 3, utcEnd("2026-11-22")},
		{"a day far ahead is not counted", day.StreakInput{Active: days("2026-11-21", "xx.....x"), Today: "2026-11-22"}, day.StreakAlive, 2, 2, utcEnd("2026-11-23")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := day.ComputeStreak(c.in)
			if got.State != c.state || got.Current != c.current || got.Longest != c.longest || !got.AliveUntil.Equal(c.until) {
				t.Fatalf("%s current %d longest %d until %s\nwant %s %d %d %s", got.State, got.Current, got.Longest, got.AliveUntil, c.state, c.current, c.longest, c.until)
			}
		})
	}
}

func TestStreak_AliveUntilIsTheEndOfThePersonsDay(t *testing.T) {
	ny := zone(t, "America/New_York")
	in := day.StreakInput{Active: []day.Date{"2026-10-31"}, Today: "2026-10-31", Zone: ny, DayStart: 4}
	got := day.ComputeStreak(in).AliveUntil
	if want := at(t, "America/New_York", "2026-11-02 04:00:00"); !got.Equal(want) {
		t.Fatalf("%s, want %s", got, want)
	}
	if got.Sub(day.ComputeStreak(day.StreakInput{Active: in.Active, Today: in.Today}).AliveUntil) != 9*time.Hour {
		t.Fatal("04:00 in New York after the change is nine hours after midnight in UTC")
	}
}

func TestStreak_SettingsChangeDoesNotRewriteThePast(t *testing.T) {
	// Sundays off until the middle of November, Saturdays from then on.
	rules := []day.Rules{
		{From: "2026-11-16", RestWeekdays: []time.Weekday{time.Saturday}},
		{From: "2026-01-01", RestWeekdays: []time.Weekday{time.Sunday}},
	}
	active := days("2026-11-02", "xxxxxx.xxxxxx.xxxxx.x")
	got := day.ComputeStreak(day.StreakInput{Active: active, Rules: rules, Today: "2026-11-22"})
	if got.Current != len(active) || got.State != day.StreakAlive {
		t.Fatalf("%+v", got)
	}
	// Turning freezes off later keeps the day that one saved.
	rules = []day.Rules{
		{From: "2026-01-01", Freeze: day.FreezePolicy{EarnEvery: 3, Max: 1}},
		{From: "2026-11-10"},
	}
	active = days("2026-11-02", "xxx.xxxxxxxxxxxxxxxxx")
	got = day.ComputeStreak(day.StreakInput{Active: active, Rules: rules, Today: "2026-11-22"})
	if got.Current != len(active) || got.FreezesLeft != 0 || got.FreezeIn != 0 {
		t.Fatalf("%+v", got)
	}
}

func TestStreak_SkippedDayIsNotDue(t *testing.T) {
	apia := zone(t, "Pacific/Apia")
	in := day.StreakInput{Active: days("2011-12-28", "xx.x"), Today: "2011-12-31", Zone: apia}
	if got := day.ComputeStreak(in); got.Current != 3 {
		t.Fatalf("nobody in Apia could log on 2011-12-30: %+v", got)
	}
	in.Zone = time.UTC
	if got := day.ComputeStreak(in); got.Current != 1 {
		t.Fatalf("%+v", got)
	}
}

func TestStreak_NextDueAndFreezes(t *testing.T) {
	got := day.ComputeStreak(day.StreakInput{Active: days("2026-11-16", "xxxxx"), Today: "2026-11-20", Rules: weekends()})
	if got.NextDue != "2026-11-23" || got.LastActive != "2026-11-20" || got.CurrentFrom != "2026-11-16" {
		t.Fatalf("%+v", got)
	}
	got = day.ComputeStreak(day.StreakInput{Active: days("2026-11-16", "xxxxx"), Today: "2026-11-20", Rules: freezes(3, 2)})
	if got.FreezesLeft != 1 || got.FreezeIn != 1 {
		t.Fatalf("%+v", got)
	}
	got = day.ComputeStreak(day.StreakInput{Today: "2026-11-21", Rules: weekends()})
	if got.NextDue != "2026-11-23" || got.State != day.StreakNone {
		t.Fatalf("%+v", got)
	}
}

func TestStreak_Marks(t *testing.T) {
	in := day.StreakInput{
		Active: days("2026-11-09", "xxxx..x.x"),
		Rules:  []day.Rules{{From: "2026-01-01", RestWeekdays: []time.Weekday{time.Sunday}, Freeze: day.FreezePolicy{EarnEvery: 4, Max: 1}}},
		Off: []day.Off{
			{Range: day.Range{From: "2026-11-18", To: "2026-11-18"}, Mark: day.MarkSick},
			{Range: day.Range{From: "2026-11-21", To: "2026-11-23"}, Mark: day.MarkVacation},
		},
		Today: "2026-11-20",
		Show:  day.Range{From: "2026-11-08", To: "2026-11-24"},
	}
	want := []day.Mark{
		day.MarkRest,                                                   // Sunday the 8th
		day.MarkActive, day.MarkActive, day.MarkActive, day.MarkActive, // 9-12
		day.MarkFreeze, day.MarkMissed, day.MarkActive, day.MarkMissed, // 13-16; the 15th is a Sunday
		day.MarkActive, day.MarkSick, day.MarkMissed, day.MarkFuture, // 17-20
		day.MarkVacation, day.MarkVacation, day.MarkVacation, day.MarkFuture, // 21-24
	}
	var got []day.Mark
	for i, m := range day.ComputeStreak(in).Marks {
		if m.Day != in.Show.From.AddDays(i) {
			t.Fatal("days out of order")
		}
		got = append(got, m.Mark)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
	in.Active = nil
	if m := day.ComputeStreak(in).Marks; m[1].Mark != day.MarkNone || m[0].Mark != day.MarkRest || m[12].Mark != day.MarkFuture {
		t.Fatal(m)
	}
}

func BenchmarkComputeStreak_TenYears(b *testing.B) {
	var active []day.Date
	for i := range 3650 {
		if i%9 != 0 {
			active = append(active, day.Date("2016-11-24").AddDays(i))
		}
	}
	in := day.StreakInput{Active: active, Rules: freezes(7, 3), Today: "2026-11-22", Show: day.YearOf(2026)}
	for b.Loop() {
		_ = day.ComputeStreak(in)
	}
}
