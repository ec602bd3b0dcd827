package journalsvc_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/portable"
)

func journalMutations(r *rig) journalsvc.Mutations { return journalsvc.Mutations{S: r.Service} }

func TestADeletedPersonLeavesNothing(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "alice's #secret")
		if _, _, err := r.Edit(r.ctx, r.alice, edit(e, "alice's #secret, edited")); err != nil {
			t.Fatal(err)
		}
		gone := r.write(t, "to be purged")
		trashed := r.write(t, "in the trash")
		for _, err := range []error{r.Delete(r.ctx, r.alice, gone.ID), r.Purge(r.ctx, r.alice, gone.ID), r.Delete(r.ctx, r.alice, trashed.ID)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.Write(r.ctx, r.bob, r.input("bob's #own")); err != nil {
			t.Fatal(err)
		}
		erase(t, r)
		for table, want := range map[string]int{
			"journal_entries": 1, "journal_revisions": 0, "journal_entry_tags": 1, "journal_search": 1, "journal_tombstones": 0, "tags_tags": 1,
		} {
			if n := count(t, r.db, "SELECT count(*) FROM "+table); n != want {
				t.Errorf("%s: %d rows, want %d", table, n, want)
			}
		}
		if list, err := r.tags.Complete(r.ctx, r.alice.UserID, "", 10); err != nil || len(list) != 0 {
			t.Error("tags are left")
		}
	})
}

// erase asks the journal, and tags, to erase alice until nothing is left.
func erase(t *testing.T, r *rig) (rounds int) {
	t.Helper()
	for _, part := range []portable.Part{r.Portable(), r.tags.Portable()} {
		for more := true; more; rounds++ {
			var err error
			if more, err = part.Erase(r.ctx, r.alice.UserID); err != nil {
				t.Fatal(err)
			}
		}
	}
	return rounds
}

// However much there is, no transaction removes more than a small piece of it, and others write in between.
func TestALargeAuthorIsErasedPieceByPiece(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		const many = 250
		in := journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown}
		for i := range many {
			in.Entries = append(in.Entries, journal.ImportEntryInput{
				SourceKey: fmt.Sprintf("note-%d", i), Body: fmt.Sprintf("note %d #many", i), Kind: journal.KindDone, Day: "2026-11-20", Zone: "UTC", LoggedAt: r.clock.Now(),
			})
		}
		if _, err := r.Import(r.ctx, r.alice.UserID, in); err != nil {
			t.Fatal(err)
		}
		if more, err := r.Portable().Erase(r.ctx, r.alice.UserID); err != nil || !more {
			t.Fatal("one call removed everything", err)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != many-100 {
			t.Errorf("%d entries are left after one call", n)
		}
		if rounds := erase(t, r); rounds < 3 {
			t.Errorf("%d rounds", rounds)
		}
		for _, table := range []string{"journal_entries", "journal_entry_tags", "journal_search", "tags_tags"} {
			if n := count(t, r.db, "SELECT count(*) FROM "+table); n != 0 {
				t.Errorf("%s: %d rows are left", table, n)
			}
		}
	})
}

// What happens is told to whoever listens, once, and only when it happened.
func TestEventsTellWhatHappened(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		var told []string
		listen(r, &told, func(e journal.EntryWritten) string { return "written " + string(e.Day) })
		listen(r, &told, func(e journal.EntryEdited) string { return "edited " + string(e.DayBefore) + " to " + string(e.Day) })
		listen(r, &told, func(journal.EntryDeleted) string { return "deleted" })
		listen(r, &told, func(journal.EntryRestored) string { return "restored" })
		listen(r, &told, func(journal.EntryPurged) string { return "purged" })
		expect := func(want ...string) {
			t.Helper()
			if err := r.jobs.Drain(r.ctx); err != nil {
				t.Fatal(err)
			}
			if len(told) != len(want) || len(want) > 0 && told[0] != want[0] {
				t.Errorf("told %q, want %q", told, want)
			}
			told = nil
		}
		in := r.input("text")
		e, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		expect("written 2026-11-22")
		if _, err := r.Write(r.ctx, r.alice, in); err != nil {
			t.Fatal(err)
		}
		expect()
		moved := edit(e, "text")
		moved.Day = "2026-11-20"
		if _, _, err := r.Edit(r.ctx, r.alice, moved); err != nil {
			t.Fatal(err)
		}
		expect("edited 2026-11-22 to 2026-11-20")
		if _, conflict, err := r.Edit(r.ctx, r.alice, edit(e, "stale")); err != nil || conflict == nil {
			t.Fatal(err)
		}
		expect()
		for want, act := range map[string]func() error{"deleted": func() error { return r.Delete(r.ctx, r.alice, e.ID) }} {
			if err := act(); err != nil {
				t.Fatal(err)
			}
			expect(want)
			if err := act(); err != nil {
				t.Fatal(err)
			}
			expect()
		}
		if _, err := r.Restore(r.ctx, r.alice, e.ID); err != nil {
			t.Fatal(err)
		}
		expect("restored")
		if err := r.Delete(r.ctx, r.alice, e.ID); err != nil {
			t.Fatal(err)
		}
		expect("deleted")
		r.clock.Advance(31 * 24 * time.Hour)
		if _, err := r.PurgeTrash(r.ctx); err != nil {
			t.Fatal(err)
		}
		expect("purged")
	})
}

func listen[E events.Event](r *rig, told *[]string, say func(E) string) {
	events.On(r.bus, "test.listener", func(_ context.Context, _ *db.Tx, e E) error {
		*told = append(*told, say(e))
		return nil
	})
}

func TestRenderAgainWithANewSanitiser(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e, current := r.write(t, "**old**"), r.write(t, "**current**")
		if _, err := r.db.Writer().Exec(r.ctx, "UPDATE journal_entries SET body_html = '<script>', html_version = 0 WHERE id = $1", e.ID); err != nil {
			t.Fatal(err)
		}
		if n, err := r.RenderAgain(r.ctx); err != nil || n != 1 {
			t.Fatal(n, err)
		}
		again, err := r.Entry(r.ctx, r.alice, e.ID)
		if err != nil || again.BodyHTML != e.BodyHTML || again.Revision != 1 || !again.UpdatedAt.Equal(e.UpdatedAt) {
			t.Fatalf("%+v %v", again, err)
		}
		if n, err := r.RenderAgain(r.ctx); err != nil || n != 0 || current == nil {
			t.Fatal(n, err)
		}
	})
}
