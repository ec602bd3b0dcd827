package journalsvc_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/page"
)

// shelf is what the table of queries is asked of; an entry is named by its number. Entries without a day are of today,
// 2026-11-22.
var shelf = []struct {
	body string
	with func(*journal.WriteEntryInput)
}{
	0:  {body: "fixed the flaky test in parse_config.go"},
	1:  {body: "reading about databases: PostgreSQL and SQLite"},
	2:  {body: "我今天在东京学习编程"},
	3:  {body: "東京タワーの設計を読んだ"},
	4:  {body: "اليوم تعلَّمت البرمجةَ بلغةٍ جديدة"},
	5:  {body: "İstanbul ve ışık hakkında"},
	6:  {body: "calls httpServer.ListenAndServe(ctx) in main"},
	7:  {body: "C++ and C# compared #languages/systems"},
	8:  {body: "the tests are running now, the test suite is green"},
	9:  {body: "AND OR NOT near( \"quoted\" a:b *"},
	10: {body: "Ärger mit Straße und café"},
	11: {body: "한국어로 개발 일지를 쓴다"},
	12: {body: "see `SELECT * FROM users;` and [docs](https://example.org/some-path?x=1)"},
	13: {body: "#go made the build fast", with: kind(journal.KindDone)},
	14: {body: "#go/generics explained", with: kind(journal.KindLearned)},
	15: {body: "#gopher plush arrived", with: kind(journal.KindNote)},
	16: {body: "stuck on the deploy #ops/deploy #go", with: kind(journal.KindBlocked)},
	17: {body: "tomorrow: write the spec", with: both(kind(journal.KindPlan), mood(2))},
	18: {body: "we use PostgreSQL from now on", with: both(kind(journal.KindDecision), mood(4), shared(audience.Public))},
	19: {body: "weekly sync", with: both(kind(journal.KindMeeting), minutes(45), energy(1))},
	20: {body: "deep work on the parser", with: both(kind(journal.KindDone), minutes(150), mood(5), energy(5))},
	21: {body: "- [ ] open box\n- [x] closed box", with: minutes(90)},
	22: {body: "```go\nfunc main() { fmt.Println(\"hi\") }\n```", with: minutes(60)},
	23: {body: "old note of last year", with: on("2025-11-22")},
	24: {body: "a note of October", with: on("2026-10-15")},
	25: {body: "the first of November", with: on("2026-11-01")},
	26: {body: "a week ago", with: on("2026-11-15")},
	27: {body: "yesterday evening", with: both(on("2026-11-21"), shared(audience.Followers))},
	28: {body: "a plan for tomorrow", with: both(on("2026-11-23"), kind(journal.KindPlan))},
	29: {body: "naïve coöperation, résumé, Zürich"},
	30: {body: "e\u0301tude decomposed, étude composed"},
	31: {body: "MAX_RETRY_COUNT and maxRetryCount and max-retry-count"},
	32: {body: "ภาษาไทย ไม่มีช่องว่าง"},
	33: {body: "हिन्दी में लिखा"},
	34: {body: "русский текст про ёлку"},
	35: {body: "Ελληνικά με τόνους"},
	36: {body: "שָׁלוֹם עולם"},
	37: {body: "🍅 planted, 👩🏽‍💻 coded"},
	38: {body: "numbers ١٢٣ and 123 and v1.2.3"},
	39: {body: "node.js, Next.js and vue3", with: func(in *journal.WriteEntryInput) { in.Source = ptr(journal.EntrySourceCLI) }},
	40: {body: "ﬁle with a ligature, ｆｕｌｌｗｉｄｔｈ text"},
	41: {body: "unlisted page", with: both(shared(audience.Unlisted), mood(1))},
}

type change = func(*journal.WriteEntryInput)

func both(list ...change) change {
	return func(in *journal.WriteEntryInput) {
		for _, c := range list {
			c(in)
		}
	}
}

func kind(k journal.Kind) change     { return func(in *journal.WriteEntryInput) { in.Kind = &k } }
func mood(n int) change              { return func(in *journal.WriteEntryInput) { in.Mood = &n } }
func energy(n int) change            { return func(in *journal.WriteEntryInput) { in.Energy = &n } }
func minutes(n int) change           { return func(in *journal.WriteEntryInput) { in.Minutes = &n } }
func shared(l audience.Level) change { return func(in *journal.WriteEntryInput) { in.Audience = &l } }
func on(d day.Date) change           { return func(in *journal.WriteEntryInput) { in.Day = &d } }

const searchTable = "testdata/search_table.txt"

// TestSearchTable asks both engines the queries of testdata/search_table.txt and compares the hits, and the codes of what
// could not be taken as typed, with what stands there. With UPDATE_GOLDEN=1 it writes the answers anew.
func TestSearchTable(t *testing.T) {
	raw, err := os.ReadFile(searchTable)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	var written []string
	run(t, func(t *testing.T, r *rig) {
		names := stock(t, r)
		var out []string
		for _, line := range lines {
			typed, want, ok := strings.Cut(line, " => ")
			if !ok || strings.HasPrefix(line, "// ") {
				out = append(out, line)
				continue
			}
			answer := ask(t, r, names, typed)
			got := typed + " => " + answer
			out = append(out, got)
			large(t, r, names, typed, answer)
			if os.Getenv("UPDATE_GOLDEN") == "" && got != typed+" => "+want {
				t.Errorf("%s\nwant %s", got, want)
			}
		}
		if written != nil && !slices.Equal(written, out) {
			t.Error("the engines differ")
		}
		written = out
	})
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(searchTable, []byte(strings.Join(written, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if asked := strings.Count(string(raw), " => "); asked < 200 {
		t.Errorf("only %d queries", asked)
	}
}

// ways are the bounds of searches in large journals, for a small one: every word is common, in old entries or everywhere, and
// the newest entries that are compared first are all, some, or hardly any.
var ways = [][3]int{{1, 1, 1000}, {1, 1, 7}, {1, 1, 1}, {1, 1000, 1}, {1, 1000, 5}, {3, 6, 2}}

// large asks the same in those ways.
func large(t *testing.T, r *rig, names map[string]int, typed, want string) {
	t.Helper()
	defer r.SearchAsIfLarge(0, 0, 0)
	for _, w := range ways {
		r.SearchAsIfLarge(w[0], w[1], w[2])
		if got := ask(t, r, names, typed); got != want {
			t.Errorf("%s with bounds of %v: %s\nwant %s", typed, w, got, want)
		}
	}
}

func TestSearchOfALargeJournalInPages(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		stock(t, r)
		for _, typed := range []string{"the", "the OR a", "kind:done the", "-the kind:done", "a*"} {
			whole := pages(t, r, typed)
			for _, w := range ways {
				r.SearchAsIfLarge(w[0], w[1], w[2])
				if got := pages(t, r, typed); !slices.Equal(got, whole) {
					t.Errorf("%s with bounds of %v:\n%v\nwant\n%v", typed, w, got, whole)
				}
			}
			r.SearchAsIfLarge(0, 0, 0)
		}
		if len(pages(t, r, "the OR a")) < 6 {
			t.Error("too few hits for pages")
		}
	})
}

// pages are the ids of all hits, newest first, read two by two.
func pages(t *testing.T, r *rig, typed string) []string {
	t.Helper()
	var out []string
	args := page.Args{First: ptr(2)}
	for {
		c, err := r.Search(r.ctx, r.alice, typed, args, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range c.Nodes {
			out = append(out, h.Entry.ID)
		}
		if !c.PageInfo.HasNextPage {
			return out
		}
		args.After = c.PageInfo.EndCursor
	}
}

// stock writes the shelf, one entry of somebody else and one into the trash, and names the entries by their ids.
func stock(t *testing.T, r *rig) map[string]int {
	t.Helper()
	names := map[string]int{}
	for n, b := range shelf {
		r.clock.Advance(time.Second)
		in := r.input(b.body)
		if b.with != nil {
			b.with(&in)
		}
		e, err := r.Write(r.ctx, r.alice, in)
		if err != nil {
			t.Fatalf("%q: %v", b.body, err)
		}
		names[e.ID] = n
	}
	if _, err := r.Write(r.ctx, r.bob, r.input("bob has a test of PostgreSQL in 東京 #go `code`")); err != nil {
		t.Fatal(err)
	}
	if err := r.Delete(r.ctx, r.alice, r.write(t, "a thrown away test #go").ID); err != nil {
		t.Fatal(err)
	}
	return names
}

// ask gives the numbers of the hits, smallest first, and the codes of problems.
func ask(t *testing.T, r *rig, names map[string]int, typed string) string {
	t.Helper()
	typed = strings.NewReplacer(`\0`, "\x00", `\xff`, "\xff", `\u202e`, "\u202e", `\n`, "\n").Replace(typed)
	c, err := r.Search(context.Background(), r.alice, typed, page.Args{First: ptr(100)}, nil)
	if err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	var found []int
	for _, h := range c.Nodes {
		n, known := names[h.Entry.ID]
		if !known {
			t.Fatalf("%q found an entry of somebody else, or of the trash", typed)
		}
		found = append(found, n)
	}
	slices.Sort(found)
	answer := strings.Trim(fmt.Sprint(found), "[]")
	if len(found) == len(shelf) {
		answer = "all"
	}
	for _, p := range c.Problems {
		answer += " !" + strings.TrimPrefix(p.Code, "journal.search_")
	}
	return strings.TrimSpace(answer)
}
