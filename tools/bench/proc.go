package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
)

// stat are the fields of /proc/PID/stat behind the name of the process.
func stat(pid int) []string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
}

// ticks adds up some of the fields, which count in 1/100 s.
func ticks(fields []string, places ...int) (sum time.Duration) {
	for _, n := range places {
		if n < len(fields) {
			v, _ := strconv.Atoi(fields[n])
			sum += time.Duration(v) * 10 * time.Millisecond
		}
	}
	return sum
}

// cpuTime is the user and system time of a process so far.
func cpuTime(pid int) time.Duration { return ticks(stat(pid), 11, 12) }

// familyTime is the user and system time of a process and its children, also of those that have ended.
func familyTime(pid int) time.Duration {
	if pid == 0 {
		return 0
	}
	sum := ticks(stat(pid), 11, 12, 13, 14)
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		child, _ := strconv.Atoi(filepath.Base(dir))
		if fields := stat(child); len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			sum += ticks(fields, 11, 12)
		}
	}
	return sum
}

// serverOf is the process id of the PostgreSQL server behind dsn; 0 for SQLite, which works inside its caller.
func serverOf(ctx context.Context, dsn string) (int, error) {
	d, err := openBench(ctx, dsn)
	if err != nil {
		return 0, err
	}
	defer d.Close()
	if d.Dialect() == db.SQLite {
		return 0, nil
	}
	backend, err := db.Get[int](ctx, d.Reader(), `SELECT pg_backend_pid()`)
	if err != nil {
		return 0, err
	}
	fields := stat(backend)
	if len(fields) < 2 {
		return 0, nil // the server runs elsewhere
	}
	return strconv.Atoi(fields[1])
}
