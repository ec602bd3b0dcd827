package db

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/migrations"
)

// SchemaState is how far the timeline of migrations has been run.
type SchemaState struct {
	// Applied and Known count the migrations that were run and those that this binary brings.
	Applied, Known int
	// Newest is the name of the newest known migration.
	Newest string
	// Missing are those that were not run, in order.
	Missing []string
}

// Schema compares the timeline in the binary with what was run.
func Schema(ctx context.Context, q Querier) (SchemaState, error) {
	var s SchemaState
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return s, fmt.Errorf("list migrations: %w", err)
	}
	versions, err := Select[int64](ctx, q, `SELECT DISTINCT version_id FROM goose_db_version WHERE version_id > 0 ORDER BY version_id LIMIT 10000`)
	if err != nil {
		return s, fmt.Errorf("read migrations: %w", err)
	}
	run := make(map[int64]bool, len(versions))
	for _, v := range versions {
		run[v] = true
	}
	s.Applied, s.Known = len(versions), len(files)
	for _, name := range files {
		number, _, _ := strings.Cut(name, "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return s, fmt.Errorf("read the number of %s: %w", name, err)
		}
		s.Newest = strings.TrimSuffix(name, ".sql")
		if !run[n] {
			s.Missing = append(s.Missing, s.Newest)
		}
	}
	return s, nil
}

// Server tells the version of the engine and, where it has a clock of its own, what it says. SQLite runs in this
// process: its clock is this machine's, and the instant is zero.
func Server(ctx context.Context, q Querier) (version string, now time.Time, err error) {
	if q.Dialect() == SQLite {
		version, err = Get[string](ctx, q, `SELECT sqlite_version()`)
		return version, time.Time{}, err
	}
	type row struct {
		Version string `db:"version"`
		Now     int64  `db:"now"`
	}
	got, err := Get[row](ctx, q, `SELECT current_setting('server_version') AS version, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now`)
	return got.Version, FromMillis(got.Now), err
}
