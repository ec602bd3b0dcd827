// Command killtest kills the server with SIGKILL at random moments while it acknowledges writes, starts it again,
// and counts what is missing. It ends with status 1 when an acknowledged entry is missing or torn, the database is
// not whole, or a restart takes longer than two seconds.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/instance"
)

const (
	writers    = 8
	maxRestart = 2 * time.Second
)

const writeEntry = `mutation Write($input: WriteEntryInput!) { writeEntry(input: $input) { entry { id } errors { message } } }`

func main() {
	binary := flag.String("binary", "bin/tamatar", "the built binary")
	rounds := flag.Int("rounds", 10, "how often to kill, on each database")
	engines := flag.String("db", "sqlite,postgres", "which databases")
	flag.Parse()
	failed := false
	for _, engine := range strings.Split(*engines, ",") {
		r, err := run(context.Background(), engine, *binary, *rounds)
		if err != nil {
			fmt.Fprintln(os.Stderr, engine+":", err)
			failed = true
			continue
		}
		fmt.Println(r)
		failed = failed || !r.ok()
	}
	if failed {
		os.Exit(1)
	}
}

// report is what one engine's rounds gave.
type report struct {
	engine          string
	rounds          int
	acked           int
	missing, torn   int
	integrity       string
	slowest, median time.Duration
}

func (r report) ok() bool {
	return r.acked > 0 && r.missing == 0 && r.torn == 0 && r.integrity == "ok" && r.slowest <= maxRestart
}

func (r report) String() string {
	return fmt.Sprintf("%s: %d rounds, %d acknowledged, %d missing, %d torn, integrity %s, restart median %v, slowest %v",
		r.engine, r.rounds, r.acked, r.missing, r.torn, r.integrity, r.median.Round(time.Millisecond), r.slowest.Round(time.Millisecond))
}

func run(ctx context.Context, engine, binary string, rounds int) (report, error) {
	dir, err := os.MkdirTemp("", "tamatar-kill-")
	if err != nil {
		return report{}, err
	}
	defer os.RemoveAll(dir)
	dsn := "sqlite:" + dir + "/tamatar.db"
	if engine == "postgres" {
		server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{Durable: true})
		if err != nil {
			return report{}, err
		}
		defer server.Stop()
		if dsn, _, err = server.NewDatabase(ctx, ""); err != nil {
			return report{}, err
		}
	}
	in, err := instance.New(ctx, instance.Config{Binary: binary, Dir: dir, DSN: dsn})
	if err != nil {
		return report{}, err
	}
	r := report{engine: engine, rounds: rounds}
	acked := map[string]string{}
	var restarts []time.Duration
	for range rounds {
		took, err := in.Start(ctx)
		if err != nil {
			return r, err
		}
		restarts = append(restarts, took)
		writeUntilKilled(ctx, in, acked)
	}
	if took, err := in.Start(ctx); err != nil {
		return r, err
	} else {
		restarts = append(restarts, took)
	}
	in.Stop()
	sort.Slice(restarts, func(a, b int) bool { return restarts[a] < restarts[b] })
	r.median, r.slowest = restarts[len(restarts)/2], restarts[len(restarts)-1]
	return r, r.compare(ctx, dsn, acked)
}

// writeUntilKilled writes from several clients, kills the server at a random moment, and adds what was acknowledged.
func writeUntilKilled(ctx context.Context, in *instance.Instance, acked map[string]string) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := 0; ; n++ {
				body := fmt.Sprintf("Entry %d of writer %d at %d\n\n%s", n, w, time.Now().UnixNano(), strings.Repeat("kept or not kept. ", 20))
				var out struct {
					WriteEntry struct{ Entry struct{ ID string } }
				}
				err := in.Do(ctx, writeEntry, map[string]any{"input": map[string]any{
					"clientId": fmt.Sprintf("kill-%d-%d-%d", w, n, time.Now().UnixNano()), "body": body,
				}}, &out)
				if err != nil {
					return // the server is gone: whatever was not answered was not promised
				}
				mu.Lock()
				acked[out.WriteEntry.Entry.ID] = body
				mu.Unlock()
			}
		}()
	}
	time.Sleep(200*time.Millisecond + time.Duration(rand.IntN(1300))*time.Millisecond)
	in.Kill()
	wg.Wait()
}

// compare reads the database itself, not the server's word.
func (r *report) compare(ctx context.Context, dsn string, acked map[string]string) error {
	d, err := db.Open(ctx, db.Options{DSN: dsn})
	if err != nil {
		return err
	}
	defer d.Close()
	type row struct {
		ID   string `db:"id"`
		Body string `db:"body"`
	}
	rows, err := db.Select[row](ctx, d.Reader(), `SELECT id, body FROM journal_entries`)
	if err != nil {
		return err
	}
	saved := make(map[string]string, len(rows))
	for _, e := range rows {
		saved[e.ID] = e.Body
	}
	r.acked = len(acked)
	for id, body := range acked {
		switch got, ok := saved[id]; {
		case !ok:
			r.missing++
		case got != body:
			r.torn++
		}
	}
	r.integrity = "ok"
	if d.Dialect() == db.SQLite {
		r.integrity, err = db.Get[string](ctx, d.Reader(), `PRAGMA integrity_check`)
	}
	return err
}
