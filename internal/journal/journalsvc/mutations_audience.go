package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// ChangeAudience gives many entries other audiences, or tells what that would do.
func (m Mutations) ChangeAudience(ctx context.Context, input journal.ChangeAudienceInput) (*journal.ChangeAudiencePayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	changed, unchanged, err := m.S.ChangeAudience(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.ChangeAudiencePayload{Changed: append([]journal.AudienceChange{}, changed...), Unchanged: unchanged, Errors: list}, nil
}

// ScheduleEntry has an entry get another audience at a time, and shows it to whoever may read.
func (m Mutations) ScheduleEntry(ctx context.Context, input journal.ScheduleEntryInput) (*journal.ScheduleEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	schedule, err := m.S.Schedule(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	if !a.Can(identity.ScopeRead) {
		schedule = nil
	}
	return &journal.ScheduleEntryPayload{Schedule: schedule, Errors: list}, nil
}

// UnscheduleEntry lets an entry stay as it is.
func (m Mutations) UnscheduleEntry(ctx context.Context, id string) (*journal.UnscheduleEntryPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	list, err := errs.UserErrors(m.S.Unschedule(ctx, a, id))
	if err != nil {
		return nil, err
	}
	p := &journal.UnscheduleEntryPayload{Errors: list}
	if len(list) == 0 {
		p.UnscheduledID = &id
	}
	return p, nil
}

// Schedules are the viewer's entries that wait for their time. Error: identity.ErrSignInRequired.
func (f ViewerFields) Schedules(ctx context.Context, _ *identity.Viewer) ([]journal.Schedule, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Schedules(ctx, a)
}
