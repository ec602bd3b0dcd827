package backupsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Queries answers the root queries of backup.
type Queries struct{ S *Service }

// AdminBackup resolves Query.adminBackup.
func (q Queries) AdminBackup(ctx context.Context) (*backup.BackupOverview, error) {
	return q.S.Overview(ctx)
}

// AdminBackupRuns resolves Query.adminBackupRuns.
func (q Queries) AdminBackupRuns(ctx context.Context, first *int, after *string) (*backup.BackupRunConnection, error) {
	return q.S.List(ctx, page.Args{First: first, After: after})
}

// Mutations resolves what backup adds to GraphQL Mutation.
type Mutations struct{ S *Service }

// AdminRunBackup resolves Mutation.adminRunBackup.
func (m Mutations) AdminRunBackup(ctx context.Context) (*backup.BackupRunPayload, error) {
	return payload(m.S.Run(ctx))
}

// AdminCheckBackup resolves Mutation.adminCheckBackup.
func (m Mutations) AdminCheckBackup(ctx context.Context, id string) (*backup.BackupRunPayload, error) {
	return payload(m.S.Check(ctx, id))
}

func payload(run *backup.BackupRun, err error) (*backup.BackupRunPayload, error) {
	problems, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	return &backup.BackupRunPayload{Run: run, Errors: problems}, nil
}
