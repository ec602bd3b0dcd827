package httpd

import (
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// A server that is told to stop goes on answering for a while, each answer with "Connection: close", so that callers leave
// by themselves: first new ones too, then those who are connected. The library would close idle connections at once and
// drop requests that it reads from then on, and with them what a caller has just sent.
const (
	drainOpen   = 300 * time.Millisecond
	drainClosed = 400 * time.Millisecond
)

// drain counts connections and sends callers away while the server stops.
type drain struct {
	on       atomic.Bool
	open     atomic.Int64
	listener atomic.Pointer[net.Listener]
}

// run begins the end: callers are sent away, then nobody is let in any more.
func (d *drain) run(ctx context.Context) {
	d.on.Store(true)
	d.wait(ctx, drainOpen)
	if l := d.listener.Load(); l != nil {
		_ = (*l).Close()
	}
	d.wait(ctx, drainClosed)
}

// state counts; it is the server's ConnState.
func (d *drain) state(_ net.Conn, s http.ConnState) {
	switch s {
	case http.StateNew:
		d.open.Add(1)
	case http.StateClosed, http.StateHijacked:
		d.open.Add(-1)
	case http.StateActive, http.StateIdle:
	}
}

// handler asks callers to close their connections while the server stops.
func (d *drain) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.on.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// wait returns when nobody is connected any more, at the latest after a while or with ctx.
func (d *drain) wait(ctx context.Context, most time.Duration) {
	end := time.NewTimer(most)
	defer end.Stop()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for d.open.Load() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-end.C:
			return
		case <-look.C:
		}
	}
}

// Stopping reports whether the server has been told to stop: load balancers should send nobody any more.
func (s *Server) Stopping() bool { return s.drain.on.Load() }
