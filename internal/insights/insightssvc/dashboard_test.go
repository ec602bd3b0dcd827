package insightssvc_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestNext(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann, bob := someone("ann", "UTC", 0), someone("bob", "UTC", 0)
		later := w.write(ann, on("2026-11-25"), kind(journal.KindPlan))
		sooner := w.write(ann, on("2026-11-23"), kind(journal.KindPlan))
		w.write(ann, on("2026-11-21"), kind(journal.KindPlan)) // over
		stuck := w.write(ann, on("2026-11-20"), kind(journal.KindBlocked))
		w.write(ann, on("2026-10-01"), kind(journal.KindBlocked)) // too long ago
		list := w.write(ann, on("2026-11-19"), body("- [ ] write the test\n- [x] read the code\n- [ ] ask Bob"))
		w.write(ann, on("2026-10-01"), body("- [ ] long forgotten"))
		gone := w.write(ann, on("2026-11-18"), body("- [ ] in the trash"))
		if err := w.journal.Delete(w.as(ann), ann, gone.ID); err != nil {
			t.Fatal(err)
		}
		w.write(bob, on("2026-11-25"), kind(journal.KindPlan), body("- [ ] not Ann's"))
		got := must(w.insights.Next(w.as(ann)))(t)
		if len(got.Plans) != 2 || got.Plans[0].ID != sooner.ID || got.Plans[1].ID != later.ID {
			t.Fatalf("plans: %+v", got.Plans)
		}
		if len(got.Blocked) != 1 || got.Blocked[0].ID != stuck.ID {
			t.Fatalf("blocked: %+v", got.Blocked)
		}
		want := []insights.OpenTask{{EntryID: list.ID, Day: "2026-11-19", Text: "write the test"}, {EntryID: list.ID, Day: "2026-11-19", Text: "ask Bob"}}
		if fmt.Sprint(got.Tasks) != fmt.Sprint(want) {
			t.Fatalf("tasks: %+v", got.Tasks)
		}
	})
}

func TestNext_IsBounded(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		for range 25 {
			w.write(ann, kind(journal.KindPlan), body("- [ ] a\n- [ ] b\n- [ ] c"))
			w.write(ann, kind(journal.KindBlocked))
		}
		got := must(w.insights.Next(w.as(ann)))(t)
		if len(got.Plans) != insights.MaxNext || len(got.Blocked) != insights.MaxNext || len(got.Tasks) != insights.MaxTasks {
			t.Fatal(len(got.Plans), len(got.Blocked), len(got.Tasks))
		}
		if today := w.today(ann); today.Entries != 50 || len(today.Latest) != insights.MaxLatest {
			t.Fatal(today.Entries, len(today.Latest))
		}
	})
}

// Each field costs a fixed number of statements, however much there is.
func TestStatementsPerField(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "Europe/Berlin", 4)
		w.fill(ann, 40)
		for range 20 {
			w.write(ann, kind(journal.KindPlan), body("Plan #go #sql\n- [ ] x"))
			w.write(ann, kind(journal.KindBlocked), body("Stuck #go"))
		}
		f, m := insightssvc.ViewerFields{S: w.insights}, insightssvc.Mutations{S: w.insights}
		cases := []struct {
			name string
			most int64
			run  func(ctx context.Context) error
		}{
			{"today", 5, func(ctx context.Context) error { _, err := f.Today(ctx, nil); return err }},
			{"streak", 3, func(ctx context.Context) error { _, err := f.Streak(ctx, nil); return err }},
			{"next", 6, func(ctx context.Context) error { _, err := f.Next(ctx, nil); return err }},
			{"heatmap", 3, func(ctx context.Context) error { _, err := f.Heatmap(ctx, nil, nil); return err }},
			{"weeks", 1, func(ctx context.Context) error { _, err := f.Weeks(ctx, nil, nil); return err }},
			{"tagTotals", 1, func(ctx context.Context) error { _, err := f.TagTotals(ctx, nil, nil, nil, nil); return err }},
			{"streakSettings", 1, func(ctx context.Context) error { _, err := f.StreakSettings(ctx, nil); return err }},
			{"daysOff", 1, func(ctx context.Context) error { _, err := f.DaysOff(ctx, nil, "2026-01-01", "2026-12-31"); return err }},
			{"setDaysOff", 1, func(ctx context.Context) error {
				_, err := m.SetDaysOff(ctx, insights.DaysOffInput{From: "2026-01-01", To: "2026-12-31", Kind: insights.DayOffKindVacation})
				return err
			}},
			{"clearDaysOff", 1, func(ctx context.Context) error { _, err := m.ClearDaysOff(ctx, "2026-01-01", "2026-12-31"); return err }},
			{"updateStreakSettings", 3, func(ctx context.Context) error {
				_, err := m.UpdateStreakSettings(ctx, insights.StreakSettingsInput{FreezeEvery: 5})
				return err
			}},
		}
		for _, c := range cases {
			ctx, n := db.CountStatements(w.as(ann))
			if err := c.run(ctx); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if got := atomic.LoadInt64(n); got > c.most {
				t.Errorf("%s takes %d statements, at most %d are planned", c.name, got, c.most)
			}
		}
	})
}

// Nobody gets numbers without signing in, with a token that was not made for them, or of somebody else.
func TestWhoMay(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann, bob := someone("ann", "UTC", 0), someone("bob", "UTC", 0)
		w.write(ann, minutes(10), body("secret #secret\n- [ ] secret"))
		w.markOff(ann, "2026-11-01", "2026-11-05", insights.DayOffKindSick)
		if today := w.today(ann); today.Entries != 1 {
			t.Fatalf("Ann sees her own: %+v", today)
		}
		today, next, heat := w.today(bob), must(w.insights.Next(w.as(bob)))(t), w.heatmap(bob, nil)
		tagTotals := must(w.insights.TagTotals(w.as(bob), nil, nil, nil))(t)
		off := must(w.insights.DaysOff(w.as(bob), day.Range{From: "2026-11-01", To: "2026-11-05"}))(t)
		if today.Entries+today.Minutes+len(today.Latest)+len(next.Tasks)+heat.Entries+heat.Minutes+len(tagTotals)+len(off) != 0 {
			t.Fatalf("Bob sees Ann's: %+v %+v %+v %+v", today, next, tagTotals, off)
		}
		writer := ann
		writer.TokenID, writer.Scopes = "t1", identity.Scopes{identity.ScopeEntriesWrite}
		reader := ann
		reader.TokenID, reader.Scopes = "t2", identity.Scopes{identity.ScopeRead}
		f, m := insightssvc.ViewerFields{S: w.insights}, insightssvc.Mutations{S: w.insights}
		if _, err := f.Streak(w.as(reader), nil); err != nil {
			t.Fatalf("a reading token reads: %v", err)
		}
		if _, err := f.Streak(w.as(writer), nil); !errors.Is(err, identity.ErrScopeMissing) {
			t.Fatal(err)
		}
		if _, err := m.ClearDaysOff(w.as(reader), "2026-11-01", "2026-11-05"); !errors.Is(err, identity.ErrScopeMissing) {
			t.Fatal(err)
		}
		if _, err := f.Heatmap(t.Context(), nil, nil); !errors.Is(err, identity.ErrSignInRequired) {
			t.Fatal(err)
		}
		if off := must(w.insights.DaysOff(w.as(ann), day.Range{From: "2026-11-01", To: "2026-11-05"}))(t); len(off) != 5 {
			t.Fatalf("Ann's days off are untouched: %+v", off)
		}
	})
}

func TestForgetsDeletedPeople(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann, bob := someone("ann", "UTC", 0), someone("bob", "UTC", 0)
		for _, a := range []identity.Actor{ann, bob} {
			w.choose(a, insights.StreakSettingsInput{FreezeEvery: 3})
			w.markOff(a, "2026-11-01", "2026-11-05", insights.DayOffKindSick)
		}
		for more := true; more; {
			var err error
			if more, err = w.insights.Portable().Erase(t.Context(), "ann"); err != nil {
				t.Fatal(err)
			}
		}
		for user, want := range map[string]int64{"ann": 0, "bob": 7} {
			n, err := db.Get[int64](t.Context(), d.Reader(), `SELECT (SELECT COUNT(*) FROM insights_streak_rules WHERE user_id = $1) +
				(SELECT COUNT(*) FROM insights_days_off WHERE user_id = $1)`, user)
			if err != nil || n != want {
				t.Errorf("%s: %d rows, want %d (%v)", user, n, want, err)
			}
		}
	})
}
