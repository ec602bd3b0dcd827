package journalsvc_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/page"
)

func TestRevisionsArePaged(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "version 1")
		saved := []time.Time{e.CreatedAt}
		for n := 2; n <= 5; n++ {
			r.clock.Advance(time.Minute)
			next, _, err := r.Edit(r.ctx, r.alice, edit(e, fmt.Sprintf("version %d #t%d", n, n)))
			if err != nil {
				t.Fatal(err)
			}
			e = next
			saved = append(saved, e.UpdatedAt)
		}
		var after *string
		want := 5
		for pages := 1; ; pages++ {
			c, err := r.Revisions(r.ctx, r.alice, e.ID, page.Args{First: ptr(2), After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range c.Nodes {
				if v.Revision != want || v.Current != (want == 5) || !v.SavedAt.Equal(saved[want-1]) || v.Author.Handle != "alice" {
					t.Fatalf("want version %d of %v, got %+v", want, saved[want-1], v)
				}
				if want > 1 && (len(v.Tags) != 1 || v.Tags[0].Name != fmt.Sprintf("t%d", want)) {
					t.Fatalf("tags of version %d: %+v", want, v.Tags)
				}
				want--
			}
			if after = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
				if want != 0 || pages != 3 {
					t.Fatalf("%d versions are missing after %d pages", want, pages)
				}
				return
			}
		}
	})
}

func TestRestoreRevision(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		in := r.input("one #a")
		in.Audience = ptr(audience.Public)
		e, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		narrow := edit(e, "two")
		narrow.Audience, narrow.Kind = audience.Private, journal.KindLearned
		two, _, err := r.Edit(r.ctx, r.alice, narrow)
		if err != nil {
			t.Fatal(err)
		}
		back := journal.RestoreRevisionInput{EntryID: e.ID, Revision: 1, BaseRevision: two.Revision, ClientID: "restore-1"}
		for range 2 { // the second is a replay
			three, conflict, err := r.RestoreRevision(r.ctx, r.alice, back)
			if err != nil || conflict != nil || three.Revision != 3 || three.Body != "one #a" || three.Kind != e.Kind || len(three.Tags) != 1 {
				t.Fatalf("%+v %+v %v", three, conflict, err)
			}
			if three.Audience != audience.Private {
				t.Fatal("going back opened a text that was narrowed")
			}
		}
		back.ClientID = "restore-2"
		if _, conflict, err := r.RestoreRevision(r.ctx, r.alice, back); err != nil || conflict == nil || conflict.Current.Revision != 3 {
			t.Fatalf("a stale restore is no conflict: %+v %v", conflict, err)
		}
		back.Revision = 7
		if _, _, err := r.RestoreRevision(r.ctx, r.alice, back); !errors.Is(err, journal.ErrRevisionUnknown) {
			t.Fatal(err)
		}
	})
}

func TestAttack_C08_historyIsTheAuthorsAlone(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		in := r.input("once secret")
		in.Audience = ptr(audience.Public)
		e, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := r.Edit(r.ctx, r.alice, edit(e, "now open")); err != nil {
			t.Fatal(err)
		}
		mine, err := r.Revisions(r.ctx, r.alice, e.ID, page.Args{First: ptr(1)})
		if err != nil || len(mine.Nodes) != 1 {
			t.Fatalf("%+v %v", mine, err)
		}
		if seen, err := r.Entry(r.ctx, r.bob, e.ID); err != nil || seen == nil {
			t.Fatalf("a public entry is not seen: %v", err)
		}
		if _, err := r.Revisions(r.ctx, r.bob, e.ID, page.Args{}); !errors.Is(err, journal.ErrEntryNotFound) {
			t.Fatal(err)
		}
		if _, err := r.Revisions(r.ctx, r.bob, e.ID, page.Args{After: mine.PageInfo.EndCursor}); !errors.Is(err, journal.ErrEntryNotFound) {
			t.Fatal(err)
		}
		if _, _, err := r.RestoreRevision(r.ctx, r.bob, journal.RestoreRevisionInput{EntryID: e.ID, Revision: 1, BaseRevision: 2, ClientID: "attacker"}); !errors.Is(err, journal.ErrEntryNotFound) {
			t.Fatal(err)
		}
		if after, err := r.Entry(r.ctx, r.alice, e.ID); err != nil || after.Revision != 2 || after.Body != "now open" {
			t.Fatalf("%+v %v", after, err)
		}
	})
}

func TestNamedAndChoices(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		first := r.write(t, "# Release plan\n\nfirst")
		second := r.write(t, "# Release plan\n\nsecond")
		other := r.write(t, "Größe zählt\nmore")
		gone := r.write(t, "Release party")
		if err := r.Delete(r.ctx, r.alice, gone.ID); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"Release plan": second.ID, " Release plan ": second.ID, "release PLAN": second.ID, "größe zählt": other.ID,
			"Release": "", "Release party": "", "": "", `"`: "", "x\x00y": "",
		} {
			got, err := r.Named(r.ctx, r.alice, name)
			if err != nil || (got == nil) != (want == "") || (got != nil && got.ID != want) {
				t.Errorf("%q: %+v %v", name, got, err)
			}
		}
		if got, err := r.Named(r.ctx, r.bob, "Release plan"); err != nil || got != nil {
			t.Fatalf("a name leads into somebody else's journal: %+v %v", got, err)
		}
		list, err := r.Choices(r.ctx, r.alice, "RELEASE", nil)
		if err != nil || len(list) != 1 || list[0].ID != second.ID || list[0].ID == first.ID {
			t.Fatalf("%+v %v", list, err)
		}
		if list, err = r.Choices(r.ctx, r.bob, "", nil); err != nil || len(list) != 0 {
			t.Fatalf("%+v %v", list, err)
		}
	})
}
