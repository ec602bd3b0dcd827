package journalsvc_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/cputime"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

func TestWriteKeepsEverything(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		in := r.input("# Fixed it\n\n- [x] test\n- [ ] docs\n\nSee #Go/Generics and #sql.")
		in.Kind, in.Minutes, in.Mood, in.Energy = ptr(journal.KindLearned), ptr(30), ptr(4), ptr(2)
		in.Tags, in.Audience, in.Source = []string{"Deep-Work", "#SQL"}, ptr(audience.Public), ptr(journal.EntrySourceCLI)
		e, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		read, err := r.Entry(r.ctx, r.alice, e.ID)
		if err != nil || read == nil {
			t.Fatal(read, err)
		}
		for _, got := range []*journal.Entry{e, read} {
			names := ""
			for _, tag := range got.Tags {
				names += tag.Name + " "
			}
			if got.Body != in.Body || got.Title != "Fixed it" || got.Kind != journal.KindLearned || *got.Minutes != 30 || *got.Mood != 4 ||
				*got.Energy != 2 || got.Audience != audience.Public || got.Source != journal.EntrySourceCLI || got.Revision != 1 ||
				got.Draft || got.SourceCount != nil || got.DeletedAt != nil || names != "Deep-Work SQL Go/Generics " {
				t.Fatalf("%+v %q", got, names)
			}
			if len(got.Tasks) != 2 || !got.Tasks[0].Done || got.Tasks[1] != (journal.Task{Text: "docs"}) {
				t.Fatalf("tasks %+v", got.Tasks)
			}
			if !strings.Contains(got.BodyHTML, "<h1") || got.Day != "2026-11-22" || got.Zone != "Europe/Berlin" || got.OffsetMinutes != 60 {
				t.Fatalf("%+v", got)
			}
		}
		if read.Author == nil || read.Author.Handle != "alice" {
			t.Fatal("the author is not loaded")
		}
	})
}

// The named cases of days: where an entry stands is decided when it is written.
func TestWriteFindsTheCivilDay(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		for _, c := range []struct {
			name, at, zone string
			start          int
			chosen         *day.Date
			want           day.Date
			offset         int
			late           bool
		}{
			{"evening in New York is not tomorrow in UTC", "2026-11-22T00:00:00Z", "America/New_York", 0, nil, "2026-11-21", -300, false},
			{"half past midnight counts for the day before", "2026-11-21T23:30:00Z", "Europe/Berlin", 4, nil, "2026-11-21", 60, true},
			{"after the day start it does not", "2026-11-22T03:00:00Z", "Europe/Berlin", 4, nil, "2026-11-22", 60, false},
			{"flight west", "2026-11-20T02:00:00Z", "Pacific/Honolulu", 0, nil, "2026-11-19", -600, false},
			{"and back east", "2026-11-20T02:00:00Z", "Pacific/Kiritimati", 0, nil, "2026-11-20", 840, false},
			{"clock set back", "2026-10-25T00:30:00Z", "Europe/Berlin", 0, nil, "2026-10-25", 120, false},
			{"clock set forward", "2026-03-29T01:30:00Z", "Europe/Berlin", 0, nil, "2026-03-29", 120, false},
			{"leap day", "2024-02-29T12:00:00Z", "Asia/Kolkata", 0, nil, "2024-02-29", 330, false},
			{"fixed offset", "2026-11-22T12:00:00Z", "+05:45", 0, nil, "2026-11-22", 345, false},
			{"chosen day wins", "2026-11-22T12:00:00Z", "Europe/Berlin", 0, ptr(day.Date("2019-01-01")), "2019-01-01", 60, false},
			{"chosen day that is the told one", "2026-11-21T23:30:00Z", "Europe/Berlin", 4, ptr(day.Date("2026-11-21")), "2026-11-21", 60, true},
			{"forward", "2026-11-22T12:00:00Z", "Europe/Berlin", 0, ptr(day.Date("2027-11-22")), "2027-11-22", 60, false},
		} {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			a := r.alice
			a.DayStart = c.start
			in := r.input(c.name)
			in.LoggedAt, in.Zone, in.Day = &at, &c.zone, c.chosen
			e, err := r.Write(r.ctx, a, in)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			if e.Day != c.want || e.OffsetMinutes != c.offset || e.Late != c.late || e.Zone != c.zone || !e.LoggedAt.Equal(at) {
				t.Errorf("%s: day %s offset %d late %t zone %s", c.name, e.Day, e.OffsetMinutes, e.Late, e.Zone)
			}
			// A change of settings moves nothing.
			a.Zone, a.DayStart = "Asia/Tokyo", 11
			if again, err := r.Entry(r.ctx, a, e.ID); err != nil || again.Day != c.want || again.Late != c.late {
				t.Errorf("%s: moved to %+v %v", c.name, again, err)
			}
		}
	})
}

func TestWriteRefusesWithSentences(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		for _, c := range []struct {
			name   string
			change func(*journal.WriteEntryInput)
			code   string
			field  string
		}{
			{"empty", func(in *journal.WriteEntryInput) { in.Body = " \n\t" }, "journal.body_empty", "body"},
			{"1 MB", func(in *journal.WriteEntryInput) { in.Body = strings.Repeat("a", 1<<20) }, "journal.body_too_long", "body"},
			{"one byte too long", func(in *journal.WriteEntryInput) { in.Body = strings.Repeat("a", journal.MaxBody+1) }, "journal.body_too_long", "body"},
			{"NUL", func(in *journal.WriteEntryInput) { in.Body = "a\x00b" }, "journal.body_not_text", "body"},
			{"not UTF-8", func(in *journal.WriteEntryInput) { in.Body = "a\xff\xfeb" }, "journal.body_not_text", "body"},
			{"markdown bomb", func(in *journal.WriteEntryInput) { in.Body = strings.Repeat("*a_", 10_000) }, "markdown.too_complex", "body"},
			{"short client id", func(in *journal.WriteEntryInput) { in.ClientID = "1234567" }, "journal.client_id_invalid", "clientId"},
			{"kind", func(in *journal.WriteEntryInput) { in.Kind = ptr(journal.Kind("x")) }, "journal.kind_invalid", "kind"},
			{"before 1970", func(in *journal.WriteEntryInput) { in.Day = ptr(day.Date("1969-12-31")) }, "journal.day_out_of_range", "day"},
			{"too far ahead", func(in *journal.WriteEntryInput) { in.Day = ptr(day.Date("2027-11-23")) }, "journal.day_out_of_range", "day"},
			{"instant", func(in *journal.WriteEntryInput) { in.LoggedAt = ptr(time.Unix(-1e9, 0)) }, "journal.day_out_of_range", "loggedAt"},
			{"zone", func(in *journal.WriteEntryInput) { in.Zone = ptr("Mars/Phobos") }, "journal.zone_unknown", "zone"},
			{"local zone", func(in *journal.WriteEntryInput) { in.Zone = ptr("Local") }, "journal.zone_unknown", "zone"},
			{"minutes", func(in *journal.WriteEntryInput) { in.Minutes = ptr(1441) }, "journal.minutes_out_of_range", "minutes"},
			{"mood", func(in *journal.WriteEntryInput) { in.Mood = ptr(6) }, "journal.scale_out_of_range", "mood"},
			{"energy", func(in *journal.WriteEntryInput) { in.Energy = ptr(0) }, "journal.scale_out_of_range", "energy"},
			{"tag", func(in *journal.WriteEntryInput) { in.Tags = []string{"two words"} }, "tags.name_invalid", "tags"},
			{"31 tags", func(in *journal.WriteEntryInput) {
				for c := range 31 {
					in.Body += " #t" + strings.Repeat("x", c)
				}
			}, "tags.too_many", "tags"},
			{"audience", func(in *journal.WriteEntryInput) { in.Audience = ptr(audience.Level("all")) }, "journal.audience_invalid", "audience"},
			{"source", func(in *journal.WriteEntryInput) { in.Source = ptr(journal.EntrySourceGit) }, "journal.source_invalid", "source"},
		} {
			in := r.input("fine")
			c.change(&in)
			_, err := r.Write(r.ctx, r.alice, in)
			list, rest := errs.UserErrors(err)
			if rest != nil || len(list) != 1 || list[0].Code != c.code || list[0].Field == nil || *list[0].Field != c.field || len(list[0].Message) < 20 {
				t.Errorf("%s: %+v %v", c.name, list, rest)
			}
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 0 {
			t.Fatalf("%d entries were written", n)
		}
		in := r.input("")
		in.Mood, in.Minutes = ptr(9), ptr(0)
		_, err := r.Write(r.ctx, r.alice, in)
		if list, _ := errs.UserErrors(err); len(list) != 3 {
			t.Fatalf("all that is wrong is told at once: %+v", list)
		}
	})
}

func TestAttack_B03_MarkdownBombs(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		r.write(t, "an honest | table\n---|---\n1 | 2")
		bombs := map[string]string{
			"table":       strings.Repeat("|", 2000) + "\n" + strings.Repeat("|-", 2000) + "\n" + strings.Repeat("|\n", 2000),
			"emphasis":    strings.Repeat("*a_", 10_000),
			"quotes":      strings.Repeat(">", 20_000) + "x",
			"lists":       strings.Repeat("- ", 20_000) + "x",
			"definitions": strings.Repeat("[a]: /u\n", 8_000) + strings.Repeat("[a]", 1000),
		}
		for name, body := range bombs {
			start := cputime.Used(t)
			in := r.input(body)
			_, err := r.Write(r.ctx, r.alice, in)
			if took := cputime.Used(t) - start; took > 2*time.Second {
				t.Errorf("%s took %s", name, took)
			}
			if err == nil {
				continue // answered within its bounds
			}
			if list, rest := errs.UserErrors(err); rest != nil || len(list) != 1 || *list[0].Field != "body" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if e := r.write(t, "still alive"); e == nil {
			t.Fatal("the server is gone")
		}
	})
}

func TestAttack_B17_SameClientIdTwice(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		in := r.input("first text")
		first, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		in.Body = "another text under the same id"
		r.clock.Advance(30 * 24 * time.Hour)
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				again, err := r.Write(r.ctx, r.alice, in)
				if err != nil || again.ID != first.ID || again.Body != "first text" || !again.CreatedAt.Equal(first.CreatedAt) {
					t.Errorf("replay gave %+v %v", again, err)
				}
			})
		}
		wg.Wait()
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 1 {
			t.Fatalf("%d entries", n)
		}
		// Another person may have the same id.
		if e, err := r.Write(r.ctx, r.bob, in); err != nil || e.ID == first.ID {
			t.Fatalf("%+v %v", e, err)
		}
		// What was purged does not come back by a replay.
		for _, step := range []error{r.Delete(r.ctx, r.alice, first.ID), r.Purge(r.ctx, r.alice, first.ID)} {
			if step != nil {
				t.Fatal(step)
			}
		}
		if _, err := r.Write(r.ctx, r.alice, in); !errors.Is(err, journal.ErrGone) {
			t.Fatalf("replay after purge: %v", err)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries WHERE author_id = $1", r.alice.UserID); n != 0 {
			t.Fatal("a purged entry came back")
		}
	})
}

func TestAttack_B17_TwentyEditsAtOnce(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "base text")
		var mu sync.Mutex
		var won, conflicts int
		var winner string
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				in := edit(e, "version "+strings.Repeat("x", i+1))
				saved, conflict, err := r.Edit(r.ctx, r.alice, in)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil:
					t.Errorf("edit: %v", err)
				case saved != nil:
					won++
					winner = saved.Body
				case conflict.YourBody != in.Body || conflict.BaseBody == nil || *conflict.BaseBody != "base text" || conflict.Current.Revision != 2:
					t.Errorf("conflict %+v", conflict)
				default:
					conflicts++
				}
			})
		}
		wg.Wait()
		read, err := r.Entry(r.ctx, r.alice, e.ID)
		if err != nil || won != 1 || conflicts != 19 || read.Body != winner || read.Revision != 2 {
			t.Fatalf("won %d, conflicts %d, %+v %v", won, conflicts, read, err)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_revisions WHERE entry_id = $1", e.ID); n != 1 {
			t.Fatalf("%d revisions kept", n)
		}
	})
}

func TestEditKeepsEveryVersion(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "one #a #b")
		in := edit(e, "two #b #c")
		in.Day, in.Kind, in.Audience = "2020-02-29", journal.KindDecision, audience.Unlisted
		r.clock.Advance(time.Minute)
		two, conflict, err := r.Edit(r.ctx, r.alice, in)
		if err != nil || conflict != nil || two.Revision != 2 || two.Day != "2020-02-29" || two.Kind != journal.KindDecision ||
			two.Audience != audience.Unlisted || len(two.Tags) != 2 || two.Tags[1].Name != "c" || !two.UpdatedAt.After(e.UpdatedAt) || !two.LoggedAt.Equal(e.LoggedAt) {
			t.Fatalf("%+v %+v %v", two, conflict, err)
		}
		// The same edit again is no conflict with itself, also when others came after it.
		if again, conflict, err := r.Edit(r.ctx, r.alice, in); err != nil || conflict != nil || again.Revision != 2 {
			t.Fatalf("replay: %+v %+v %v", again, conflict, err)
		}
		three, _, err := r.Edit(r.ctx, r.alice, edit(two, "three"))
		if err != nil {
			t.Fatal(err)
		}
		if again, conflict, err := r.Edit(r.ctx, r.alice, in); err != nil || conflict != nil || again.Revision != 3 || again.Body != "three" {
			t.Fatalf("late replay: %+v %+v %v", again, conflict, err)
		}
		stale := edit(two, "stale")
		_, conflict, err = r.Edit(r.ctx, r.alice, stale)
		if err != nil || conflict == nil || conflict.Current.Body != "three" || *conflict.BaseBody != "two #b #c" || conflict.YourBody != "stale" {
			t.Fatalf("%+v %v", conflict, err)
		}
		future := edit(three, "future")
		future.BaseRevision = 9
		if _, _, err := r.Edit(r.ctx, r.alice, future); !errors.Is(err, journal.ErrRevisionInvalid) {
			t.Fatal(err)
		}
		history, err := r.Revisions(r.ctx, r.alice, e.ID, page.Args{})
		if err != nil || len(history.Nodes) != 3 || history.Nodes[1].Body != "two #b #c" || history.Nodes[2].Body != "one #a #b" {
			t.Fatalf("%+v %v", history, err)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entry_tags WHERE entry_id = $1", e.ID); n != 0 {
			t.Fatalf("%d tags left", n)
		}
	})
}

func TestAttack_C08_WhatIsNotYoursDoesNotExist(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		private := r.write(t, "private")
		in := r.input("public")
		in.Audience = ptr(audience.Public)
		public, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		if e, err := r.Entry(r.ctx, r.bob, public.ID); err != nil || e == nil {
			t.Fatalf("public entries are there for others: %v %v", e, err)
		}
		for _, entryID := range []string{private.ID, "01jdxxxxxxxxxxxxxxxxxxxxxx", "x' OR '1'='1", ""} {
			if e, err := r.Entry(r.ctx, r.bob, entryID); e != nil || err != nil {
				t.Errorf("entry %q: %v %v", entryID, e, err)
			}
		}
		for _, entryID := range []string{private.ID, public.ID, "01jdxxxxxxxxxxxxxxxxxxxxxx"} {
			in := edit(public, "taken over")
			in.ID = entryID
			_, _, editErr := r.Edit(r.ctx, r.bob, in)
			_, restoreErr := r.Restore(r.ctx, r.bob, entryID)
			for what, err := range map[string]error{
				"edit": editErr, "delete": r.Delete(r.ctx, r.bob, entryID), "restore": restoreErr, "purge": r.Purge(r.ctx, r.bob, entryID),
			} {
				if !errors.Is(err, journal.ErrEntryNotFound) || errs.From(err).Public != journal.ErrEntryNotFound.Public {
					t.Errorf("%s %s: %v", what, entryID, err)
				}
			}
		}
		if err := r.Delete(r.ctx, r.alice, public.ID); err != nil {
			t.Fatal(err)
		}
		if e, err := r.Entry(r.ctx, r.bob, public.ID); e != nil || err != nil {
			t.Fatal("the trash is nobody else's")
		}
		if e, err := r.Entry(r.ctx, r.alice, public.ID); e == nil || err != nil || e.DeletedAt == nil {
			t.Fatal("the author sees the trash")
		}
	})
}

func TestTrashRestorePurge(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		keep, gone := r.write(t, "keep #x"), r.write(t, "gone #x")
		for range 2 { // deleting twice is deleting once
			if err := r.Delete(r.ctx, r.alice, keep.ID); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := r.Edit(r.ctx, r.alice, edit(keep, "no")); !errors.Is(err, journal.ErrInTrash) {
			t.Fatalf("edit in the trash: %v", err)
		}
		if err := r.Purge(r.ctx, r.alice, gone.ID); !errors.Is(err, journal.ErrNotInTrash) {
			t.Fatalf("purge of what is not in the trash: %v", err)
		}
		back, err := r.Restore(r.ctx, r.alice, keep.ID)
		if err != nil || back.DeletedAt != nil || back.Body != "keep #x" || back.Revision != 1 {
			t.Fatalf("%+v %v", back, err)
		}
		if _, _, err := r.Edit(r.ctx, r.alice, edit(gone, "gone, edited")); err != nil {
			t.Fatal(err)
		}
		if err := r.Delete(r.ctx, r.alice, gone.ID); err != nil {
			t.Fatal(err)
		}
		trash, err := r.Trash(r.ctx, r.alice, page.Args{})
		if err != nil || len(trash.Nodes) != 1 || trash.Nodes[0].ID != gone.ID {
			t.Fatalf("%+v %v", trash, err)
		}
		r.clock.Advance(30*24*time.Hour - time.Minute)
		if n, err := r.PurgeTrash(r.ctx); n != 0 || err != nil {
			t.Fatalf("purged %d before the time, %v", n, err)
		}
		r.clock.Advance(2 * time.Minute)
		if n, err := r.PurgeTrash(r.ctx); n != 1 || err != nil {
			t.Fatalf("purged %d, %v", n, err)
		}
		for table, want := range map[string]int{"journal_entries": 1, "journal_revisions": 0, "journal_entry_tags": 1, "journal_search": 1, "journal_tombstones": 1} {
			if n := count(t, r.db, "SELECT count(*) FROM "+table); n != want {
				t.Errorf("%s: %d rows, want %d", table, n, want)
			}
		}
	})
}
