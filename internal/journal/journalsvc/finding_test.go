package journalsvc_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags"
)

func TestViews(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		made := func(key, name string) *journal.View {
			v, err := r.CreateView(r.ctx, r.alice, journal.CreateViewInput{ClientID: "client-" + key, Name: name, Query: "kind:done #go"})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		a, b, c := made("a", "A"), made("b", "B"), made("c", "C")
		if again := made("a", "other"); again.ID != a.ID || again.Name != "A" {
			t.Fatal("the same client id made another view")
		}
		if _, err := r.OrderViews(r.ctx, r.alice, []string{c.ID, a.ID}); err != nil {
			t.Fatal(err)
		}
		list, err := r.Views(r.ctx, r.alice)
		if err != nil || len(list) != 3 || list[0].ID != c.ID || list[1].ID != a.ID || list[2].ID != b.ID {
			t.Fatal(list, err)
		}
		if v, err := r.UpdateView(r.ctx, r.alice, journal.UpdateViewInput{ID: a.ID, Pinned: ptr(true)}); err != nil || !v.Pinned || v.Name != "A" {
			t.Fatal(v, err)
		}
		for _, bad := range []journal.CreateViewInput{{Name: " ", Query: "a"}, {Name: "x", Query: "kind:"}, {Name: "x", Query: "  "}} {
			bad.ClientID = "client-bad"
			if _, err := r.CreateView(r.ctx, r.alice, bad); err == nil {
				t.Errorf("%+v was taken", bad)
			}
		}
		// Somebody else's views are not there: neither read, nor changed, nor moved, nor deleted.
		if v, err := r.View(r.ctx, r.bob, a.ID); v != nil || err != nil {
			t.Fatal(v, err)
		}
		if _, err := r.UpdateView(r.ctx, r.bob, journal.UpdateViewInput{ID: a.ID, Name: ptr("mine")}); !errors.Is(err, journal.ErrViewNotFound) {
			t.Fatal(err)
		}
		if err := r.DeleteView(r.ctx, r.bob, a.ID); err != nil {
			t.Fatal(err)
		}
		if v, err := r.View(r.ctx, r.alice, a.ID); err != nil || v == nil || v.Name != "A" {
			t.Fatal("bob touched the view of alice", v, err)
		}
		for n := range journal.MaxViews - 3 {
			made(fmt.Sprint("more-", n), "more")
		}
		if _, err := r.CreateView(r.ctx, r.alice, journal.CreateViewInput{ClientID: "client-too-many", Name: "x", Query: "a"}); !errors.Is(err, journal.ErrTooManyViews) {
			t.Fatal(err)
		}
		if err := r.DeleteView(r.ctx, r.alice, b.ID); err != nil {
			t.Fatal(err)
		}
		if list, _ := r.Views(r.ctx, r.alice); len(list) != journal.MaxViews-1 {
			t.Fatal(len(list))
		}
	})
}

// Tags change their names, become aliases and tags of their own again; no text changes, and what was found stays found.
func TestTagsAreKept(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		r.write(t, "one #golang")
		r.write(t, "two #golang/generics and #go")
		r.write(t, "three #go/generics")
		r.write(t, "four #rust")
		tag := func(key string) tags.Tag {
			found, err := r.tags.Existing(r.ctx, r.alice.UserID, []string{key})
			if err != nil || found[key].ID == "" {
				t.Fatal(key, found, err)
			}
			return found[key]
		}
		hits := func(query string, want int) {
			t.Helper()
			if got := find(t, r, query); len(got) != want {
				t.Errorf("%s found %q, want %d", query, got, want)
			}
		}
		hits("#go", 2)
		hits("#golang", 2)
		golang, goes := tag("golang"), tag("go")
		_, changes, err := r.tags.Merge(r.ctx, r.alice.UserID, tags.MergeTagsInput{From: golang.ID, Into: goes.ID, DryRun: true})
		if err != nil || !slices.Equal(changes, []tags.TagChange{{From: "golang", To: "go"}, {From: "golang/generics", To: "go/generics"}}) {
			t.Fatal(changes, err)
		}
		hits("#go", 2)
		if _, _, err := r.tags.Merge(r.ctx, r.alice.UserID, tags.MergeTagsInput{From: golang.ID, Into: goes.ID}); err != nil {
			t.Fatal(err)
		}
		hits("#go", 3)
		hits("#golang", 3)
		hits("#go/generics", 2)
		e := r.write(t, "five #golang #go")
		if len(e.Tags) != 1 || e.Tags[0].Name != "go" || e.Body != "five #golang #go" {
			t.Fatalf("%+v", e.Tags)
		}
		uses, err := r.TagUses(r.ctx, r.alice)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[string]int{}
		for _, u := range uses {
			counts[u.Tag.Name] = u.Entries
			n := len(find(t, r, "#"+u.Tag.Name))
			if n != u.Entries {
				t.Errorf("%s counts %d and shows %d", u.Tag.Name, u.Entries, n)
			}
		}
		if counts["go"] != 4 || counts["rust"] != 1 || counts["golang"] != 0 || len(uses) != 3 {
			t.Fatal(counts)
		}
		if c, err := r.Timeline(r.ctx, r.alice, page.Args{}, &journal.EntryFilter{Tags: []string{"golang"}}); err != nil || len(c.Nodes) != 4 {
			t.Fatal(err)
		}
		renamed, err := r.tags.Update(r.ctx, r.alice.UserID, tags.UpdateTagInput{ID: goes.ID, Name: ptr("Gopher"), Color: ptr("pine"), Description: ptr("the language")})
		if err != nil || renamed.Key != "gopher" || renamed.Color != "pine" {
			t.Fatal(renamed, err)
		}
		hits("#gopher", 4)
		hits("#gopher/generics", 2)
		hits("#go", 4)
		hits("#golang", 4)
		if back, err := r.tags.Update(r.ctx, r.alice.UserID, tags.UpdateTagInput{ID: goes.ID, Name: ptr("go")}); err != nil || back.Name != "go" {
			t.Fatal(back, err)
		}
		hits("#gopher/generics", 2)
		if _, err := r.tags.DropAlias(r.ctx, r.alice.UserID, "golang"); err != nil {
			t.Fatal(err)
		}
		hits("#golang", 1)
		if _, err := r.tags.SetAlias(r.ctx, r.alice.UserID, tag("go").ID, "rust"); err != nil {
			t.Fatal(err)
		}
		hits("#rust", 4) // with four, without one
		if _, err := r.tags.Update(r.ctx, r.alice.UserID, tags.UpdateTagInput{ID: tag("golang").ID, Name: ptr("go")}); !errors.Is(err, tags.ErrNameTaken) {
			t.Fatal(err)
		}
		// Somebody else's tags are not there.
		for _, err := range []error{
			failure(r.tags.Update(r.ctx, r.bob.UserID, tags.UpdateTagInput{ID: goes.ID, Name: ptr("mine")})),
			failure(r.tags.SetAlias(r.ctx, r.bob.UserID, goes.ID, "mine")), failure(r.tags.DropAlias(r.ctx, r.bob.UserID, "rust")),
		} {
			if !errors.Is(err, tags.ErrNotFound) {
				t.Error(err)
			}
		}
		hits("#go", 4)
	})
}

func failure[T any](_ T, err error) error { return err }

func TestThePast(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		at := func(d day.Date, body string) *journal.Entry {
			in := r.input(body)
			in.Day = &d
			e, err := r.Write(r.ctx, r.alice, in)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		if e, err := r.RandomEntry(r.ctx, r.alice); e != nil || err != nil {
			t.Fatal(e, err)
		}
		at("2025-11-22", "last year")
		at("2020-11-22", "long ago")
		at("2025-11-21", "another day")
		at("2026-11-22", "today")
		at("2024-02-29", "a leap day")
		gone := at("2026-11-22", "thrown away")
		if err := r.Delete(r.ctx, r.alice, gone.ID); err != nil {
			t.Fatal(err)
		}
		list, err := r.OnThisDay(r.ctx, r.alice, nil)
		if err != nil || len(list) != 2 || list[0].Body != "last year" || list[1].Body != "long ago" {
			t.Fatal(list, err)
		}
		if list, err = r.OnThisDay(r.ctx, r.alice, ptr(day.Date("2028-02-29"))); err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		seen := map[string]bool{}
		for range 200 {
			e, err := r.RandomEntry(r.ctx, r.alice)
			if err != nil || e == nil {
				t.Fatal(e, err)
			}
			seen[e.Body] = true
		}
		if len(seen) != 5 || seen["thrown away"] {
			t.Fatal(seen)
		}
		// What the calendar counts is what the day shows.
		if _, err := r.Calendar(r.ctx, r.alice, "2025-11-01", "2026-11-30"); !errors.Is(err, journal.ErrDaysOutOfRange) {
			t.Fatal(err)
		}
		counts, err := r.Calendar(r.ctx, r.alice, "2025-12-01", "2026-11-30")
		if err != nil || len(counts) != 1 {
			t.Fatal(counts, err)
		}
		for _, c := range counts {
			shown, err := r.Timeline(r.ctx, r.alice, page.Args{}, &journal.EntryFilter{From: &c.Day, To: &c.Day})
			if err != nil || len(shown.Nodes) != c.Entries {
				t.Errorf("%s counts %d and shows %d: %v", c.Day, c.Entries, len(shown.Nodes), err)
			}
		}
		if counts, err := r.Calendar(r.ctx, r.bob, "2025-12-01", "2026-11-30"); err != nil || len(counts) != 0 {
			t.Fatal("bob sees the days of alice", counts, err)
		}
	})
}

func TestMentions(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		target := r.write(t, "# Release train\n\nhow it runs")
		r.write(t, "late again: the release train stood still")
		if list, err := r.Mentions(r.ctx, r.alice, target, nil); err != nil || len(list) != 1 || list[0].ID == target.ID {
			t.Fatal(list, err)
		}
		if list, err := r.Mentions(r.ctx, r.bob, target, nil); err != nil || len(list) != 0 {
			t.Fatal("bob sees what alice wrote", list, err)
		}
		if list, err := r.Backlinks(r.ctx, r.alice, target, nil); err != nil || len(list) != 0 {
			t.Fatal(list, err)
		}
	})
}
