package journalsvc_test

import (
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
)

// asked are the kinds of queries whose times are told: words of every frequency, and each operator, common and rare.
var asked = []string{
	"common", "common -rare7", "seldom", "rare7", `"word common"`, "comm*", "rare7 OR rare8", "word7 word8", "#go", "#go/rare", "common #go",
	"kind:done", "kind:decision", "mood:5", "mood:1", "minutes:>200", "has:code", "has:image", "has:code rare7", "is:public", "is:private", "on:2020-03",
	"before:2016-02", "age:<30d", "(common OR kind:done) -mood:3", "mood:1 common -word7", "early", "early kind:done", "nothinglikethis",
}

// BenchmarkSearch asks over a journal of 100,000 entries (TAMATAR_BENCH_ENTRIES for others) among others of the same length
// (TAMATAR_BENCH_AUTHORS is how many there are in all) and reports the 95th percentile of each query, and of all together.
func BenchmarkSearch(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		r := newRig(b, d)
		fillJournal(b, r, setting("TAMATAR_BENCH_ENTRIES", 100_000))
		for n := range setting("TAMATAR_BENCH_AUTHORS", 1) - 1 {
			copyJournal(b, r, "copy-"+strconv.Itoa(n), 0)
		}
		settle(b, d)
		took := map[string][]time.Duration{}
		var all []time.Duration
		b.ResetTimer()
		for n := range b.N {
			q := asked[n%len(asked)]
			start := time.Now()
			if _, err := r.Search(r.ctx, r.alice, q, page.Args{}, nil); err != nil {
				b.Fatal(err)
			}
			took[q] = append(took[q], time.Since(start))
			all = append(all, time.Since(start))
		}
		var table strings.Builder
		for _, q := range asked {
			if len(took[q]) > 0 {
				fmt.Fprintf(&table, "\n%-32s p50 %8s  p95 %8s", q, percentile(took[q], 50), percentile(took[q], 95))
			}
		}
		fmt.Println(table.String()) // a log of a benchmark is cut after ten lines
		b.ReportMetric(float64(percentile(all, 95).Microseconds())/1000, "p95-ms")
	})
}

func percentile(list []time.Duration, p int) time.Duration {
	list = slices.Sorted(slices.Values(list))
	return list[min(len(list)-1, len(list)*p/100)].Round(10 * time.Microsecond)
}

// setting is a number of the environment.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// written is how many entries are written as people write them; the rest are copies with other ids.
const written = 10_000

// fillJournal makes a journal of ten years, of the size of real ones.
func fillJournal(b *testing.B, r *rig, total int) {
	b.Helper()
	base := min(total, written)
	filler := strings.Repeat("Today the parser was read again and the build became faster than before. ", 8)
	for from := 0; from < base; from += 1000 {
		in := journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown}
		for n := from; n < min(base, from+1000); n++ {
			body := fmt.Sprintf("word common note %d word%d %s", n, n%50, filler)
			e := journal.ImportEntryInput{
				SourceKey: "bench:" + strconv.Itoa(n), Kind: journal.Kinds[n%5], Zone: "UTC",
				Day: "2016-01-01", LoggedAt: noon.Add(-time.Duration(n) * time.Minute),
			}
			e.Day = e.Day.AddDays(n * 3980 / base)
			switch {
			case n%1000 == 7:
				body += " rare" + strconv.Itoa(n/1000%10) + " #go/rare"
			case n%20 == 3:
				body += " seldom `code` #go"
			}
			if n < base/20 {
				body += " early"
			}
			if n%3 == 0 {
				e.Mood, e.Minutes = ptr(2+n/3%4), ptr(10+n%120)
			}
			e.Body = body
			in.Entries = append(in.Entries, e)
		}
		if _, err := r.Import(r.ctx, r.alice.UserID, in); err != nil {
			b.Fatal(err)
		}
	}
	for n := 1; n < total/base; n++ {
		copyJournal(b, r, r.alice.UserID, n)
	}
}

// copyJournal gives an author what alice has: herself the written entries once more, another one all of them.
func copyJournal(b *testing.B, r *rig, author string, round int) {
	b.Helper()
	source := "author_id = $1 AND origin_key LIKE 'i:%'"
	suffix := "-" + strconv.Itoa(round)
	if author != r.alice.UserID {
		source, suffix = "author_id = $1", "-"+author
	}
	entries := "SELECT id FROM journal_entries WHERE " + source
	const same = "zone, offset_minutes, late, kind, body, body_html, html_version, title, tasks, tag_ids, minutes, mood, energy, audience, source, source_count, draft, revision, edit_key, created_at, updated_at, deleted_at"
	owner := func(of string) string { return "z" + hex.EncodeToString([]byte("\x01"+of)) }
	for _, c := range []struct {
		text string
		args []any
	}{
		{"INSERT INTO journal_search (id, tokens) SELECT id || $2, replace(tokens, $3, $4) FROM journal_search WHERE id IN (" + entries + ")", []any{owner(r.alice.UserID), owner(author)}},
		{
			"INSERT INTO journal_entry_tags (entry_id, tag_id, author_id, tag_key) SELECT entry_id || $2, tag_id || $3, $4, tag_key FROM journal_entry_tags WHERE entry_id IN (" + entries + ")",
			[]any{strings.TrimPrefix(author, r.alice.UserID), author},
		},
		{"INSERT INTO journal_entries (id, author_id, origin_key, day, logged_at, " + same + ") SELECT id || $2, $3, 'c:' || id || $2, day, logged_at + 1, " + same + " FROM journal_entries WHERE " + source, []any{author}},
	} {
		if _, err := r.db.Writer().Exec(r.ctx, c.text, append([]any{r.alice.UserID, suffix}, c.args...)...); err != nil {
			b.Fatal(err)
		}
	}
}

// settle makes the index of what was copied, and tells the database how its tables have grown.
func settle(b *testing.B, d *db.DB) {
	b.Helper()
	texts := []string{"ANALYZE"}
	if d.Dialect() == db.SQLite {
		texts = append(texts, "INSERT INTO journal_search_fts (journal_search_fts) VALUES ('delete-all')",
			"INSERT INTO journal_search_fts (rowid, tokens) SELECT doc, tokens FROM journal_search")
	}
	for _, text := range texts {
		if _, err := d.Writer().Exec(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
}
