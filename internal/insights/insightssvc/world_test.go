package insightssvc_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// faces are the public faces of people, as identity would give them.
type faces struct{}

func (faces) UsersByID(_ context.Context, ids []string) (map[string]*identity.User, error) {
	out := map[string]*identity.User{}
	for _, id := range ids {
		out[id] = &identity.User{ID: id, Handle: id}
	}
	return out, nil
}

// A world is the journal and insights on one database, with a clock that stands.
type world struct {
	t        *testing.T
	d        *db.DB
	clock    *clock.Fake
	journal  *journalsvc.Service
	insights *insightssvc.Service
	writes   int
}

func newWorld(t *testing.T, d *db.DB) *world {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC))
	j := journalsvc.New(journalsvc.Deps{
		DB: d, Clock: c, Users: faces{}, Tags: tagssvc.New(tagssvc.Deps{DB: d, Clock: c}),
		Cursors: page.NewSealer(make([]byte, 32)),
	})
	return &world{t: t, d: d, clock: c, journal: j, insights: insightssvc.New(insightssvc.Deps{DB: d, Clock: c, Entries: j})}
}

// someone is an actor with a session.
func someone(id, zone string, dayStart int) identity.Actor {
	return identity.Actor{UserID: id, SessionID: "s-" + id, Role: identity.RoleMember, Zone: zone, DayStart: dayStart, WeekStart: time.Monday, Locale: "en"}
}

func (w *world) as(a identity.Actor) context.Context { return identity.WithActor(w.t.Context(), a) }

// at sets the clock to a wall clock reading in a zone.
func (w *world) at(zone, wall string) {
	w.t.Helper()
	loc, err := day.LoadZone(zone)
	if err != nil {
		w.t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", wall, loc)
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.Set(moment)
}

func (w *world) write(a identity.Actor, change ...func(*journal.WriteEntryInput)) *journal.Entry {
	w.t.Helper()
	w.writes++
	in := journal.WriteEntryInput{ClientID: fmt.Sprintf("client-%06d", w.writes), Body: "Fixed the flaky test"}
	for _, c := range change {
		c(&in)
	}
	e, err := w.journal.Write(w.as(a), a, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func on(d day.Date) func(*journal.WriteEntryInput) {
	return func(in *journal.WriteEntryInput) { in.Day = &d }
}

func kind(k journal.Kind) func(*journal.WriteEntryInput) {
	return func(in *journal.WriteEntryInput) { in.Kind = &k }
}

func minutes(n int) func(*journal.WriteEntryInput) {
	return func(in *journal.WriteEntryInput) { in.Minutes = &n }
}

func body(text string) func(*journal.WriteEntryInput) {
	return func(in *journal.WriteEntryInput) { in.Body = text }
}

func (w *world) today(a identity.Actor) *insights.Today { return must(w.insights.Today(w.as(a)))(w.t) }

func (w *world) streak(a identity.Actor) *insights.Streak {
	return must(w.insights.Streak(w.as(a)))(w.t)
}

func (w *world) heatmap(a identity.Actor, year *int) *insights.Heatmap {
	return must(w.insights.Heatmap(w.as(a), year))(w.t)
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func dayIn(t *testing.T, h *insights.Heatmap, d day.Date) insights.HeatmapDay {
	t.Helper()
	for _, hd := range h.Days {
		if hd.Day == d {
			return hd
		}
	}
	t.Fatalf("%s is not in %s..%s", d, h.From, h.To)
	return insights.HeatmapDay{}
}

func ptr[T any](v T) *T { return &v }
