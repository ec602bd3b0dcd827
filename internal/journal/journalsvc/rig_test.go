package journalsvc_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// rig is a journal on a real database with two people and a clock of its own.
type rig struct {
	*journalsvc.Service
	db         *db.DB
	clock      *clock.Fake
	tags       *tagssvc.Service
	bus        *events.Bus
	jobs       *jobs.Runner
	alice, bob identity.Actor
	people     people
	ctx        context.Context
}

// people stands for identity: the public faces by id.
type people map[string]*identity.User

func (p people) UsersByID(_ context.Context, ids []string) (map[string]*identity.User, error) {
	out := map[string]*identity.User{}
	for _, userID := range ids {
		if u, ok := p[userID]; ok {
			out[userID] = u
		}
	}
	return out, nil
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// run runs fn on both databases.
func run(t *testing.T, fn func(t *testing.T, r *rig)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) { fn(t, newRig(t, d)) })
}

func newRig(t testing.TB, d *db.DB) *rig {
	t.Helper()
	r := &rig{db: d, clock: clock.NewFake(noon), people: people{}, ctx: context.Background()}
	r.jobs = jobs.New(d, r.clock, slog.New(slog.DiscardHandler), jobs.Options{})
	r.bus = events.NewBus(r.jobs)
	r.tags = tagssvc.New(tagssvc.Deps{DB: d, Clock: r.clock})
	r.Service = journalsvc.New(journalsvc.Deps{
		DB: d, Clock: r.clock, Users: r.people, Tags: r.tags, Cursors: page.NewSealer([]byte("a key of at least thirty-two bytes")),
		Bus: r.bus, Jobs: r.jobs,
	})
	r.alice, r.bob = r.person("alice"), r.person("bob")
	return r
}

func (r *rig) person(handle string) identity.Actor {
	userID := id.New(r.clock.Now())
	r.people[userID] = &identity.User{ID: userID, Handle: handle, DisplayName: handle}
	return identity.Actor{UserID: userID, SessionID: "session", Zone: "Europe/Berlin", WeekStart: time.Monday}
}

// again is the same journal in another process: nothing is remembered.
func (r *rig) again(t testing.TB) *rig {
	t.Helper()
	other := newRig(t, r.db)
	other.people, other.alice, other.bob = r.people, r.alice, r.bob
	other.clock.Set(r.clock.Now())
	other.Service = journalsvc.New(journalsvc.Deps{
		DB: r.db, Clock: other.clock, Users: r.people, Tags: other.tags, Cursors: page.NewSealer([]byte("a key of at least thirty-two bytes")),
	})
	return other
}

// input is a write with a client id of its own.
func (r *rig) input(body string) journal.WriteEntryInput {
	return journal.WriteEntryInput{ClientID: id.New(r.clock.Now()), Body: body}
}

// write logs an entry of alice, a second after the one before.
func (r *rig) write(t testing.TB, body string) *journal.Entry {
	t.Helper()
	r.clock.Advance(time.Second)
	e, err := r.Write(r.ctx, r.alice, r.input(body))
	if err != nil {
		t.Fatalf("write %q: %v", body, err)
	}
	return e
}

func edit(e *journal.Entry, body string) journal.EditEntryInput {
	return journal.EditEntryInput{
		ID: e.ID, BaseRevision: e.Revision, ClientID: "edit-" + id.New(noon), Body: body, Kind: e.Kind, Day: e.Day,
		Minutes: e.Minutes, Mood: e.Mood, Energy: e.Energy, Audience: e.Audience,
	}
}

func count(t testing.TB, d *db.DB, query string, args ...any) int {
	t.Helper()
	n, err := db.Get[int](context.Background(), d.Reader(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func ptr[T any](v T) *T { return &v }
