package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

// load says how hard and how long.
type load struct {
	rounds, connections int
	length              time.Duration
	// profiles is the folder for CPU profiles of the server; empty means none are taken.
	profiles string
	// database is the process id of the database server; 0 when there is none.
	database int
	// only are the names of the operations to measure.
	only []string
}

// operation is one thing measured: the product's request and the bare handler's.
type operation struct {
	name string
	// body makes the product's request body; n is different for every request.
	body func(n int64) []byte
	bare func(n int64) []byte
}

func operations() []operation {
	const viewer = `query Viewer { viewer { user { id handle displayName } email timeZone } }`
	const timeline = `query Timeline { viewer { entries(first: 20) { nodes { id day kind body bodyHtml minutes author { handle displayName } tags { name } } pageInfo { endCursor hasNextPage } } } }`
	const write = `mutation Write($input: WriteEntryInput!) { writeEntry(input: $input) { entry { id day bodyHtml } errors { message } } }`
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	fixed := func(query string) func(int64) []byte {
		body := instance.Body(query, nil)
		return func(int64) []byte { return body }
	}
	none := func(int64) []byte { return nil }
	return []operation{
		{"viewer", fixed(viewer), none},
		{"timeline", fixed(timeline), none},
		{
			"write",
			func(n int64) []byte {
				return instance.Body(write, map[string]any{"input": map[string]any{
					"clientId": fmt.Sprintf("bench-%s-%d", run, n), "body": entryBody(int(n)), "kind": "DONE", "minutes": 30,
				}})
			},
			func(n int64) []byte { return []byte(`{"body":` + strconv.Quote(entryBody(int(n))) + `}`) },
		},
	}
}

// run measures the product and the bare handler in turns and prints both rows.
func (op operation) run(l load, in *instance.Instance, bare *bareServer) error {
	product := side{url: in.URL() + "/graphql", headers: instance.Headers(in.Token), body: op.body, pid: in.PID(), database: l.database}
	plain := side{url: bare.url + "/" + op.name, body: op.bare, pid: bare.cmd.Process.Pid, database: l.database}
	for _, s := range []*side{&product, &plain} { // a warm-up that does not count
		if _, err := s.turn(l.connections, time.Second); err != nil {
			return err
		}
	}
	profiled, err := op.profile(l, in)
	if err != nil {
		return err
	}
	var p, b []result
	for range l.rounds {
		for _, s := range []struct {
			side *side
			into *[]result
		}{{&product, &p}, {&plain, &b}} {
			r, err := s.side.turn(l.connections, l.length)
			if err != nil {
				return err
			}
			*s.into = append(*s.into, r)
		}
	}
	rate := ratio(p, b, func(x, y result) float64 { return x.perSecond / y.perSecond })
	byCPU := ratio(p, b, func(x, y result) float64 { return y.all / x.all })
	fmt.Println(median(p).row(op.name, "tamatar", rate, byCPU))
	fmt.Println(median(b).row("", "bare", "1", "1"))
	return <-profiled
}

// ratio is the median of the rounds.
func ratio(p, b []result, of func(x, y result) float64) string {
	ratios := make([]float64, len(p))
	for i := range p {
		ratios[i] = of(p[i], b[i])
	}
	sort.Float64s(ratios)
	return fmt.Sprintf("%.2f", ratios[len(ratios)/2])
}

// profile takes a CPU profile of the server for as long as the operation is measured, when asked for.
func (op operation) profile(l load, in *instance.Instance) (<-chan error, error) {
	done := make(chan error, 1)
	if l.profiles == "" {
		done <- nil
		return done, nil
	}
	file, err := os.Create(filepath.Join(l.profiles, in.Engine()+"-"+op.name+".pprof"))
	if err != nil {
		return nil, err
	}
	go func() {
		done <- errors.Join(in.Profile(file, time.Duration(2*l.rounds)*l.length), file.Close())
	}()
	return done, nil
}

type side struct {
	url     string
	headers map[string]string
	body    func(n int64) []byte
	pid     int
	// database is the process id of the database server; 0 when there is none.
	database int
	sent     atomic.Int64
}

// result is one turn: requests per second, times in milliseconds, CPU of the server, of its database server and of
// everything (the clients too) in microseconds per request, memory in MiB.
type result struct {
	perSecond, p50, p99, cpu, database, all, rss float64
}

const heading = "%-10s %-8s %9s %8s %8s %11s %8s %8s %7s %7s\n"

func (r result) row(op, server, ratio, byCPU string) string {
	return fmt.Sprintf("%-10s %-8s %9.0f %8.2f %8.2f %11.0f %8.0f %8.1f %7s %7s",
		op, server, r.perSecond, r.p50, r.p99, r.cpu, r.database, r.rss, ratio, byCPU)
}

// turn sends requests from several connections for a while. Every answer must be a success without errors.
func (s *side) turn(connections int, length time.Duration) (result, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, DisableCompression: true}, Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	times := make([][]time.Duration, connections)
	fails := make([]error, connections)
	cpuBefore, databaseBefore, ownBefore, from := cpuTime(s.pid), familyTime(s.database), cpuTime(os.Getpid()), time.Now()
	var wg sync.WaitGroup
	for c := range connections {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for time.Since(from) < length {
				start := time.Now()
				if fails[c] = s.send(client); fails[c] != nil {
					return
				}
				times[c] = append(times[c], time.Since(start))
			}
		}()
	}
	wg.Wait()
	took := time.Since(from)
	var all []time.Duration
	for _, t := range times {
		all = append(all, t...)
	}
	if err := errors.Join(fails...); err != nil || len(all) == 0 {
		return result{}, fmt.Errorf("after %d requests: %w", len(all), err)
	}
	sort.Slice(all, func(a, b int) bool { return all[a] < all[b] })
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(len(all)) }
	server, database, own := cpuTime(s.pid)-cpuBefore, familyTime(s.database)-databaseBefore, cpuTime(os.Getpid())-ownBefore
	return result{
		perSecond: float64(len(all)) / took.Seconds(),
		p50:       ms(all[len(all)/2]), p99: ms(all[len(all)*99/100]),
		cpu: each(server), database: each(database), all: each(server + database + own),
		rss: float64(instance.Resident(s.pid)) / (1 << 20),
	}, nil
}

func (s *side) send(client *http.Client) error {
	req, err := http.NewRequest(http.MethodPost, s.url, bytes.NewReader(s.body(s.sent.Add(1))))
	if err != nil {
		return err
	}
	for name, value := range s.headers {
		req.Header.Set(name, value)
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK || bytes.Contains(raw, []byte(`"errors":[{`)) {
		return fmt.Errorf("status %d: %.300s", res.StatusCode, raw)
	}
	return nil
}

func median(rs []result) result {
	sorted := append([]result{}, rs...)
	sort.Slice(sorted, func(a, b int) bool { return sorted[a].perSecond < sorted[b].perSecond })
	return sorted[len(sorted)/2]
}
