package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

const (
	// unverifiedLife is how long a sign-up waits for its address to be proven.
	unverifiedLife = 7 * 24 * time.Hour
	// spentRefreshLife is how long a spent refresh token is remembered, so that its replay ends the family.
	spentRefreshLife = 30 * 24 * time.Hour
	// inviteMemory is how long administrators see invites that were used or have expired.
	inviteMemory = 90 * 24 * time.Hour
	sweepBatch   = 5000
)

func (s *Service) registerJobs() {
	jobs.Register(s.Jobs, s.signUpLetter)
	jobs.Register(s.Jobs, s.resendLetter)
	jobs.Register(s.Jobs, s.resetLetter)
	jobs.Register(s.Jobs, s.emailLetter)
	jobs.RegisterOutside(s.Jobs, s.sendLetter)
	jobs.RegisterOutside(s.Jobs, s.dropAvatar)
	jobs.Every(s.Jobs, "identity.unseal", time.Minute, s.dropSuccessors)
	jobs.Every(s.Jobs, "identity.expiring_tokens", time.Hour, s.WarnExpiring)
	jobs.Every(s.Jobs, "identity.tool_calls", 10*time.Minute, s.CloseToolCalls)
	jobs.Every(s.Jobs, "identity.sweep", 10*time.Minute, s.Sweep)
}

// unsealAfter lets nodes whose clocks differ agree that a grace window is over: without its successor a replay ends the family.
const unsealAfter = identity.RefreshGrace + 30*time.Second

// dropSuccessors forgets the sealed successors whose grace window is over.
func (s *Service) dropSuccessors(ctx context.Context) error {
	_, err := s.DB.Writer().Exec(ctx, `UPDATE identity_refresh_tokens SET successor = NULL WHERE successor IS NOT NULL AND used_at < $1`,
		db.Millis(s.now().Add(-unsealAfter)))
	return err
}

// Sweep removes what has ended: sessions, refresh tokens, links, counters, handles kept back, and sign-ups that nobody
// proved in a week.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.now()
	ms := db.Millis(now)
	for _, st := range []struct {
		text string
		arg  int64
	}{
		{`DELETE FROM identity_sessions WHERE id IN (SELECT id FROM identity_sessions WHERE expires_at <= $1 LIMIT $2)`, ms},
		{`DELETE FROM identity_sessions WHERE id IN (SELECT id FROM identity_sessions WHERE last_seen_at <= $1 LIMIT $2)`, db.Millis(now.Add(-identity.SessionIdle))},
		{`DELETE FROM identity_refresh_tokens WHERE hash IN (SELECT hash FROM identity_refresh_tokens WHERE used_at <= $1 LIMIT $2)`, db.Millis(now.Add(-spentRefreshLife))},
		{`DELETE FROM identity_links WHERE id IN (SELECT id FROM identity_links WHERE expires_at <= $1 LIMIT $2)`, ms},
		{`DELETE FROM identity_challenges WHERE id IN (SELECT id FROM identity_challenges WHERE expires_at <= $1 LIMIT $2)`, ms},
		{`DELETE FROM identity_throttles WHERE key IN (SELECT key FROM identity_throttles WHERE expires_at <= $1 LIMIT $2)`, ms},
		{sweepProviderStates, ms},
		{`DELETE FROM identity_handles WHERE skeleton IN (SELECT skeleton FROM identity_handles WHERE NOT current AND held_until <= $1 LIMIT $2)`, ms},
		{`DELETE FROM identity_invites WHERE id IN (SELECT id FROM identity_invites WHERE expires_at <= $1 LIMIT $2)`, db.Millis(now.Add(-inviteMemory))},
		{`DELETE FROM identity_users WHERE id IN (SELECT id FROM identity_users WHERE status = 'pending' AND NOT email_verified AND created_at <= $1 LIMIT $2)`, db.Millis(now.Add(-unverifiedLife))},
	} {
		if _, err := s.DB.Writer().Exec(ctx, st.text, st.arg, sweepBatch); err != nil {
			return err
		}
	}
	return s.sweepThrottles(ctx)
}
