package journalsvc_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

var library = []string{
	"fixed the flaky test in parse_config.go",
	"reading about databases: PostgreSQL and SQLite",
	"我今天在东京学习编程",
	"東京タワーの設計を読んだ",
	"اليوم تعلمت البرمجة بلغة جديدة",
	"İstanbul ve ışık hakkında",
	"calls httpServer.ListenAndServe(ctx) in main",
	"C++ and C# compared #languages/systems",
	"the tests are running now, the test suite is green",
	"AND OR NOT near( \"quoted\" a:b *",
	"Ärger mit Straße und café",
	"한국어로 개발 일지를 쓴다",
	"see `SELECT * FROM users;` and https://example.org/some-path?x=1",
}

func find(t testing.TB, r *rig, query string) []string {
	t.Helper()
	c, err := r.Search(r.ctx, r.alice, query, page.Args{First: ptr(100)}, nil)
	if err != nil {
		t.Fatalf("search %q: %v", query, err)
	}
	var out []string
	for _, h := range c.Nodes {
		out = append(out, h.Entry.Body)
	}
	return out
}

func TestSearchHits(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		for _, body := range library {
			r.write(t, body)
			r.clock.Advance(time.Minute)
		}
		if _, err := r.Write(r.ctx, r.bob, r.input("bob reads about test databases in 東京")); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			query string
			want  []int // newest first
		}{
			{"test", []int{8, 0}},
			{"tests", []int{8, 0}},
			{"TEST flaky", []int{0}},
			{`"flaky test"`, []int{0}},
			{`"test flaky"`, nil},
			{"test -flaky", []int{8}},
			{"flaky OR green", []int{8, 0}},
			{"-test -东京 databases", []int{1}},
			{"东京", []int{2}},
			{"学习", []int{2}},
			{"東京", []int{3}},
			{"タワー", []int{3}},
			{"البرمجة", []int{4}},
			{"istanbul", []int{5}},
			{"ISTANBUL", []int{5}},
			{"ışık", []int{5}},
			{"isik", []int{5}},
			{"parse_config", []int{0}},
			{"parseConfig", []int{0}},
			{"config", []int{0}},
			{"httpServer", []int{6}},
			{"http_server", []int{6}},
			{"listen", []int{6}},
			{"c++", []int{7}},
			{"c#", []int{7}},
			{"systems", []int{7}},
			{"arger", []int{10}},
			{"strasse", []int{10}},
			{"cafe", []int{10}},
			{"개발", []int{11}},
			{"users", []int{12}},
			{"example.org", []int{12}},
			{"data*", []int{1}},
			{"nothinglikethis", nil},
			{"bob", nil},
			{"", nil},
			{"   ", nil},
			{"***", nil},
		} {
			var want []string
			for _, i := range c.want {
				want = append(want, library[i])
			}
			if got := find(t, r, c.query); !slices.Equal(got, want) {
				t.Errorf("%q found %q, want %q", c.query, got, want)
			}
		}
		if got := find(t, r, "-test"); len(got) != len(library)-2 {
			t.Errorf("only an exclusion found %d", len(got))
		}
	})
}

func TestSearchInPagesWithFilter(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		want := r.seed(t, 30)
		var got []string
		args := page.Args{First: ptr(7)}
		for {
			c, err := r.Search(r.ctx, r.alice, "entry", args, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, edge := range c.Edges() {
				got = append(got, edge.Node.Entry.ID)
				if edge.Node != &c.Nodes[i] {
					t.Fatal("edges differ from nodes")
				}
			}
			if !c.PageInfo.HasNextPage {
				break
			}
			args.After = c.PageInfo.EndCursor
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%d hits", len(got))
		}
		c, err := r.Search(r.ctx, r.alice, "entry", page.Args{First: ptr(100)}, &journal.EntryFilter{Tags: []string{"tag2"}, Kinds: []journal.Kind{journal.KindDone}})
		if err != nil || len(c.Nodes) != 1 {
			t.Fatalf("%d hits, %v", len(c.Nodes), err)
		}
	})
}

func TestSnippetsAreEscaped(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		r.write(t, strings.Repeat("word ", 200)+"<img src=x onerror=alert(1)> & **needle** \"quotes\" "+strings.Repeat("tail ", 200))
		c, err := r.Search(r.ctx, r.alice, "needle", page.Args{}, nil)
		if err != nil || len(c.Nodes) != 1 {
			t.Fatal(err)
		}
		s := c.Nodes[0].SnippetHTML
		if !strings.Contains(s, "<mark>needle</mark>") || strings.Contains(s, "<img") || !strings.Contains(s, "&lt;img") || len(s) > 800 {
			t.Fatalf("%q", s)
		}
		if strings.Count(s, "<") != 2 {
			t.Fatalf("other elements than mark: %q", s)
		}
	})
}

func TestAttack_G01_SearchSyntaxIsText(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		for _, body := range library {
			r.write(t, body)
		}
		if got := find(t, r, "flaky"); len(got) != 1 {
			t.Fatal("the honest search does not work")
		}
		before := count(t, r.db, "SELECT count(*) FROM journal_search")
		for _, q := range []string{
			`"`, `""`, `"unbalanced`, `NEAR(a b)`, `NEAR(`, `*`, `^flaky`, `tokens:flaky`, `flaky*`, `a:b`, `{tokens}:x`, `+ -`, `--`,
			`flaky & !x`, `flaky | x`, `!`, `<->`, `a <2> b`, `'`, `'; DROP TABLE journal_search; --`, `\`, "\"\x00", "a\x00b", "\xff\xfe",
			`(`, `)`, `((((((((`, `AND`, `OR`, `NOT`, `OR OR OR`, `-`, `-"`, `%`, `_`, `:*`, `$1`, `?`, "\u202e", "🍅", strings.Repeat("(", 250),
			strings.Repeat("-a ", 80), strings.Repeat("a OR ", 50), strings.Repeat(`"a" `, 60), strings.Repeat("語", 250), strings.Repeat("a*", 120),
		} {
			if _, err := r.Search(r.ctx, r.alice, q, page.Args{}, nil); err != nil {
				t.Errorf("%.40q: %v", q, err)
			}
		}
		for _, q := range []string{strings.Repeat("term ", 10_000), strings.Repeat("x", 251)} {
			_, err := r.Search(r.ctx, r.alice, q, page.Args{}, nil)
			if !errors.Is(err, journal.ErrSearchTooLong) || errs.From(err).Kind != errs.Invalid {
				t.Errorf("%.20q: %v", q, err)
			}
		}
		if after := count(t, r.db, "SELECT count(*) FROM journal_search"); after != before || len(find(t, r, "flaky")) != 1 {
			t.Fatal("the index was changed")
		}
	})
}

func TestAttack_G07_IndexFollowsTheRows(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		e := r.write(t, "alpha canary")
		other := r.write(t, "alpha other")
		if got := find(t, r, "alpha"); len(got) != 2 {
			t.Fatal("the honest search does not work")
		}
		edited, _, err := r.Edit(r.ctx, r.alice, edit(e, "beta canary #gamma"))
		if err != nil {
			t.Fatal(err)
		}
		if len(find(t, r, "alpha")) != 1 || len(find(t, r, "beta")) != 1 || len(find(t, r, "gamma")) != 1 {
			t.Fatal("the index does not follow an edit")
		}
		if err := r.Delete(r.ctx, r.alice, edited.ID); err != nil {
			t.Fatal(err)
		}
		if len(find(t, r, "beta")) != 0 || count(t, r.db, "SELECT count(*) FROM journal_search") != 1 {
			t.Fatal("the trash is still in the index")
		}
		if _, err := r.Restore(r.ctx, r.alice, edited.ID); err != nil {
			t.Fatal(err)
		}
		if len(find(t, r, "beta")) != 1 || len(find(t, r, "gamma")) != 1 {
			t.Fatal("a restored entry is not found")
		}
		for _, id := range []string{edited.ID, other.ID} {
			if err := errors.Join(r.Delete(r.ctx, r.alice, id), r.Purge(r.ctx, r.alice, id)); err != nil {
				t.Fatal(err)
			}
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_search"); n != 0 || len(find(t, r, "canary")) != 0 {
			t.Fatal("purged entries are still in the index")
		}
		if _, conflict, _ := r.Edit(r.ctx, r.alice, edit(edited, "x")); conflict != nil {
			t.Fatal("a purged entry is still there")
		}
	})
}
