package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
)

// Run runs fn as the subtests "sqlite" and "postgres", each with a migrated
// database of its own that is gone after the subtest. The subtests run one
// after the other; fn may call t.Parallel.
func Run(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	for _, dialect := range dialects(t) {
		t.Run(string(dialect), func(t *testing.T) { fn(t, Open(t, dialect)) })
	}
}

// RunB is Run for benchmarks, with durable settings on both engines: SQLite at
// synchronous=FULL as always, PostgreSQL as its server is configured (fsync is
// off on the server this package starts, so compare only like with like).
func RunB(b *testing.B, fn func(b *testing.B, d *db.DB)) {
	b.Helper()
	for _, dialect := range dialects(b) {
		b.Run(string(dialect), func(b *testing.B) { fn(b, Open(b, dialect)) })
	}
}

// Open gives one fresh migrated database of the given engine and drops it when
// the test ends.
func Open(t testing.TB, dialect db.Dialect) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{DSN: DSN(t, dialect), MaxConns: 8})
	if err != nil {
		t.Fatalf("open test database: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close test database: %v", err)
		}
	})
	return d
}

// DSN gives the address of a fresh migrated database of the given engine that
// is dropped when the test ends; for tests that open it themselves, or twice.
func DSN(t testing.TB, dialect db.Dialect) string {
	t.Helper()
	if dialect == db.SQLite {
		return copyOfTemplate(t)
	}
	template, err := sharedTemplate()
	if err != nil {
		t.Fatalf("PostgreSQL is needed: %v", err)
	}
	return newDatabase(t, template)
}

// EmptyDSN is DSN without a schema: nothing has been migrated.
func EmptyDSN(t testing.TB, dialect db.Dialect) string {
	t.Helper()
	if dialect == db.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "empty.db")
	}
	return newDatabase(t, "")
}

func newDatabase(t testing.TB, template string) string {
	t.Helper()
	s, err := sharedServer()
	if err != nil {
		t.Fatalf("PostgreSQL is needed: %v", err)
	}
	dsn, drop, err := s.NewDatabase(context.Background(), template)
	if err != nil {
		t.Fatalf("create test database: %v", err)
	}
	t.Cleanup(func() {
		if err := drop(context.Background()); err != nil {
			t.Errorf("drop test database: %v", err)
		}
	})
	return dsn
}

func dialects(t testing.TB) []db.Dialect {
	t.Helper()
	if os.Getenv("TAMATAR_TEST_SQLITE_ONLY") == "1" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TAMATAR_TEST_SQLITE_ONLY is not allowed in CI: every test runs on both databases")
		}
		warnOnce.Do(func() {
			fmt.Fprintln(os.Stderr, "!!! TAMATAR_TEST_SQLITE_ONLY=1: nothing is tested on PostgreSQL !!!")
		})
		return []db.Dialect{db.SQLite}
	}
	return []db.Dialect{db.SQLite, db.Postgres}
}

var warnOnce sync.Once

// sqliteTemplate is the bytes of a migrated, closed database file (about
// 200 KB): copying them costs less than a millisecond, migrating 50.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tamatar-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "template.db")
	d, err := db.Open(context.Background(), db.Options{DSN: "sqlite:" + path})
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(context.Background(), d); err != nil {
		return nil, err
	}
	// Closing the last connection folds the WAL into the file.
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // our own temporary file.
})

func copyOfTemplate(t testing.TB) string {
	t.Helper()
	b, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("make the SQLite template: %v", err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatalf("copy the SQLite template: %v", err)
	}
	return "sqlite:" + path
}
