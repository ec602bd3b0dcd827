package insightssvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// StreakSettings are the actor's latest choices, or the defaults. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) StreakSettings(ctx context.Context) (*insights.StreakSettings, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	out := insights.DefaultStreakSettings()
	rows, err := s.store.rules(ctx, s.store.db.Reader(), p.UserID, 1)
	if err != nil {
		return nil, fmt.Errorf("read streak settings: %w", err)
	}
	for _, r := range rows {
		out = r.settings()
	}
	return &out, nil
}

// UpdateStreakSettings saves the actor's choice, in force from today on; earlier days keep theirs. Rest days of the
// very first choice also hold for all days before it, which were lived without any.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrFreezeOutOfRange.
func (s *Service) UpdateStreakSettings(ctx context.Context, in insights.StreakSettingsInput) (*insights.StreakSettings, error) {
	p, err := s.person(ctx, identity.ScopeProfileWrite)
	if err != nil {
		return nil, err
	}
	chosen, err := in.Settings()
	if err != nil {
		return nil, err
	}
	err = s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := s.store.rules(ctx, tx, p.UserID, 1)
		if err != nil {
			return fmt.Errorf("read streak settings: %w", err)
		}
		from := p.today
		if len(rows) == 0 {
			past := insights.DefaultStreakSettings()
			past.RestDays = chosen.RestDays
			if err := s.store.saveRules(ctx, tx, p.UserID, rowOf(past, day.First), p.now.UnixMilli()); err != nil {
				return fmt.Errorf("save streak settings of the past: %w", err)
			}
		} else if rows[0].FromDay > from {
			from = rows[0].FromDay // chosen further east, where it was tomorrow already
		}
		if err := s.store.saveRules(ctx, tx, p.UserID, rowOf(chosen, from), p.now.UnixMilli()); err != nil {
			return fmt.Errorf("save streak settings: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &chosen, nil
}
