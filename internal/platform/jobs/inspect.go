package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Errors of looking after the queue.
var (
	ErrNoJob      = errs.New(errs.NotFound, "jobs.job_not_found", "This job is no longer in the queue.")
	ErrJobRunning = errs.New(errs.Conflict, "jobs.job_running", "This job is running just now. Look again in a moment.")
	ErrNoSchedule = errs.New(errs.NotFound, "jobs.schedule_not_found", "No schedule has this name.")
)

// Waiting is one job that is in the queue, whatever its state.
type Waiting struct {
	ID    int64  `db:"id"`
	Kind  string `db:"kind"`
	State string `db:"state"` // available, scheduled, retryable, running, discarded
	// Attempts have been made, of MostAttempts.
	Attempts     int   `db:"attempt"`
	MostAttempts int   `db:"max_attempts"`
	DueAt        int64 `db:"due_at"` // unix ms
	// LastError is the JSON of the last failure, {at, attempt, error, trace}; "" before the first.
	LastError string `db:"last_error"`
	// CreatedAt is when it was put in, unix ms.
	CreatedAt int64 `db:"created_ms"`
}

// Ref names one job for good. A number alone does not: SQLite gives the number of a removed job to the next one, and
// whoever presses a button twice must not hit that.
func (w Waiting) Ref() string {
	sum := sha256.Sum256([]byte(w.Kind + "\x00" + strconv.FormatInt(w.CreatedAt, 10)))
	return strconv.FormatInt(w.ID, 10) + "." + hex.EncodeToString(sum[:6])
}

// states that List knows.
var states = []string{"available", "scheduled", "retryable", "running", "discarded"}

// List gives the jobs of one state, newest first, at most limit, of ids below before (0: from the newest).
// The payload is left out on purpose: it may hold what people wrote. An unknown state has no jobs.
func (r *Runner) List(ctx context.Context, state string, before int64, limit int) ([]Waiting, error) {
	if !slices.Contains(states, state) {
		return nil, nil
	}
	last := `COALESCE(CAST(errors AS TEXT) ->> '$[#-1]', '')`
	if r.db.Dialect() == db.Postgres {
		last = `COALESCE(CAST(errors[array_upper(errors, 1)] AS TEXT), '')`
	}
	out, err := db.Select[Waiting](ctx, r.db.Reader(), `SELECT id, kind, CAST(state AS TEXT) AS state, attempt, max_attempts, `+
		millisOf(r.db.Dialect(), "scheduled_at")+` AS due_at, `+
		millisOf(r.db.Dialect(), "created_at")+` AS created_ms, `+last+` AS last_error
		FROM river_job WHERE `+stateIs(r.db.Dialect())+` AND ($2 = 0 OR id < $2) ORDER BY id DESC LIMIT $3`, state, before, min(max(limit, 1), 101))
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	return out, nil
}

func stateIs(d db.Dialect) string {
	if d == db.Postgres {
		return "state = CAST($1 AS river_job_state)"
	}
	return "state = $1"
}

// RunNow makes the job that ref names due at once in tx; one that has used up its attempts gets another.
// It gives the job's kind. Errors: [ErrNoJob], [ErrJobRunning].
func (r *Runner) RunNow(ctx context.Context, tx *db.Tx, ref string) (kind string, err error) {
	id, kind, err := find(ctx, tx, ref)
	if err != nil {
		return "", err
	}
	n, err := tx.Exec(ctx, `UPDATE river_job SET state = 'available', finalized_at = NULL, scheduled_at = $1,
		max_attempts = CASE WHEN attempt >= max_attempts THEN attempt + 1 ELSE max_attempts END
		WHERE id = $2 AND state <> 'running'`, queueTime(tx.Dialect(), r.clock.Now()), id)
	if err != nil {
		return "", fmt.Errorf("run job: %w", err)
	}
	if n == 0 {
		return "", ErrJobRunning
	}
	if r.started.Load() {
		tx.AfterCommit(func() { r.wake(allQueues) })
	}
	return kind, nil
}

// Discard removes the job that ref names in tx, unless it is running. It gives the job's kind.
// Errors: [ErrNoJob], [ErrJobRunning].
func (r *Runner) Discard(ctx context.Context, tx *db.Tx, ref string) (kind string, err error) {
	id, kind, err := find(ctx, tx, ref)
	if err != nil {
		return "", err
	}
	n, err := tx.Exec(ctx, `DELETE FROM river_job WHERE id = $1 AND state <> 'running'`, id)
	if err != nil {
		return "", fmt.Errorf("discard job: %w", err)
	}
	if n == 0 {
		return "", ErrJobRunning
	}
	return kind, nil
}

func find(ctx context.Context, tx *db.Tx, ref string) (id int64, kind string, err error) {
	number, _, _ := strings.Cut(ref, ".")
	if id, err = strconv.ParseInt(number, 10, 64); err != nil {
		return 0, "", ErrNoJob
	}
	found, err := db.Select[Waiting](ctx, tx, `SELECT id, kind, '' AS state, 0 AS attempt, 0 AS max_attempts, 0 AS due_at, '' AS last_error, `+
		millisOf(tx.Dialect(), "created_at")+` AS created_ms FROM river_job WHERE id = $1`, id)
	if err != nil {
		return 0, "", fmt.Errorf("find job: %w", err)
	}
	if len(found) == 0 || found[0].Ref() != ref {
		return 0, "", ErrNoJob
	}
	return id, found[0].Kind, nil
}

// Scheduled is something that runs again and again.
type Scheduled struct {
	Name     string
	Interval time.Duration
	// NextAt is when it is due; zero when it was never started.
	NextAt time.Time
}

// Schedules lists what this process runs again and again, by name.
func (r *Runner) Schedules(ctx context.Context) ([]Scheduled, error) {
	type row struct {
		Name   string `db:"name"`
		NextAt int64  `db:"next_at"`
	}
	rows, err := db.Select[row](ctx, r.db.Reader(), `SELECT name, next_at FROM platform_schedules ORDER BY name LIMIT 1000`)
	if err != nil {
		return nil, fmt.Errorf("list schedules: %w", err)
	}
	next := make(map[string]int64, len(rows))
	for _, at := range rows {
		next[at.Name] = at.NextAt
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]Scheduled, 0, len(r.schedules))
	for _, s := range r.schedules {
		one := Scheduled{Name: s.name, Interval: s.interval}
		if at, ok := next[s.name]; ok {
			one.NextAt = db.FromMillis(at)
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b Scheduled) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// RunSchedule makes a schedule run once more, now, in tx; when it is due next does not change. Error: [ErrNoSchedule].
func (r *Runner) RunSchedule(ctx context.Context, tx *db.Tx, name string) error {
	r.mu.Lock()
	known := slices.ContainsFunc(r.schedules, func(s *schedule) bool { return s.name == name })
	r.mu.Unlock()
	if !known {
		return ErrNoSchedule
	}
	s := schedule{name: name}
	return r.EnqueueKinds(ctx, tx, []string{s.kind()}, []byte("{}"), EnqueueOptions{UniqueKey: name, MaxAttempts: 3})
}
