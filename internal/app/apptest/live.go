package apptest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coder/websocket"
	"github.com/prometheus/client_golang/prometheus"
)

// Listen serves the instance on a free port of 127.0.0.1 until the test ends, and gives its address.
func (i *Instance) Listen() string {
	i.t.Helper()
	l, err := (&net.ListenConfig{}).Listen(i.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		i.t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- i.Web.Server.Serve(l) }()
	i.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = i.App.Live.Stop(ctx)
		_ = i.Web.Server.Shutdown(ctx)
		<-served
	})
	return l.Addr().String()
}

// Eventually waits until something holds that the instance does in its own time.
func (i *Instance) Eventually(what string, holds func() bool) {
	i.t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	inVain := time.After(20 * time.Second)
	for !holds() {
		select {
		case <-look.C:
		case <-inVain:
			i.t.Fatal("in vain: ", what)
		}
	}
}

// opened is how many live connections the instance has counted so far.
func (i *Instance) opened() float64 {
	i.t.Helper()
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(i.App.Live.Collectors()...)
	families, err := registry.Gather()
	if err != nil {
		i.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "tamatar_realtime_opened_total" {
			return f.GetMetric()[0].GetCounter().GetValue()
		}
	}
	i.t.Fatal("live connections are not counted")
	return 0
}

// Ticket asks for the ticket of a live connection.
func (i *Instance) Ticket(as Credential) string {
	i.t.Helper()
	return i.Must(as, "mutation{openRealtime{ticket{value expiresAt} errors{code}}}", nil).Text("openRealtime", "ticket", "value")
}

// Handshake is how a tab opens its connection; the zero values are those of an honest tab.
type Handshake struct {
	Credential Credential
	Ticket     string
	// Origin is what the browser says; "-" says nothing.
	Origin string
	// Query replaces the ticket in the address.
	Query string
	// Host is what the tab believes to speak to; empty means [Host].
	Host string
}

// Dial opens a WebSocket at address. The answer tells why it was refused.
func (h Handshake) Dial(ctx context.Context, address string) (*websocket.Conn, *http.Response, error) {
	header := http.Header{}
	if h.Credential.Cookie != "" {
		r := &http.Request{Header: header}
		h.Credential.Apply(r)
	} else if h.Credential.Bearer != "" {
		header.Set("Authorization", "Bearer "+h.Credential.Bearer)
	}
	switch h.Origin {
	case "":
		header.Set("Origin", "http://"+Host)
	case "-":
	default:
		header.Set("Origin", h.Origin)
	}
	query := h.Query
	if query == "" {
		query = "ticket=" + url.QueryEscape(h.Ticket)
	}
	return websocket.Dial(ctx, "ws://"+address+"/realtime?"+query, &websocket.DialOptions{Host: cmp.Or(h.Host, Host), HTTPHeader: header})
}

// Tab is an open tab with its live connection.
type Tab struct {
	conn *websocket.Conn
	in   *Instance
	name string // of the channel
	// Position is what the tab has seen, for coming back.
	Epoch  string
	Offset uint64
	// Recovered tells that the server gave what was missed, in Missed.
	Recovered bool
	Missed    []string
	// Before is nil for a tab that did not say how long it has been reading.
	Before *Before
}

// Tab opens a live connection of a person at address.
func (i *Instance) Tab(address string, as Credential) *Tab {
	i.t.Helper()
	return i.tab(address, as, map[string]any{})
}

// TabOf is Tab for a tab that has been reading for that long.
func (i *Instance) TabOf(address string, as Credential, age time.Duration) *Tab {
	i.t.Helper()
	return i.tab(address, as, map[string]any{"data": map[string]any{"age": age.Milliseconds()}})
}

// TabSince is Tab for a tab that was open before.
func (i *Instance) TabSince(address string, as Credential, before *Tab) *Tab {
	i.t.Helper()
	return i.tab(address, as, map[string]any{
		"subs": map[string]any{before.name: map[string]any{"recover": true, "epoch": before.Epoch, "offset": before.Offset}},
	})
}

func (i *Instance) tab(address string, as Credential, connect map[string]any) *Tab {
	i.t.Helper()
	before := i.opened()
	conn, res, err := Handshake{Credential: as, Ticket: i.Ticket(as)}.Dial(i.t.Context(), address)
	if err != nil {
		i.t.Fatalf("%v %+v", err, res)
	}
	conn.SetReadLimit(1 << 20)
	i.t.Cleanup(func() { _ = conn.CloseNow() })
	tab := &Tab{conn: conn, in: i}
	tab.Send(map[string]any{"id": 1, "connect": connect})
	tab.connected()
	// A tab hears that it is connected a moment before the node counts it.
	i.Eventually("the tab is counted", func() bool { return i.opened() > before })
	return tab
}

// Before is what a tab that comes for the first time is told of the time before.
type Before struct {
	Known  bool
	Topics []string
	Epoch  string
	Offset uint64
}

// reply is a frame of the server.
type reply struct {
	Connect *struct {
		Data *Before
		Subs map[string]struct {
			Recoverable, Recovered bool
			Epoch                  string
			Offset                 uint64
			Publications           []publication
		}
	}
	Push *struct{ Pub *publication }
}

type publication struct {
	Data   struct{ Topic string }
	Offset uint64
}

// Send writes one JSON frame.
func (t *Tab) Send(v any) {
	t.in.t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.in.t.Fatal(err)
	}
	if err := t.conn.Write(t.in.t.Context(), websocket.MessageText, text); err != nil {
		t.in.t.Fatal(err)
	}
}

func (t *Tab) connected() {
	t.in.t.Helper()
	replies, err := t.read(10 * time.Second)
	if err != nil || len(replies) == 0 || replies[0].Connect == nil || len(replies[0].Connect.Subs) != 1 {
		t.in.t.Fatalf("not connected: %+v %v", replies, err)
	}
	t.Before = replies[0].Connect.Data
	for name, s := range replies[0].Connect.Subs {
		t.name, t.Epoch, t.Offset, t.Recovered = name, s.Epoch, s.Offset, s.Recovered
		for _, p := range s.Publications {
			t.Missed = append(t.Missed, p.Data.Topic)
			t.Offset = p.Offset
		}
	}
}

// read waits for one frame and answers pings.
func (t *Tab) read(patience time.Duration) ([]reply, error) {
	ctx, cancel := context.WithTimeout(t.in.t.Context(), patience)
	defer cancel()
	_, text, err := t.conn.Read(ctx)
	if err != nil {
		return nil, err
	}
	var out []reply
	for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		var r reply
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, err
		}
		if line == "{}" {
			t.Send(struct{}{})
			continue
		}
		out = append(out, r)
	}
	return out, nil
}

// Topics reads what comes within patience, until one of the topics wanted was told.
func (t *Tab) Topics(patience time.Duration, wanted string) []string {
	t.in.t.Helper()
	deadline := time.Now().Add(patience) //nolint:forbidigo // sockets know the machine's time only
	var out []string
	for {
		left := time.Until(deadline) //nolint:forbidigo // see above
		if left <= 0 {
			return out
		}
		replies, err := t.read(left)
		if err != nil {
			return out
		}
		for _, r := range replies {
			if r.Push == nil || r.Push.Pub == nil {
				continue
			}
			out = append(out, r.Push.Pub.Data.Topic)
			t.Offset = r.Push.Pub.Offset
			if r.Push.Pub.Data.Topic == wanted {
				return out
			}
		}
	}
}

// Closed waits until the server closes the connection, and gives its code and reason; 0 when it stays open.
func (t *Tab) Closed(patience time.Duration) (code int, reason string) {
	deadline := time.Now().Add(patience) //nolint:forbidigo // sockets know the machine's time only
	for {
		_, err := t.read(time.Until(deadline)) //nolint:forbidigo // see above
		var closed websocket.CloseError
		switch {
		case errors.As(err, &closed):
			return int(closed.Code), closed.Reason
		case err != nil && t.in.t.Context().Err() == nil && time.Now().Before(deadline): //nolint:forbidigo // see above
			return -1, err.Error()
		case err != nil:
			return 0, ""
		}
	}
}

// Conn is the connection itself.
func (t *Tab) Conn() *websocket.Conn { return t.conn }
