package jobs

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
)

// A job of hours shows that its node lives, so that after a crash another one takes it up within minutes. On SQLite there
// is one process, which takes up what it finds running at its start.
const (
	beatEvery = 20 * time.Second
	lostAfter = 2 * time.Minute
)

// beat notes that this attempt is alive; false when it was given to somebody else.
func (r *Runner) beat(ctx context.Context, id int64, attempt int) (bool, error) {
	n, err := r.db.Writer().Exec(ctx, `UPDATE river_job SET attempted_at = $1 WHERE id = $2 AND attempt = $3 AND state = 'running'`,
		r.clock.Now().UTC(), id, attempt)
	return n == 1, err
}

// alive beats until ctx ends. When the job went to somebody else, it calls lost, so that two never work at one.
func (r *Runner) alive(ctx context.Context, id int64, attempt int, lost func()) {
	t := time.NewTicker(beatEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		// A database that does not answer for a while is no reason to give up hours of work.
		if mine, err := r.beat(ctx, id, attempt); err == nil && !mine {
			lost()
			return
		}
	}
}

// takeUpLost gives jobs of hours back whose node has not been heard of. One that has used its attempts up stays as it
// is: what kills every node must not go round for ever.
func (r *Runner) takeUpLost(ctx context.Context) error {
	n, err := r.db.Writer().Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running' AND queue = $1
		AND attempted_at < $2 AND attempt < max_attempts`, queueLong, r.clock.Now().UTC().Add(-lostAfter))
	if err != nil {
		return fmt.Errorf("take up lost jobs: %w", err)
	}
	if n > 0 {
		r.log.WarnContext(ctx, "jobs of a lost node are taken up", "jobs", n)
	}
	return nil
}

// watchLost looks for lost jobs until ctx ends.
func (r *Runner) watchLost(ctx context.Context) {
	if r.db.Dialect() != db.Postgres {
		return
	}
	t := time.NewTicker(beatEvery)
	defer t.Stop()
	for {
		if err := r.takeUpLost(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "lost jobs cannot be looked for", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}
