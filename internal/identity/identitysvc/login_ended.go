package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/db"
)

// EndedLogins gives those of the sessions and personal access tokens that are no longer good: revoked, run out, or of
// an account that may not act. It reads past every cache. For connections that outlive a request.
func (s *Service) EndedLogins(ctx context.Context, ids []string) ([]string, error) {
	good, now := map[string]bool{}, db.Millis(s.Clock.Now())
	sessions, err := s.store.proofsBySessions(ctx, s.DB.Reader(), ids)
	if err != nil {
		return nil, err
	}
	for _, p := range sessions {
		good[p.session.ID] = s.mayAct(p.user) && s.sessionHolds(p)
	}
	var rest []string
	for _, id := range ids {
		if _, known := good[id]; !known {
			rest = append(rest, id)
		}
	}
	tokens, err := s.store.proofsByTokens(ctx, s.DB.Reader(), rest)
	if err != nil {
		return nil, err
	}
	for _, p := range tokens {
		good[p.token.ID] = s.mayAct(p.user) && (p.token.ExpiresAt == nil || now < *p.token.ExpiresAt)
	}
	var ended []string
	for _, id := range ids {
		if !good[id] {
			ended = append(ended, id)
		}
	}
	return ended, nil
}
