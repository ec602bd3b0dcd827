package realtime

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/prometheus/client_golang/prometheus"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/ticket"
)

// Login is what opened a connection.
type Login struct {
	UserID string
	// ID is the session's or the token's.
	ID string
}

// Options are what a [Hub] is made of.
type Options struct {
	// Caller is the login that the request of ctx proves; false for strangers.
	Caller func(ctx context.Context) (Login, bool)
	// Ended tells which of the logins are no longer good. It is asked every few seconds while there are connections.
	Ended func(ctx context.Context, logins []Login) ([]Login, error)
	// SameOrigin reports whether the Origin header of a browser names this instance.
	SameOrigin func(origin string) bool
	// Desk takes the tickets.
	Desk *ticket.Desk
	// RedisURL connects several nodes; empty means there is one.
	RedisURL string
	// PerPerson is how many connections one person may hold on this node.
	PerPerson int
	Clock     clock.Clock
	Log       *slog.Logger
}

// Hub is the live connections of this node and the way to those of the others. It is safe for concurrent use; nil
// tells nobody anything.
type Hub struct {
	o       Options
	people  *people
	metrics *metrics
	queue   chan message
	// unheard is when a message last went nowhere, in milliseconds since 1970.
	unheard atomic.Int64

	node     atomic.Pointer[engine]
	starting sync.Mutex
	failedAt time.Time
	worker   sync.Once
	done     chan struct{}
	stopped  sync.Once
}

// New makes a hub; nothing runs before it is needed.
func New(o Options) *Hub {
	return &Hub{o: o, people: newPeople(o.PerPerson), metrics: newMetrics(), queue: make(chan message, queueLength), done: make(chan struct{})}
}

// message is one thing to tell.
type message struct {
	userID string
	// Topic is empty when the person's logins are to be looked at anew.
	Topic string `json:"topic"`
}

const (
	// queueLength is how many messages wait at most; above it they are dropped, and tabs find out when they look again.
	queueLength = 4096
	// retryStart is how long a failed start is not tried again.
	retryStart = time.Second
)

// Publish tells every open tab of the person that what the topic names has changed. It never waits and never fails:
// who is not told now sees the change at the next look. Call it after the commit.
func (h *Hub) Publish(_ context.Context, userID, topic string) {
	h.put(message{userID: userID, Topic: topic})
}

// Recheck looks at once, on all nodes, whether the person's logins are still good, and cuts the connections of those
// that are not. Call it after the commit that ended one.
func (h *Hub) Recheck(_ context.Context, userID string) { h.put(message{userID: userID}) }

func (h *Hub) put(m message) {
	if h == nil {
		return
	}
	if h.node.Load() == nil && h.o.RedisURL == "" {
		h.missed() // nobody is listening
		return
	}
	h.worker.Do(func() { go h.work() })
	select {
	case h.queue <- m:
	default:
		h.metrics.dropped.Inc()
		h.missed()
	}
}

// missed remembers that something was told to nobody, for the tabs that come to listen.
func (h *Hub) missed() {
	h.unheard.Store(time.Now().UnixMilli()) //nolint:forbidigo // the engine stamps messages with the machine's time
}

// work sends what is queued, each topic of a person once per round.
func (h *Hub) work() {
	for {
		select {
		case <-h.done:
			return
		case m := <-h.queue:
			h.send(h.round(m))
		}
	}
}

func (h *Hub) round(first message) []message {
	list, seen := []message{first}, map[[2]string]bool{{first.userID, first.Topic}: true}
	for {
		select {
		case m := <-h.queue:
			if key := [2]string{m.userID, m.Topic}; !seen[key] {
				seen[key] = true
				list = append(list, m)
			}
		default:
			return list
		}
	}
}

func (h *Hub) send(list []message) {
	e, err := h.engine()
	if err != nil {
		h.metrics.dropped.Add(float64(len(list)))
		h.missed()
		return
	}
	for _, m := range list {
		if m.Topic == "" {
			h.lookAt(h.people.logins(m.userID))
			err = e.recheck(m.userID)
		} else {
			err = e.publish(m.userID, m.Topic)
		}
		if err != nil {
			h.metrics.dropped.Inc()
			h.missed()
			h.o.Log.Debug("live message not sent", "err", err)
			continue
		}
		h.metrics.sent.Inc()
	}
}

// engine is the running engine; the first call starts it.
func (h *Hub) engine() (*engine, error) {
	if e := h.node.Load(); e != nil {
		return e, nil
	}
	h.starting.Lock()
	defer h.starting.Unlock()
	if e := h.node.Load(); e != nil {
		return e, nil
	}
	select {
	case <-h.done:
		return nil, errStopped
	default:
	}
	if now := h.o.Clock.Now(); now.Sub(h.failedAt) < retryStart && !now.Before(h.failedAt) {
		return nil, errNotStarted
	}
	e, err := newEngine(h)
	if err != nil {
		h.failedAt = h.o.Clock.Now()
		h.o.Log.Warn("live updates could not start", "err", err)
		return nil, err
	}
	h.node.Store(e)
	go h.sweep()
	return e, nil
}

// cut closes the connections of a login on this node.
func (h *Hub) cut(l Login) {
	for _, c := range h.people.of(l) {
		h.metrics.closed.WithLabelValues("login_ended").Inc()
		go c.Disconnect(loginEnded)
	}
}

// Stop tells every tab to come back after a while of its own, and ends the engine.
func (h *Hub) Stop(ctx context.Context) error {
	if h == nil {
		return nil
	}
	h.stopped.Do(func() { close(h.done) })
	h.starting.Lock()
	e := h.node.Swap(nil)
	h.starting.Unlock()
	if e == nil {
		return nil
	}
	return e.stop(ctx, h.people.all())
}

// Collectors are the hub's measures.
func (h *Hub) Collectors() []prometheus.Collector {
	if h == nil {
		return nil
	}
	return []prometheus.Collector{h.metrics.open(h.people), h.metrics.sent, h.metrics.dropped, h.metrics.opened, h.metrics.closed}
}

// Codes of closings beside those of the engine. Up to 4499 a client comes back, from 4500 it does not.
var loginEnded = centrifuge.Disconnect{Code: 4500, Reason: "login ended"}

// Connections is how many live connections this node holds.
func (h *Hub) Connections() int { return h.people.size() }
