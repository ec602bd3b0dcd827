package app_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// TestASchedulePassesThroughAnArchive: what waits for its time there waits for the same instant here, opens then and once,
// and what is over already, or was taken back here, is not promised anew.
func TestASchedulePassesThroughAnArchive(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada, bea := in.Person("ada", identity.RoleMember), in.Person("bea", identity.RoleMember)
		actor := func(p *apptest.Person) identity.Actor {
			return identity.Actor{UserID: p.ID, SessionID: "s", Role: identity.RoleMember, Zone: "America/St_Johns", Locale: "en", WeekStart: time.Monday}
		}
		schedule := func(id, body string, after time.Duration) *journal.Schedule {
			t.Helper()
			e, err := in.App.Journal.Write(t.Context(), actor(ada), journal.WriteEntryInput{ClientID: id, Body: body})
			if err != nil {
				t.Fatal(err)
			}
			zone, err := time.LoadLocation("America/St_Johns")
			if err != nil {
				t.Fatal(err)
			}
			at := in.Clock.Now().Add(after).In(zone)
			s, err := in.App.Journal.Schedule(t.Context(), actor(ada), journal.ScheduleEntryInput{
				ID: e.ID, Audience: audience.Public, Day: day.Date(at.Format(time.DateOnly)), Time: at.Format("15:04"),
			})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		soon, later := schedule("client-soon", "opens soon", time.Hour), schedule("client-later", "opens later", 72*time.Hour)
		archive := archiveOf(t, in, ada, false)
		in.Clock.Set(soon.At.Add(time.Minute))
		in.Settle()

		preview, report := bring(t, in, bea, archive, true), bring(t, in, bea, archive, false)
		for _, r := range []*portable.Report{preview, report} {
			if r.Of("schedules", portable.Created) != 1 || r.Of("schedules", portable.Kept) != 1 || r.Refused > 0 {
				t.Fatalf("%+v %+v", r.Counts, r.Problems)
			}
		}
		list, err := in.App.Journal.Schedules(t.Context(), actor(bea))
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		got := list[0]
		if !got.At.Equal(later.At) || got.Audience != later.Audience || got.Day != later.Day || got.Time != later.Time || got.Zone != later.Zone || !got.CreatedAt.Equal(later.CreatedAt) {
			t.Fatalf("it became %+v of %+v", got, later)
		}
		if again := bring(t, in, bea, archive, false); again.Of("schedules", portable.Created) != 0 || again.Of("schedules", portable.Same) != 1 {
			t.Errorf("imported twice: %+v", again.Counts)
		}
		level := func() audience.Level {
			t.Helper()
			e, err := in.App.Journal.Entry(t.Context(), actor(bea), got.Entry.ID)
			if err != nil || e == nil {
				t.Fatal(e, err)
			}
			return e.Audience
		}
		in.Clock.Set(later.At.Add(-time.Second))
		in.Settle()
		if level() != audience.Private {
			t.Fatal("open before its time")
		}
		in.Clock.Set(later.At)
		in.Settle()
		if level() != audience.Public {
			t.Fatal("not open at its time")
		}
		if late := bring(t, in, bea, archive, false); late.Of("schedules", portable.Created) != 0 {
			t.Errorf("promised anew when it was over: %+v", late.Counts)
		}
	})
}
