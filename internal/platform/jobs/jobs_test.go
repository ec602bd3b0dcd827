package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

type greet struct{ Name string }

func (greet) Kind() string { return "test.greet" }

type post struct{ Name string }

func (post) Kind() string { return "test.post" }

var start = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func newRunner(d *db.DB, c clock.Clock) *jobs.Runner {
	return jobs.New(d, c, slog.New(slog.DiscardHandler), jobs.Options{})
}

func enqueue(t *testing.T, d *db.DB, r *jobs.Runner, args jobs.Args, o jobs.EnqueueOptions) {
	t.Helper()
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return r.Enqueue(ctx, tx, args, o) }); err != nil {
		t.Fatal(err)
	}
}

// mark is a database effect that can be counted.
func mark(ctx context.Context, tx *db.Tx, name string) error {
	_, err := tx.Exec(ctx, `INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ($1, 1, 1)
		ON CONFLICT (name) DO UPDATE SET interval_ms = platform_schedules.interval_ms + 1`, name)
	return err
}

func marks(t *testing.T, d *db.DB, name string) int64 {
	t.Helper()
	n, err := db.Get[int64](t.Context(), d.Reader(), `SELECT COALESCE(SUM(interval_ms), 0) FROM platform_schedules WHERE name = $1`, name)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEnqueueFollowsTheTransaction(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.NewFake(start))
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, a greet) error { return mark(ctx, tx, a.Name) })
		lost := errors.New("changed my mind")
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			if err := r.Enqueue(ctx, tx, greet{"lost"}, jobs.EnqueueOptions{}); err != nil {
				return err
			}
			return lost
		})
		if !errors.Is(err, lost) {
			t.Fatal(err)
		}
		enqueue(t, d, r, greet{"kept"}, jobs.EnqueueOptions{})
		if err := r.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if marks(t, d, "lost") != 0 || marks(t, d, "kept") != 1 {
			t.Fatal("a job must exist exactly when its transaction committed")
		}
		if err := r.Drain(t.Context()); err != nil || marks(t, d, "kept") != 1 {
			t.Fatal("a done job must not run again", err)
		}
	})
}

func TestFailingHandlerHasItsEffectExactlyOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(start)
		r := newRunner(d, c)
		broken := errors.New("not today")
		tries := 0
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, a greet) error {
			if err := mark(ctx, tx, a.Name); err != nil {
				return err
			}
			if tries++; tries < 4 {
				if tries == 2 {
					panic("handler bug")
				}
				return broken
			}
			return nil
		})
		enqueue(t, d, r, greet{"ada"}, jobs.EnqueueOptions{})
		for i := range 4 {
			err := r.Drain(t.Context())
			if failed := i < 3; (err != nil) != failed {
				t.Fatalf("attempt %d: %v", i+1, err)
			}
			c.Advance(10 * time.Minute)
		}
		if tries != 4 || marks(t, d, "ada") != 1 {
			t.Fatalf("%d tries left %d effects, want 4 and 1", tries, marks(t, d, "ada"))
		}
	})
}

func TestRetryWaitsThenDiesAndCanBeRevived(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(start)
		r := newRunner(d, c)
		tries, heal := 0, false
		var last []bool
		jobs.RegisterOutside(r, func(ctx context.Context, _ post) error {
			last = append(last, jobs.LastAttempt(ctx))
			if tries++; heal {
				return nil
			}
			return errors.New("smtp is down")
		})
		enqueue(t, d, r, post{"letter"}, jobs.EnqueueOptions{MaxAttempts: 2})
		for range 3 { // without time passing there is no second attempt
			_ = r.Drain(t.Context())
		}
		if tries != 1 {
			t.Fatalf("%d tries at once", tries)
		}
		c.Advance(2 * time.Second)
		if err := r.Drain(t.Context()); err == nil || !strings.Contains(err.Error(), "smtp is down") {
			t.Fatal(err)
		}
		if !slices.Equal(last, []bool{false, true}) {
			t.Errorf("which was the last attempt: %v", last)
		}
		dead, err := r.DeadLetters(t.Context(), 0, 10)
		if err != nil || len(dead) != 1 || dead[0].Kind != "test.post" || !strings.Contains(dead[0].Payload, "letter") ||
			!strings.Contains(dead[0].Errors, "smtp is down") || dead[0].Attempts != 2 || dead[0].DiedAt != c.Now().UnixMilli() {
			t.Fatalf("dead letters: %+v, %v", dead, err)
		}
		if s, err := r.Stats(t.Context()); err != nil || s.Dead != 1 || s.Failed != 2 {
			t.Fatalf("stats: %+v, %v", s, err)
		}
		heal = true
		if err := r.Retry(t.Context(), dead[0].ID); err != nil {
			t.Fatal(err)
		}
		if s, err := r.Stats(t.Context()); err != nil || s.Available != 1 || !s.OldestDue.Equal(c.Now()) {
			t.Fatalf("stats: %+v, %v", s, err)
		}
		if err := r.Drain(t.Context()); err != nil || tries != 3 {
			t.Fatal(tries, err)
		}
		if err := r.Retry(t.Context(), dead[0].ID); !errors.Is(err, jobs.ErrNoDeadLetter) {
			t.Fatal(err)
		}
		if err := r.Forget(t.Context(), dead[0].ID); !errors.Is(err, jobs.ErrNoDeadLetter) {
			t.Fatal(err)
		}
	})
}

func TestEveryAttemptIsObserved(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.NewFake(start))
		var seen []string
		r.Observe(func(kind string, _ time.Duration, err error) {
			seen = append(seen, kind+" "+strconv.FormatBool(err == nil))
		})
		jobs.Register(r, func(_ context.Context, _ *db.Tx, a greet) error {
			if a.Name == "bad" {
				panic("a mistake")
			}
			return nil
		})
		enqueue(t, d, r, greet{"good"}, jobs.EnqueueOptions{})
		enqueue(t, d, r, greet{"bad"}, jobs.EnqueueOptions{})
		_ = r.Drain(t.Context()) // tells of the bad one
		if !slices.Equal(seen, []string{"test.greet true", "test.greet false"}) {
			t.Errorf("%q", seen)
		}
	})
}

func TestNotBefore(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(start)
		r := newRunner(d, c)
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, a greet) error { return mark(ctx, tx, a.Name) })
		enqueue(t, d, r, greet{"later"}, jobs.EnqueueOptions{NotBefore: start.Add(time.Hour)})
		for _, want := range []int64{0, 0, 1} {
			if err := r.Drain(t.Context()); err != nil || marks(t, d, "later") != want {
				t.Fatalf("at %v: %d, want %d (%v)", c.Now(), marks(t, d, "later"), want, err)
			}
			c.Advance(30 * time.Minute)
		}
	})
}

func TestUniqueJobs(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.NewFake(start))
		var again atomic.Bool
		jobs.RegisterOutside(r, func(ctx context.Context, a post) error {
			err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return mark(ctx, tx, a.Name) })
			if again.CompareAndSwap(true, false) { // something changes while it runs
				enqueue(t, d, r, a, jobs.EnqueueOptions{UniqueKey: "k"})
				enqueue(t, d, r, a, jobs.EnqueueOptions{UniqueKey: "k"})
			}
			return err
		})
		for range 3 {
			enqueue(t, d, r, post{"one"}, jobs.EnqueueOptions{UniqueKey: "k"})
		}
		enqueue(t, d, r, post{"two"}, jobs.EnqueueOptions{UniqueKey: "other"})
		if err := r.Drain(t.Context()); err != nil || marks(t, d, "one") != 1 || marks(t, d, "two") != 1 {
			t.Fatal("waiting jobs of one key must be one", marks(t, d, "one"), err)
		}
		again.Store(true) // a done job does not count as a duplicate
		enqueue(t, d, r, post{"one"}, jobs.EnqueueOptions{UniqueKey: "k"})
		if err := r.Drain(t.Context()); err != nil || marks(t, d, "one") != 3 {
			t.Fatal("a job enqueued while it runs must run once more", marks(t, d, "one"), err)
		}
	})
}

func TestEveryRunsOncePerIntervalOverNodesAndRestarts(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(start)
		runs := 0
		node := func() *jobs.Runner {
			r := newRunner(d, c)
			jobs.Every(r, "test-sweep", time.Hour, func(context.Context) error { runs++; return nil })
			return r
		}
		one, two := node(), node()
		for i := range 5 {
			for _, r := range []*jobs.Runner{one, two, node()} {
				if err := r.Drain(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if want := i/2 + 1; runs != want {
				t.Fatalf("after %v: %d runs, want %d", c.Now().Sub(start), runs, want)
			}
			c.Advance(30 * time.Minute)
		}
	})
}

func TestRegistrationMistakesAreReported(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := newRunner(d, clock.NewFake(start))
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return r.Enqueue(ctx, tx, greet{}, jobs.EnqueueOptions{})
		})
		if !errors.Is(err, jobs.ErrUnknownKind) {
			t.Fatal(err)
		}
		fn := func(context.Context, *db.Tx, greet) error { return nil }
		jobs.Register(r, fn)
		jobs.Register(r, fn)
		if err := r.Start(t.Context()); !errors.Is(err, jobs.ErrRegistration) {
			t.Fatal(err)
		}
	})
}

type scan struct{ Name string }

func (scan) Kind() string { return "test.scan" }

type forgotten struct{ Name string }

func (forgotten) Kind() string { return "test.forgotten" }

func TestLongJobsHaveTimeAndFormerKindsAreRemoved(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(start)
		earlier := newRunner(d, c)
		jobs.Register(earlier, func(context.Context, *db.Tx, forgotten) error { return nil })
		enqueue(t, d, earlier, forgotten{"a"}, jobs.EnqueueOptions{})
		r := newRunner(d, c)
		jobs.Former(r, "test.forgotten")
		jobs.RegisterLong(r, func(ctx context.Context, s scan) error {
			end, ok := ctx.Deadline()
			if left := time.Until(end); !ok || left < 3*time.Hour {
				t.Errorf("%s has %s", s.Name, left)
			}
			return nil
		})
		enqueue(t, d, r, scan{"all"}, jobs.EnqueueOptions{})
		if err := r.Drain(t.Context()); err != nil {
			t.Error(err)
		}
		if n, err := db.Get[int](t.Context(), d.Reader(), `SELECT COUNT(*) FROM river_job`); n != 0 || err != nil {
			t.Errorf("%d jobs are left, %v", n, err)
		}
	})
}
