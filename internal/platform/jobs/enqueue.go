package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
)

// EnqueueOptions say when and how often a job is tried.
type EnqueueOptions struct {
	// NotBefore is the earliest instant to run it; the zero time is at once.
	NotBefore time.Time
	// UniqueKey, when not "", lets only one job of this kind and key wait at a
	// time. Enqueueing it while it waits does nothing; while it runs, it will
	// run once more, so that no change goes unseen.
	UniqueKey string
	// MaxAttempts bounds the attempts. Default 25, about three weeks.
	MaxAttempts int
}

const defaultAttempts = 25

// Enqueue adds a job in tx: it exists when tx commits, and is taken up by this
// process within milliseconds, by another within a second.
func (r *Runner) Enqueue(ctx context.Context, tx *db.Tx, args Args, o EnqueueOptions) error {
	payload, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", args.Kind(), err)
	}
	return r.EnqueueKinds(ctx, tx, []string{args.Kind()}, payload, o)
}

// EnqueueKinds adds one job of each kind, all with the same JSON payload, in one
// statement. With a UniqueKey the kinds must differ.
func (r *Runner) EnqueueKinds(ctx context.Context, tx *db.Tx, kinds []string, payload []byte, o EnqueueOptions) error {
	if len(kinds) == 0 {
		return nil
	}
	queues, err := r.queuesOf(kinds)
	if err != nil {
		return err
	}
	now := r.clock.Now()
	at, state := now, "available"
	if o.NotBefore.After(now) {
		at, state = o.NotBefore, "scheduled"
	}
	if o.MaxAttempts <= 0 {
		o.MaxAttempts = defaultAttempts
	}
	args := make([]any, 0, 4+3*len(kinds))
	args = append(args, string(payload), o.MaxAttempts, queueTime(tx.Dialect(), at), state)
	for i, kind := range kinds {
		args = append(args, kind, queues[i])
		if o.UniqueKey != "" {
			sum := sha256.Sum256([]byte(kind + "\x00" + o.UniqueKey))
			args = append(args, sum[:])
		}
	}
	if err := tx.Defer(ctx, insertStatement(tx.Dialect(), len(kinds), o.UniqueKey != ""), args...); err != nil {
		return fmt.Errorf("enqueue %s: %w", strings.Join(kinds, ", "), err)
	}
	if state == "available" && r.started.Load() {
		tx.AfterCommit(func() { r.wake(queues) })
	}
	return nil
}

func (r *Runner) queuesOf(kinds []string) ([]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken != nil {
		return nil, r.broken
	}
	queues := make([]string, len(kinds))
	for i, k := range kinds {
		h, ok := r.handlers[k]
		if !ok {
			return nil, fmt.Errorf("%w: %s", ErrUnknownKind, k)
		}
		queues[i] = h.queue
	}
	return queues, nil
}

// insertStatement writes River's rows directly: River's own insert opens a
// savepoint and reads every row back, which costs more than the row itself.
// The mask names the states in which a job counts as waiting: all but
// completed, cancelled and discarded.
func insertStatement(d db.Dialect, n int, unique bool) string {
	jsonb, enum, mask := "", "", "241"
	if d == db.Postgres {
		jsonb, enum, mask = "::jsonb", "::river_job_state", "241::bit(8)"
	}
	var b strings.Builder
	b.WriteString("INSERT INTO river_job (args, max_attempts, scheduled_at, state, kind, queue")
	if unique {
		b.WriteString(", unique_key, unique_states")
	}
	b.WriteString(") VALUES ")
	p := 5
	arg := func() string { p++; return "$" + strconv.Itoa(p-1) }
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("($1" + jsonb + ", $2, $3, $4" + enum + ", " + arg() + ", " + arg())
		if unique {
			b.WriteString(", " + arg() + ", " + mask)
		}
		b.WriteByte(')')
	}
	if unique {
		b.WriteString(onConflict(d))
	}
	return b.String()
}

// onConflict leaves a waiting job alone and marks a running one to run again.
// The index condition is River's, word for word, as SQLite demands.
func onConflict(d db.Dialect) string {
	where, again := "river_job_state_in_bitmask(unique_states, state)", `'{"again": true}'::jsonb`
	if d == db.SQLite {
		again = `'{"again": true}'`
		where = `CASE state
            WHEN 'available' THEN unique_states & (1 << 0)
            WHEN 'cancelled' THEN unique_states & (1 << 1)
            WHEN 'completed' THEN unique_states & (1 << 2)
            WHEN 'discarded' THEN unique_states & (1 << 3)
            WHEN 'pending'   THEN unique_states & (1 << 4)
            WHEN 'retryable' THEN unique_states & (1 << 5)
            WHEN 'running'   THEN unique_states & (1 << 6)
            WHEN 'scheduled' THEN unique_states & (1 << 7)
            ELSE 0
        END >= 1`
	}
	return ` ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND unique_states IS NOT NULL AND ` + where +
		` DO UPDATE SET metadata = CASE WHEN river_job.state = 'running' THEN ` + again + ` ELSE river_job.metadata END`
}

// queueTime is an instant as River stores it: timestamptz, or on SQLite a text
// of this very shape, or comparisons go wrong without a word.
func queueTime(d db.Dialect, t time.Time) any {
	if d == db.SQLite {
		return t.UTC().Round(time.Millisecond).Format("2006-01-02 15:04:05.999")
	}
	return t.UTC()
}
