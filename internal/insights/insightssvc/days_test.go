package insightssvc_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

const (
	alive  = insights.StreakState(day.StreakAlive)
	open   = insights.StreakState(day.StreakOpen)
	frozen = insights.StreakState(day.StreakFrozen)
	broken = insights.StreakState(day.StreakBroken)
)

func TestDays_NewYorkAtSevenInTheEvening(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "America/New_York", 0)
		w.at("America/New_York", "2026-11-22 19:00")
		w.write(ann, minutes(30))
		got := w.today(ann)
		if got.Day != "2026-11-22" || got.Entries != 1 || got.Minutes != 30 || len(got.Latest) != 1 || got.Late {
			t.Fatalf("%+v", got)
		}
		if want := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC); !got.EndsAt.Equal(want) {
			t.Fatalf("ends %s, want midnight in New York", got.EndsAt)
		}
		if h := dayIn(t, w.heatmap(ann, nil), "2026-11-22"); h.Entries != 1 || h.Mark != insights.DayMark(day.MarkActive) {
			t.Fatalf("%+v", h)
		}
		if s := w.streak(ann); s.Current != 1 || s.State != alive || *s.LastActive != "2026-11-22" ||
			!s.AliveUntil.Equal(time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC)) {
			t.Fatalf("%+v until %s", s, s.AliveUntil)
		}
	})
}

func TestDays_HalfPastMidnightWithDayStartAtFour(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "Europe/Berlin", 4)
		w.at("Europe/Berlin", "2026-11-23 20:00") // a Monday
		w.write(ann)
		w.at("Europe/Berlin", "2026-11-24 00:30")
		e := w.write(ann)
		got := w.today(ann)
		if e.Day != "2026-11-23" || !e.Late || got.Day != "2026-11-23" || !got.Late || got.Entries != 2 {
			t.Fatalf("still Monday: %s late=%v, %+v", e.Day, e.Late, got)
		}
		if want := time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC); !got.EndsAt.Equal(want) {
			t.Fatalf("ends %s, want 04:00 in Berlin", got.EndsAt)
		}
		if s := w.streak(ann); s.Current != 1 || !s.AliveUntil.Equal(time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)) {
			t.Fatalf("%+v until %s", s, s.AliveUntil)
		}
		w.at("Europe/Berlin", "2026-11-24 04:00")
		if got := w.today(ann); got.Day != "2026-11-24" || got.Late || got.Entries != 0 || len(got.Latest) != 0 {
			t.Fatalf("Tuesday has begun: %+v", got)
		}
		if s := w.streak(ann); s.State != open || s.Current != 1 {
			t.Fatalf("%+v", s)
		}
	})
}

func TestDays_FlightWestToEastAndBack(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "America/Los_Angeles", 0)
		for _, wall := range []string{"2026-11-18 20:00", "2026-11-19 20:00"} {
			w.at(ann.Zone, wall)
			w.write(ann)
		}
		// Leaves Los Angeles on the evening of the 20th, lands in Tokyo on the morning of the 22nd: the 21st is a few hours in the air.
		w.at(ann.Zone, "2026-11-20 21:00")
		w.write(ann)
		w.at(ann.Zone, "2026-11-21 01:00")
		w.write(ann)
		ann.Zone = "Asia/Tokyo"
		for _, wall := range []string{"2026-11-22 08:00", "2026-11-23 09:00"} {
			w.at(ann.Zone, wall)
			w.write(ann)
		}
		if s := w.streak(ann); s.Current != 6 || s.State != alive {
			t.Fatalf("in Tokyo: %+v", s)
		}
		before := w.heatmap(ann, nil)
		// Back: takes off on the 23rd in Tokyo, lands on the 22nd in Los Angeles.
		ann.Zone = "America/Los_Angeles"
		w.at(ann.Zone, "2026-11-22 18:00")
		if got := w.today(ann); got.Day != "2026-11-22" || got.Entries != 1 {
			t.Fatalf("the 22nd comes again, with what was logged in Tokyo: %+v", got)
		}
		s := w.streak(ann)
		if s.Current != 6 || s.State != alive || *s.LastActive != "2026-11-23" {
			t.Fatalf("nothing is lost on the way back: %+v", s)
		}
		if want := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC); !s.AliveUntil.Equal(want) {
			t.Fatalf("alive until %s, want the end of the 24th in Los Angeles", s.AliveUntil)
		}
		after := w.heatmap(ann, nil)
		for _, hd := range after.Days {
			if hd.Day >= before.From && dayIn(t, before, hd.Day).Entries != hd.Entries {
				t.Fatalf("travel changed %s", hd.Day)
			}
		}
	})
}

func TestDays_ClockChangesBothWays(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		cases := []struct {
			zone  string
			walls []string
			hours float64
		}{
			{"Europe/Berlin", []string{"2026-03-28 23:30", "2026-03-29 00:30", "2026-03-30 23:30"}, 23},
			{"Europe/Berlin", []string{"2026-10-24 23:30", "2026-10-25 23:59", "2026-10-26 00:01"}, 25},
			{"America/New_York", []string{"2026-03-07 23:30", "2026-03-08 23:30", "2026-03-09 00:10"}, 23},
			{"Australia/Lord_Howe", []string{"2026-04-04 12:00", "2026-04-05 01:45", "2026-04-06 12:00"}, 24.5},
		}
		for i, c := range cases {
			w := newWorld(t, d)
			w.writes = 100 * i
			who := someone("ann"+string(rune('a'+i)), c.zone, 0)
			for _, wall := range c.walls {
				w.at(c.zone, wall)
				w.write(who)
			}
			if s := w.streak(who); s.Current != 3 || s.State != alive {
				t.Errorf("%s %v: %+v", c.zone, c.walls, s)
			}
			w.at(c.zone, c.walls[1])
			loc, err := day.LoadZone(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			got := w.today(who)
			from, _ := day.Bounds(got.Day, loc, 0)
			if got.Entries != 1 || got.EndsAt.Sub(from).Hours() != c.hours {
				t.Errorf("%s %s: %d entries, %v hours", c.zone, got.Day, got.Entries, got.EndsAt.Sub(from).Hours())
			}
		}
	})
}

func TestDays_LeapDay(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "Asia/Kolkata", 4)
		for _, wall := range []string{"2024-02-28 12:00", "2024-02-29 12:00", "2024-03-01 12:00"} {
			w.at(ann.Zone, wall)
			w.write(ann)
		}
		if s := w.streak(ann); s.Current != 3 {
			t.Fatalf("%+v", s)
		}
		h := w.heatmap(ann, ptr(2024))
		if len(h.Days) != 366 || h.Entries != 3 || h.ActiveDays != 3 || dayIn(t, h, "2024-02-29").Entries != 1 {
			t.Fatalf("%d days, %d entries", len(h.Days), h.Entries)
		}
		w.at(ann.Zone, "2024-02-29 12:00")
		if h := w.heatmap(ann, nil); h.From != "2023-03-01" || h.To != "2024-02-29" {
			t.Fatal("twelve months up to a leap day", h.From, h.To)
		}
	})
}

func TestDays_ZoneChangeInSettingsMovesNoDay(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "America/New_York", 0)
		for _, wall := range []string{"2026-11-20 23:30", "2026-11-21 23:30", "2026-11-22 19:00"} {
			w.at(ann.Zone, wall)
			w.write(ann)
		}
		before := w.heatmap(ann, ptr(2026))
		for _, zone := range []string{"Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12", "+05:45"} {
			moved := someone("ann", zone, 4)
			after := w.heatmap(moved, ptr(2026))
			for i := range before.Days {
				if before.Days[i].Entries != after.Days[i].Entries {
					t.Fatalf("%s changed %s", zone, before.Days[i].Day)
				}
			}
			if s := w.streak(moved); s.Current != 3 {
				t.Fatalf("%s: %+v", zone, s)
			}
		}
	})
}
