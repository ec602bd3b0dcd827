package dbtest_test

import (
	"context"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestRunGivesAFreshMigratedDatabase(t *testing.T) {
	ctx := context.Background()
	for range 3 {
		dbtest.Run(t, func(t *testing.T, d *db.DB) {
			n, err := db.Get[int](ctx, d.Reader(), "SELECT COUNT(*) FROM platform_schedules WHERE name = $1", "a")
			if err != nil || n != 0 {
				t.Fatalf("fresh database: %d rows, %v", n, err)
			}
			if _, err := d.Writer().Exec(ctx, "INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ($2, $1, $1)", 5, "a"); err != nil {
				t.Fatal(err)
			}
		})
	}
}
