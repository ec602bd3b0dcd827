package identitysvc

import "context"

// How many counters of keys that strangers choose are kept; the rows that end first give way. Those of accounts that
// exist are as many as there are accounts, and nothing pushes them out.
const (
	strangerRows = 50_000
	networkRows  = 50_000
)

// sweepThrottles keeps the counters of strangers within their bounds, each kind by itself: logins that nobody has must
// not push out what is counted against an account or a network.
func (s *Service) sweepThrottles(ctx context.Context) error {
	for _, c := range []struct {
		where string
		keep  int
	}{
		{`key LIKE '%:?%' OR key LIKE 'mail:%' OR key LIKE 'resend:ticket:%'`, strangerRows},
		{`key LIKE '%:net:%' OR key LIKE '%:nethour:%'`, networkRows},
	} {
		for n := int64(sweepBatch); n == sweepBatch; { // a flood brings more than one batch between two sweeps
			var err error
			n, err = s.DB.Writer().Exec(ctx, `DELETE FROM identity_throttles WHERE key IN
				(SELECT key FROM identity_throttles WHERE `+c.where+` ORDER BY expires_at DESC, key LIMIT $2 OFFSET $1)`, c.keep, sweepBatch)
			if err != nil {
				return err
			}
		}
	}
	return nil
}
