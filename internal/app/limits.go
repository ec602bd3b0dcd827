package app

import (
	"fmt"

	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/limit/redislimit"
	"tamatar.dev/tamatar/internal/platform/redis"
)

// openRedis makes the client of the Redis that nodes share; nil where none is configured. It does not connect yet.
func openRedis(url string) (*redis.Client, error) {
	if url == "" {
		return nil, nil //nolint:nilnil // no Redis is an ordinary state
	}
	c, err := redis.Open(url)
	if err != nil {
		return nil, fmt.Errorf("TAMATAR_REDIS_URL: %w", err)
	}
	return c, nil
}

// limiter charges callers as the settings say; nil when limits are off.
func limiter(p Parts, shared *redis.Client) *limit.Limiter {
	policy, on := p.Config.LimitPolicy()
	if !on {
		return nil
	}
	l := limit.New(policy, p.Clock)
	if shared != nil {
		return l.NewShared(redislimit.New(shared), p.Log)
	}
	return l
}
