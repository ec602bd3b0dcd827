// Command bench measures the server beside a bare handler that runs one hand-written SQL statement, both on this
// machine, in turns within one run, on each database. It prints requests per second, p50, p99, CPU per request and
// resident memory, and the ratio to the bare handler, by requests per second and by the CPU that all of it takes, clients
// and database server included: what a machine with nothing else to do comes to, and the only figure that other work on
// the machine hardly changes.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/instance"
)

func main() {
	binary := flag.String("binary", "bin/tamatar", "the built binary")
	rounds := flag.Int("rounds", 3, "how many turns each takes")
	length := flag.Duration("length", 3*time.Second, "how long one turn is")
	connections := flag.Int("connections", 16, "how many clients at once")
	engines := flag.String("db", "sqlite,postgres", "which databases")
	only := flag.String("operations", "viewer,timeline,write", "which operations")
	profiles := flag.String("profiles", "", "a folder to write a CPU profile of each operation to (it slows the server down)")
	bareDSN := flag.String("bare-dsn", "", "run as the bare handler on this database (used by the program itself)")
	bareListen := flag.String("bare-listen", "", "address of the bare handler")
	flag.Parse()
	ctx := context.Background()
	if *bareDSN != "" {
		exit(serveBare(ctx, *bareDSN, *bareListen))
	}
	for _, engine := range splitList(*engines) {
		exit(bench(ctx, engine, *binary, load{rounds: *rounds, length: *length, connections: *connections, profiles: *profiles, only: splitList(*only)}))
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench runs everything on one engine and prints its table.
func bench(ctx context.Context, engine, binary string, l load) error {
	dir, err := os.MkdirTemp("", "tamatar-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	dsn := "sqlite:" + dir + "/tamatar.db"
	if engine == "postgres" {
		server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{Durable: true})
		if err != nil {
			return err
		}
		defer server.Stop()
		if dsn, _, err = server.NewDatabase(ctx, ""); err != nil {
			return err
		}
	}
	in, err := instance.New(ctx, instance.Config{Binary: binary, Dir: dir, DSN: dsn})
	if err != nil {
		return err
	}
	starts, err := measureStarts(ctx, in)
	if err != nil {
		return err
	}
	defer in.Stop()
	time.Sleep(4 * time.Second) // the start is over, and what it needed handed back
	idle := float64(instance.Resident(in.PID())) / (1 << 20)
	if err := seed(ctx, in); err != nil {
		return err
	}
	bare, err := startBare(ctx, dsn)
	if err != nil {
		return err
	}
	defer bare.stop()
	fmt.Printf("\n%s: start to ready %v (median of %d), idle RSS %.1f MiB\n", engine, starts[len(starts)/2].Round(time.Millisecond), len(starts), idle)
	if l.database, err = serverOf(ctx, dsn); err != nil {
		return err
	}
	fmt.Printf(heading, "operation", "server", "req/s", "p50 ms", "p99 ms", "CPU µs/req", "DB CPU", "RSS MiB", "ratio", "by CPU")
	for _, op := range operations() {
		if !slices.Contains(l.only, op.name) {
			continue
		}
		if err := op.run(l, in, bare); err != nil {
			return fmt.Errorf("%s: %w", op.name, err)
		}
	}
	return nil
}

// measureStarts starts the server five times on the migrated database and leaves it running.
func measureStarts(ctx context.Context, in *instance.Instance) ([]time.Duration, error) {
	var starts []time.Duration
	for n := range 5 {
		took, err := in.Start(ctx)
		if err != nil {
			return nil, err
		}
		starts = append(starts, took)
		if n < 4 {
			in.Stop()
		}
	}
	for a := range starts {
		for b := a + 1; b < len(starts); b++ {
			if starts[b] < starts[a] {
				starts[a], starts[b] = starts[b], starts[a]
			}
		}
	}
	return starts, nil
}

// seed gives the account 400 entries with tags over 200 days.
func seed(ctx context.Context, in *instance.Instance) error {
	const mutation = `mutation Import($input: ImportEntriesInput!) { importEntries(input: $input) { created errors { message } } }`
	for batch := range 4 {
		entries := make([]map[string]any, 0, 100)
		for n := range 100 {
			at := time.Now().UTC().AddDate(0, 0, -(batch*100+n)/2)
			entries = append(entries, map[string]any{
				"sourceKey": fmt.Sprintf("bench:%d:%d", batch, n), "body": entryBody(batch*100 + n), "kind": "DONE",
				"day": at.Format(time.DateOnly), "zone": "UTC", "loggedAt": at.Format(time.RFC3339), "minutes": 30,
				"tags": []string{"go", "bench"}, "draft": false,
			})
		}
		err := in.Do(ctx, mutation, map[string]any{"input": map[string]any{"source": "MARKDOWN", "entries": entries, "dryRun": false}}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

func entryBody(n int) string {
	return fmt.Sprintf("Fixed the flaky test number %d\n\nIt was a race between **two workers** in `scheduler.go`; #testing caught it.\n\n- [x] reproduce\n- [ ] tell support", n)
}

// bareServer is this program, running as the bare handler.
type bareServer struct {
	cmd *exec.Cmd
	url string
}

func startBare(ctx context.Context, dsn string) (*bareServer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "-bare-dsn", dsn, "-bare-listen", address)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	b := &bareServer{cmd: cmd, url: "http://" + address}
	return b, b.wait()
}

func (b *bareServer) stop() {
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
}

// openBench opens the database as the bare handler does: the product's own settings for the engine, no more.
func openBench(ctx context.Context, dsn string) (*db.DB, error) {
	return db.Open(ctx, db.Options{DSN: dsn})
}
