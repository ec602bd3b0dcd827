package insightssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
)

// ViewerFields resolves what insights adds to GraphQL Viewer. All of it is about the actor of the context.
type ViewerFields struct{ S *Service }

// Today resolves Viewer.today.
func (f ViewerFields) Today(ctx context.Context, _ *identity.Viewer) (*insights.Today, error) {
	return f.S.Today(ctx)
}

// Streak resolves Viewer.streak.
func (f ViewerFields) Streak(ctx context.Context, _ *identity.Viewer) (*insights.Streak, error) {
	return f.S.Streak(ctx)
}

// Next resolves Viewer.next.
func (f ViewerFields) Next(ctx context.Context, _ *identity.Viewer) (*insights.Next, error) {
	return f.S.Next(ctx)
}

// Heatmap resolves Viewer.heatmap.
func (f ViewerFields) Heatmap(ctx context.Context, _ *identity.Viewer, year *int) (*insights.Heatmap, error) {
	return f.S.Heatmap(ctx, year)
}

// Weeks resolves Viewer.weeks.
func (f ViewerFields) Weeks(ctx context.Context, _ *identity.Viewer, last *int) ([]insights.WeekTotal, error) {
	return f.S.Weeks(ctx, last)
}

// TagTotals resolves Viewer.tagTotals.
func (f ViewerFields) TagTotals(ctx context.Context, _ *identity.Viewer, from, to *day.Date, first *int) ([]insights.TagTotal, error) {
	return f.S.TagTotals(ctx, from, to, first)
}

// StreakSettings resolves Viewer.streakSettings.
func (f ViewerFields) StreakSettings(ctx context.Context, _ *identity.Viewer) (*insights.StreakSettings, error) {
	return f.S.StreakSettings(ctx)
}

// DaysOff resolves Viewer.daysOff.
func (f ViewerFields) DaysOff(ctx context.Context, _ *identity.Viewer, from, to day.Date) ([]insights.DayOff, error) {
	return f.S.DaysOff(ctx, day.Range{From: from, To: to})
}
