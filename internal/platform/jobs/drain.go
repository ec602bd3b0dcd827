package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// Drain is for tests and one-off commands: it runs, one after the other,
// everything that is due by the clock, including due schedules and what the
// jobs themselves enqueue, and returns when nothing is due any more. A failed
// attempt is put back for its retry (or becomes a dead letter) as always, and
// its error is part of the answer.
func (r *Runner) Drain(ctx context.Context) error {
	q, err := r.seal()
	if err != nil {
		return err
	}
	if !r.started.Load() {
		if err := r.loadSchedules(ctx); err != nil {
			return err
		}
		if err := r.enqueueDue(ctx); err != nil {
			return err
		}
	}
	var failures []error
	for {
		job, err := r.nextDue(ctx, q)
		if err != nil {
			return errors.Join(append(failures, err)...)
		}
		if job == nil && r.running.Load() == 0 {
			return errors.Join(failures...)
		}
		if job == nil {
			time.Sleep(time.Millisecond) // a started Runner is still at it
			continue
		}
		if err := r.attempt(ctx, q, job); err != nil {
			failures = append(failures, err)
		}
	}
}

// nextDue takes one job, as River's producers do; nil when none is due.
func (r *Runner) nextDue(ctx context.Context, q *queue) (*rivertype.JobRow, error) {
	exec := q.driver.GetExecutor()
	now := q.now.NowUTC()
	if _, err := exec.JobSchedule(ctx, &riverdriver.JobScheduleParams{Max: 1000, Now: &now}); err != nil {
		return nil, fmt.Errorf("look for due jobs: %w", err)
	}
	for _, name := range allQueues {
		rows, err := exec.JobGetAvailable(ctx, &riverdriver.JobGetAvailableParams{
			ClientID: "drain", MaxAttemptedBy: 10, MaxToLock: 1, Now: &now, Queue: name,
		})
		if err != nil {
			return nil, fmt.Errorf("take a job: %w", err)
		}
		if len(rows) > 0 {
			return rows[0], nil
		}
	}
	return nil, nil //nolint:nilnil // "nothing is due" is an answer.
}

func (r *Runner) attempt(ctx context.Context, q *queue, job *rivertype.JobRow) error {
	limited, cancel := context.WithTimeout(ctx, timeoutOf(job.Queue))
	failure := r.run(onAttempt(limited, job.Attempt, job.MaxAttempts), job.ID, job.Attempt, job.Kind, job.EncodedArgs)
	cancel()
	if failure == nil {
		return nil
	}
	now := q.now.NowUTC()
	data, err := json.Marshal(rivertype.AttemptError{At: now, Attempt: job.Attempt, Error: failure.Error()})
	if err != nil {
		return errors.Join(failure, err)
	}
	set := riverdriver.JobSetStateDiscarded(job.ID, now, data, nil)
	if job.Attempt < job.MaxAttempts {
		set = riverdriver.JobSetStateErrorRetryable(job.ID, q.retry.NextRetry(job), data, nil)
	}
	_, err = q.pilot.JobSetStateIfRunningMany(ctx, q.driver.GetExecutor(), &riverdriver.JobSetStateIfRunningManyParams{
		ID: []int64{set.ID}, Attempt: []*int{set.Attempt}, ErrData: [][]byte{set.ErrData},
		FinalizedAt: []*time.Time{set.FinalizedAt}, MetadataDoMerge: []bool{false}, MetadataUpdates: [][]byte{nil},
		Now: &now, ScheduledAt: []*time.Time{set.ScheduledAt}, State: []rivertype.JobState{set.State},
	})
	return errors.Join(fmt.Errorf("job %s, attempt %d: %w", job.Kind, job.Attempt, failure), err)
}
