package insightssvc

import (
	"context"
	"fmt"
	"slices"

	"tamatar.dev/tamatar/internal/platform/day"
)

// Due reports whether something is due on a day of a person: nothing is logged, the day is no day off and its weekday no
// rest day. It asks no policy: it is for reminders that the person ordered, never for an answer to somebody.
func (s *Service) Due(ctx context.Context, userID string, d day.Date) (bool, error) {
	one := day.Range{From: d, To: d}
	off, err := s.store.daysOff(ctx, userID, one, 1)
	if err != nil {
		return false, fmt.Errorf("read days off: %w", err)
	}
	rows, err := s.store.rules(ctx, s.store.db.Reader(), userID, maxRules)
	if err != nil {
		return false, fmt.Errorf("read streak settings: %w", err)
	}
	i := slices.IndexFunc(rows, func(r rulesRow) bool { return r.FromDay <= d })
	rest := i >= 0 && slices.Contains(rows[i].settings().Rules(d).RestWeekdays, d.Weekday())
	if len(off) > 0 || rest {
		return false, nil
	}
	sums, err := s.store.tallies(ctx, userID, one)
	if err != nil {
		return false, fmt.Errorf("count the day: %w", err)
	}
	return !slices.ContainsFunc(sums, tally.active), nil
}
