package insightssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Mutations resolves what insights adds to GraphQL Mutation.
type Mutations struct{ S *Service }

// UpdateStreakSettings resolves Mutation.updateStreakSettings.
func (m Mutations) UpdateStreakSettings(ctx context.Context, input insights.StreakSettingsInput) (*insights.StreakSettingsPayload, error) {
	settings, err := m.S.UpdateStreakSettings(ctx, input)
	problems, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &insights.StreakSettingsPayload{Settings: settings, Errors: problems}, nil
}

// SetDaysOff resolves Mutation.setDaysOff.
func (m Mutations) SetDaysOff(ctx context.Context, input insights.DaysOffInput) (*insights.DaysOffPayload, error) {
	return daysOffPayload(m.S.SetDaysOff(ctx, input))
}

// ClearDaysOff resolves Mutation.clearDaysOff.
func (m Mutations) ClearDaysOff(ctx context.Context, from, to day.Date) (*insights.DaysOffPayload, error) {
	return daysOffPayload(m.S.ClearDaysOff(ctx, day.Range{From: from, To: to}))
}

func daysOffPayload(days int, err error) (*insights.DaysOffPayload, error) {
	problems, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &insights.DaysOffPayload{Days: days, Errors: problems}, nil
}
