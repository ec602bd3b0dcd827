package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/instance"
)

// backupUnderLoad makes three backups on each database while clients write: everything acknowledged before each began is
// in it, what is restored has the checksums of the snapshot (restore refuses otherwise), and the writers hardly notice.
func backupUnderLoad(ctx context.Context, o options) (string, error) {
	figures, failures := "", []error{}
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		text, err := backupOn(ctx, o, engine)
		figures += "\n  " + string(engine) + ": " + text
		failures = append(failures, err)
	}
	return figures, errors.Join(failures...)
}

const (
	backupClients = 4
	backupRest    = 15 * time.Millisecond
	// slowest is how much the slowest hundredth of the writes may slow down, and what does not count as slow at all.
	slowest = 2.0
	quick   = 100 * time.Millisecond
)

func backupOn(ctx context.Context, o options, engine db.Dialect) (string, error) {
	dir, err := os.MkdirTemp("", "tamatar-backup-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	dsn := "sqlite:" + filepath.Join(dir, "tamatar.db")
	if engine == db.Postgres {
		server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{Durable: true})
		if err != nil {
			return "", err
		}
		defer server.Stop()
		if dsn, _, err = server.NewDatabase(ctx, ""); err != nil {
			return "", err
		}
	}
	in, err := instance.New(ctx, instance.Config{Binary: o.binary, Dir: dir, DSN: dsn})
	if err != nil {
		return "", err
	}
	if _, err := in.Run(ctx, "demo", "--until", "2026-11-21"); err != nil {
		return "", err
	}
	if _, err := in.Start(ctx); err != nil {
		return "", err
	}
	defer in.Stop()
	l := newLedger()
	work, stop := context.WithCancel(ctx)
	defer stop()
	all := writers(work, in, l, backupClients, backupRest)
	alone := 10 * time.Second
	if o.short {
		alone = 4 * time.Second
	}
	pause(ctx, time.Second)
	l.drain()
	pause(ctx, alone)
	quiet := l.drain()
	made, during, took, err := threeBackups(ctx, in, l, dir)
	stop()
	all.Wait()
	in.Stop()
	if err != nil {
		return "", err
	}
	figures := fmt.Sprintf("%d acknowledged in all, backups took %v; writers' p99 %s alone (%d), %s during backups (%d)",
		len(l.acked), took, quantile(quiet, .99).Round(time.Millisecond), len(quiet), quantile(during, .99).Round(time.Millisecond), len(during))
	slow := demand(quantile(during, .99) < max(time.Duration(slowest*float64(quantile(quiet, .99))), quick), "writers' p99 doubled")
	text, err := restoreAll(ctx, l, made, in)
	return figures + text, errors.Join(err, slow)
}

// archived is one backup, and when it began.
type archived struct {
	file  string
	began time.Time
}

func threeBackups(ctx context.Context, in *instance.Instance, l *ledger, dir string) (made []archived, during, took []time.Duration, err error) {
	for n := range 3 {
		a := archived{filepath.Join(dir, fmt.Sprintf("backup-%d.tar.gz", n)), time.Now()}
		l.drain()
		if _, err := in.Run(ctx, "backup", "--to", a.file); err != nil {
			return nil, nil, nil, err
		}
		took = append(took, time.Since(a.began).Round(time.Millisecond))
		during = append(during, l.drain()...)
		made = append(made, a)
		pause(ctx, 500*time.Millisecond)
	}
	return made, during, took, nil
}

// restoreAll restores each backup into a fresh SQLite instance and looks for what was promised before it began.
func restoreAll(ctx context.Context, l *ledger, made []archived, in *instance.Instance) (string, error) {
	text, failures := "", []error{}
	for _, a := range made {
		fresh, err := os.MkdirTemp("", "tamatar-restored-")
		if err != nil {
			return "", err
		}
		defer os.RemoveAll(fresh)
		dsn := "sqlite:" + filepath.Join(fresh, "restored.db")
		began := time.Now()
		if err := in.Restore(ctx, a.file, filepath.Join(fresh, "data"), dsn); err != nil {
			return "", err
		}
		took := time.Since(began).Round(time.Millisecond)
		t, err := count(ctx, dsn, l.before(a.began), l)
		text += fmt.Sprintf("; before it began %s, restored in %s", t, took)
		failures = append(failures, err, t.whole())
	}
	return text, errors.Join(failures...)
}
