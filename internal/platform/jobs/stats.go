package jobs

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// ErrNoDeadLetter says that a dead letter is gone, or never was.
var ErrNoDeadLetter = errs.New(errs.NotFound, "jobs.dead_letter_not_found", "This job is no longer among the failed ones.")

// Stats is the state of the queue, for an admin page and metrics.
type Stats struct {
	Available, Scheduled, Retryable, Running, Dead int64
	// Kinds has the same numbers by kind, in the order of the kinds.
	Kinds []KindStats
	// OldestDue is when the job waiting for longest became due; zero when none
	// waits.
	OldestDue time.Time
	// Done and Failed count the attempts of this process since its start.
	Done, Failed int64
}

// KindStats counts the jobs of one kind in one state.
type KindStats struct {
	Kind  string `db:"kind"`
	State string `db:"state"`
	Count int64  `db:"n"`
}

// Stats counts what is in the queue. It reads every row of it: call it for a
// person or once a minute, not per request.
func (r *Runner) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Done: r.done.Load(), Failed: r.failed.Load()}
	var err error
	s.Kinds, err = db.Select[KindStats](ctx, r.db.Reader(),
		`SELECT kind, CAST(state AS TEXT) AS state, COUNT(*) AS n FROM river_job GROUP BY kind, state ORDER BY kind, state`)
	if err != nil {
		return s, fmt.Errorf("count jobs: %w", err)
	}
	for _, k := range s.Kinds {
		switch k.State {
		case "available":
			s.Available += k.Count
		case "scheduled":
			s.Scheduled += k.Count
		case "retryable":
			s.Retryable += k.Count
		case "running":
			s.Running += k.Count
		case "discarded":
			s.Dead += k.Count
		}
	}
	if s.Available > 0 {
		ms, err := db.Get[*int64](ctx, r.db.Reader(), `SELECT `+millisOf(r.db.Dialect(), "MIN(scheduled_at)")+
			` FROM river_job WHERE state = 'available'`)
		if err != nil {
			return s, fmt.Errorf("find the oldest job: %w", err)
		}
		if ms != nil {
			s.OldestDue = db.FromMillis(*ms)
		}
	}
	return s, nil
}

// CachedStats gives [Runner.Stats], counted at most once in reach, for metrics.
func (r *Runner) CachedStats(reach time.Duration) func() (Stats, error) {
	var mu sync.Mutex
	var last Stats
	var at time.Time
	return func() (Stats, error) {
		mu.Lock()
		defer mu.Unlock()
		if now := r.clock.Now(); at.IsZero() || now.Sub(at) >= reach {
			ctx, cancel := context.WithTimeout(context.Background(), countTime)
			defer cancel()
			s, err := r.Stats(ctx)
			if err != nil {
				return s, err
			}
			last, at = s, now
		}
		return last, nil
	}
}

// countTime is how long counting the queue may take.
const countTime = 5 * time.Second

// Late is how long the job that waits for longest has been due; zero when none waits.
func (r *Runner) Late(s Stats) time.Duration {
	if s.OldestDue.IsZero() {
		return 0
	}
	return max(r.clock.Now().Sub(s.OldestDue), 0)
}

// millisOf turns a column of River's into unix milliseconds.
func millisOf(d db.Dialect, column string) string {
	if d == db.Postgres {
		return "CAST(EXTRACT(EPOCH FROM " + column + ") * 1000 AS BIGINT)"
	}
	return "CAST(ROUND(unixepoch(" + column + ", 'subsec') * 1000) AS INTEGER)"
}

// DeadLetter is a job that used up its attempts.
type DeadLetter struct {
	ID       int64  `db:"id"`
	Kind     string `db:"kind"`
	Payload  string `db:"payload"` // JSON
	Errors   string `db:"errors"`  // JSON array of {at, attempt, error}
	Attempts int    `db:"attempt"`
	DiedAt   int64  `db:"died_at"` // unix ms
}

// DeadLetters lists dead letters, newest first, at most limit, of ids below
// before (0: from the newest).
func (r *Runner) DeadLetters(ctx context.Context, before int64, limit int) ([]DeadLetter, error) {
	errorsText := "COALESCE(CAST(errors AS TEXT), '[]')"
	if r.db.Dialect() == db.Postgres {
		errorsText = "COALESCE(CAST(to_jsonb(errors) AS TEXT), '[]')"
	}
	out, err := db.Select[DeadLetter](ctx, r.db.Reader(), `SELECT id, kind, CAST(args AS TEXT) AS payload, `+errorsText+` AS errors, attempt, `+
		millisOf(r.db.Dialect(), "finalized_at")+` AS died_at
		FROM river_job WHERE state = 'discarded' AND ($1 = 0 OR id < $1) ORDER BY id DESC LIMIT $2`, before, min(max(limit, 1), 100))
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	return out, nil
}

// Retry gives a dead letter another attempt at once.
func (r *Runner) Retry(ctx context.Context, id int64) error {
	return r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE river_job SET state = 'available', finalized_at = NULL, scheduled_at = $1,
			max_attempts = attempt + 1 WHERE id = $2 AND state = 'discarded'`, queueTime(tx.Dialect(), r.clock.Now()), id)
		if err != nil {
			return fmt.Errorf("retry dead letter: %w", err)
		}
		if n == 0 {
			return ErrNoDeadLetter
		}
		if r.started.Load() {
			tx.AfterCommit(func() { r.wake(allQueues) })
		}
		return nil
	})
}

// Forget deletes a dead letter.
func (r *Runner) Forget(ctx context.Context, id int64) error {
	n, err := r.db.Writer().Exec(ctx, `DELETE FROM river_job WHERE id = $1 AND state = 'discarded'`, id)
	if err != nil {
		return fmt.Errorf("forget dead letter: %w", err)
	}
	if n == 0 {
		return ErrNoDeadLetter
	}
	return nil
}
