package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/gotool"
	"tamatar.dev/tamatar/tools/instance"
)

// backWithin is how soon writing must work again once PostgreSQL does.
const backWithin = 5 * time.Second

// retryableCodes are what a client may be told while the database is away: all say that trying again makes sense.
var retryableCodes = []string{"database.unavailable", "database.busy", "timeout", "unavailable", "canceled", "no answer"}

// postgresKilled puts a bad network between the instance and PostgreSQL, then kills PostgreSQL under load, several times.
// Clients repeat what was not acknowledged with the same client id: every promise must be kept once.
func postgresKilled(ctx context.Context, o options) (string, error) {
	proxy, err := gotool.Build(ctx, o.tools, "toxiproxy-server", toxiproxyModule)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "tamatar-postgres-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{Durable: true, TCP: true})
	if err != nil {
		return "", err
	}
	defer server.Stop()
	direct, _, err := server.NewDatabase(ctx, "")
	if err != nil {
		return "", err
	}
	net, err := newNetwork(ctx, dir, proxy, direct)
	if err != nil {
		return "", err
	}
	defer net.process.end()
	in, err := instance.New(ctx, instance.Config{Binary: o.binary, Dir: dir, DSN: net.dsn})
	if err != nil {
		return "", err
	}
	if _, err := in.Start(ctx); err != nil {
		return "", err
	}
	defer in.Stop()
	l := newLedger()
	work, stop := context.WithCancel(ctx)
	all := writers(work, in, l, 6, 10*time.Millisecond)
	pause(ctx, 2*time.Second)
	weather, err := badWeather(ctx, net, l)
	var backs []time.Duration
	kills := 3
	if o.short {
		kills = 1
	}
	for n := 0; err == nil && n < kills; n++ {
		var back time.Duration
		back, err = killAndRevive(ctx, server, l)
		backs = append(backs, back.Round(time.Millisecond))
	}
	stop()
	all.Wait()
	if err != nil {
		return "", err
	}
	figures, err := judgePostgres(ctx, direct, l, weather, backs)
	if err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "server.log"))
		for line := range strings.Lines(string(log)) {
			if strings.Contains(line, `"internal"`) {
				err = fmt.Errorf("%w\n%s", err, strings.TrimSpace(line))
			}
		}
	}
	return figures, err
}

func judgePostgres(ctx context.Context, dsn string, l *ledger, weather string, backs []time.Duration) (string, error) {
	t, err := count(ctx, dsn, l.before(time.Now()), l)
	failures := []error{err, t.whole()}
	for code := range l.codes {
		known := false
		for _, r := range retryableCodes {
			known = known || code == r
		}
		failures = append(failures, demand(known, "a client was told %q, which does not say that trying again helps", code))
	}
	for _, back := range backs {
		failures = append(failures, demand(back <= backWithin, "writing again only after %s", back))
	}
	return fmt.Sprintf("%s; %s; refusals %v; PostgreSQL killed %d times, writing again after it was back: %v; longest time without a write %s",
		t, weather, l.codes, len(backs), backs, l.stall.Round(time.Millisecond)), errors.Join(failures...)
}

// badWeather is latency, connections that are reset, and a cut of two seconds.
func badWeather(ctx context.Context, n *network, l *ledger) (string, error) {
	for _, toxic := range []struct {
		kind       string
		attributes map[string]any
		lasts      time.Duration
	}{
		{"latency", map[string]any{"latency": 200, "jitter": 100}, 3 * time.Second},
		{"reset_peer", map[string]any{"timeout": 100}, time.Second},
		{"timeout", map[string]any{"timeout": 0}, 2 * time.Second},
	} {
		if err := n.toxic(ctx, toxic.kind, toxic.attributes); err != nil {
			return "", err
		}
		pause(ctx, toxic.lasts)
		if err := n.clear(ctx, toxic.kind); err != nil {
			return "", err
		}
		if _, err := firstAfter(ctx, l, time.Now()); err != nil {
			return "", fmt.Errorf("after %s: %w", toxic.kind, err)
		}
	}
	return "200±100 ms, resets and a cut of 2 s survived", nil
}

// killAndRevive lets PostgreSQL die, keeps it away for a while, and tells how long after its return the first write passed.
func killAndRevive(ctx context.Context, server *dbtest.Server, l *ledger) (time.Duration, error) {
	if err := server.Crash(ctx); err != nil {
		return 0, err
	}
	pause(ctx, 2*time.Second)
	if err := server.Revive(ctx); err != nil {
		return 0, err
	}
	back := time.Now()
	at, err := firstAfter(ctx, l, back)
	pause(ctx, time.Second)
	return at.Sub(back), err
}

// firstAfter waits for the first write that was acknowledged after an instant.
func firstAfter(ctx context.Context, l *ledger, after time.Time) (at time.Time, err error) {
	for began := time.Now(); time.Since(began) < 30*time.Second; pause(ctx, 5*time.Millisecond) {
		l.mu.Lock()
		at = l.last
		l.mu.Unlock()
		if at.After(after) {
			return at, nil
		}
	}
	return at, errors.New("no write within 30 s")
}

// network is toxiproxy between the instance and PostgreSQL.
type network struct {
	process *child
	api     string
	dsn     string // of the database, through the proxy
}

func newNetwork(ctx context.Context, dir, binary, direct string) (*network, error) {
	u, err := url.Parse(direct)
	if err != nil {
		return nil, err
	}
	apiPort, err := freePort()
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	n := &network{api: fmt.Sprintf("http://127.0.0.1:%d", apiPort)}
	if n.process, err = spawn(ctx, dir, binary, "-host", "127.0.0.1", "-port", strconv.Itoa(apiPort)); err != nil {
		return nil, err
	}
	err = until(ctx, "start toxiproxy", func() bool { return n.call(ctx, http.MethodGet, "/version", nil) == nil })
	if err == nil {
		err = n.call(ctx, http.MethodPost, "/proxies", map[string]any{
			"name": "postgres", "listen": fmt.Sprintf("127.0.0.1:%d", port), "upstream": "127.0.0.1:" + u.Query().Get("port"), "enabled": true,
		})
	}
	if err != nil {
		n.process.end()
		return nil, err
	}
	q := u.Query()
	q.Set("port", strconv.Itoa(port))
	u.RawQuery = q.Encode()
	n.dsn = u.String()
	return n, nil
}

func (n *network) toxic(ctx context.Context, kind string, attributes map[string]any) error {
	return n.call(ctx, http.MethodPost, "/proxies/postgres/toxics", map[string]any{"name": kind, "type": kind, "attributes": attributes})
}

func (n *network) clear(ctx context.Context, kind string) error {
	return n.call(ctx, http.MethodDelete, "/proxies/postgres/toxics/"+kind, nil)
}

func (n *network) call(ctx context.Context, method, path string, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, n.api+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req) //nolint:forbidigo // a tool that talks to its own child.
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return fmt.Errorf("toxiproxy: %s %s: %s", method, path, res.Status)
	}
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	_, port, _ := strings.Cut(l.Addr().String(), ":")
	return strconv.Atoi(port)
}
