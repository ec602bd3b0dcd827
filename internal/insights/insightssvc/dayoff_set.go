package insightssvc

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// DaysOff are the actor's sick and vacation days of the range, in order.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrRangeInvalid, insights.ErrRangeTooLong.
func (s *Service) DaysOff(ctx context.Context, r day.Range) ([]insights.DayOff, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	if err := insights.CheckRange(r, p.today); err != nil {
		return nil, err
	}
	rows, err := s.store.daysOff(ctx, p.UserID, r, insights.MaxDaysOff)
	if err != nil {
		return nil, fmt.Errorf("read days off: %w", err)
	}
	out := make([]insights.DayOff, len(rows))
	for i, row := range rows {
		out[i] = insights.DayOff(row)
	}
	return out, nil
}

// SetDaysOff marks the days of the input, whatever they were marked as before, and returns how many there are.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrRangeInvalid, insights.ErrRangeTooLong.
func (s *Service) SetDaysOff(ctx context.Context, in insights.DaysOffInput) (int, error) {
	p, err := s.person(ctx, identity.ScopeProfileWrite)
	if err != nil {
		return 0, err
	}
	r := day.Range{From: in.From, To: in.To}
	if err := insights.CheckRange(r, p.today); err != nil {
		return 0, err
	}
	if err := s.store.setDaysOff(ctx, s.store.db.Writer(), p.UserID, r, in.Kind); err != nil {
		return 0, fmt.Errorf("mark days off: %w", err)
	}
	return r.Len(), nil
}

// ClearDaysOff removes the marks of the range and returns how many there were.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrRangeInvalid, insights.ErrRangeTooLong.
func (s *Service) ClearDaysOff(ctx context.Context, r day.Range) (int, error) {
	p, err := s.person(ctx, identity.ScopeProfileWrite)
	if err != nil {
		return 0, err
	}
	if err := insights.CheckRange(r, p.today); err != nil {
		return 0, err
	}
	n, err := s.store.clearDaysOff(ctx, s.store.db.Writer(), p.UserID, r)
	if err != nil {
		return 0, fmt.Errorf("clear days off: %w", err)
	}
	return int(n), nil
}

// setDaysOff marks every day of the range with one statement.
func (s store) setDaysOff(ctx context.Context, q db.Querier, userID string, r day.Range, kind insights.DayOffKind) error {
	args := []any{userID, string(kind)}
	var values []string
	for d := range r.All() {
		args = append(args, d)
		values = append(values, "($1, $"+strconv.Itoa(len(args))+", $2)")
	}
	_, err := q.Exec(ctx, `INSERT INTO insights_days_off (user_id, day, kind) VALUES `+strings.Join(values, ", ")+`
		ON CONFLICT (user_id, day) DO UPDATE SET kind = excluded.kind`, args...)
	return err
}
