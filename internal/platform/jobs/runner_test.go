package jobs_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

func TestStartedRunnerWorksAtOnceAndStops(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.System{})
		ran := make(chan string, 100)
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, a greet) error {
			tx.AfterCommit(func() { ran <- a.Name })
			return mark(ctx, tx, a.Name)
		})
		var swept atomic.Int64
		jobs.Every(r, "test-sweep", time.Hour, func(context.Context) error { swept.Add(1); ran <- "sweep"; return nil })
		if err := r.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		receive(t, ran, "sweep")
		fastest := time.Hour
		for range 5 {
			at := time.Now()
			enqueue(t, d, r, greet{"now"}, jobs.EnqueueOptions{})
			receive(t, ran, "now")
			fastest = min(fastest, time.Since(at))
		}
		if fastest > 700*time.Millisecond {
			t.Errorf("taken up after %v at best: only by polling", fastest)
		}
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if marks(t, d, "now") != 5 || swept.Load() != 1 {
			t.Fatalf("%d effects, %d sweeps", marks(t, d, "now"), swept.Load())
		}
		if s, err := r.Stats(t.Context()); err != nil || s.Running+s.Available+s.Scheduled+s.Dead != 0 {
			t.Fatalf("left in the queue: %+v, %v", s, err)
		}
	})
}

// A mail server that takes every connection and stays silent holds up mail alone.
func TestSchedulesRunWhileEverythingOutsideHangs(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.System{})
		hung, release, swept := make(chan string, 20), make(chan struct{}), make(chan string, 20)
		jobs.RegisterOutside(r, func(context.Context, post) error { hung <- "hung"; <-release; return nil })
		jobs.Every(r, "test-sweep", time.Second, func(context.Context) error { swept <- "sweep"; return nil })
		for range 20 {
			enqueue(t, d, r, post{"letter"}, jobs.EnqueueOptions{})
		}
		if err := r.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		receive(t, swept, "sweep")
		for range 4 {
			receive(t, hung, "hung")
		}
		receive(t, swept, "sweep")
		receive(t, swept, "sweep")
		close(release)
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestStartedRunnerRetriesAndManyFailuresHarmNoOther(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.System{})
		var failedOnce [20]atomic.Bool
		done := make(chan string, 100)
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, a greet) error {
			if err := mark(ctx, tx, a.Name); err != nil {
				return err
			}
			if i := int(a.Name[0] - 'a'); i%2 == 0 && failedOnce[i].CompareAndSwap(false, true) {
				return errors.New("first time fails")
			}
			tx.AfterCommit(func() { done <- a.Name })
			return nil
		})
		if err := r.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i := range 20 {
			enqueue(t, d, r, greet{string(rune('a' + i))}, jobs.EnqueueOptions{})
		}
		for range 20 {
			receive(t, done, "")
		}
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i := range 20 {
			if n := marks(t, d, string(rune('a'+i))); n != 1 {
				t.Errorf("job %d had %d effects", i, n)
			}
		}
	})
}

func TestOrphansOfAKilledProcessAreTakenUp(t *testing.T) {
	ctx := t.Context()
	d := dbtest.Open(t, db.SQLite)
	r := newRunner(d, clock.System{})
	ran := make(chan string, 1)
	jobs.RegisterOutside(r, func(_ context.Context, a post) error { ran <- a.Name; return nil })
	enqueue(t, d, r, post{"orphan"}, jobs.EnqueueOptions{})
	if _, err := d.Writer().Exec(ctx, `UPDATE river_job SET state = 'running', attempt = 1`); err != nil {
		t.Fatal(err)
	}
	if err := r.Start(ctx); err != nil {
		t.Fatal(err)
	}
	receive(t, ran, "orphan")
	if err := r.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

// A job of hours is taken up within minutes after its node was killed; one whose node lives is left alone.
func TestLongJobsOfALostNodeAreTakenUp(t *testing.T) {
	ctx := t.Context()
	d := dbtest.Open(t, db.Postgres)
	now := clock.System{}.Now()
	r := newRunner(d, clock.System{})
	ran := make(chan string, 9)
	jobs.RegisterLong(r, func(_ context.Context, a post) error { ran <- a.Name; return nil })
	for _, c := range []struct {
		name    string
		silent  time.Duration
		attempt int
	}{{"alive", time.Minute, 1}, {"worn out", time.Hour, 3}, {"lost", 3 * time.Minute, 1}} {
		enqueue(t, d, r, post{c.name}, jobs.EnqueueOptions{MaxAttempts: 3})
		if _, err := d.Writer().Exec(ctx, `UPDATE river_job SET state = 'running', attempt = $1, attempted_at = $2 WHERE state = 'available'`,
			c.attempt, now.Add(-c.silent)); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Start(ctx); err != nil {
		t.Fatal(err)
	}
	receive(t, ran, "lost")
	if err := r.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	left, err := db.Get[int64](ctx, d.Reader(), `SELECT COUNT(*) FROM river_job WHERE state = 'running'`)
	if err != nil || left != 2 || len(ran) != 0 {
		t.Errorf("%d are left to their nodes, %d more ran: %v", left, len(ran), err)
	}
}

// An attempt that was given up as lost must not commit its effect after the job
// went to somebody else.
func TestSupersededAttemptRollsBack(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.NewFake(start))
		calls := 0
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, a greet) error {
			if calls++; calls == 1 {
				if _, err := tx.Exec(ctx, `UPDATE river_job SET attempt = attempt + 1`); err != nil {
					return err
				}
			}
			return mark(ctx, tx, a.Name)
		})
		enqueue(t, d, r, greet{"x"}, jobs.EnqueueOptions{})
		if err := r.Drain(t.Context()); err == nil {
			t.Fatal("the first attempt should have been superseded")
		}
		if n := marks(t, d, "x"); n != 0 {
			t.Fatalf("%d effects of a superseded attempt", n)
		}
	})
}

func receive(t *testing.T, c <-chan string, want string) {
	t.Helper()
	select {
	case got := <-c:
		if want != "" && got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("%q did not come", want)
	}
}
