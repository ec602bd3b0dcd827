package operations

import "tamatar.dev/tamatar/internal/identity"

// JobRunAgain says that an administrator made a job run at once.
type JobRunAgain struct {
	identity.Trace
	JobID   string `json:"jobId"`
	JobKind string `json:"jobKind"`
}

// EventName is the stable name of the event.
func (JobRunAgain) EventName() string { return "operations.job_run_again.v1" }

// JobDiscarded says that an administrator removed a job from the queue.
type JobDiscarded struct {
	identity.Trace
	JobID   string `json:"jobId"`
	JobKind string `json:"jobKind"`
}

// EventName is the stable name of the event.
func (JobDiscarded) EventName() string { return "operations.job_discarded.v1" }

// ScheduleRun says that an administrator made a schedule run out of its turn.
type ScheduleRun struct {
	identity.Trace
	Schedule string `json:"schedule"`
}

// EventName is the stable name of the event.
func (ScheduleRun) EventName() string { return "operations.schedule_run.v1" }
