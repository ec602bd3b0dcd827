package journalsvc_test

import (
	"errors"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
)

// later is a schedule for the evening of the rig's day, 18:30 in Berlin.
func later(entryID string, to audience.Level) journal.ScheduleEntryInput {
	return journal.ScheduleEntryInput{ID: entryID, Audience: to, Day: "2026-11-22", Time: "18:30"}
}

// drain runs what is due by the clock.
func (r *rig) drain(t *testing.T) {
	t.Helper()
	if err := r.jobs.Drain(r.ctx); err != nil {
		t.Fatal(err)
	}
}

func (r *rig) schedule(t *testing.T, in journal.ScheduleEntryInput) *journal.Schedule {
	t.Helper()
	s, err := r.Schedule(r.ctx, r.alice, in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAScheduledEntryOpensAtItsTime(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "the release notes")
		s := r.schedule(t, later(e.ID, audience.Public))
		if want := time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC); !s.At.Equal(want) || s.Time != "18:30" || s.Zone != "Europe/Berlin" {
			t.Fatalf("scheduled for %s %s %s", s.At, s.Time, s.Zone)
		}
		if list, err := r.Schedules(r.ctx, r.alice); err != nil || len(list) != 1 || list[0].Entry.ID != e.ID {
			t.Fatalf("the list has %v %v", list, err)
		}
		r.clock.Set(s.At.Add(-time.Second))
		r.drain(t)
		if r.level(t, r.alice, e.ID) != audience.Private {
			t.Fatal("open before its time")
		}
		r.clock.Set(s.At)
		r.drain(t)
		if r.level(t, r.alice, e.ID) != audience.Public {
			t.Fatal("not open at its time")
		}
		if list, err := r.Schedules(r.ctx, r.alice); err != nil || len(list) != 0 {
			t.Errorf("still in the list: %v %v", list, err)
		}
		r.change(t, r.alice, false, e.ID, audience.Private)
		r.clock.Advance(24 * time.Hour)
		r.drain(t)
		if r.level(t, r.alice, e.ID) != audience.Private {
			t.Error("opened twice")
		}
	})
}

// TestAttack_H05_ACancelledOrMovedScheduleHolds: what was taken back, moved or overtaken never opens the entry.
func TestAttack_H05_ACancelledOrMovedScheduleHolds(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		cancelled, moved, overtaken, trashed, suspended := r.write(t, "1"), r.write(t, "2"), r.write(t, "3"), r.write(t, "4"), r.write(t, "5")
		for _, e := range []*journal.Entry{cancelled, moved, overtaken, trashed} {
			r.schedule(t, later(e.ID, audience.Public))
		}
		if err := r.Unschedule(r.ctx, r.alice, cancelled.ID); err != nil {
			t.Fatal(err)
		}
		next := later(moved.ID, audience.Unlisted)
		next.Day = "2026-11-23"
		r.schedule(t, next)
		in := edit(overtaken, "now for the team")
		in.Audience = audience.Team
		if _, _, err := r.Edit(r.ctx, r.alice, in); err != nil {
			t.Fatal(err)
		}
		if err := r.Delete(r.ctx, r.alice, trashed.ID); err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(8 * time.Hour)
		r.drain(t)
		if _, err := r.Restore(r.ctx, r.alice, trashed.ID); err != nil {
			t.Fatal(err)
		}
		r.drain(t)
		for e, want := range map[*journal.Entry]audience.Level{
			cancelled: audience.Private, moved: audience.Private, overtaken: audience.Team, trashed: audience.Private,
		} {
			if got := r.level(t, r.alice, e.ID); got != want {
				t.Errorf("%s is %s, not %s", e.Body, got, want)
			}
		}
		r.schedule(t, journal.ScheduleEntryInput{ID: suspended.ID, Audience: audience.Public, Day: "2026-11-23", Time: "18:30"})
		r.people[r.alice.UserID].Hidden = true
		r.clock.Advance(24 * time.Hour)
		r.drain(t)
		if got := r.level(t, r.alice, moved.ID); got != audience.Private {
			t.Errorf("a suspended person's entry opened: %s", got)
		}
		if got := r.level(t, r.alice, suspended.ID); got != audience.Private {
			t.Errorf("a suspended person's entry opened: %s", got)
		}
	})
}

func TestASchedulesOfARestoredInstanceIsKept(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "one")
		r.drain(t)
		r.schedule(t, later(e.ID, audience.Public))
		if _, err := r.db.Writer().Exec(r.ctx, "DELETE FROM river_job"); err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(8 * time.Hour)
		r.drain(t)
		if got := r.level(t, r.alice, e.ID); got != audience.Public {
			t.Errorf("the promise got lost with its job: %s", got)
		}
	})
}

// TestSchedulesFollowTheClockOnTheWall: the local time holds through clock changes, jumps and doubled hours.
func TestSchedulesFollowTheClockOnTheWall(t *testing.T) {
	cases := []struct {
		day            day.Date
		at, zone, want string
	}{
		{"2027-03-28", "03:30", "Europe/Berlin", "2027-03-28T01:30:00Z"},
		{"2027-03-28", "02:30", "Europe/Berlin", "2027-03-28T01:00:00Z"},
		{"2027-03-29", "08:00", "Europe/Berlin", "2027-03-29T06:00:00Z"},
		{"2027-10-31", "08:00", "Europe/Berlin", "2027-10-31T07:00:00Z"},
		{"2027-10-30", "08:00", "Europe/Berlin", "2027-10-30T06:00:00Z"},
		{"2027-04-04", "01:45", "Australia/Lord_Howe", "2027-04-03T14:45:00Z"},
		{"2027-07-01", "09:00", "+05:30", "2027-07-01T03:30:00Z"},
	}
	run(t, func(t *testing.T, r *rig) {
		r.clock.Set(time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC))
		e := r.write(t, "one")
		for _, c := range cases {
			s := r.schedule(t, journal.ScheduleEntryInput{ID: e.ID, Audience: audience.Public, Day: c.day, Time: c.at, Zone: &c.zone})
			if got := s.At.Format(time.RFC3339); got != c.want {
				t.Errorf("%s %s %s is %s, not %s", c.day, c.at, c.zone, got, c.want)
			}
		}
	})
}

func TestSchedulesThatMakeNoSenseAreRefused(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "one")
		bad := map[error]func(in *journal.ScheduleEntryInput){
			journal.ErrSchedulePast:    func(in *journal.ScheduleEntryInput) { in.Time = "12:00" },
			journal.ErrScheduleFar:     func(in *journal.ScheduleEntryInput) { in.Day = "2028-01-01" },
			journal.ErrScheduleTime:    func(in *journal.ScheduleEntryInput) { in.Time = "6pm" },
			journal.ErrScheduleSame:    func(in *journal.ScheduleEntryInput) { in.Audience = audience.Private },
			journal.ErrAudienceInvalid: func(in *journal.ScheduleEntryInput) { in.Audience = "all" },
			journal.ErrZoneUnknown:     func(in *journal.ScheduleEntryInput) { in.Zone = ptr("Mars/Olympus") },
			journal.ErrDayOutOfRange:   func(in *journal.ScheduleEntryInput) { in.Day = "2026-02-30" },
			journal.ErrEntryNotFound:   func(in *journal.ScheduleEntryInput) { in.ID = "nothing" },
		}
		for want, spoil := range bad {
			in := later(e.ID, audience.Public)
			spoil(&in)
			if _, err := r.Schedule(r.ctx, r.alice, in); !errors.Is(err, want) {
				t.Errorf("%v: %v", want, err)
			}
		}
		for range journal.MaxSchedules {
			r.schedule(t, later(r.write(t, "x").ID, audience.Public))
		}
		if _, err := r.Schedule(r.ctx, r.alice, later(e.ID, audience.Public)); !errors.Is(err, journal.ErrScheduleLimit) {
			t.Errorf("one more than the limit: %v", err)
		}
	})
}
