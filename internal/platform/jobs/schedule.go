package jobs

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
)

// schedulePause is how often due schedules are looked for; in memory, so an
// idle process costs nothing.
const schedulePause = time.Second

type schedule struct {
	name     string
	interval time.Duration
	next     int64 // unix ms as far as this process knows; 0 before loading
}

func (s *schedule) kind() string { return "every/" + s.name }

// Every runs fn once per interval, whatever the number of nodes and restarts:
// for the first time at once, then an interval after the last start. fn runs
// without a transaction and is tried three times; a run that is still waiting
// or running is not doubled. interval is at least a second.
func Every(r *Runner, name string, interval time.Duration, fn func(ctx context.Context) error) {
	s := &schedule{name: name, interval: max(interval, time.Second)}
	r.register(s.kind(), handler{queue: queueSchedules, outside: func(ctx context.Context, _ []byte) error {
		return fn(ctx)
	}})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.schedules = append(r.schedules, s)
}

// loadSchedules makes missing rows and learns when each is due. A shortened
// interval takes effect at once.
func (r *Runner) loadSchedules(ctx context.Context) error {
	if len(r.schedules) == 0 {
		return nil
	}
	now := r.clock.Now()
	return r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, s := range r.schedules {
			next, err := db.Get[int64](ctx, tx, `INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ($1, $2, $3)
				ON CONFLICT (name) DO UPDATE SET interval_ms = $2, next_at =
					CASE WHEN platform_schedules.next_at > $4 THEN $4 ELSE platform_schedules.next_at END
				RETURNING next_at`,
				s.name, s.interval.Milliseconds(), db.Millis(now), db.Millis(now.Add(s.interval)))
			if err != nil {
				return fmt.Errorf("load schedule %s: %w", s.name, err)
			}
			s.next = next
		}
		return nil
	})
}

func (r *Runner) runSchedules(ctx context.Context) {
	t := time.NewTicker(schedulePause)
	defer t.Stop()
	for {
		if err := r.enqueueDue(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "schedules cannot be read", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// enqueueDue turns schedules that are due into jobs. Only one node wins the
// update of a row.
func (r *Runner) enqueueDue(ctx context.Context) error {
	now := r.clock.Now()
	for _, s := range r.schedules {
		if s.next > db.Millis(now) {
			continue
		}
		var next int64
		err := r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			next = db.Millis(now.Add(s.interval))
			n, err := tx.Exec(ctx, `UPDATE platform_schedules SET next_at = $1 WHERE name = $2 AND next_at <= $3`,
				next, s.name, db.Millis(now))
			if err != nil {
				return err
			}
			if n == 0 {
				next, err = db.Get[int64](ctx, tx, `SELECT next_at FROM platform_schedules WHERE name = $1`, s.name)
				return err
			}
			return r.EnqueueKinds(ctx, tx, []string{s.kind()}, []byte("{}"), EnqueueOptions{UniqueKey: s.name, MaxAttempts: 3})
		})
		if err != nil {
			return fmt.Errorf("enqueue schedule %s: %w", s.name, err)
		}
		s.next = next
	}
	return nil
}
