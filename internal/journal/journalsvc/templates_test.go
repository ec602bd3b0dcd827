package journalsvc_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/page"
)

func TestTemplates(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		made := func(key, name string) *journal.Template {
			v, err := r.CreateTemplate(r.ctx, r.alice, journal.CreateTemplateInput{
				ClientID: "client-" + key, Name: name, Body: "## {{date}}\n\n- [ ] plan", Kind: ptr(journal.KindPlan), Tags: []string{"go/generics"},
				Weekdays: []identity.Weekday{identity.Friday, identity.Monday},
			})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		a, b, c := made("a", "A"), made("b", "B"), made("c", "C")
		if again := made("a", "other"); again.ID != a.ID || again.Name != "A" {
			t.Fatal("the same client id made another template")
		}
		if _, err := r.OrderTemplates(r.ctx, r.alice, []string{c.ID, a.ID}); err != nil {
			t.Fatal(err)
		}
		list, err := r.Templates(r.ctx, r.alice)
		if err != nil || len(list) != 3 || list[0].ID != c.ID || list[1].ID != a.ID || list[2].ID != b.ID {
			t.Fatal(list, err)
		}
		got := list[1]
		if got.Body != "## {{date}}\n\n- [ ] plan" || *got.Kind != journal.KindPlan || !slices.Equal(got.Tags, []string{"go/generics"}) ||
			!slices.Equal(got.Weekdays, []identity.Weekday{identity.Monday, identity.Friday}) {
			t.Fatalf("%+v", got)
		}
		changed, err := r.UpdateTemplate(r.ctx, r.alice, journal.UpdateTemplateInput{ID: a.ID, Name: "A2", Body: "b"})
		if err != nil || changed.Name != "A2" || changed.Kind != nil || len(changed.Weekdays) != 0 {
			t.Fatal(changed, err)
		}
		for n := range journal.MaxTemplates - 3 {
			made(fmt.Sprint("more-", n), "more")
		}
		_, err = r.CreateTemplate(r.ctx, r.alice, journal.CreateTemplateInput{ClientID: "client-too-many", Name: "x", Body: "a"})
		if !errors.Is(err, journal.ErrTooManyTemplates) {
			t.Fatal(err)
		}
		if err := r.DeleteTemplate(r.ctx, r.alice, b.ID); err != nil {
			t.Fatal(err)
		}
		if list, _ := r.Templates(r.ctx, r.alice); len(list) != journal.MaxTemplates-1 {
			t.Fatal(len(list))
		}
	})
}

// Somebody else's templates and choices are not there: neither read, nor changed, nor moved, nor deleted.
func TestTemplatesOfOthers(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		a, err := r.CreateTemplate(r.ctx, r.alice, journal.CreateTemplateInput{ClientID: "client-own", Name: "A", Body: "mine"})
		if err != nil {
			t.Fatal(err)
		}
		chosen := journal.ChooseRollOverInput{Automatic: true, Place: journal.RollOverHeading, Heading: "Open", DoneHeading: "Done", TakeOut: true}
		if _, err := r.ChooseRollOver(r.ctx, r.alice, chosen); err != nil {
			t.Fatal(err)
		}
		if list, err := r.Templates(r.ctx, r.bob); err != nil || len(list) != 0 {
			t.Fatal(list, err)
		}
		if _, err := r.UpdateTemplate(r.ctx, r.bob, journal.UpdateTemplateInput{ID: a.ID, Name: "mine", Body: "b"}); !errors.Is(err, journal.ErrTemplateNotFound) {
			t.Fatal(err)
		}
		if err := r.DeleteTemplate(r.ctx, r.bob, a.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := r.OrderTemplates(r.ctx, r.bob, []string{a.ID}); err != nil {
			t.Fatal(err)
		}
		if got, err := r.RollOver(r.ctx, r.bob); err != nil || *got != journal.DefaultRollOver {
			t.Fatal(got, err)
		}
		if list, err := r.Templates(r.ctx, r.alice); err != nil || len(list) != 1 || list[0].Body != "mine" {
			t.Fatal("bob touched the template of alice", list, err)
		}
		if got, err := r.RollOver(r.ctx, r.alice); err != nil || *got != journal.RollOver(chosen) {
			t.Fatal(got, err)
		}
	})
}

// TestEntriesWithTasks: what a roll-over reads has every own entry with a checkbox up to a day, newest first, and nothing else.
func TestEntriesWithTasks(t *testing.T) {
	const open = "- [ ] A"
	for name, c := range map[string]struct {
		bring func(t *testing.T, r *rig)
		want  []string
	}{
		"nothing": {func(*testing.T, *rig) {}, nil},
		"Friday's, behind a note without tasks": {func(t *testing.T, r *rig) {
			r.on(t, r.alice, "2026-11-20", open)
			r.on(t, r.alice, "2026-11-21", "A walk [to] the sea\n\n```\n- [ ] code\n```")
		}, []string{"2026-11-20"}},
		"open and ticked, the newest first": {func(t *testing.T, r *rig) {
			r.on(t, r.alice, "2026-11-21", "- [x] done")
			r.on(t, r.alice, "2026-11-19", open)
			r.on(t, r.alice, "2026-11-20", "1. [ ] one")
		}, []string{"2026-11-21", "2026-11-20", "2026-11-19"}},
		"not those of the day itself or later": {func(t *testing.T, r *rig) {
			r.on(t, r.alice, "2026-11-22", open)
			r.on(t, r.alice, "2026-11-23", open)
		}, nil},
		"what was imported, but no drafts": {func(t *testing.T, r *rig) {
			taken, draft := imported("k1", "* [ ] from another app"), imported("k2", open)
			taken.Draft, taken.Day, draft.Day = false, "2024-02-29", "2026-11-20"
			r.bring(t, false, taken, draft)
		}, []string{"2024-02-29"}},
		"not from the trash, and nobody else's": {func(t *testing.T, r *rig) {
			r.on(t, r.bob, "2026-11-20", open)
			if err := r.Delete(r.ctx, r.alice, r.on(t, r.alice, "2026-11-20", open).ID); err != nil {
				t.Fatal(err)
			}
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, r *rig) {
				c.bring(t, r)
				to, drafts := day.Date("2026-11-21"), false
				found, err := r.Search(r.ctx, r.alice, "has:task", page.Args{First: ptr(50)}, &journal.EntryFilter{To: &to, Drafts: &drafts})
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, hit := range found.Nodes {
					got = append(got, string(hit.Entry.Day))
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("got %v, want %v", got, c.want)
				}
			})
		})
	}
}

// on writes an entry of somebody on a day.
func (r *rig) on(t testing.TB, a identity.Actor, d day.Date, body string) *journal.Entry {
	t.Helper()
	r.clock.Advance(time.Second)
	in := r.input(body)
	in.Day = &d
	e, err := r.Write(r.ctx, a, in)
	if err != nil {
		t.Fatalf("write %q: %v", body, err)
	}
	return e
}
