package evidencesvc

import (
	"context"

	"tamatar.dev/tamatar/internal/evidence"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
)

// ViewerFields resolves what evidence adds to GraphQL Viewer. All of it is about the actor of the context.
type ViewerFields struct{ S *Service }

// Evidence resolves Viewer.evidence.
func (f ViewerFields) Evidence(ctx context.Context, _ *identity.Viewer, d day.Date) (*evidence.Evidence, error) {
	return f.S.On(ctx, d)
}

// EvidenceDays resolves Viewer.evidenceDays.
func (f ViewerFields) EvidenceDays(ctx context.Context, _ *identity.Viewer, from, to day.Date) ([]evidence.EvidenceDay, error) {
	return f.S.Days(ctx, day.Range{From: from, To: to})
}
