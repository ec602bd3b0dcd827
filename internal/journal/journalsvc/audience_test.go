package journalsvc_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/page"
)

var (
	stranger = audience.Viewer{}
	byLink   = audience.Viewer{ByLink: true}
)

// change gives entries of the actor other audiences.
func (r *rig) change(t *testing.T, a identity.Actor, dryRun bool, pairs ...any) ([]journal.AudienceChange, int) {
	t.Helper()
	in := journal.ChangeAudienceInput{DryRun: dryRun}
	for i := 0; i < len(pairs); i += 2 {
		in.Changes = append(in.Changes, journal.AudienceChangeInput{ID: pairs[i].(string), Audience: pairs[i+1].(audience.Level)})
	}
	changed, unchanged, err := r.ChangeAudience(r.ctx, a, in)
	if err != nil {
		t.Fatal(err)
	}
	return changed, unchanged
}

func (r *rig) level(t *testing.T, a identity.Actor, entryID string) audience.Level {
	t.Helper()
	l, err := r.OwnAudience(r.ctx, a, entryID)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// titles are what strangers like v see of alice.
func (r *rig) titles(t *testing.T, v audience.Viewer, tag string) []string {
	t.Helper()
	c, err := r.Shared(r.ctx, r.alice.UserID, v, journal.SharedScope{Tag: tag}, page.Args{})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, e := range c.Nodes {
		out = append(out, e.Title)
	}
	return out
}

func TestChangingManyAudiencesIsPreviewedDoneAndTakenBack(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		one, two, three := r.write(t, "one #go"), r.write(t, "two #go/generics"), r.write(t, "three")
		gone := r.write(t, "gone")
		if err := r.Delete(r.ctx, r.alice, gone.ID); err != nil {
			t.Fatal(err)
		}
		r.change(t, r.alice, false, one.ID, audience.Public)
		wish := []any{one.ID, audience.Public, two.ID, audience.Public, three.ID, audience.Unlisted, gone.ID, audience.Public}

		preview, unchanged := r.change(t, r.alice, true, wish...)
		if len(preview) != 2 || unchanged != 2 || r.level(t, r.alice, two.ID) != audience.Private {
			t.Fatalf("the preview tells %v and %d, or wrote something", preview, unchanged)
		}
		changed, unchanged := r.change(t, r.alice, false, wish...)
		if !slices.Equal(changed, preview) || unchanged != 2 {
			t.Fatalf("did %v and %d, said %v", changed, unchanged, preview)
		}
		if got := r.titles(t, stranger, ""); !slices.Equal(got, []string{"two", "one"}) {
			t.Errorf("strangers see %v", got)
		}
		if got := r.titles(t, byLink, ""); len(got) != 3 {
			t.Errorf("with the link one sees %v", got)
		}
		if got := r.titles(t, byLink, "go"); len(got) != 2 {
			t.Errorf("the tag with those below it has %v", got)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_revisions WHERE entry_id = $1 AND audience = 'private'", two.ID); n != 1 {
			t.Errorf("the version before is kept %d times", n)
		}

		var back []any
		for _, c := range changed {
			back = append(back, c.ID, c.From)
		}
		r.change(t, r.alice, false, back...)
		if r.level(t, r.alice, two.ID) != audience.Private || r.level(t, r.alice, three.ID) != audience.Private || r.level(t, r.alice, one.ID) != audience.Public {
			t.Error("not taken back")
		}
		if got := r.titles(t, byLink, ""); !slices.Equal(got, []string{"one"}) {
			t.Errorf("after taking it back, one sees %v", got)
		}
	})
}

// TestAttack_E01_OthersCannotChangeWhoSeesAnEntry: first the honest request, then the one of somebody else.
func TestAttack_E01_OthersCannotChangeWhoSeesAnEntry(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e, draft := r.write(t, "mine"), r.write(t, "x")
		r.change(t, r.alice, false, e.ID, audience.Followers)
		if changed, unchanged := r.change(t, r.bob, false, e.ID, audience.Public); len(changed) != 0 || unchanged != 1 {
			t.Errorf("bob changed %v", changed)
		}
		if _, err := r.db.Writer().Exec(r.ctx, "UPDATE journal_entries SET draft = TRUE WHERE id = $1", draft.ID); err != nil {
			t.Fatal(err)
		}
		if changed, _ := r.change(t, r.alice, false, draft.ID, audience.Public); len(changed) != 0 {
			t.Error("a draft was opened")
		}
		if _, err := r.Schedule(r.ctx, r.bob, later(e.ID, audience.Public)); !errors.Is(err, journal.ErrEntryNotFound) {
			t.Errorf("bob schedules: %v", err)
		}
		if err := r.Unschedule(r.ctx, r.bob, e.ID); !errors.Is(err, journal.ErrEntryNotFound) {
			t.Errorf("bob unschedules: %v", err)
		}
		if r.level(t, r.alice, e.ID) != audience.Followers || len(r.titles(t, byLink, "")) != 0 {
			t.Error("something changed")
		}
	})
}

func TestTooManyOrUnknownAudiencesAreRefused(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "one")
		many := make([]journal.AudienceChangeInput, journal.MaxImport+1)
		if _, _, err := r.ChangeAudience(r.ctx, r.alice, journal.ChangeAudienceInput{Changes: many}); !errors.Is(err, journal.ErrTooManyEntries) {
			t.Error(err)
		}
		one := []journal.AudienceChangeInput{{ID: e.ID, Audience: "everybody"}}
		if _, _, err := r.ChangeAudience(r.ctx, r.alice, journal.ChangeAudienceInput{Changes: one}); !errors.Is(err, journal.ErrAudienceInvalid) {
			t.Error(err)
		}
	})
}

// TestAttack_E03_NarrowedEntriesAreGoneAtOnce narrows, trashes and restores, and looks at what strangers see after each.
func TestAttack_E03_NarrowedEntriesAreGoneAtOnce(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "secret soon")
		r.change(t, r.alice, false, e.ID, audience.Public)
		state := func() (int, time.Time) {
			marks, at, err := r.SharedMarks(r.ctx, r.alice.UserID, byLink, journal.SharedScope{}, 50)
			if err != nil {
				t.Fatal(err)
			}
			return len(marks), at
		}
		n, last := state()
		if found, err := r.SharedEntry(r.ctx, stranger, e.ID); n != 1 || found == nil || err != nil {
			t.Fatalf("public, and seen by nobody: %d %v", n, err)
		}
		hidden := func(how string) {
			t.Helper()
			n, at := state()
			if found, err := r.SharedEntry(r.ctx, byLink, e.ID); n != 0 || found != nil || err != nil {
				t.Errorf("%s, and still seen: %d %v", how, n, err)
			}
			if !at.After(last) {
				t.Errorf("%s does not show as a change: %s, before %s", how, at, last)
			}
			last = at
		}
		shown := func(how string) {
			t.Helper()
			n, at := state()
			if n != 1 || !at.After(last) {
				t.Errorf("%s, and not seen, or no change: %d %s", how, n, at)
			}
			last = at
		}
		r.clock.Advance(time.Minute)
		if err := r.Delete(r.ctx, r.alice, e.ID); err != nil {
			t.Fatal(err)
		}
		hidden("in the trash")
		r.clock.Advance(time.Minute)
		if _, err := r.Restore(r.ctx, r.alice, e.ID); err != nil {
			t.Fatal(err)
		}
		shown("restored")
		r.clock.Advance(time.Minute)
		r.change(t, r.alice, false, e.ID, audience.Team)
		hidden("for the team")
		r.clock.Advance(time.Minute)
		r.change(t, r.alice, false, e.ID, audience.Unlisted)
		shown("unlisted")
		if len(r.titles(t, stranger, "")) != 0 {
			t.Error("an unlisted entry is listed")
		}
		if found, err := r.Entry(r.ctx, r.bob, e.ID); found != nil || err != nil {
			t.Error("an unlisted entry is read by its id")
		}
		r.people[r.alice.UserID].Hidden = true
		if found, err := r.SharedEntry(r.ctx, byLink, e.ID); found != nil || err != nil {
			t.Error("an entry of a suspended person is seen")
		}
	})
}

func TestTheTimelineIsFilteredByAudience(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		one, _ := r.write(t, "one"), r.write(t, "two")
		r.change(t, r.alice, false, one.ID, audience.Public)
		c, err := r.Timeline(r.ctx, r.alice, page.Args{}, &journal.EntryFilter{Audiences: []audience.Level{audience.Public, audience.Team}})
		if err != nil || len(c.Nodes) != 1 || c.Nodes[0].ID != one.ID {
			t.Errorf("%v %v", c, err)
		}
	})
}
