package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
)

// The limits of one attempt.
const (
	insideTimeout  = 30 * time.Second
	outsideTimeout = 2 * time.Minute
	rescueAfter    = outsideTimeout + time.Minute
	longTimeout    = 4 * time.Hour
)

// The queues, so that a slow mail server holds up mail alone: neither reactions nor schedules.
const (
	queueInside    = "inside"
	queueOutside   = "outside"
	queueSchedules = "schedules"
	queueLong      = "long"
	// schedulesAtOnce is how many schedules run at once.
	schedulesAtOnce = 2
	// longAtOnce is how many jobs of hours run at once.
	longAtOnce = 1
)

var allQueues = []string{queueInside, queueOutside, queueSchedules, queueLong}

// Args is a job's payload, a plain JSON struct; Kind must answer on the zero
// value, e.g. "identity.purge_account". Payloads outlive releases: only add
// fields.
type Args interface{ Kind() string }

// Options tune a Runner. The zero value is what production uses.
type Options struct {
	// Inside and Outside bound how many jobs of each queue run at once.
	// Default: 4 and 4 on SQLite, 8 and 8 on PostgreSQL.
	Inside, Outside int
	// Poll is how often to look for work that nobody in this process announced.
	// Default 1 s.
	Poll time.Duration
	// Cooldown is the least time between two looks. Default 10 ms.
	Cooldown time.Duration
}

// Runner enqueues and runs jobs. Make it with New, register every handler, then
// Start it; Enqueue works without Start too. It is safe for concurrent use.
type Runner struct {
	db    *db.DB
	clock clock.Clock
	log   *slog.Logger
	opts  Options

	mu        sync.Mutex
	handlers  map[string]handler
	observe   func(kind string, took time.Duration, err error)
	schedules []*schedule
	broken    error // mistakes in registration
	sealed    bool

	queue   *queue // River, made by Start or the first Drain
	started atomic.Bool
	stop    context.CancelFunc
	loops   sync.WaitGroup
	running atomic.Int64
	done    atomic.Int64
	failed  atomic.Int64
}

type handler struct {
	queue string
	// inside and outside: exactly one is set.
	inside  func(ctx context.Context, tx *db.Tx, payload []byte) error
	outside func(ctx context.Context, payload []byte) error
}

// Mistakes in the program.
var (
	// ErrUnknownKind: no handler is registered for what was enqueued.
	ErrUnknownKind = errors.New("jobs: no handler for this kind")
	// ErrRegistration: a kind was registered twice, or after Start.
	ErrRegistration = errors.New("jobs: wrong registration")
)

// New makes a Runner on a migrated database.
func New(d *db.DB, c clock.Clock, log *slog.Logger, o Options) *Runner {
	workers := 4
	if d.Dialect() == db.Postgres {
		workers = 8
	}
	if o.Inside <= 0 {
		o.Inside = workers
	}
	if o.Outside <= 0 {
		o.Outside = workers
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.Cooldown <= 0 {
		o.Cooldown = 10 * time.Millisecond
	}
	o.Poll = max(o.Poll, o.Cooldown)
	return &Runner{db: d, clock: c, log: log, opts: o, handlers: make(map[string]handler)}
}

// Register names fn as the handler of A's kind. It runs in tx together with the
// job's removal: exactly once as far as the database is concerned. fn may run
// again when it fails or the transaction is retried. Mistakes (a kind twice, or
// after Start) are reported by Start, Drain and Enqueue.
func Register[A Args](r *Runner, fn func(ctx context.Context, tx *db.Tx, args A) error) {
	var zero A
	r.RegisterKind(zero.Kind(), func(ctx context.Context, tx *db.Tx, payload []byte) error {
		var args A
		if err := json.Unmarshal(payload, &args); err != nil {
			return fmt.Errorf("read job: %w", err)
		}
		return fn(ctx, tx, args)
	})
}

// RegisterOutside names fn as the handler of A's kind without a transaction, at
// least once: for mail, webhooks and anything slow.
func RegisterOutside[A Args](r *Runner, fn func(ctx context.Context, args A) error) {
	var zero A
	r.register(zero.Kind(), handler{queue: queueOutside, outside: func(ctx context.Context, payload []byte) error {
		var args A
		if err := json.Unmarshal(payload, &args); err != nil {
			return fmt.Errorf("read job: %w", err)
		}
		return fn(ctx, args)
	}})
}

// RegisterLong is RegisterOutside for work of up to four hours, such as a backup. One such job runs at a time in a process. A
// process that is killed leaves it to the next start on SQLite; on PostgreSQL it is taken up after those four hours.
func RegisterLong[A Args](r *Runner, fn func(ctx context.Context, args A) error) {
	var zero A
	r.register(zero.Kind(), handler{queue: queueLong, outside: func(ctx context.Context, payload []byte) error {
		var args A
		if err := json.Unmarshal(payload, &args); err != nil {
			return fmt.Errorf("read job: %w", err)
		}
		return fn(ctx, args)
	}})
}

// Former names kinds of earlier releases for which nothing is to be done any more: what waits of them in the queue of an
// instance that was just upgraded is removed instead of failing.
func Former(r *Runner, kinds ...string) {
	for _, kind := range kinds {
		r.RegisterKind(kind, func(context.Context, *db.Tx, []byte) error { return nil })
	}
}

// RegisterKind is Register for a payload that the caller decodes; package
// events uses it.
func (r *Runner) RegisterKind(kind string, fn func(ctx context.Context, tx *db.Tx, payload []byte) error) {
	r.register(kind, handler{queue: queueInside, inside: fn})
}

func (r *Runner) register(kind string, h handler) {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, twice := r.handlers[kind]
	switch {
	case r.sealed:
		r.broken = errors.Join(r.broken, fmt.Errorf("%w: %s after the start", ErrRegistration, kind))
	case twice:
		r.broken = errors.Join(r.broken, fmt.Errorf("%w: %s twice", ErrRegistration, kind))
	case kind == "" || len(kind) > 127:
		r.broken = errors.Join(r.broken, fmt.Errorf("%w: kind %q is empty or longer than 127", ErrRegistration, kind))
	default:
		r.handlers[kind] = h
	}
}

// Observe names who is told of every attempt of a job that has a handler. Call it before Start.
func (r *Runner) Observe(fn func(kind string, took time.Duration, err error)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.observe = fn
}

// seal ends registration and makes the queue.
func (r *Runner) seal() (*queue, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken != nil {
		return nil, r.broken
	}
	if r.queue == nil {
		q, err := newQueue(r)
		if err != nil {
			return nil, fmt.Errorf("make job queue: %w", err)
		}
		r.queue, r.sealed = q, true
	}
	return r.queue, nil
}

// Start begins to run jobs and schedules until Stop; ctx only bounds the start.
// On SQLite only the serving process may Start: others enqueue, or Drain.
func (r *Runner) Start(ctx context.Context) error {
	q, err := r.seal()
	if err != nil {
		return err
	}
	if err := r.adoptOrphans(ctx); err != nil {
		return err
	}
	if err := r.loadSchedules(ctx); err != nil {
		return err
	}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	if err := q.client.Start(life); err != nil {
		stop()
		return fmt.Errorf("start job queue: %w", err)
	}
	r.stop = stop
	r.started.Store(true)
	r.loops.Go(func() { r.runSchedules(life) })
	r.loops.Go(func() { r.watchLost(life) })
	return nil
}

// Stop takes no new jobs and waits for the running ones. When ctx ends first,
// they are cancelled: their transactions roll back and they run again later.
func (r *Runner) Stop(ctx context.Context) error {
	if !r.started.CompareAndSwap(true, false) {
		return nil
	}
	err := r.queue.client.Stop(ctx)
	r.stop()
	r.loops.Wait()
	if err != nil {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = errors.Join(err, r.queue.client.StopAndCancel(hard))
	}
	return err
}

// adoptOrphans gives back what a killed process left running: on SQLite there
// is no other process, so whatever runs at the start is an orphan.
func (r *Runner) adoptOrphans(ctx context.Context) error {
	if r.db.Dialect() != db.SQLite {
		return nil
	}
	_, err := r.db.Writer().Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state = $1`, "running")
	if err != nil {
		return fmt.Errorf("take up orphaned jobs: %w", err)
	}
	return nil
}
