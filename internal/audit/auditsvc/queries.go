package auditsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Queries answers the root queries of audit.
type Queries struct{ S *Service }

// AdminAudit resolves Query.adminAudit.
func (q Queries) AdminAudit(ctx context.Context, first *int, after, subjectID, action *string) (*audit.AuditRecordConnection, error) {
	var f audit.Filter
	if subjectID != nil {
		f.SubjectID = *subjectID
	}
	if action != nil {
		f.Action = *action
	}
	return q.S.All(ctx, page.Args{First: first, After: after}, f)
}

// ViewerFields resolves what audit adds to Viewer.
type ViewerFields struct{ S *Service }

// Audit resolves Viewer.audit.
func (f ViewerFields) Audit(ctx context.Context, _ *identity.Viewer, first *int, after *string) (*audit.AuditRecordConnection, error) {
	return f.S.Own(ctx, page.Args{First: first, After: after})
}

// AuditRecordFields resolves the people of a record.
type AuditRecordFields struct{ S *Service }

// Actor resolves AuditRecord.actor.
func (AuditRecordFields) Actor(_ context.Context, obj *audit.AuditRecord) (*identity.User, error) {
	return obj.Actor, nil
}

// Subject resolves AuditRecord.subject.
func (AuditRecordFields) Subject(_ context.Context, obj *audit.AuditRecord) (*identity.User, error) {
	return obj.Subject, nil
}
