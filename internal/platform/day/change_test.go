package day_test

import (
	"slices"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

func TestDay_ZoneChangeInSettings(t *testing.T) {
	set := func(name string, start int) day.Settings { return day.Settings{Zone: zone(t, name), DayStart: start} }
	cases := []struct {
		name          string
		before, after day.Settings
		now           time.Time
		want          day.Change
	}{
		{
			"east over midnight", set("America/New_York", 0), set("Europe/Berlin", 0), at(t, "America/New_York", "2026-11-22 19:00:00"),
			day.Change{Before: "2026-11-22", After: "2026-11-23", BeforeEnds: at(t, "America/New_York", "2026-11-23 00:00:00"), AfterEnds: at(t, "Europe/Berlin", "2026-11-24 00:00:00")},
		},
		{
			"west, a day comes again", set("Asia/Tokyo", 0), set("America/Los_Angeles", 0), at(t, "Asia/Tokyo", "2026-11-23 09:00:00"),
			day.Change{Before: "2026-11-23", After: "2026-11-22", Again: true, BeforeEnds: at(t, "Asia/Tokyo", "2026-11-24 00:00:00"), AfterEnds: at(t, "America/Los_Angeles", "2026-11-23 00:00:00")},
		},
		{
			"day start moves to four", set("Europe/Berlin", 0), set("Europe/Berlin", 4), at(t, "Europe/Berlin", "2026-11-23 00:30:00"),
			day.Change{Before: "2026-11-23", After: "2026-11-22", Again: true, BeforeEnds: at(t, "Europe/Berlin", "2026-11-24 00:00:00"), AfterEnds: at(t, "Europe/Berlin", "2026-11-23 04:00:00")},
		},
		{
			"from one side of the date line to the other", set("Etc/GMT+12", 0), set("Pacific/Kiritimati", 0), at(t, "Etc/GMT+12", "2026-11-20 23:30:00"),
			day.Change{Before: "2026-11-20", After: "2026-11-22", Skipped: []day.Date{"2026-11-21"}, BeforeEnds: at(t, "Etc/GMT+12", "2026-11-21 00:00:00"), AfterEnds: at(t, "Pacific/Kiritimati", "2026-11-23 00:00:00")},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := day.PreviewChange(c.before, c.after, c.now)
			if got.Before != c.want.Before || got.After != c.want.After || got.Again != c.want.Again || !slices.Equal(got.Skipped, c.want.Skipped) ||
				!got.BeforeEnds.Equal(c.want.BeforeEnds) || !got.AfterEnds.Equal(c.want.AfterEnds) {
				t.Fatalf("%+v\nwant %+v", got, c.want)
			}
		})
	}
}
