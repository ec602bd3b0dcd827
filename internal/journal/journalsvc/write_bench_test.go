package journalsvc_test

import (
	"fmt"
	"testing"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/cputime"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/page"
)

const benchBody = "Fixed the flaky test in `parse_config.go`: the clock was read twice.\n\n- [x] inject the clock\n- [ ] tell the others\n\n#go #testing"

// BenchmarkWrite is the use case; BenchmarkBareInsert is the least that any program has to do for the same row.
func BenchmarkWrite(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		r := newRig(b, d)
		defer reportCPU(b)()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				in := journal.WriteEntryInput{ClientID: id.New(noon), Body: benchBody}
				if _, err := r.Write(r.ctx, r.alice, in); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}

func BenchmarkBareInsert(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		r := newRig(b, d)
		if _, err := d.Writer().Exec(r.ctx, "CREATE TABLE bare (id TEXT PRIMARY KEY, author_id TEXT NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL, created_at BIGINT NOT NULL)"); err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		defer reportCPU(b)()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				_, err := d.Writer().Exec(r.ctx, "INSERT INTO bare (id, author_id, day, body, created_at) VALUES ($1, $2, $3, $4, $5)",
					id.New(noon), r.alice.UserID, "2026-11-22", benchBody, noon.UnixMilli())
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}

// BenchmarkTimeline opens the first page of a short and of a long journal, which should cost the same.
func BenchmarkTimeline(b *testing.B) {
	for _, total := range []int{500, 50_000} {
		b.Run(fmt.Sprintf("%d_entries", total), func(b *testing.B) {
			dbtest.RunB(b, func(b *testing.B, d *db.DB) {
				r := newRig(b, d)
				fillJournal(b, r, total)
				settle(b, d)
				b.ResetTimer()
				defer reportCPU(b)()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						c, err := r.Timeline(r.ctx, r.alice, page.Args{}, nil)
						if err != nil || len(c.Nodes) != 20 {
							b.Error(len(c.Nodes), err)
							return
						}
					}
				})
			})
		})
	}
}

// reportCPU reports this process's CPU time per operation, which a busy machine does not change; SQLite works
// inside the process, PostgreSQL outside of it.
func reportCPU(b *testing.B) func() {
	before := cputime.Used(b)
	return func() { b.ReportMetric(float64((cputime.Used(b)-before).Microseconds())/float64(b.N), "cpu-µs/op") }
}
