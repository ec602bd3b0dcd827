package jobs

import (
	"log/slog"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestABeatKeepsAJob(t *testing.T) {
	ctx := t.Context()
	d := dbtest.Open(t, db.Postgres)
	now := clock.NewFake(time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC))
	r := New(d, now, slog.New(slog.DiscardHandler), Options{})
	id, err := db.Get[int64](ctx, d.Writer(), `INSERT INTO river_job (args, kind, max_attempts, queue, state, attempt, attempted_at)
		VALUES ('{}', 'test.long', 3, $1, 'running', 1, $2) RETURNING id`, queueLong, now.Now())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		now.Advance(lostAfter / 2)
		if mine, err := r.beat(ctx, id, 1); err != nil || !mine {
			t.Fatal(mine, err)
		}
		if err := r.takeUpLost(ctx); err != nil {
			t.Fatal(err)
		}
	}
	now.Advance(lostAfter + time.Second)
	if err := r.takeUpLost(ctx); err != nil {
		t.Fatal(err)
	}
	if mine, err := r.beat(ctx, id, 1); err != nil || mine {
		t.Error("it went to somebody else:", mine, err)
	}
}
