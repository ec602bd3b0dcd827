package journalsvc_test

import (
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

// BenchmarkSearch asks over a journal of 100,000 entries (TAMATAR_BENCH_ENTRIES for others) and reports the 95th percentile of
// each query, and of all together.
func BenchmarkSearch(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		r := newRig(b, d)
		total := 100_000
		if n, err := strconv.Atoi(os.Getenv("TAMATAR_BENCH_ENTRIES")); err == nil {
			total = n
		}
		fillJournal(b, r, total)
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
		for _, q := range asked {
			if len(took[q]) > 0 {
				b.Logf("%-32s p50 %8s  p95 %8s", q, percentile(took[q], 50), percentile(took[q], 95))
			}
		}
		b.ReportMetric(float64(percentile(all, 95).Microseconds())/1000, "p95-ms")
	})
}

func percentile(list []time.Duration, p int) time.Duration {
	list = slices.Sorted(slices.Values(list))
	return list[min(len(list)-1, len(list)*p/100)].Round(10 * time.Microsecond)
}

// fillJournal writes entries of ten years, of the size of real ones.
func fillJournal(b *testing.B, r *rig, total int) {
	b.Helper()
	filler := strings.Repeat("Today the parser was read again and the build became faster than before. ", 8)
	for from := 0; from < total; from += 1000 {
		in := journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown}
		for n := from; n < min(total, from+1000); n++ {
			body := fmt.Sprintf("word common note %d word%d %s", n, n%50, filler)
			e := journal.ImportEntryInput{
				SourceKey: "bench:" + strconv.Itoa(n), Kind: journal.Kinds[n%5], Zone: "UTC",
				Day: "2016-01-01", LoggedAt: noon.Add(-time.Duration(n) * time.Minute),
			}
			e.Day = e.Day.AddDays(n * 3980 / total)
			switch {
			case n%1000 == 7:
				body += " rare" + strconv.Itoa(n/1000%10) + " #go/rare"
			case n%20 == 3:
				body += " seldom `code` #go"
			}
			if n < total/20 {
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
}
