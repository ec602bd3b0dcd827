package app

import (
	"tamatar.dev/tamatar/internal/platform/limit"
)

// limiter charges callers as the settings say; nil when limits are off.
func limiter(p Parts) *limit.Limiter {
	policy, on := p.Config.LimitPolicy()
	if !on {
		return nil
	}
	return limit.New(policy, p.Clock)
}
