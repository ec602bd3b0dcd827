package journalsvc_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
)

// seed logs n entries of alice over several days, some at the same instant, and returns them as the timeline has them.
func (r *rig) seed(t testing.TB, n int) []string {
	t.Helper()
	var all []*journal.Entry
	for i := range n {
		in := r.input(fmt.Sprintf("entry %d #tag%d #go/level%d", i, i%3, i%2))
		in.Day = ptr(day.Date("2026-11-01").AddDays(i * 7 % 5))
		in.LoggedAt = ptr(noon.Add(-time.Duration(i*5%3) * time.Hour))
		in.Kind = ptr(journal.Kinds[i%len(journal.Kinds)])
		e, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *journal.Entry) int {
		if c := strings.Compare(string(b.Day), string(a.Day)); c != 0 {
			return c
		}
		if c := b.LoggedAt.Compare(a.LoggedAt); c != 0 {
			return c
		}
		return strings.Compare(b.ID, a.ID)
	})
	ids := make([]string, n)
	for i, e := range all {
		ids[i] = e.ID
	}
	return ids
}

func idsOf(list []journal.Entry) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	return ids
}

// walk reads a list to its end in pages.
func walk(t testing.TB, first int, read func(page.Args) (*journal.EntryConnection, error)) []string {
	t.Helper()
	var ids []string
	args := page.Args{First: &first}
	for {
		c, err := read(args)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range c.Edges() {
			if e.Node != &c.Nodes[i] || e.Cursor == "" {
				t.Fatal("edges differ from nodes")
			}
		}
		ids = append(ids, idsOf(c.Nodes)...)
		if !c.PageInfo.HasNextPage {
			return ids
		}
		args.After = c.PageInfo.EndCursor
	}
}

func TestTimelineInPages(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		want := r.seed(t, 23)
		if _, err := r.Write(r.ctx, r.bob, r.input("of somebody else")); err != nil {
			t.Fatal(err)
		}
		for _, first := range []int{1, 4, 23, 100} {
			got := walk(t, first, func(p page.Args) (*journal.EntryConnection, error) { return r.Timeline(r.ctx, r.alice, p, nil) })
			if !slices.Equal(got, want) {
				t.Fatalf("first %d: %d entries, order differs", first, len(got))
			}
		}
		// The cursor of an edge leads on from that edge.
		c, err := r.Timeline(r.ctx, r.alice, page.Args{First: ptr(10)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err = r.Timeline(r.ctx, r.alice, page.Args{First: ptr(3), After: &c.Edges()[4].Cursor}, nil)
		if err != nil || !slices.Equal(idsOf(c.Nodes), want[5:8]) {
			t.Fatal(err)
		}
		for _, id := range want[3:9] {
			r.clock.Advance(time.Millisecond)
			if err := r.Delete(r.ctx, r.alice, id); err != nil {
				t.Fatal(err)
			}
		}
		trash := walk(t, 4, func(p page.Args) (*journal.EntryConnection, error) { return r.Trash(r.ctx, r.alice, p) })
		slices.Reverse(trash)
		if !slices.Equal(trash, want[3:9]) {
			t.Fatalf("trash %v", trash)
		}
	})
}

func TestTimelineFilter(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		r.seed(t, 20)
		for _, body := range []string{"#xay/z", "#golang", "#go"} {
			r.write(t, body)
		}
		yes, no := true, false
		_, err := r.Import(r.ctx, r.alice.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: []journal.ImportEntryInput{
			{SourceKey: "git:1", Body: "draft", Kind: journal.KindDone, Day: "2026-11-02", Zone: "UTC", LoggedAt: noon, Draft: true},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			f    journal.EntryFilter
			want int
		}{
			{"all", journal.EntryFilter{}, 24},
			{"from", journal.EntryFilter{From: ptr(day.Date("2026-11-22"))}, 3},
			{"to", journal.EntryFilter{To: ptr(day.Date("2026-11-01"))}, 4},
			{"one day", journal.EntryFilter{From: ptr(day.Date("2026-11-02")), To: ptr(day.Date("2026-11-02"))}, 5},
			{"kinds", journal.EntryFilter{Kinds: []journal.Kind{journal.KindDone, journal.KindBlocked, journal.KindDone}}, 7},
			{"tag", journal.EntryFilter{Tags: []string{"tag1"}}, 7},
			{"tags", journal.EntryFilter{Tags: []string{"TAG1", "#tag2"}}, 13},
			{"parent includes what is below", journal.EntryFilter{Tags: []string{"go"}}, 21},
			{"child", journal.EntryFilter{Tags: []string{"go/level1"}}, 10},
			{"underscore is no wildcard", journal.EntryFilter{Tags: []string{"x_y"}}, 0},
			{"unknown tag", journal.EntryFilter{Tags: []string{"none"}}, 0},
			{"drafts", journal.EntryFilter{Drafts: &yes}, 1},
			{"no drafts", journal.EntryFilter{Drafts: &no}, 23},
			{"everything at once", journal.EntryFilter{From: ptr(day.Date("2026-11-01")), To: ptr(day.Date("2026-11-05")), Kinds: journal.Kinds, Tags: []string{"tag0", "go"}, Drafts: &no}, 20},
		} {
			got := walk(t, 7, func(p page.Args) (*journal.EntryConnection, error) { return r.Timeline(r.ctx, r.alice, p, &c.f) })
			if len(got) != c.want {
				t.Errorf("%s: %d entries, want %d", c.name, len(got), c.want)
			}
		}
		many := journal.EntryFilter{Tags: slices.Repeat([]string{"a"}, 31)}
		if _, err := r.Timeline(r.ctx, r.alice, page.Args{}, &many); !errors.Is(err, journal.ErrFilterInvalid) {
			t.Error(err)
		}
	})
}

func TestAttack_C07_BoundsAndForeignCursors(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		want := r.seed(t, 12)
		bobs, err := r.Write(r.ctx, r.bob, r.input("bob's"))
		if err != nil {
			t.Fatal(err)
		}
		c, err := r.Timeline(r.ctx, r.alice, page.Args{First: ptr(5)}, nil)
		if err != nil || len(c.Nodes) != 5 {
			t.Fatal(err)
		}
		cursor := *c.PageInfo.EndCursor
		if c, err := r.Timeline(r.ctx, r.alice, page.Args{After: &cursor}, nil); err != nil || !slices.Equal(idsOf(c.Nodes), want[5:]) {
			t.Fatalf("the honest cursor does not work: %v", err)
		}
		for _, first := range []int{0, -1, 101, 99_999_999} {
			if _, err := r.Timeline(r.ctx, r.alice, page.Args{First: &first}, nil); !errors.Is(err, page.ErrBadFirst) {
				t.Errorf("first %d: %v", first, err)
			}
		}
		filter := &journal.EntryFilter{Kinds: []journal.Kind{journal.KindDone}}
		other := "A" // not what the honest one begins with
		if strings.HasPrefix(cursor, other) {
			other = "B"
		}
		forged := []string{"", "x", strings.Repeat("A", 5000), cursor[:len(cursor)-2], other + cursor[1:], "' OR 1=1 --", cursor + cursor}
		for _, f := range forged {
			if _, err := r.Timeline(r.ctx, r.alice, page.Args{After: &f}, nil); !errors.Is(err, page.ErrBadCursor) {
				t.Errorf("forged %.20q: %v", f, err)
			}
		}
		for name, err := range map[string]error{
			"other viewer": second(r.Timeline(r.ctx, r.bob, page.Args{After: &cursor}, nil)),
			"other filter": second(r.Timeline(r.ctx, r.alice, page.Args{After: &cursor}, filter)),
			"other list":   second(r.Trash(r.ctx, r.alice, page.Args{After: &cursor})),
			"other query":  second(r.Search(r.ctx, r.alice, "entry", page.Args{After: &cursor}, nil)),
		} {
			if !errors.Is(err, page.ErrBadCursor) {
				t.Errorf("%s: %v", name, err)
			}
		}
		hits, err := r.Search(r.ctx, r.alice, "entry", page.Args{First: ptr(2)}, nil)
		if err != nil || len(hits.Nodes) != 2 {
			t.Fatal(err)
		}
		if _, err := r.Search(r.ctx, r.alice, "entry OR bob", page.Args{After: hits.PageInfo.EndCursor}, nil); !errors.Is(err, page.ErrBadCursor) {
			t.Errorf("cursor of another search: %v", err)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 13 || bobs == nil {
			t.Fatalf("%d entries", n)
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestAttack_C11_StatementsPerPage(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		r.seed(t, 100)
		cold := r.again(t)
		for _, c := range []struct {
			name  string
			rig   *rig
			first int
			most  int64
		}{{"cold", cold, 20, 3}, {"warm", cold, 20, 1}, {"hundred", r.again(t), 100, 3}} {
			ctx, n := db.CountStatements(r.ctx)
			page, err := c.rig.Timeline(ctx, r.alice, page.Args{First: &c.first}, nil)
			if err != nil || len(page.Nodes) != c.first || page.Nodes[0].Author == nil || len(page.Nodes[0].Tags) != 2 {
				t.Fatalf("%s: %v", c.name, err)
			}
			if *n > c.most {
				t.Errorf("%s: %d statements for %d entries with author and tags, at most %d", c.name, *n, c.first, c.most)
			}
		}
		ctx, n := db.CountStatements(r.ctx)
		hits, err := r.again(t).Search(ctx, r.alice, "entry", page.Args{}, nil)
		if err != nil || len(hits.Nodes) != 20 || *n > 3 {
			t.Errorf("search: %d statements, %v", *n, err)
		}
	})
}

func TestStatementsPerWrite(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		r.write(t, "warm #go #sql")
		for body, most := range map[string]int64{"no tags": 3, "tags #go #sql": 4} {
			ctx, n := db.CountStatements(r.ctx)
			if _, err := r.Write(ctx, r.alice, r.input(body)); err != nil {
				t.Fatal(err)
			}
			if *n > most {
				t.Errorf("%q: %d statements, at most %d", body, *n, most)
			}
		}
	})
}
