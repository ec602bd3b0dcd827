package notify_test

import (
	"errors"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/day"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := day.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	out, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func minute(t *testing.T, text string) notify.Minute {
	t.Helper()
	m, err := notify.ParseMinute(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestParseMinute(t *testing.T) {
	for _, bad := range []string{"", "8:00", "24:00", "12:60", "12-30", "1a:00", "12:3 ", "١٢:٣٠", "12:300"} {
		if _, err := notify.ParseMinute(bad); !errors.Is(err, notify.ErrBadTime) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for m := range notify.Minute(24 * 60) {
		if back := minute(t, m.String()); back != m {
			t.Fatalf("%v came back as %v", m, back)
		}
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct{ name, zone, after, minute, want string }{
		{"later today", "Asia/Kathmandu", "2026-11-22T00:00:00Z", "08:00", "2026-11-22T02:15:00Z"},
		{"tomorrow", "Asia/Kathmandu", "2026-11-22T02:15:00Z", "08:00", "2026-11-23T02:15:00Z"},
		{"the day clocks go forward, minute that is not there", "America/New_York", "2026-03-08T05:00:00Z", "02:30", "2026-03-08T07:00:00Z"},
		{"the day after", "America/New_York", "2026-03-08T07:00:00Z", "02:30", "2026-03-09T06:30:00Z"},
		{"the day clocks go back, minute that is there twice", "America/New_York", "2026-11-01T04:30:00Z", "01:30", "2026-11-01T05:30:00Z"},
		{"only one of the two", "America/New_York", "2026-11-01T05:30:00Z", "01:30", "2026-11-02T06:30:00Z"},
		{"a day that never was", "Pacific/Apia", "2011-12-29T20:00:00Z", "09:00", "2011-12-30T19:00:00Z"},
		{"after it", "Pacific/Apia", "2011-12-30T19:00:00Z", "09:00", "2011-12-31T19:00:00Z"},
		{"midnight that a clock change skips", "America/Havana", "2026-03-07T12:00:00Z", "00:00", "2026-03-08T05:00:00Z"},
	} {
		got := notify.Next(at(t, c.after), zone(t, c.zone), minute(t, c.minute), nil)
		if !got.Equal(at(t, c.want)) {
			t.Errorf("%s: %s, want %s", c.name, got.UTC().Format(time.RFC3339), c.want)
		}
	}
}

// TestNextComesOnceADay walks through years of every kind of clock change: one instant for every day that the zone has.
func TestNextComesOnceADay(t *testing.T) {
	for _, name := range []string{"America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"} {
		loc := zone(t, name)
		for _, m := range []string{"00:00", "02:30", "12:00", "23:59"} {
			seen := map[day.Date]bool{}
			from, to := time.Date(2010, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2012, 4, 1, 0, 0, 0, 0, time.UTC)
			for now := from; ; {
				next := notify.Next(now, loc, minute(t, m), nil)
				if !next.After(now) {
					t.Fatalf("%s %s stands still at %v", name, m, now)
				}
				if next.After(to) {
					break
				}
				d := day.Of(next, loc, 0)
				if seen[d] {
					t.Fatalf("%s %s comes twice on %s", name, m, d)
				}
				seen[d], now = true, next
			}
			for d := day.Of(from, loc, 0).AddDays(2); d < day.Of(to, loc, 0).AddDays(-2); d = d.AddDays(1) {
				if seen[d] != day.Exists(d, loc, 0) {
					t.Errorf("%s %s on %s: %v", name, m, d, seen[d])
				}
			}
		}
	}
}

func TestQuietHours(t *testing.T) {
	night := notify.QuietHours{From: minute(t, "22:00"), To: minute(t, "07:00")}
	noon := notify.QuietHours{From: minute(t, "12:00"), To: minute(t, "13:00")}
	late := notify.QuietHours{From: minute(t, "00:00"), To: minute(t, "01:30")}
	for _, c := range []struct {
		name, zone string
		quiet      notify.QuietHours
		at, until  string // until "" is not quiet
	}{
		{"evening", "Europe/Berlin", night, "2026-11-22T20:59:59Z", ""},
		{"begins", "Europe/Berlin", night, "2026-11-22T21:00:00Z", "2026-11-23T06:00:00Z"},
		{"across midnight", "Europe/Berlin", night, "2026-11-22T23:30:00Z", "2026-11-23T06:00:00Z"},
		{"ends", "Europe/Berlin", night, "2026-11-23T06:00:00Z", ""},
		{"by day", "Asia/Kathmandu", noon, "2026-11-22T06:30:00Z", "2026-11-22T07:15:00Z"},
		{"the night clocks go forward is an hour shorter", "America/New_York", night, "2026-03-08T03:00:00Z", "2026-03-08T11:00:00Z"},
		{"the night clocks go back is an hour longer", "America/New_York", night, "2026-11-01T02:00:00Z", "2026-11-01T12:00:00Z"},
		{"before the first 01:30 of two", "America/New_York", late, "2026-11-01T05:10:00Z", "2026-11-01T05:30:00Z"},
		{"the second 01:10 is not quiet again", "America/New_York", late, "2026-11-01T06:10:00Z", ""},
		{"over a day that never was", "Pacific/Apia", night, "2011-12-30T09:00:00Z", "2011-12-30T17:00:00Z"},
		{"none", "Europe/Berlin", notify.QuietHours{}, "2026-11-22T23:30:00Z", ""},
	} {
		end, quiet := c.quiet.End(at(t, c.at), zone(t, c.zone))
		if quiet != (c.until != "") {
			t.Errorf("%s: quiet is %v", c.name, quiet)
			continue
		}
		if quiet && !end.Equal(at(t, c.until)) {
			t.Errorf("%s: until %s, want %s", c.name, end.UTC().Format(time.RFC3339), c.until)
		}
	}
}

func TestSettingsInput(t *testing.T) {
	text := func(s string) *string { return &s }
	good := notify.UpdateNotificationSettingsInput{
		DigestTime: "08:00", QuietFrom: text("22:00"), QuietTo: text("07:00"), ReminderTime: text("18:30"),
		ReminderDays: []identity.Weekday{identity.Sunday, identity.Monday, identity.Sunday},
	}
	s, err := good.Settings()
	if err != nil || s.Reminder.String() != "18:30" || len(s.ReminderDays) != 2 || s.ReminderDays[0] != identity.Monday || !s.Quiet.On() {
		t.Fatal(s, err)
	}
	for name, spoil := range map[string]func(in *notify.UpdateNotificationSettingsInput){
		"digest":          func(in *notify.UpdateNotificationSettingsInput) { in.DigestTime = "8" },
		"reminder":        func(in *notify.UpdateNotificationSettingsInput) { in.ReminderTime = text("25:00") },
		"one end":         func(in *notify.UpdateNotificationSettingsInput) { in.QuietTo = nil },
		"no length":       func(in *notify.UpdateNotificationSettingsInput) { in.QuietTo = text("22:00") },
		"from is no time": func(in *notify.UpdateNotificationSettingsInput) { in.QuietFrom = text("x") },
	} {
		in := good
		spoil(&in)
		if _, err := in.Settings(); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestSecurityCannotBeSilenced(t *testing.T) {
	c, ok := notify.NewCatalogue().Category(notify.CategorySecurity)
	if !ok || c.Rules[notify.ChannelInbox].Allows(notify.FrequencyOff) || len(c.Rules[notify.ChannelInbox].Choices) != 1 {
		t.Fatal("the inbox must always tell about security")
	}
	for _, name := range notify.NewCatalogue().Kinds() {
		if _, _, ok := notify.NewCatalogue().Kind(name); !ok {
			t.Errorf("the kind %s has no category", name)
		}
	}
}
