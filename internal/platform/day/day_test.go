package day_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

func TestDay_NewYorkAtSevenInTheEvening(t *testing.T) {
	moment := at(t, "America/New_York", "2026-11-22 19:30:00")
	if moment.UTC().Day() != 23 {
		t.Fatal("the case is about an evening that is already tomorrow in UTC")
	}
	if got := day.Of(moment, zone(t, "America/New_York"), 0); got != "2026-11-22" {
		t.Fatal(got)
	}
}

func TestDay_HalfPastMidnightWithDayStartAtFour(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	cases := []struct {
		wall     string
		dayStart int
		want     day.Date
		late     bool
	}{
		{"2026-11-24 00:30:00", 4, "2026-11-23", true},
		{"2026-11-24 03:59:59", 4, "2026-11-23", true},
		{"2026-11-24 04:00:00", 4, "2026-11-24", false},
		{"2026-11-24 23:59:59", 4, "2026-11-24", false},
		{"2026-11-24 00:30:00", 0, "2026-11-24", false},
		{"2026-11-24 10:59:59", 11, "2026-11-23", true},
		{"2026-01-01 03:00:00", 4, "2025-12-31", true},
	}
	for _, c := range cases {
		m := at(t, "Europe/Berlin", c.wall)
		if got, late := day.Of(m, berlin, c.dayStart), day.Late(m, berlin, c.dayStart); got != c.want || late != c.late {
			t.Errorf("%s with start %d: %s late=%v", c.wall, c.dayStart, got, late)
		}
	}
}

func TestDay_FlightWestToEastAndBack(t *testing.T) {
	// Tokyo to Los Angeles arrives "before" it left; back loses a day over the date line.
	tokyo, la := zone(t, "Asia/Tokyo"), zone(t, "America/Los_Angeles")
	leave := at(t, "Asia/Tokyo", "2026-11-22 17:00:00")
	land := leave.Add(10 * time.Hour)
	if got := day.Of(leave, tokyo, 4); got != "2026-11-22" {
		t.Fatal("before the flight", got)
	}
	if got := day.Of(land, la, 4); got != "2026-11-22" {
		t.Fatal("landed in Los Angeles on the same civil day", got)
	}
	back := at(t, "America/Los_Angeles", "2026-11-25 12:00:00")
	if got := day.Of(back.Add(12*time.Hour), tokyo, 4); got != "2026-11-26" {
		t.Fatal("back in Tokyo", got)
	}
}

func TestDay_LengthsAtClockChanges(t *testing.T) {
	cases := []struct {
		zone     string
		date     day.Date
		dayStart int
		hours    float64
	}{
		{"Europe/Berlin", "2026-03-29", 0, 23},
		{"Europe/Berlin", "2026-10-25", 0, 25},
		{"Europe/Berlin", "2026-03-28", 4, 23},
		{"America/New_York", "2026-03-08", 0, 23},
		{"America/New_York", "2026-11-01", 0, 25},
		{"America/New_York", "2026-10-31", 4, 25},
		{"Australia/Lord_Howe", "2026-10-04", 0, 23.5},
		{"Australia/Lord_Howe", "2026-04-05", 0, 24.5},
		{"America/Sao_Paulo", "2018-11-04", 0, 23}, // no midnight: 00:00 became 01:00
		{"America/Sao_Paulo", "2018-02-17", 0, 25}, // 24:00 became 23:00
		{"Asia/Beirut", "2022-03-27", 0, 23},       // no midnight
		{"Africa/Cairo", "2024-04-26", 0, 23},      // no midnight
		{"Africa/Cairo", "2024-10-31", 0, 25},
		{"America/Havana", "2024-11-03", 0, 25}, // 01:00 became 00:00: midnight twice
		{"Pacific/Apia", "2011-12-29", 0, 24},
		{"Pacific/Apia", "2011-12-30", 0, 0}, // skipped
		{"Pacific/Apia", "2011-12-31", 0, 24},
		{"Pacific/Apia", "2011-12-30", 4, 4}, // the small hours of the 31st count for the 30th
		{"Pacific/Fakaofo", "2011-12-30", 0, 0},
		{"Pacific/Kwajalein", "1993-08-21", 0, 0},
		{"Pacific/Kiritimati", "1994-12-31", 0, 0},
		{"America/St_Johns", "2010-11-06", 0, 25}, // set back at 00:01 of the 7th
		{"America/St_Johns", "2010-11-07", 0, 24},
		{"Asia/Kathmandu", "2026-11-22", 0, 24},
	}
	for _, c := range cases {
		from, to := day.Bounds(c.date, zone(t, c.zone), c.dayStart)
		if got := to.Sub(from).Hours(); got < c.hours-1e-9 || got > c.hours+1e-9 {
			t.Errorf("%s %s from %d o'clock: %v hours, want %v", c.zone, c.date, c.dayStart, got, c.hours)
		}
		if exists := day.Exists(c.date, zone(t, c.zone), c.dayStart); exists != (c.hours > 0) {
			t.Errorf("%s %s exists: %v", c.zone, c.date, exists)
		}
	}
}

func TestDay_RepeatedHourBelongsToTheDayItShows(t *testing.T) {
	// Berlin sets its clocks back from 03:00 to 02:00; with day start 2 the boundary shows twice.
	berlin := zone(t, "Europe/Berlin")
	from, _ := day.Bounds("2026-10-25", berlin, 2)
	if want := time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC); !from.Equal(want) {
		t.Fatalf("begins %s, want the first 02:00 (%s)", from, want)
	}
	for _, utc := range []time.Time{from, from.Add(59 * time.Minute), from.Add(90 * time.Minute)} {
		if got := day.Of(utc, berlin, 2); got != "2026-10-25" {
			t.Errorf("%s: %s", utc, got)
		}
	}
}

func TestDay_NewfoundlandMinuteAfterMidnight(t *testing.T) {
	// At 00:01 on the 7th the clock went back to 23:01 of the 6th. Only that first minute is out of place.
	stJohns := zone(t, "America/St_Johns")
	minute := time.Date(2010, 11, 7, 2, 30, 30, 0, time.UTC) // 00:00:30 NDT
	if w := minute.In(stJohns).Format("02 15:04"); w != "07 00:00" {
		t.Fatal("the case needs the first minute of the 7th, got ", w)
	}
	if got := day.Of(minute, stJohns, 0); got != "2010-11-06" {
		t.Fatal(got)
	}
	if got := day.Of(minute.Add(30*time.Minute), stJohns, 0); got != "2010-11-06" {
		t.Fatal("the repeated evening of the 6th", got)
	}
}

func TestDay_LeapDay(t *testing.T) {
	if got := day.Of(at(t, "Asia/Kolkata", "2024-02-29 12:00:00"), zone(t, "Asia/Kolkata"), 4); got != "2024-02-29" {
		t.Fatal(got)
	}
	if got := day.Date("2024-02-28").AddDays(1); got != "2024-02-29" {
		t.Fatal(got)
	}
	if got := day.Date("2024-02-29").AddYears(1); got != "2025-02-28" {
		t.Fatal(got)
	}
	if got := day.YearOf(2024).Len(); got != 366 {
		t.Fatal(got)
	}
	if got := day.YearOf(2100).Len(); got != 365 {
		t.Fatal(got)
	}
}

func TestDay_ApiaSkipsADay(t *testing.T) {
	apia := zone(t, "Pacific/Apia")
	last := at(t, "Pacific/Apia", "2011-12-29 23:59:59")
	if got := day.Of(last, apia, 0); got != "2011-12-29" {
		t.Fatal(got)
	}
	if got := day.Of(last.Add(time.Second), apia, 0); got != "2011-12-31" {
		t.Fatal(got)
	}
	if got := day.Of(last.Add(time.Second), apia, 4); got != "2011-12-30" {
		t.Fatal("the hours before day start count for the day before, as every night", got)
	}
}
