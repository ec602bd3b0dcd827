// Command stoptest stops the server with SIGTERM while requests are under way, again and again, and counts answers that
// were lost: a request that the server had taken must be answered, and each acknowledged write must be there afterwards.
// It ends with status 1 when one is missing, or a stop takes longer than ten seconds.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http/httptrace"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/instance"
)

const (
	callers = 16
	load    = 400 * time.Millisecond
	maxStop = 10 * time.Second
	write   = `mutation W($i: WriteEntryInput!) { writeEntry(input: $i) { entry { id } errors { message } } }`
)

func main() {
	binary := flag.String("binary", "bin/tamatar", "the built binary")
	rounds := flag.Int("rounds", 5, "how often to stop, on each database")
	engines := flag.String("db", "sqlite,postgres", "which databases")
	flag.Parse()
	failed := false
	for engine := range strings.SplitSeq(*engines, ",") {
		if err := run(context.Background(), engine, *binary, *rounds); err != nil {
			fmt.Fprintln(os.Stderr, engine+":", err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// tally is what the callers of all rounds saw.
type tally struct {
	mu      sync.Mutex
	written map[string]bool // client ids that were acknowledged
	cut     []error         // answers that broke off
	refused atomic.Int64    // connections that the stopped server no longer took
}

func run(ctx context.Context, engine, binary string, rounds int) error {
	dir, err := os.MkdirTemp("", "stoptest-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg := instance.Config{Binary: binary, Dir: dir}
	if engine == "postgres" {
		server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{})
		if err != nil {
			return err
		}
		defer func() { _ = server.Stop() }()
		cfg.DSN = server.DSN()
	}
	in, err := instance.New(ctx, cfg)
	if err != nil {
		return err
	}
	t := &tally{written: map[string]bool{}}
	var slowest time.Duration
	for round := range rounds {
		if _, err := in.Start(ctx); err != nil {
			return err
		}
		took := t.round(ctx, in, round)
		slowest = max(slowest, took)
	}
	if _, err := in.Start(ctx); err != nil {
		return err
	}
	defer in.Stop()
	missing, err := t.missing(ctx, in)
	if err != nil {
		return err
	}
	fmt.Printf("%-8s %d stops under load: %d writes acknowledged, %d missing, %d answers cut off, %d connections refused meanwhile, slowest stop %s\n",
		engine, rounds, len(t.written), missing, len(t.cut), t.refused.Load(), slowest.Round(time.Millisecond))
	switch {
	case len(t.cut) > 0:
		return fmt.Errorf("answers were cut off: %w", t.cut[0])
	case missing > 0:
		return errors.New("acknowledged writes are missing")
	case slowest > maxStop:
		return errors.New("a stop took too long")
	case len(t.written) < rounds*callers:
		return errors.New("there was no load to speak of")
	}
	return nil
}

// round writes from many callers, stops the server in the middle of it, and tells how long that took.
func (t *tally) round(ctx context.Context, in *instance.Instance, round int) time.Duration {
	var stopped atomic.Bool
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for n := 0; !stopped.Load(); n++ {
				id := fmt.Sprintf("stop-%d-%d-%d", round, caller, n)
				fresh := false
				ctx := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { fresh = !i.Reused }})
				err := in.Do(ctx, write, map[string]any{"i": map[string]any{"clientId": id, "body": "written while stopping " + id}}, nil)
				t.note(id, fresh, err)
			}
		})
	}
	time.Sleep(load)
	from := time.Now()
	in.Stop()
	took := time.Since(from)
	stopped.Store(true)
	all.Wait()
	return took
}

// note keeps how one request ended. What the server had taken must be answered. It had not taken a connection that was
// refused, nor a fresh one that was reset: those still stood in the system's queue when the listener was closed, while the
// library waits for each connection that was accepted. A proxy that asks /readyz sends neither.
func (t *tally) note(id string, fresh bool, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err == nil:
		t.written[id] = true
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ECONNRESET) && (fresh || dialing(err)):
		t.refused.Add(1)
	default:
		t.cut = append(t.cut, err)
	}
}

// dialing reports whether there was no connection yet.
func dialing(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// missing writes every acknowledged entry again under its client id: the server gives the first one back, so that an entry
// that was lost would turn up as one more.
func (t *tally) missing(ctx context.Context, in *instance.Instance) (int, error) {
	before, err := entries(ctx, in)
	if err != nil {
		return 0, err
	}
	for id := range t.written {
		if err := in.Do(ctx, write, map[string]any{"i": map[string]any{"clientId": id, "body": "written while stopping " + id}}, nil); err != nil {
			return 0, err
		}
	}
	after, err := entries(ctx, in)
	return after - before, err
}

func entries(ctx context.Context, in *instance.Instance) (int, error) {
	count, after := 0, ""
	for {
		var out struct {
			Viewer struct {
				Entries struct {
					Nodes    []struct{ ID string }
					PageInfo struct {
						EndCursor   string
						HasNextPage bool
					}
				}
			}
		}
		vars := map[string]any{"after": nil}
		if after != "" {
			vars["after"] = after
		}
		if err := in.Do(ctx, `query E($after: String) { viewer { entries(first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } } }`, vars, &out); err != nil {
			return 0, err
		}
		count += len(out.Viewer.Entries.Nodes)
		if !out.Viewer.Entries.PageInfo.HasNextPage {
			return count, nil
		}
		after = out.Viewer.Entries.PageInfo.EndCursor
	}
}
