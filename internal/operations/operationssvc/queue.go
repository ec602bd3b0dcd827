package operationssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/page"
)

const jobsPage = 25

// stateNames are the states as the queue calls them.
var stateNames = map[operations.JobState]string{
	operations.JobStateDue: "available", operations.JobStateScheduled: "scheduled", operations.JobStateRunning: "running",
	operations.JobStateRetrying: "retryable", operations.JobStateFailed: "discarded",
}

func stateOf(name string) operations.JobState {
	for state, n := range stateNames {
		if n == name {
			return state
		}
	}
	return operations.JobStateDue
}

// Queue counts what the queue holds. Errors: those of [operations.CanRead].
func (s *Service) Queue(ctx context.Context) (*operations.JobQueue, error) {
	if err := s.mayRead(ctx); err != nil {
		return nil, err
	}
	stats, err := s.Jobs.Stats(ctx)
	if err != nil {
		return nil, err
	}
	out := &operations.JobQueue{
		Due: int(stats.Available), Scheduled: int(stats.Scheduled), Running: int(stats.Running),
		Retrying: int(stats.Retryable), Failed: int(stats.Dead), Kinds: kindsOf(stats.Kinds), Schedules: []operations.JobSchedule{},
	}
	if !stats.OldestDue.IsZero() {
		out.OldestDueAt = &stats.OldestDue
	}
	schedules, err := s.Jobs.Schedules(ctx)
	if err != nil {
		return nil, err
	}
	for _, sch := range schedules {
		one := operations.JobSchedule{Name: sch.Name, EverySeconds: int(sch.Interval.Seconds())}
		if !sch.NextAt.IsZero() {
			one.NextAt = &sch.NextAt
		}
		out.Schedules = append(out.Schedules, one)
	}
	return out, nil
}

func kindsOf(rows []jobs.KindStats) []operations.JobKind {
	out := []operations.JobKind{}
	for _, row := range rows {
		if len(out) == 0 || out[len(out)-1].Kind != row.Kind {
			out = append(out, operations.JobKind{Kind: row.Kind})
		}
		k, n := &out[len(out)-1], int(row.Count)
		switch stateOf(row.State) {
		case operations.JobStateScheduled:
			k.Scheduled += n
		case operations.JobStateRunning:
			k.Running += n
		case operations.JobStateRetrying:
			k.Retrying += n
		case operations.JobStateFailed:
			k.Failed += n
		case operations.JobStateDue:
			k.Due += n
		}
	}
	return out
}

// ListJobs lists the jobs of one state, newest first.
// Errors: those of [operations.CanRead], [page.ErrBadFirst], [page.ErrBadCursor].
func (s *Service) ListJobs(ctx context.Context, state operations.JobState, args page.Args) (*operations.JobConnection, error) {
	if err := s.mayRead(ctx); err != nil {
		return nil, err
	}
	actor, _ := identity.ActorFrom(ctx)
	limit, err := page.Limit(args.First, jobsPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope("adminJobs", state)
	after, err := s.Pages.OpenN(scope, actor.UserID, args.After, 1)
	if err != nil {
		return nil, err
	}
	var before int64
	if after != nil {
		if before, err = page.ParseInt(after[0]); err != nil {
			return nil, err
		}
	}
	rows, err := s.Jobs.List(ctx, stateNames[state], before, limit+1)
	if err != nil {
		return nil, err
	}
	kept, cursors, info := page.Connect(s.Pages, scope, actor.UserID, rows, limit, func(j jobs.Waiting) []string { return []string{page.Int(j.ID)} })
	out := &operations.JobConnection{Nodes: make([]operations.Job, len(kept)), Edges: make([]operations.JobEdge, len(kept)), PageInfo: info}
	for i, j := range kept {
		out.Nodes[i] = jobOf(j)
		out.Edges[i] = operations.JobEdge{Cursor: cursors[i], Node: out.Nodes[i]}
	}
	return out, nil
}

func jobOf(j jobs.Waiting) operations.Job {
	line, at := operations.Failure(j.LastError)
	return operations.Job{
		ID: j.Ref(), Kind: j.Kind, State: stateOf(j.State), DueAt: db.FromMillis(j.DueAt),
		Attempts: j.Attempts, MostAttempts: j.MostAttempts, LastError: line, FailedAt: at,
	}
}

// RunJob makes a job due at once. Sensitive. Errors: those of [operations.CanAct], [jobs.ErrNoJob], [jobs.ErrJobRunning].
func (s *Service) RunJob(ctx context.Context, id string) (kind string, err error) {
	return s.onJob(ctx, id, s.Jobs.RunNow, func(t identity.Trace, kind string) events.Event {
		return operations.JobRunAgain{Trace: t, JobID: id, JobKind: kind}
	})
}

// DiscardJob removes a job for good. Sensitive. Errors: those of [operations.CanAct], [jobs.ErrNoJob], [jobs.ErrJobRunning].
func (s *Service) DiscardJob(ctx context.Context, id string) (kind string, err error) {
	return s.onJob(ctx, id, s.Jobs.Discard, func(t identity.Trace, kind string) events.Event {
		return operations.JobDiscarded{Trace: t, JobID: id, JobKind: kind}
	})
}

// onJob does something to a job and tells of it in the same transaction.
func (s *Service) onJob(ctx context.Context, id string, do func(context.Context, *db.Tx, string) (string, error), event func(identity.Trace, string) events.Event) (kind string, err error) {
	if err := s.mayAct(ctx); err != nil {
		return "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if kind, err = do(ctx, tx, id); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, event(s.trace(ctx), kind))
	})
	return kind, err
}

// RunSchedule runs a schedule out of its turn. Sensitive. Errors: those of [operations.CanAct], [jobs.ErrNoSchedule].
func (s *Service) RunSchedule(ctx context.Context, name string) (string, error) {
	if err := s.mayAct(ctx); err != nil {
		return "", err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Jobs.RunSchedule(ctx, tx, name); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, operations.ScheduleRun{Trace: s.trace(ctx), Schedule: name})
	})
	return name, err
}

func (s *Service) mayRead(ctx context.Context) error {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return err
	}
	return operations.CanRead(a, s.Clock.Now())
}

func (s *Service) mayAct(ctx context.Context) error {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return err
	}
	return operations.CanAct(a, s.Clock.Now())
}
