package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"tamatar.dev/tamatar/internal/platform/db"
)

// errSuperseded rolls an attempt back whose job has meanwhile been given to
// somebody else, who did or will do it.
var errSuperseded = errors.New("jobs: this attempt was given up as lost")

// lastAttempt marks the context of an attempt after which nobody tries again.
type lastAttempt struct{}

// LastAttempt reports whether the job that runs in ctx is given up when it fails now, so that its room can tell whoever
// waits for it.
func LastAttempt(ctx context.Context) bool { return ctx.Value(lastAttempt{}) != nil }

func onAttempt(ctx context.Context, attempt, most int) context.Context {
	if attempt < most {
		return ctx
	}
	return context.WithValue(ctx, lastAttempt{}, true)
}

// run does one attempt of a job that the queue marked as running.
func (r *Runner) run(ctx context.Context, id int64, attempt int, kind string, payload []byte) (err error) {
	r.mu.Lock()
	h, ok := r.handlers[kind]
	observe := r.observe
	r.mu.Unlock()
	if !ok {
		return fmt.Errorf("%w: %s", ErrUnknownKind, kind)
	}
	r.running.Add(1)
	start := r.clock.Now()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("handler of %s panicked: %v\n%s", kind, p, debug.Stack())
		}
		r.running.Add(-1)
		if err != nil {
			r.failed.Add(1)
		} else {
			r.done.Add(1)
		}
		if observe != nil {
			observe(kind, r.clock.Now().Sub(start), err)
		}
	}()
	if h.outside != nil {
		if err := h.outside(ctx, payload); err != nil {
			return err
		}
		return r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			return finish(ctx, tx, id, attempt)
		})
	}
	return r.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := h.inside(ctx, tx, payload); err != nil {
			return err
		}
		return finish(ctx, tx, id, attempt)
	})
}

// finish removes the job if it still belongs to this attempt. That is the "done"
// mark: a removed job leaves no row to count as a duplicate or to clean up. One
// that was enqueued again while it ran goes back to the queue instead.
func finish(ctx context.Context, tx *db.Tx, id int64, attempt int) error {
	n, err := tx.Exec(ctx, `DELETE FROM river_job WHERE id = $1 AND attempt = $2 AND state = 'running'
		AND CAST(metadata AS TEXT) NOT LIKE '%"again"%'`, id, attempt)
	if err != nil || n == 1 {
		return err
	}
	n, err = tx.Exec(ctx, `UPDATE river_job SET state = 'available', attempt = 0, metadata = '{}'
		WHERE id = $1 AND attempt = $2 AND state = 'running'`, id, attempt)
	if err == nil && n == 0 {
		err = errSuperseded
	}
	return err
}
