package insightssvc

import (
	"context"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/id"
)

// tenYears writes 20,000 entries over ten years, and as many of somebody else, with bodies of 1 KiB.
func tenYears(b *testing.B, d *db.DB, now time.Time) {
	b.Helper()
	text := strings.Repeat("Fixed the flaky test. ", 47)
	err := d.InTx(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		for i := range 40_000 {
			who := [...]string{"ann", "bob"}[i%2]
			at := now.AddDate(0, 0, -(i / 11))
			_, err := tx.Exec(ctx, `INSERT INTO journal_entries (id, author_id, origin_key, day, zone, offset_minutes, late, logged_at, kind,
				body, body_html, html_version, title, tasks, tag_ids, minutes, audience, source, draft, revision, edit_key, created_at, updated_at)
				VALUES ($1, $2, $1, $3, 'UTC', 0, FALSE, $4, 'done', $5, $5, 1, 'Fixed', '', '', 30, 'private', 'written', FALSE, 1, '', $4, $4)`,
				id.New(at), who, day.Of(at, time.UTC, 0), at.UnixMilli(), text)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if d.Dialect() == db.Postgres { // what autovacuum does on a server that runs
		if _, err := d.SQLDB().ExecContext(b.Context(), "VACUUM ANALYZE journal_entries"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTenYears asks for the streak and the heatmap of somebody with 20,000 entries.
func BenchmarkTenYears(b *testing.B) {
	now := time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		tenYears(b, d, now)
		s := New(Deps{DB: d, Clock: clock.NewFake(now)})
		ctx := identity.WithActor(b.Context(), identity.Actor{UserID: "ann", SessionID: "s", Zone: "Europe/Berlin", DayStart: 4, WeekStart: time.Monday})
		for name, run := range map[string]func() error{
			"streak":  func() error { _, err := s.Streak(ctx); return err },
			"heatmap": func() error { _, err := s.Heatmap(ctx, nil); return err },
			"weeks":   func() error { _, err := s.Weeks(ctx, nil); return err },
		} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if err := run(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}
