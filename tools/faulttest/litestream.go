package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/tools/gotool"
	"tamatar.dev/tamatar/tools/instance"
)

// lostAtMost is how much of the newest may be missing in a replica when machine and replication die in the same moment:
// what Litestream has not sent yet, by its interval of a second.
const lostAtMost = 3 * time.Second

// litestream replicates a SQLite instance under load, kills instance and replication with SIGKILL, restores the replica and
// compares: the database is whole, and everything acknowledged more than a moment before the end is in it. In a second
// part the instance is stopped first, and nothing at all may be missing.
func litestream(ctx context.Context, o options) (string, error) {
	binary, err := gotool.Build(ctx, o.tools, "litestream", litestreamModule)
	if err != nil {
		return "", err
	}
	killed, err := replicate(ctx, o, binary, true)
	if err != nil {
		return killed, err
	}
	stopped, err := replicate(ctx, o, binary, false)
	return "killed: " + killed + "; stopped: " + stopped, err
}

func replicate(ctx context.Context, o options, binary string, kill bool) (string, error) {
	dir, err := os.MkdirTemp("", "tamatar-litestream-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "tamatar.db")
	in, err := instance.New(ctx, instance.Config{Binary: o.binary, Dir: dir, DSN: "sqlite:" + path})
	if err != nil {
		return "", err
	}
	if _, err := in.Start(ctx); err != nil {
		return "", err
	}
	defer in.Stop()
	config := filepath.Join(dir, "litestream.yml")
	text := fmt.Sprintf("dbs:\n  - path: %s\n    replica:\n      type: file\n      path: %s\n      sync-interval: 1s\n", path, filepath.Join(dir, "replica"))
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return "", err
	}
	replica, err := spawn(ctx, dir, binary, "replicate", "-config", config)
	if err != nil {
		return "", err
	}
	defer replica.end()
	l := newLedger()
	work, stop := context.WithTimeout(ctx, 12*time.Second)
	defer stop()
	all := writers(work, in, l, 4, 5*time.Millisecond)
	<-work.Done()
	end := time.Now()
	if kill {
		in.Kill()
		replica.end()
	}
	all.Wait()
	margin := time.Duration(0)
	if kill {
		margin = lostAtMost
	} else {
		in.Stop()
		pause(ctx, 5*time.Second)
		replica.end()
	}
	restored := filepath.Join(dir, "restored.db")
	began := time.Now()
	if out, err := exec.CommandContext(ctx, binary, "restore", "-config", config, "-o", restored, path).CombinedOutput(); err != nil {
		return "", fmt.Errorf("restore the replica: %w: %s", err, out)
	}
	took := time.Since(began)
	sure, err := count(ctx, "sqlite:"+restored, l.before(end.Add(-margin)), l)
	every, err2 := count(ctx, "sqlite:"+restored, l.before(time.Now()), l)
	same := error(nil)
	if !kill {
		same = sameDatabase(ctx, path, restored)
	}
	return fmt.Sprintf("%s (of those older than %s), %d of the newest not sent yet, restored in %s", sure, margin, every.missing, took.Round(time.Millisecond)),
		errors.Join(err, err2, sure.whole(), same)
}

// sameDatabase compares every table of the original and the replica.
func sameDatabase(ctx context.Context, a, b string) error {
	sums := [2]map[string]string{}
	for i, path := range []string{a, b} {
		d, err := db.Open(ctx, db.Options{DSN: "sqlite:" + path})
		if err != nil {
			return err
		}
		sums[i], err = db.Checksums(ctx, d)
		if err = errors.Join(err, d.Close()); err != nil {
			return err
		}
	}
	for table, sum := range sums[0] {
		if sums[1][table] != sum {
			return fmt.Errorf("table %s differs in the replica", table)
		}
	}
	return demand(len(sums[0]) > 0 && len(sums[0]) == len(sums[1]), "nothing to compare")
}
