package operationssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Queries answers the root queries of operations.
type Queries struct{ S *Service }

// AdminJobQueue resolves Query.adminJobQueue.
func (q Queries) AdminJobQueue(ctx context.Context) (*operations.JobQueue, error) {
	return q.S.Queue(ctx)
}

// AdminJobs resolves Query.adminJobs.
func (q Queries) AdminJobs(ctx context.Context, state operations.JobState, first *int, after *string) (*operations.JobConnection, error) {
	return q.S.ListJobs(ctx, state, page.Args{First: first, After: after})
}

// AdminHealth resolves Query.adminHealth.
func (q Queries) AdminHealth(ctx context.Context) (*operations.Health, error) {
	return q.S.Health(ctx)
}

// About resolves Query.about.
func (q Queries) About(ctx context.Context) (*operations.About, error) { return q.S.About(ctx) }

// Mutations resolves what operations adds to GraphQL Mutation.
type Mutations struct{ S *Service }

// AdminRunJob resolves Mutation.adminRunJob.
func (m Mutations) AdminRunJob(ctx context.Context, id string) (*operations.JobPayload, error) {
	return jobPayload(m.S.RunJob(ctx, id))
}

// AdminDiscardJob resolves Mutation.adminDiscardJob.
func (m Mutations) AdminDiscardJob(ctx context.Context, id string) (*operations.JobPayload, error) {
	return jobPayload(m.S.DiscardJob(ctx, id))
}

// AdminRunSchedule resolves Mutation.adminRunSchedule.
func (m Mutations) AdminRunSchedule(ctx context.Context, name string) (*operations.JobPayload, error) {
	return jobPayload(m.S.RunSchedule(ctx, name))
}

func jobPayload(kind string, err error) (*operations.JobPayload, error) {
	problems, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	out := &operations.JobPayload{Errors: problems}
	if err == nil {
		out.Kind = &kind
	}
	return out, nil
}
