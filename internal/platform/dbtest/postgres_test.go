package dbtest_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestStartPostgresServesOverTCPAndLeavesNothing(t *testing.T) {
	if os.Getenv("TAMATAR_TEST_SQLITE_ONLY") == "1" {
		return
	}
	ctx := context.Background()
	s, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{Durable: true, TCP: true})
	if err != nil {
		t.Fatal(err)
	}
	dsn, drop, err := s.NewDatabase(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(ctx, db.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	for setting, want := range map[string]string{"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "default_transaction_isolation": "read committed"} {
		if got, err := db.Get[string](ctx, d.Reader(), "SELECT current_setting($1)", setting); err != nil || got != want {
			t.Errorf("%s = %s, want %s (%v)", setting, got, want, err)
		}
	}
	if err := errors.Join(d.Close(), drop(ctx)); err != nil {
		t.Error(err)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("/proc/" + strconv.Itoa(s.Pid())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the server still runs: %v", err)
	}
	if _, err := os.Stat(s.Dir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its folder is still there: %v", err)
	}
}
