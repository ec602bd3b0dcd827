// Command sessionload lets a thousand signed-in sessions read and write for ten minutes, each as a person does, with k6 in
// a process of its own, on a server of its own. It counts what failed, compares the entries acknowledged with those in the
// database, and watches the server's memory. It stops by itself, with status 1 when a bound is broken.
//
//	go run ./tools/sessionload --binary bin/tamatar --db sqlite,postgres
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/gotool"
	"tamatar.dev/tamatar/tools/instance"
)

const k6Module = "go.k6.io/k6@v1.8.1"

// load says how much of it.
type load struct {
	binary   string
	k6       string
	sessions int
	length   time.Duration
}

func main() {
	var l load
	flag.StringVar(&l.binary, "binary", "bin/tamatar", "the built server")
	flag.IntVar(&l.sessions, "sessions", 1_000, "signed-in sessions at once")
	flag.DurationVar(&l.length, "length", 10*time.Minute, "how long all of them are at work")
	engines := flag.String("db", "sqlite,postgres", "which databases")
	tools := flag.String("tools", gotool.Dir(), "folder in which k6 is built once")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	if l.k6, err = gotool.Build(ctx, *tools, "k6", k6Module); err == nil {
		for engine := range strings.SplitSeq(*engines, ",") {
			if err = l.on(ctx, engine); err != nil {
				err = fmt.Errorf("%s: %w", engine, err)
				break
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sessionload:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to clean up
	}
}

// on runs the load on one engine and prints its figures.
func (l load) on(ctx context.Context, engine string) error {
	ctx, cancel := context.WithTimeout(ctx, l.length+15*time.Minute)
	defer cancel()
	dir, err := os.MkdirTemp("", "tamatar-sessionload-")
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
	in, err := instance.New(ctx, instance.Config{Binary: l.binary, Dir: dir, DSN: dsn, Env: []string{"TAMATAR_LIMITS=on"}})
	if err != nil {
		return err
	}
	if _, err := in.Start(ctx); err != nil {
		return err
	}
	defer in.Stop()
	sessions, err := signIn(ctx, in, l.sessions)
	if err != nil {
		return err
	}
	watch := watchMemory(ctx, in.PID())
	result, err := l.people(ctx, in, dir, sessions)
	memory := watch()
	if err != nil {
		return err
	}
	kept, err := entriesIn(ctx, dsn)
	if err != nil {
		return err
	}
	return result.report(engine, memory, kept)
}
