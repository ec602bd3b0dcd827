package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"log/slog"
	"math"
	"math/rand/v2"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivershared/baseservice"
	"github.com/riverqueue/river/rivershared/riverpilot"
	"github.com/riverqueue/river/rivertype"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
)

// queue is River as this package uses it: database/sql on both engines, polling,
// woken in-process after a commit.
type queue struct {
	client *river.Client[*sql.Tx]
	driver riverdriver.Driver[*sql.Tx]
	pilot  *pilot
	now    *queueClock
	retry  retryPolicy
}

func newQueue(r *Runner) (*queue, error) {
	var base riverdriver.Driver[*sql.Tx] = riversqlite.New(r.db.SQLDB())
	if r.db.Dialect() == db.Postgres {
		base = riverdatabasesql.New(r.db.SQLDB())
	}
	q := &queue{pilot: &pilot{single: r.db.Dialect() == db.SQLite}, now: &queueClock{r.clock}, retry: retryPolicy{r.clock}}
	q.driver = pollingDriver{Driver: base, pilot: q.pilot}
	workers := river.NewWorkers()
	for kind := range r.handlers {
		river.AddWorkerArgs(workers, rawArgs{kind: kind}, &worker{runner: r})
	}
	var err error
	q.client, err = river.NewClient(q.driver, &river.Config{
		FetchCooldown: r.opts.Cooldown, FetchPollInterval: r.opts.Poll, PollOnly: true,
		JobTimeout: outsideTimeout, RescueStuckJobsAfter: rescueAfter,
		DiscardedJobRetentionPeriod: 90 * 24 * time.Hour,
		Logger:                      slog.New(atLeastWarn{r.log.Handler()}),
		MaxAttempts:                 defaultAttempts,
		RetryPolicy:                 q.retry,
		Queues: map[string]river.QueueConfig{
			queueInside: {MaxWorkers: r.opts.Inside}, queueOutside: {MaxWorkers: r.opts.Outside},
			queueSchedules: {MaxWorkers: schedulesAtOnce}, queueLong: {MaxWorkers: longAtOnce},
		},
		ReindexerSchedule:     never{},
		SkipJobKindValidation: true,
		Test:                  river.TestConfig{Time: q.now},
		Workers:               workers,
	})
	return q, err
}

// wake looks for new jobs without waiting for the next poll.
func (r *Runner) wake(queues []string) {
	if notify := r.queue.pilot.notify; notify != nil && r.started.Load() {
		for i, q := range queues {
			if i == 0 || q != queues[0] {
				notify(context.Background(), []*rivertype.JobInsertResult{{Job: &rivertype.JobRow{Queue: q}}})
			}
		}
	}
}

// rawArgs carries any kind's JSON through River's typed API.
type rawArgs struct {
	kind string
	raw  json.RawMessage
}

func (a rawArgs) Kind() string                 { return a.kind }
func (a rawArgs) MarshalJSON() ([]byte, error) { return a.raw, nil }

// UnmarshalJSON keeps a copy of the text.
func (a *rawArgs) UnmarshalJSON(b []byte) error {
	a.raw = append(a.raw[:0], b...)
	return nil
}

type worker struct {
	river.WorkerDefaults[rawArgs]
	runner *Runner
}

func (w *worker) Timeout(job *river.Job[rawArgs]) time.Duration {
	return timeoutOf(job.Queue)
}

func timeoutOf(queue string) time.Duration {
	switch queue {
	case queueInside:
		return insideTimeout
	case queueLong:
		return longTimeout
	}
	return outsideTimeout
}

func (w *worker) Work(ctx context.Context, job *river.Job[rawArgs]) error {
	if job.Queue == queueLong && w.runner.db.Dialect() == db.Postgres {
		var stop context.CancelFunc
		ctx, stop = context.WithCancel(ctx)
		defer stop()
		go w.runner.alive(ctx, job.ID, job.Attempt, stop)
	}
	return w.runner.run(onAttempt(ctx, job.Attempt, job.MaxAttempts), job.ID, job.Attempt, job.Kind, job.Args.raw)
}

// pollingDriver keeps River from LISTEN and NOTIFY: a notification takes a lock
// over the whole server at every commit.
type pollingDriver struct {
	riverdriver.Driver[*sql.Tx]
	pilot *pilot
}

func (d pollingDriver) SupportsListenNotify() bool        { return false }
func (d pollingDriver) SupportsListener() bool            { return false }
func (d pollingDriver) PluginInit(*baseservice.Archetype) {}
func (d pollingDriver) PluginPilot() riverpilot.Pilot     { return d.pilot }

// pilot sits between River and its driver.
type pilot struct {
	riverpilot.StandardPilot
	single bool // SQLite: one job per call
	notify func(ctx context.Context, res []*rivertype.JobInsertResult)
}

// PilotInit keeps the way to wake a producer.
func (p *pilot) PilotInit(a *baseservice.Archetype, params *riverpilot.PilotInitParams) {
	p.StandardPilot.PilotInit(a, params)
	p.notify = params.NotifyNonTxJobInsert
}

// JobSetStateIfRunningMany leaves out completed jobs: their handlers removed
// them in their own transactions. River's SQLite driver gives up on a batch at
// the first missing row and answers with nil rows, so it gets one job at a time.
func (p *pilot) JobSetStateIfRunningMany(ctx context.Context, exec riverdriver.Executor, all *riverdriver.JobSetStateIfRunningManyParams) ([]*rivertype.JobRow, error) {
	out := []*rivertype.JobRow{}
	for i := range all.ID {
		if all.State[i] == rivertype.JobStateCompleted {
			continue
		}
		rows, err := p.StandardPilot.JobSetStateIfRunningMany(ctx, exec, &riverdriver.JobSetStateIfRunningManyParams{
			ID: all.ID[i : i+1], Attempt: all.Attempt[i : i+1], ErrData: all.ErrData[i : i+1],
			FinalizedAt: all.FinalizedAt[i : i+1], MetadataDoMerge: all.MetadataDoMerge[i : i+1],
			MetadataUpdates: all.MetadataUpdates[i : i+1], Now: all.Now, ScheduledAt: all.ScheduledAt[i : i+1],
			Schema: all.Schema, State: all.State[i : i+1],
		})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row != nil {
				out = append(out, row)
			}
		}
	}
	return out, nil
}

// queueClock lets River follow an injected clock; with the system's clock the
// database's own time rules, so that several nodes agree.
type queueClock struct{ clock clock.Clock }

func (c *queueClock) NowUTC() time.Time { return c.clock.Now().UTC() }

func (c *queueClock) NowUTCOrNil() *time.Time {
	if _, real := c.clock.(clock.System); real {
		return nil
	}
	now := c.NowUTC()
	return &now
}

// retryPolicy waits the fourth power of the attempt in seconds, give or take a
// tenth, so that what failed together is not retried together.
type retryPolicy struct{ clock clock.Clock }

// NextRetry is when to run the job again.
func (p retryPolicy) NextRetry(job *rivertype.JobRow) time.Time {
	seconds := math.Pow(float64(len(job.Errors)+1), 4) * (0.9 + 0.2*rand.Float64()) //nolint:gosec // jitter is no secret.
	return p.clock.Now().Add(time.Duration(seconds * float64(time.Second)))
}

// never is the schedule of River's reindexing: rows are few and removed at once.
type never struct{}

func (never) Next(now time.Time) time.Time { return now.AddDate(100, 0, 0) }

// atLeastWarn drops River's chatter.
type atLeastWarn struct{ slog.Handler }

func (h atLeastWarn) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && h.Handler.Enabled(ctx, l)
}

func (h atLeastWarn) WithAttrs(a []slog.Attr) slog.Handler {
	return atLeastWarn{h.Handler.WithAttrs(a)}
}
func (h atLeastWarn) WithGroup(n string) slog.Handler { return atLeastWarn{h.Handler.WithGroup(n)} }
