package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/prometheus/client_golang/prometheus"
)

// Bounds of connections.
const (
	// frameLimit is the largest message a client may send, in bytes.
	frameLimit = 64 << 10
	// bufferLimit is how much may wait for a slow reader before it is cut off, in bytes.
	bufferLimit = 64 << 10
	// writeTimeout is how long a reader may take for one message.
	writeTimeout = 4 * time.Second
	// pingEvery and pongWithin find dead connections.
	pingEvery, pongWithin = 25 * time.Second, 8 * time.Second
	// connectWithin is how long a connection may stay silent at first.
	connectWithin = 8 * time.Second
	// commandLimit is how many commands a client may send within commandWindow: it needs one to connect, and pongs.
	commandLimit  = 60
	commandWindow = time.Minute
	// historyLength and historyLife are what a tab that was away can catch up with; after that it asks for everything.
	historyLength, historyLife = 32, 5 * time.Minute
	historyMeta                = time.Hour
	// ageMargin is how much later than its reading a tab may have begun to count, and how far the clocks of nodes differ.
	ageMargin = 2 * time.Second
	// comeBackWithin spreads the tabs that a stopping node sends away, so that they do not all come back at once.
	comeBackFrom, comeBackWithin = 500 * time.Millisecond, 15 * time.Second
)

var (
	errStopped    = errors.New("realtime: stopped")
	errNotStarted = errors.New("realtime: not started")
	tooMany       = centrifuge.Disconnect{Code: 4501, Reason: "too many commands"}
	tooManyTabs   = centrifuge.Disconnect{Code: 4502, Reason: "too many connections"}
)

// engine is the running centrifuge node with its doors.
type engine struct {
	hub       *Hub
	node      *centrifuge.Node
	websocket http.Handler
	stream    http.Handler
}

func newEngine(h *Hub) (*engine, error) {
	node, err := centrifuge.New(centrifuge.Config{
		Name: "tamatar", LogLevel: centrifuge.LogLevelWarn, LogHandler: h.log,
		ClientQueueMaxSize: bufferLimit, ClientStaleCloseDelay: connectWithin, ClientChannelLimit: 2,
		HistoryMetaTTL: historyMeta, Metrics: centrifuge.MetricsConfig{RegistererGatherer: prometheus.NewRegistry()},
	})
	if err != nil {
		return nil, fmt.Errorf("make the engine: %w", err)
	}
	e := &engine{hub: h, node: node}
	if h.o.RedisURL != "" {
		if err := e.useRedis(h.o.RedisURL); err != nil {
			return nil, err
		}
	}
	e.handle()
	if err := node.Run(); err != nil {
		return nil, errors.Join(fmt.Errorf("start the engine: %w", err), node.Shutdown(context.Background()))
	}
	e.websocket = centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		CheckOrigin:      func(*http.Request) bool { return true }, // the handshake has checked it
		MessageSizeLimit: frameLimit, WriteTimeout: writeTimeout,
		ReadBufferSize: 1 << 10, UseWriteBufferPool: true,
		PingPongConfig: centrifuge.PingPongConfig{PingInterval: pingEvery, PongTimeout: pongWithin},
	})
	e.stream = centrifuge.NewSSEHandler(node, centrifuge.SSEConfig{
		PingPongConfig: centrifuge.PingPongConfig{PingInterval: pingEvery, PongTimeout: -1}, MaxRequestBodySize: 1 << 10,
	})
	return e, nil
}

func (e *engine) useRedis(url string) error {
	shard, err := centrifuge.NewRedisShard(e.node, centrifuge.RedisShardConfig{Address: url, ConnectTimeout: time.Second, IOTimeout: 2 * time.Second})
	if err != nil {
		return fmt.Errorf("connect to Redis: %w", err)
	}
	broker, err := centrifuge.NewRedisBroker(e.node, centrifuge.RedisBrokerConfig{Prefix: "tamatar", Shards: []*centrifuge.RedisShard{shard}})
	if err != nil {
		return fmt.Errorf("use Redis: %w", err)
	}
	e.node.SetBroker(broker)
	e.node.SetController(broker)
	return nil
}

// channel is the one channel of a person.
func channel(userID string) string { return "#" + userID }

// handle says what happens on connections. Clients may connect and answer pings; they subscribe to and publish nothing.
func (e *engine) handle() {
	e.node.OnConnecting(func(ctx context.Context, connecting centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		l, ok := loginFrom(ctx)
		if !ok {
			return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
		}
		return centrifuge.ConnectReply{
			Credentials:   &centrifuge.Credentials{UserID: l.UserID},
			Data:          e.before(l.UserID, connecting.Data),
			Subscriptions: map[string]centrifuge.SubscribeOptions{channel(l.UserID): {EnableRecovery: true, EnablePositioning: true}},
		}, nil
	})
	e.node.OnConnect(func(c *centrifuge.Client) {
		l, _ := loginFrom(c.Context())
		c.OnDisconnect(func(d centrifuge.DisconnectEvent) {
			e.hub.people.leave(l.UserID, c)
			if d.Code == centrifuge.DisconnectSlow.Code || d.Code == centrifuge.DisconnectWriteError.Code {
				e.hub.metrics.closed.WithLabelValues("slow").Inc()
			}
		})
		if !e.hub.people.enter(l, c) {
			e.hub.metrics.closed.WithLabelValues("too_many").Inc()
			go c.Disconnect(tooManyTabs)
			return
		}
		e.hub.metrics.opened.Inc()
	})
	e.node.OnCommandRead(func(c *centrifuge.Client, _ centrifuge.CommandReadEvent) error {
		b, ok := c.Context().Value(loginKey{}).(*visitor)
		if !ok || !b.mayAsk(e.hub.o.Clock.Now()) {
			e.hub.metrics.closed.WithLabelValues("too_many_commands").Inc()
			return tooMany
		}
		return nil
	})
	e.node.OnNotification(func(n centrifuge.NotificationEvent) {
		if n.Op == opRecheck && n.FromNodeID != e.node.ID() {
			e.hub.lookAt(e.hub.people.logins(string(n.Data)))
		}
	})
}

// arrival is what a tab says when it connects for the first time.
type arrival struct {
	// Age is for how long the tab has been reading, in milliseconds.
	Age int64 `json:"age"`
}

// before is what a tab has missed that read its pages first and connects only now.
type before struct {
	// Known is false when something may have happened that nobody remembers.
	Known  bool     `json:"known"`
	Topics []string `json:"topics"`
	// Epoch and Offset are where the channel stood; when it stands elsewhere after connecting, more was missed.
	Epoch  string `json:"epoch"`
	Offset uint64 `json:"offset"`
}

// before answers an [arrival]; nothing to a tab that was connected before, which catches up by its position.
func (e *engine) before(userID string, said []byte) []byte {
	var a arrival
	if json.Unmarshal(said, &a) != nil || a.Age <= 0 {
		return nil
	}
	now := time.Now() //nolint:forbidigo // the engine stamps messages with the machine's time
	since := now.Add(-min(time.Duration(a.Age)*time.Millisecond, 2*historyLife) - ageMargin)
	history, err := e.node.History(channel(userID), centrifuge.WithLimit(centrifuge.NoLimit))
	pubs := history.Publications
	out := before{Topics: []string{}, Epoch: history.Epoch, Offset: history.Offset}
	out.Known = err == nil && now.Sub(since) < historyLife && since.UnixMilli() > e.hub.unheard.Load() &&
		(len(pubs) < historyLength || pubs[0].Time < since.UnixMilli())
	for _, p := range pubs {
		var told message
		if p.Time >= since.UnixMilli() && json.Unmarshal(p.Data, &told) == nil && !slices.Contains(out.Topics, told.Topic) {
			out.Topics = append(out.Topics, told.Topic)
		}
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil
	}
	return body
}

const opRecheck = "recheck"

// recheck asks the other nodes to look at a person's logins.
func (e *engine) recheck(userID string) error { return e.node.Notify(opRecheck, []byte(userID), "") }

func (e *engine) publish(userID, topic string) error {
	body, err := json.Marshal(message{Topic: topic})
	if err != nil {
		return err
	}
	_, err = e.node.Publish(channel(userID), body, centrifuge.WithHistory(historyLength, historyLife))
	return err
}

// stop sends everybody away, each with its own time to come back, then ends the node.
func (e *engine) stop(ctx context.Context, open []*centrifuge.Client) error {
	var wg sync.WaitGroup
	for _, c := range open {
		wait := comeBackFrom + rand.N(comeBackWithin)
		wg.Go(func() {
			c.Disconnect(centrifuge.Disconnect{Code: 4001, Reason: "come back in " + strconv.FormatInt(wait.Milliseconds(), 10)})
		})
	}
	gone := make(chan struct{})
	go func() { wg.Wait(); close(gone) }()
	select {
	case <-gone:
	case <-ctx.Done():
	}
	return e.node.Shutdown(ctx)
}

// log takes over what the engine says.
func (h *Hub) log(entry centrifuge.LogEntry) {
	level := slog.LevelDebug
	if entry.Level >= centrifuge.LogLevelError {
		level = slog.LevelWarn
	}
	h.o.Log.Log(context.Background(), level, "realtime: "+entry.Message, "fields", entry.Fields)
}

// visitor is a connection's login with how much it has asked.
type visitor struct {
	Login
	mu    sync.Mutex
	asked int
	since time.Time
}

func (v *visitor) mayAsk(now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if now.Sub(v.since) >= commandWindow || now.Before(v.since) {
		v.asked, v.since = 0, now
	}
	v.asked++
	return v.asked <= commandLimit
}

type loginKey struct{}

func loginFrom(ctx context.Context) (Login, bool) {
	v, ok := ctx.Value(loginKey{}).(*visitor)
	if !ok {
		return Login{}, false
	}
	return v.Login, true
}
