package auditsvc_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/audit/auditsvc"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// people knows everybody by their id.
type people struct{ calls int }

func (p *people) UsersByID(_ context.Context, ids []string) (map[string]*identity.User, error) {
	p.calls++
	out := map[string]*identity.User{}
	for _, id := range ids {
		if id != "" {
			out[id] = &identity.User{ID: id, Handle: "handle-" + id}
		}
	}
	return out, nil
}

type room struct {
	t      *testing.T
	d      *db.DB
	jobs   *jobs.Runner
	bus    *events.Bus
	people *people
	s      *auditsvc.Service
}

func onBoth(t *testing.T, fn func(t *testing.T, r *room)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC))
		log := slog.New(slog.DiscardHandler)
		r := &room{t: t, d: d, jobs: jobs.New(d, c, log, jobs.Options{}), people: &people{}}
		r.bus = events.NewBus(r.jobs)
		keys := secret.NewKeyring()
		r.s = auditsvc.New(auditsvc.Deps{DB: d, Clock: c, Log: log, Bus: r.bus, Keyring: keys, Pages: page.NewSealer(keys.Derive("page")), Users: r.people})
		fn(t, r)
	})
}

func (r *room) emit(evs ...events.Event) {
	r.t.Helper()
	for _, ev := range evs {
		err := r.d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error { return r.bus.Emit(ctx, tx, ev) })
		if err != nil {
			r.t.Fatal(err)
		}
	}
	if err := r.jobs.Drain(context.Background()); err != nil {
		r.t.Fatal(err)
	}
}

func as(id string, role identity.Role) context.Context {
	return identity.WithActor(context.Background(), identity.Actor{UserID: id, SessionID: "s", Role: role})
}

func trace(actor string) identity.Trace {
	return identity.Trace{At: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), ActorID: actor, Via: "session", Network: "192.0.2.0/24", RequestID: "r1"}
}

func TestWhoReadsWhat(t *testing.T) {
	onBoth(t, func(t *testing.T, r *room) {
		r.emit(
			identity.UserRegistered{Trace: trace(""), UserID: "ada", How: "sign_up", Role: identity.RoleMember},
			identity.SessionStarted{Trace: trace("ada"), UserID: "ada", SessionID: "s1", Kind: identity.SessionBrowser, Device: "Firefox on Linux", How: "password"},
			identity.UserSuspended{Trace: trace("root"), UserID: "eve", Reason: strings.Repeat("x", 600)},
			identity.SettingsChanged{Trace: trace("root"), Fields: []string{"name"}},
			identity.UserSuspended{Trace: trace("root"), UserID: "ada", Reason: "spam"},
			journal.EntryPurged{EntryID: "e1", AuthorID: "ada"},
		)
		own, err := r.s.Own(as("ada", identity.RoleMember), page.Args{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range own.Nodes {
			got = append(got, n.Action)
		}
		if fmt.Sprint(got) != "[journal.entry_purged identity.user_suspended identity.session_started identity.user_registered]" {
			t.Fatal(got)
		}
		susp := own.Nodes[1]
		if susp.Actor == nil || susp.Actor.ID != "root" || susp.Subject.ID != "ada" || susp.Network != "192.0.2.0/24" ||
			fmt.Sprint(susp.Details) != "[{given spam}]" || r.people.calls != 1 {
			t.Fatalf("%+v", susp)
		}
		if _, err := r.s.All(as("ada", identity.RoleMember), page.Args{}, audit.Filter{SubjectID: "ada"}); !errors.Is(err, identity.ErrAdminOnly) {
			t.Fatal(err)
		}
		if _, err := r.s.Own(context.Background(), page.Args{}); !errors.Is(err, identity.ErrSignInRequired) {
			t.Fatal(err)
		}
		for f, n := range map[audit.Filter]int{
			{}: 6, {SubjectID: "eve"}: 1, {Action: "identity.user_suspended"}: 2, {SubjectID: "ada", Action: "identity.user_suspended"}: 1, {Action: "' OR 1=1"}: 0,
		} {
			all, err := r.s.All(as("root", identity.RoleAdmin), page.Args{}, f)
			if err != nil || len(all.Nodes) != n {
				t.Errorf("%+v: %d records, %v", f, len(all.Nodes), err)
			}
		}
	})
}

func TestPages(t *testing.T) {
	onBoth(t, func(t *testing.T, r *room) {
		for range 7 {
			r.emit(identity.UserVerified{Trace: trace("ada"), UserID: "ada", How: "link"})
		}
		first, seen := 3, 0
		var after *string
		for {
			c, err := r.s.Own(as("ada", identity.RoleMember), page.Args{First: &first, After: after})
			if err != nil {
				t.Fatal(err)
			}
			seen += len(c.Nodes)
			r.emit(identity.UserVerified{Trace: trace("ada"), UserID: "ada", How: "link"}) // does not move the pages
			if after = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
				break
			}
		}
		if seen != 7 {
			t.Fatalf("%d records on all pages", seen)
		}
		if _, err := r.s.Own(as("eve", identity.RoleMember), page.Args{After: after}); !errors.Is(err, page.ErrBadCursor) {
			t.Fatal("a cursor of somebody else works")
		}
		if _, err := r.s.All(as("ada", identity.RoleAdmin), page.Args{After: after}, audit.Filter{}); !errors.Is(err, page.ErrBadCursor) {
			t.Fatal("a cursor of another list works")
		}
	})
}

func TestTheChainShowsTampering(t *testing.T) {
	for name, tamper := range map[string]string{
		"changed":          `UPDATE audit_records SET network = '10.0.0.0/24' WHERE seq = 2`,
		"taken out":        `DELETE FROM audit_records WHERE seq = 2`,
		"taken off":        `DELETE FROM audit_records WHERE seq = 4`,
		"another subject":  `UPDATE audit_records SET subject_id = 'eve' WHERE seq = 4`,
		"moved in time":    `UPDATE audit_records SET at = at + 1 WHERE seq = 1`,
		"all of it is new": `DELETE FROM audit_records`,
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			onBoth(t, func(t *testing.T, r *room) {
				if n, err := r.s.Verify(t.Context()); n != 0 || err != nil {
					t.Fatal(n, err)
				}
				for range 4 {
					r.emit(identity.UserVerified{Trace: trace("ada"), UserID: "ada", How: "link"})
				}
				if n, err := r.s.Verify(t.Context()); n != 4 || err != nil {
					t.Fatal(n, err)
				}
				if _, err := r.d.Writer().Exec(t.Context(), tamper); err != nil {
					t.Fatal(err)
				}
				if _, err := r.s.Verify(t.Context()); !errors.Is(err, auditsvc.ErrBroken) {
					t.Fatalf("not noticed: %v", err)
				}
			})
		})
	}
}
