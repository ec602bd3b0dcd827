package events

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// Event is a plain JSON struct. EventName must answer on the zero value:
// "<domain>.<what_happened>.v<n>". Events in the queue outlive releases: only
// add fields, or make a new version.
type Event interface{ EventName() string }

// Bus knows who listens to what. It is safe for concurrent use.
type Bus struct {
	jobs *jobs.Runner
	mu   sync.RWMutex
	subs map[string][]subscription
	// watch are told in this process, after the commit.
	watch map[string][]func(Event)
}

type subscription struct{ subscriber, kind string }

// NewBus makes a Bus that works through the given queue.
func NewBus(r *jobs.Runner) *Bus {
	return &Bus{jobs: r, subs: make(map[string][]subscription), watch: make(map[string][]func(Event))}
}

// On calls fn for every event of type E. subscriber names the listener for good,
// e.g. "insights.count_day": events waiting for it are found by this name after
// a restart. Subscribe before the Runner starts; mistakes are reported by its
// Start, and by Emit.
func On[E Event](b *Bus, subscriber string, fn func(ctx context.Context, tx *db.Tx, e E) error) {
	var zero E
	name := zero.EventName()
	kind := name + "/" + subscriber
	b.jobs.RegisterKind(kind, func(ctx context.Context, tx *db.Tx, payload []byte) error {
		var e E
		if err := json.Unmarshal(payload, &e); err != nil {
			return fmt.Errorf("read event %s: %w", name, err)
		}
		return fn(ctx, tx, e)
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs[name] = append(b.subs[name], subscription{subscriber, kind})
}

// Watch calls fn in this process once the transaction of an event of type E has committed. It is not durable: fn may
// wake somebody up or drop a cache, and must neither wait nor matter. What must happen is a subscription ([On]).
func Watch[E Event](b *Bus, fn func(e E)) {
	var zero E
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watch[zero.EventName()] = append(b.watch[zero.EventName()], func(ev Event) {
		if e, ok := ev.(E); ok {
			fn(e)
		}
	})
}

// Emit tells the subscribers of ev, durably and exactly when tx commits.
func (b *Bus) Emit(ctx context.Context, tx *db.Tx, ev Event) error {
	b.mu.RLock()
	subs, watch := b.subs[ev.EventName()], b.watch[ev.EventName()]
	b.mu.RUnlock()
	for _, fn := range watch {
		tx.AfterCommit(func() { fn(ev) })
	}
	if len(subs) == 0 {
		return nil
	}
	payload, err := json.Marshal(ev)
	if err != nil {
		return fmt.Errorf("emit %s: %w", ev.EventName(), err)
	}
	kinds := make([]string, len(subs))
	for i, s := range subs {
		kinds[i] = s.kind
	}
	if err := b.jobs.EnqueueKinds(ctx, tx, kinds, payload, jobs.EnqueueOptions{}); err != nil {
		return fmt.Errorf("emit %s: %w", ev.EventName(), err)
	}
	return nil
}

// Subscribers lists, for docs/events.md, who listens to each event, in order.
func (b *Bus) Subscribers() map[string][]string {
	b.mu.RLock()
	defer b.mu.RUnlock()
	out := make(map[string][]string, len(b.subs))
	for name, subs := range b.subs {
		for _, s := range subs {
			out[name] = append(out[name], s.subscriber)
		}
		slices.Sort(out[name])
	}
	return out
}
