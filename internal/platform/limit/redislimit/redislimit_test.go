package redislimit_test

import (
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/limit/redislimit"
	"tamatar.dev/tamatar/internal/platform/redis"
	"tamatar.dev/tamatar/internal/platform/redistest"
)

var policy = limit.Policy{limit.Account: 1200, limit.Token: 600, limit.Address: 600, limit.Global: 60_000}

// node is a limiter as each node has it, over one Redis.
func node(t *testing.T, s *redistest.Server, log *strings.Builder) *limit.Limiter {
	t.Helper()
	c, err := redis.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return limit.New(policy, clock.System{}).NewShared(redislimit.New(c), slog.New(slog.NewTextHandler(log, nil)))
}

func TestNodesShareBuckets(t *testing.T) {
	s := redistest.Start(t)
	a, b := node(t, s, &strings.Builder{}), node(t, s, &strings.Builder{})
	caller := limit.Caller{Account: "ada", Token: "t1"}
	if v := a.Take(t.Context(), caller, 400); v.Refused || v.Remaining < 199 || v.Remaining > 205 || v.Kind != limit.Token || v.Limit != 600 {
		t.Fatalf("%+v", v)
	}
	v := b.Take(t.Context(), caller, 400)
	if !v.Refused || v.Kind != limit.Token || v.Retry < 15*time.Second || v.Retry > 20*time.Second {
		t.Fatalf("the other node must know what was spent: %+v", v)
	}
	if v := b.Take(t.Context(), caller, 150); v.Refused {
		t.Fatalf("a refusal takes nothing: %+v", v)
	}
	if v := b.Take(t.Context(), limit.Caller{Account: "ada"}, 10); v.Remaining < 600 || v.Remaining > 660 {
		t.Fatalf("the account pays for its tokens: %+v", v)
	}
	if v := a.Take(t.Context(), limit.Caller{Address: netip.MustParseAddr("2001:db8::1")}, 600); v.Refused {
		t.Fatalf("%+v", v)
	}
	if v := b.Take(t.Context(), limit.Caller{Address: netip.MustParseAddr("2001:db8::2")}, 100); !v.Refused || v.Kind != limit.Address {
		t.Fatalf("%+v", v)
	}
	if _, spent := b.Spent(limit.Caller{Address: netip.MustParseAddr("2001:db8::3")}); !spent {
		t.Error("a node remembers what Redis refused, and looks no document up for it")
	}
}

func TestParallelChargesOfTwoNodesNeverGiveTooMuch(t *testing.T) {
	s := redistest.Start(t)
	nodes := []*limit.Limiter{node(t, s, &strings.Builder{}), node(t, s, &strings.Builder{})}
	began := time.Now()
	var through atomic.Int64
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 200 {
				if !nodes[i%2].Take(t.Context(), limit.Caller{Account: "x", Token: "t"}, 1).Refused {
					through.Add(1)
				}
			}
		})
	}
	wg.Wait()
	inflow := int64(time.Since(began).Seconds()*10) + 2
	if n := through.Load(); n < 600 || n > 600+inflow {
		t.Fatalf("%d of 600 and %d that flowed in", n, inflow)
	}
}

func TestAnOutageOfRedisFailsToTheLocalLimit(t *testing.T) {
	s := redistest.Start(t)
	var log strings.Builder
	l := node(t, s, &log)
	ada := limit.Caller{Account: "ada"}
	if v := l.Take(t.Context(), ada, 1000); v.Refused {
		t.Fatalf("%+v", v)
	}
	s.Kill()
	began, through := time.Now(), 0
	for range 3000 {
		if !l.Take(t.Context(), ada, 1).Refused {
			through++
		}
	}
	if through < 200 || through > 200+int(time.Since(began).Seconds()*20)+2 {
		t.Errorf("%d got through without Redis; what the node knew must hold", through)
	}
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("3,000 charges took %v during the outage", took)
	}
	s.Restart(t)
	deadline := time.Now().Add(15 * time.Second)
	for i := 0; !strings.Contains(log.String(), "answer again"); i++ {
		if time.Now().After(deadline) {
			t.Fatal("never back:", log.String())
		}
		l.Take(t.Context(), limit.Caller{Account: fmt.Sprint(i)}, 1)
		time.Sleep(20 * time.Millisecond)
	}
	if n := strings.Count(log.String(), "counts alone"); n != 1 {
		t.Errorf("the outage was told %d times", n)
	}
}

func BenchmarkTake(b *testing.B) {
	s := redistest.Start(b)
	c, err := redis.Open(s.URL())
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	l := limit.New(limit.Policy{limit.Account: 1 << 25, limit.Token: 1 << 25}, clock.System{}).NewShared(redislimit.New(c), slog.New(slog.DiscardHandler))
	for b.Loop() {
		l.Take(b.Context(), limit.Caller{Account: "a", Token: "t"}, 1)
	}
}
