package realtime

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/ticket"
)

// Errors of handshakes.
var (
	ErrOrigin  = errs.New(errs.Forbidden, "realtime.origin", "Live connections are for the pages of this instance.")
	ErrTooMany = errs.New(errs.TooMany, "realtime.too_many", "You have too many live connections open. Close some tabs.")
	ErrNotNow  = errs.New(errs.Unavailable, "realtime.not_now", "Live updates do not work at the moment. Everything else does.")
)

// Paths of the doors.
const (
	Path       = "/realtime"
	StreamPath = "/realtime/stream"
)

// Routes are the addresses of live connections: WebSocket, and server-sent events where that does not get through.
func (h *Hub) Routes() []route.Route {
	if h == nil {
		return nil
	}
	return []route.Route{
		{Pattern: "GET " + Path, Handler: h.door(func(e *engine) http.Handler { return e.websocket }), Scope: "read"},
		{Pattern: "GET " + StreamPath, Handler: h.door(func(e *engine) http.Handler { return e.stream }), Scope: "read"},
	}
}

func (h *Hub) door(pick func(*engine) http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l, err := h.admit(r)
		if err != nil {
			refuse(w, r, errs.From(err))
			return
		}
		e, err := h.engine()
		if err != nil {
			refuse(w, r, ErrNotNow)
			return
		}
		// The connection outlives the request.
		ctx := context.WithValue(context.WithoutCancel(r.Context()), loginKey{}, &visitor{Login: l})
		handler := pick(e)
		if r.Header.Get("Upgrade") == "" { // a stream lives as long as its request
			ctx = context.WithValue(r.Context(), loginKey{}, &visitor{Login: l})
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		}
		handler.ServeHTTP(&connection{w, h}, r.WithContext(ctx)) //nolint:contextcheck // see above
	})
}

// admit checks a handshake: where it comes from, who it is, and its ticket.
func (h *Hub) admit(r *http.Request) (Login, error) {
	l, ok := h.o.Caller(r.Context())
	if !ok {
		return Login{}, ErrOrigin // the route demands a login; this is for whoever mounts it otherwise
	}
	if origin := r.Header.Get("Origin"); origin != "" && !h.o.SameOrigin(origin) {
		return Login{}, ErrOrigin
	} else if origin == "" && r.Header.Get("Authorization") == "" && r.Header.Get("Sec-Fetch-Site") != "same-origin" {
		return Login{}, ErrOrigin // a cookie alone proves no page of ours
	}
	if h.people.full(l.UserID) {
		h.metrics.closed.WithLabelValues("too_many").Inc()
		return Login{}, ErrTooMany
	}
	if err := h.o.Desk.Take(r.Context(), r.URL.Query().Get("ticket"), l.UserID, l.ID); err != nil {
		return Login{}, err
	}
	return l, nil
}

// Ticket makes the ticket for a login that asks for it.
func (h *Hub) Ticket(l Login) ticket.Ticket { return h.o.Desk.Issue(l.UserID, l.ID) }

func refuse(w http.ResponseWriter, r *http.Request, e *errs.Error) {
	body, err := json.Marshal(map[string]any{"errors": []any{map[string]any{
		"message": e.Public, "extensions": map[string]any{"code": e.Code, "requestId": route.RequestID(r.Context())},
	}}})
	if err != nil {
		body = []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if e.Kind == errs.TooMany || e.Kind == errs.Unavailable {
		w.Header().Set("Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
	}
	w.WriteHeader(e.Status())
	_, _ = w.Write(body)
}

const retryAfter = 10 * time.Second

// connection gives the engine what it asks of a writer, through whatever the server has wrapped around it.
type connection struct {
	http.ResponseWriter
	hub *Hub
}

// Hijack implements [http.Hijacker].
func (c *connection) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(c.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	return &bounded{Conn: conn, hub: c.hub, since: c.hub.o.Clock.Now()}, buffered, nil
}

// Flush implements [http.Flusher].
func (c *connection) Flush() { _ = http.NewResponseController(c.ResponseWriter).Flush() }

// Unwrap lets [http.ResponseController] reach the connection.
func (c *connection) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// bounded ends a connection whose client sends more than [inputLimit] per [commandWindow]: a tab sends its first command
// and a few bytes for every ping, so whoever sends more floods, with pings, fragments or whatever else.
type bounded struct {
	net.Conn
	hub   *Hub
	since time.Time
	bytes int
}

// inputLimit lets one message of the largest size through.
const inputLimit = 2 * frameLimit

var errFlood = errors.New("realtime: the client sends too much")

// Read implements [net.Conn]. One goroutine reads a connection.
func (b *bounded) Read(into []byte) (int, error) {
	n, err := b.Conn.Read(into)
	if b.bytes += n; b.bytes > inputLimit {
		now := b.hub.o.Clock.Now()
		if d := now.Sub(b.since); d >= 0 && d < commandWindow {
			b.hub.metrics.closed.WithLabelValues("flood").Inc()
			return 0, errors.Join(errFlood, b.Close())
		}
		b.since, b.bytes = now, n
	}
	return n, err
}
