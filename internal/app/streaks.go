package app

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
)

// streaks gives sharing what insights counts, as the person themselves would see it.
type streaks struct {
	people   *identitysvc.Service
	insights *insightssvc.Service
}

// CurrentStreak implements [sharingsvc.Streaks].
func (s streaks) CurrentStreak(ctx context.Context, userID string) (int, error) {
	a, err := s.people.ActorOf(ctx, userID, "public page", identity.Scopes{identity.ScopeRead})
	if err != nil {
		return 0, err
	}
	streak, err := s.insights.Streak(identity.WithActor(ctx, a))
	if err != nil {
		return 0, err
	}
	return streak.Current, nil
}
