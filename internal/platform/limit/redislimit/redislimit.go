package redislimit

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/redis"
)

// take charges all buckets or none, by the clock of Redis, so that clocks of nodes need not agree. A key holds the
// microsecond at which its bucket is full. ARGV: points, then the size of each bucket. The answer: the number of the
// bucket that refuses or 0, then for each bucket how long it takes to be full.
var take = redis.NewScript(`
local t = redis.call('TIME')
local now, points = t[1] * 1000000 + t[2], tonumber(ARGV[1])
local window, refused = 60000000, 0
local used, after = {}, {}
for i, key in ipairs(KEYS) do
  local limit = tonumber(ARGV[i + 1])
  local u = tonumber(redis.call('GET', key) or now) - now
  if u < 0 then u = 0 elseif u > window then u = window end
  used[i] = u
  after[i] = u + math.min(points, limit) * window / limit
  if after[i] > window + 0.5 and refused == 0 then refused = i end
end
local answer = { refused }
for i, key in ipairs(KEYS) do
  if refused == 0 then
    used[i] = after[i]
    redis.call('SET', key, string.format('%.3f', now + after[i]), 'PX', math.ceil(after[i] / 1000) + 1)
  end
  answer[i + 1] = math.floor(used[i])
end
return answer`)

// Engine implements [limit.Shared] on Redis.
type Engine struct{ client *redis.Client }

// New makes an engine over the client.
func New(c *redis.Client) *Engine { return &Engine{client: c} }

// Take implements [limit.Shared].
func (e *Engine) Take(ctx context.Context, keys []limit.Key, limits []int64, points int64) ([]time.Duration, int, error) {
	names, args := make([]string, len(keys)), make([]string, 1, len(keys)+1)
	args[0] = strconv.FormatInt(points, 10)
	for i, k := range keys {
		names[i] = name(k)
		args = append(args, strconv.FormatInt(limits[i], 10))
	}
	answer, err := e.client.Numbers(ctx, take, names, args)
	if err != nil {
		return nil, -1, err
	}
	if len(answer) != len(keys)+1 {
		return nil, -1, fmt.Errorf("limit: Redis answered %d numbers for %d buckets", len(answer), len(keys))
	}
	used := make([]time.Duration, len(keys))
	for i := range used {
		used[i] = time.Duration(answer[i+1]) * time.Microsecond
	}
	return used, int(answer[0]) - 1, nil
}

// name is the key in Redis. The braces keep all buckets of one charge in one slot of a cluster.
func name(k limit.Key) string {
	switch {
	case k.ID != "":
		return "{tamatar:limit}:" + k.Kind.String() + ":" + k.ID
	case k.Kind == limit.Address:
		return "{tamatar:limit}:address:" + k.Address.String()
	default:
		return "{tamatar:limit}:" + k.Kind.String()
	}
}
