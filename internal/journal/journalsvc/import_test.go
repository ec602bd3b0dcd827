package journalsvc_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/cputime"
	"tamatar.dev/tamatar/internal/platform/page"
)

func imported(key, body string) journal.ImportEntryInput {
	return journal.ImportEntryInput{
		SourceKey: key, Body: body, Kind: journal.KindDone, Day: "2026-03-04", Zone: "+02:00",
		LoggedAt: noon.AddDate(0, -8, 0), Draft: true, SourceCount: ptr(3),
	}
}

func (r *rig) bring(t testing.TB, dry bool, list ...journal.ImportEntryInput) *journal.ImportEntriesPayload {
	t.Helper()
	p, err := r.Import(r.ctx, r.alice.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: list, DryRun: dry})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func outcomes(p *journal.ImportEntriesPayload) string {
	return fmt.Sprintf("%d created %d updated %d skipped %d rejected", p.Created, p.Updated, p.Skipped, len(p.Rejected))
}

func TestImportIsIdempotent(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		list := []journal.ImportEntryInput{imported("k1", "one #a"), imported("k2", "two #b"), imported("k1", "one again"), imported("k3", "")}
		if got := outcomes(r.bring(t, true, list...)); got != "2 created 0 updated 1 skipped 1 rejected" {
			t.Fatalf("dry run: %s", got)
		}
		if n := count(t, r.db, "SELECT (SELECT count(*) FROM journal_entries) + (SELECT count(*) FROM tags_tags)"); n != 0 {
			t.Fatalf("a dry run wrote %d rows", n)
		}
		p := r.bring(t, false, list...)
		if got := outcomes(p); got != "2 created 0 updated 1 skipped 1 rejected" || p.Rejected[0].SourceKey != "k3" || !strings.Contains(p.Rejected[0].Message, "no text") {
			t.Fatalf("%s %+v", got, p.Rejected)
		}
		if got := outcomes(r.bring(t, false, list[:2]...)); got != "0 created 0 updated 2 skipped 0 rejected" {
			t.Fatalf("second run: %s", got)
		}
		c, err := r.Timeline(r.ctx, r.alice, page.Args{}, nil)
		if err != nil || len(c.Nodes) != 2 {
			t.Fatal(err)
		}
		e := c.Nodes[0]
		if !e.Draft || e.Day != "2026-03-04" || e.Zone != "+02:00" || e.OffsetMinutes != 120 || *e.SourceCount != 3 || e.Source != journal.EntrySourceGit || e.Audience != "private" {
			t.Fatalf("%+v", e)
		}
		if other, err := r.Import(r.ctx, r.bob.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: list[:2]}); err != nil || other.Created != 2 {
			t.Fatal("keys are per person")
		}
	})
}

// An origin that grew: only drafts that nobody has touched take the newer text.
func TestImportRefreshesUntouchedDrafts(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		keys := []string{"untouched", "edited", "accepted", "trashed", "purged"}
		var first, later []journal.ImportEntryInput
		for _, key := range keys {
			first = append(first, imported(key, "1 commit"))
			grown := imported(key, "2 commits #new")
			grown.SourceCount = ptr(4)
			later = append(later, grown)
		}
		r.bring(t, false, first...)
		c, err := r.Timeline(r.ctx, r.alice, page.Args{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		byKey := map[string]*journal.Entry{}
		for i := range c.Nodes { // same day and instant: later ids first
			byKey[keys[len(keys)-1-i]] = &c.Nodes[i]
		}
		in := edit(byKey["edited"], "my own words")
		if e, _, err := r.Edit(r.ctx, r.alice, in); err != nil || e.Draft {
			t.Fatalf("editing accepts: %+v %v", e, err)
		}
		ids, err := r.AcceptDrafts(r.ctx, r.alice, []string{byKey["accepted"].ID, byKey["edited"].ID, "none"})
		if err != nil || len(ids) != 1 || ids[0] != byKey["accepted"].ID {
			t.Fatal(ids, err)
		}
		if ids, err := r.AcceptDrafts(r.ctx, r.bob, []string{byKey["untouched"].ID}); err != nil || len(ids) != 0 {
			t.Fatal("drafts of others were accepted")
		}
		err = errors.Join(r.Delete(r.ctx, r.alice, byKey["trashed"].ID), r.Delete(r.ctx, r.alice, byKey["purged"].ID), r.Purge(r.ctx, r.alice, byKey["purged"].ID))
		if err != nil {
			t.Fatal(err)
		}
		if got := outcomes(r.bring(t, true, later...)); got != "0 created 1 updated 4 skipped 0 rejected" {
			t.Fatalf("dry run: %s", got)
		}
		for i, want := range []string{"0 created 1 updated 4 skipped 0 rejected", "0 created 0 updated 5 skipped 0 rejected"} {
			if got := outcomes(r.bring(t, false, later...)); got != want {
				t.Fatalf("run %d: %s", i, got)
			}
		}
		e, err := r.Entry(r.ctx, r.alice, byKey["untouched"].ID)
		if err != nil || e.Body != "2 commits #new" || *e.SourceCount != 4 || !e.Draft || e.Revision != 2 || len(e.Tags) != 1 {
			t.Fatalf("%+v %v", e, err)
		}
		if got := find(t, r, `"2 commits"`); len(got) != 1 {
			t.Fatalf("the index follows: %q", got)
		}
		// Whoever was editing the older text is told.
		if _, conflict, err := r.Edit(r.ctx, r.alice, edit(byKey["untouched"], "my words about 1 commit")); err != nil || conflict == nil || conflict.Current.Body != e.Body {
			t.Fatalf("the newer text was overwritten unseen: %+v %v", conflict, err)
		}
		if e, _ := r.Entry(r.ctx, r.alice, byKey["edited"].ID); e.Body != "my own words" {
			t.Fatal("an edited draft was overwritten")
		}
	})
}

func TestImportRacesAddOnce(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		var list []journal.ImportEntryInput
		for i := range 30 {
			list = append(list, imported(fmt.Sprintf("key-%d", i), fmt.Sprintf("entry %d #t%d", i, i%7)))
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		created := 0
		for range 5 {
			wg.Go(func() {
				p, err := r.Import(r.ctx, r.alice.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown, Entries: list})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				created += p.Created
			})
		}
		wg.Wait()
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 30 || created != 30 {
			t.Fatalf("%d rows, %d told", n, created)
		}
	})
}

func TestImportOfTwoThousandIsQuick(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		var list []journal.ImportEntryInput
		for i := range 2000 {
			in := imported(fmt.Sprintf("demo:%d", i), fmt.Sprintf("Worked on part %d\n\n- [x] done\n- [ ] open `code_%d`\n\n#go #area/%d", i, i, i%20))
			in.Draft, in.Mood, in.Energy, in.Minutes = false, ptr(1+i%5), ptr(1+i%5), ptr(30)
			list = append(list, in)
		}
		start := cputime.Used(t)
		p, err := r.Import(r.ctx, r.alice.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceDemo, Entries: list})
		if err != nil || p.Created != 2000 {
			t.Fatal(p, err)
		}
		took := cputime.Used(t) - start
		t.Logf("2,000 entries in %s", took)
		if took > 20*time.Second {
			t.Errorf("too slow: %s", took)
		}
		c, err := r.Timeline(r.ctx, r.alice, page.Args{}, nil)
		if err != nil || *c.Nodes[0].Mood == 0 || c.Nodes[0].Draft {
			t.Fatal(err)
		}
	})
}

func TestImportMutationTakesAHundred(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		ctx := identity.WithActor(r.ctx, r.alice)
		list := make([]journal.ImportEntryInput, 101)
		for i := range list {
			list[i] = imported(fmt.Sprintf("key-%d", i), "text")
		}
		m := journalMutations(r)
		p, err := m.ImportEntries(ctx, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: list})
		if err != nil || len(p.Errors) != 1 || p.Errors[0].Code != "journal.too_many_entries" || p.Created != 0 {
			t.Fatalf("%+v %v", p, err)
		}
		p, err = m.ImportEntries(ctx, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: list[:100]})
		if err != nil || p.Created != 100 || p.Errors == nil || p.Rejected == nil {
			t.Fatalf("%+v %v", p, err)
		}
		p, err = m.ImportEntries(ctx, journal.ImportEntriesInput{Source: journal.EntrySourceWritten, Entries: list[:1]})
		if err != nil || len(p.Errors) != 1 || p.Errors[0].Code != "journal.source_invalid" {
			t.Fatalf("%+v %v", p, err)
		}
	})
}

func TestMutationsAskForActorAndScope(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		m := journalMutations(r)
		reader := r.alice
		reader.TokenID, reader.Scopes = "token", identity.Scopes{identity.ScopeRead}
		for want, ctx := range map[error]context.Context{identity.ErrSignInRequired: r.ctx, identity.ErrScopeMissing: identity.WithActor(r.ctx, reader)} {
			if _, err := m.WriteEntry(ctx, r.input("x")); !errors.Is(err, want) {
				t.Errorf("write: %v, want %v", err, want)
			}
			if _, err := m.DeleteEntry(ctx, "x"); !errors.Is(err, want) {
				t.Errorf("delete: %v, want %v", err, want)
			}
		}
		ctx := identity.WithActor(r.ctx, r.alice)
		p, err := m.WriteEntry(ctx, r.input("hello"))
		if err != nil || p.Entry == nil || len(p.Errors) != 0 {
			t.Fatalf("%+v %v", p, err)
		}
		p, err = m.WriteEntry(ctx, r.input(""))
		if err != nil || p.Entry != nil || len(p.Errors) != 1 {
			t.Fatalf("%+v %v", p, err)
		}
		if _, err := m.EditEntry(ctx, edit(&journal.Entry{ID: "none", Revision: 1, Kind: journal.KindNote, Day: "2026-11-22", Audience: "private"}, "x")); !errors.Is(err, journal.ErrEntryNotFound) {
			t.Fatal(err)
		}
	})
}

// A token that may only write reads nothing by the way of a mutation.
func TestAttack_C08_AWriterReadsNothing(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "what was written before")
		as := func(scopes ...identity.Scope) context.Context {
			a := r.alice
			a.SessionID, a.TokenID, a.Scopes = "", "token", scopes
			return identity.WithActor(r.ctx, a)
		}
		m := journalMutations(r)
		stale := edit(e, "newer")
		if p, err := m.EditEntry(as(identity.ScopeEntriesWrite), stale); err != nil || p.Entry == nil {
			t.Fatal(err)
		}
		stale.ClientID, stale.Body = "another-edit", "from the same base"
		if p, err := m.EditEntry(as(identity.ScopeEntriesWrite, identity.ScopeRead), stale); err != nil || p.Conflict == nil {
			t.Fatal(err)
		}
		if p, err := m.EditEntry(as(identity.ScopeEntriesWrite), stale); !errors.Is(err, identity.ErrScopeMissing) || p != nil {
			t.Errorf("the conflict shows the other version: %+v %v", p, err)
		}
		if p, err := m.RestoreEntry(as(identity.ScopeEntriesWrite, identity.ScopeRead), e.ID); err != nil || p.Entry == nil {
			t.Fatal(err)
		}
		if p, err := m.RestoreEntry(as(identity.ScopeEntriesWrite), e.ID); err != nil || p.Entry != nil || len(p.Errors) != 0 {
			t.Errorf("restoring shows the entry: %+v %v", p, err)
		}
	})
}
