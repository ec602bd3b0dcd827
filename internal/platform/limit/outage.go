package limit

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// askAgain is how long an engine that failed is left alone, so that an outage costs one caller per second its patience.
const askAgain = time.Second

// outage remembers whether the shared engine answers. It says so once per change, in the log and as a measure.
type outage struct {
	log   *slog.Logger
	until atomic.Int64 // unix nanoseconds; zero while all is well
	up    prometheus.Gauge
	local prometheus.Counter
}

// NewShared makes a limiter with buckets that several nodes share. The buckets in memory decide while shared fails.
func (l *Limiter) NewShared(s Shared, log *slog.Logger) *Limiter {
	o := &outage{
		log: log,
		up: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "tamatar_limit_shared_up", Help: "1 while the limits shared by all nodes are reachable, 0 while this node counts alone.",
		}),
		local: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "tamatar_limit_local_decisions_total", Help: "Charges decided by this node alone because the shared limits did not answer.",
		}),
	}
	o.up.Set(1)
	return &Limiter{policy: l.policy, clock: l.clock, memory: l.memory, shared: s, outage: o}
}

// Collectors are the limiter's measures.
func (l *Limiter) Collectors() []prometheus.Collector {
	if l == nil || l.outage == nil {
		return nil
	}
	return []prometheus.Collector{l.outage.up, l.outage.local}
}

// takeShared asks the shared engine; false means that it did not answer.
func (l *Limiter) takeShared(ctx context.Context, list []bucket, points int64) (Verdict, bool) {
	at := l.clock.Now()
	now := at.UnixNano()
	if l.outage.resting(now) {
		return Verdict{}, false
	}
	keys, limits := make([]Key, len(list)), make([]int64, len(list))
	for i, b := range list {
		keys[i], limits[i] = b.key, b.limit
	}
	used, refused, err := l.shared.Take(ctx, keys, limits, points)
	if err != nil {
		if ctx.Err() == nil { // a caller that went away says nothing about the engine
			l.outage.failed(now, err)
		}
		return Verdict{}, false
	}
	l.outage.answered()
	l.memory.learn(list, used, now)
	if refused >= 0 {
		return refuse(list[refused], points, used[refused], at), true
	}
	return judge(list, used, at), true
}

// learn takes over what the shared engine knows: the cheap look needs it, and so does an outage.
func (m *memory) learn(list []bucket, used []time.Duration, now int64) {
	for i, b := range list {
		s := m.shard(b.key)
		s.mu.Lock()
		if _, known := s.full[b.key]; !known && len(s.full) >= perShard {
			s.makeRoom(now)
		}
		s.full[b.key] = now + int64(used[i])
		s.mu.Unlock()
	}
}

func (o *outage) resting(now int64) bool {
	if until := o.until.Load(); now < until {
		o.local.Inc()
		return true
	}
	return false
}

func (o *outage) failed(now int64, err error) {
	o.local.Inc()
	if o.until.Swap(now+int64(askAgain)) == 0 {
		o.up.Set(0)
		o.log.Warn("shared limits do not answer; this node counts alone until they do", "err", err)
	}
}

func (o *outage) answered() {
	if o.until.Load() != 0 && o.until.Swap(0) != 0 {
		o.up.Set(1)
		o.log.Info("shared limits answer again")
	}
}
