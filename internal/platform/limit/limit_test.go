package limit_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/limit"
)

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func address(text string) limit.Caller { return limit.Caller{Address: netip.MustParseAddr(text)} }

func TestABucketEmptiesAndFillsEvenly(t *testing.T) {
	c := clock.NewFake(start)
	l := limit.New(limit.Policy{limit.Account: 60}, c)
	ada := limit.Caller{Account: "ada"}
	for i := range 60 {
		if v := l.Take(t.Context(), ada, 1); v.Refused || v.Remaining != int64(59-i) || v.Limit != 60 {
			t.Fatalf("%d: %+v", i, v)
		}
	}
	v := l.Take(t.Context(), ada, 1)
	if !v.Refused || v.Retry != time.Second || v.Reset != time.Minute || v.Kind != limit.Account {
		t.Fatalf("%+v", v)
	}
	if e := errs.From(v.Err()); e.Kind != errs.TooMany || e.RetryAfter != time.Second {
		t.Fatal(e)
	}
	if _, spent := l.Spent(ada); !spent {
		t.Fatal("nothing is left")
	}
	if l.Take(t.Context(), limit.Caller{Account: "bo"}, 60).Refused {
		t.Fatal("another account has its own bucket")
	}
	c.Advance(time.Second)
	if _, spent := l.Spent(ada); spent || l.Take(t.Context(), ada, 1).Refused {
		t.Fatal("after the time that was told there is a point again")
	}
	if !l.Take(t.Context(), ada, 1).Refused {
		t.Fatal("one point, not two")
	}
	c.Advance(time.Minute)
	if v := l.Take(t.Context(), ada, 1000); v.Refused || v.Remaining != 0 {
		t.Fatalf("a charge above the bucket takes all of it: %+v", v)
	}
}

func TestWhoPaysFromWhich(t *testing.T) {
	p := limit.Policy{limit.Account: 100, limit.Token: 40, limit.Address: 20, limit.Global: 1000}
	l := limit.New(p, clock.NewFake(start))
	token := limit.Caller{Account: "ada", Token: "t1", Address: netip.MustParseAddr("192.0.2.1")}
	if v := l.Take(t.Context(), token, 40); v.Refused || v.Kind != limit.Token || v.Remaining != 0 {
		t.Fatalf("%+v", v)
	}
	if !l.Take(t.Context(), token, 1).Refused {
		t.Fatal("the token is spent")
	}
	if v := l.Take(t.Context(), limit.Caller{Account: "ada"}, 60); v.Refused || v.Remaining != 0 {
		t.Fatalf("the account paid for its token, and not for what was refused: %+v", v)
	}
	for name, pair := range map[string][2]string{
		"one IPv4 address in both spellings": {"192.0.2.7", "::ffff:192.0.2.7"}, "one IPv6 /64": {"2001:db8:1:2::3", "2001:db8:1:2:ffff::9"},
	} {
		if l.Take(t.Context(), address(pair[0]), 20).Refused || !l.Take(t.Context(), address(pair[1]), 1).Refused {
			t.Error(name)
		}
	}
	if l.Take(t.Context(), address("192.0.2.8"), 1).Refused || l.Take(t.Context(), address("2001:db8:1:3::3"), 1).Refused {
		t.Error("neighbours have buckets of their own")
	}
	for i := range 100 {
		if v := l.Take(t.Context(), limit.Caller{Account: fmt.Sprint("p", i)}, 10); v.Refused {
			if v.Kind != limit.Global {
				t.Fatalf("%+v", v)
			}
			return
		}
	}
	t.Fatal("the bucket of everybody has no bottom")
}

func TestNobodyIsLimitedWithoutALimiter(t *testing.T) {
	var l *limit.Limiter
	if _, spent := l.Spent(address("192.0.2.1")); spent || l.Take(t.Context(), address("192.0.2.1"), 1<<30).Refused {
		t.Fatal()
	}
}

func TestAClockSetBackBlocksNobodyForLong(t *testing.T) {
	c := clock.NewFake(start)
	l := limit.New(limit.Policy{limit.Address: 60}, c)
	l.Take(t.Context(), address("192.0.2.1"), 60)
	c.Set(start.Add(-24 * time.Hour))
	v := l.Take(t.Context(), address("192.0.2.1"), 1)
	if v.Retry > time.Minute {
		t.Fatalf("%+v", v)
	}
	c.Advance(v.Retry)
	if v := l.Take(t.Context(), address("192.0.2.1"), 1); v.Retry > 0 {
		t.Fatalf("after the wait that it asked for: %+v", v)
	}
}

// TestAttack_J07_ManyNamesCannotWashOutALimit floods the memory from a hundred thousand addresses.
func TestAttack_J07_ManyNamesCannotWashOutALimit(t *testing.T) {
	l := limit.New(limit.Policy{limit.Address: 1000}, clock.NewFake(start))
	hot := address("192.0.2.1")
	if l.Take(t.Context(), hot, 1000).Refused || !l.Take(t.Context(), hot, 1).Refused {
		t.Fatal("the limit itself")
	}
	for i := range 200_000 {
		a := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		l.Take(t.Context(), limit.Caller{Address: a}, 1)
	}
	if !l.Take(t.Context(), hot, 1).Refused {
		t.Error("whoever is at the limit was forgotten for newcomers")
	}
	if n := limit.Held(l); n > 70_000 {
		t.Errorf("%d buckets are held", n)
	}
}

// TestNoMoreThanTheLimitGetsThrough takes by random steps: over any stretch of time at most one bucket plus what
// flowed in gets through.
func TestNoMoreThanTheLimitGetsThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 5000).Draw(t, "size")
		c := clock.NewFake(start)
		l := limit.New(limit.Policy{limit.Account: size}, c)
		var spent int64
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			c.Advance(time.Duration(rapid.Int64Range(0, int64(20*time.Second)).Draw(t, "pause")))
			points := rapid.Int64Range(1, size).Draw(t, "points")
			v := l.Take(context.Background(), limit.Caller{Account: "a"}, int(points))
			if v.Remaining < 0 || v.Remaining > size || v.Refused && v.Retry <= 0 {
				t.Fatalf("%+v", v)
			}
			if !v.Refused {
				spent += points
			}
		}
		inflow := float64(size) * c.Now().Sub(start).Seconds() / limit.Window.Seconds()
		if float64(spent) > float64(size)+inflow*1.001+1 {
			t.Fatalf("%d of at most %f", spent, float64(size)+inflow)
		}
	})
}

func TestParallelChargesNeverGiveTooMuch(t *testing.T) {
	l := limit.New(limit.Policy{limit.Account: 1000, limit.Token: 1000, limit.Global: 1000}, clock.NewFake(start))
	var through atomic.Int64
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for range 200 {
				if !l.Take(context.Background(), limit.Caller{Account: "a", Token: fmt.Sprint(i % 2)}, 1).Refused {
					through.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if through.Load() != 1000 {
		t.Fatal(through.Load())
	}
}

func TestHeaders(t *testing.T) {
	c := clock.NewFake(start)
	l := limit.New(limit.Policy{limit.Token: 600, limit.Account: 600}, c)
	caller := limit.Caller{Account: "a", Token: "t"}
	h := http.Header{}
	l.Take(t.Context(), caller, 100).SetHeaders(h)
	for name, want := range map[string]string{
		"RateLimit-Policy": `"token";q=600;w=60`, "RateLimit": `"token";r=500;t=10`, "X-RateLimit-Limit": "600",
		"X-RateLimit-Remaining": "500", "X-RateLimit-Reset": fmt.Sprint(start.Unix() + 10), "Retry-After": "",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	l.Take(t.Context(), caller, 500)
	l.Take(t.Context(), caller, 15).SetHeaders(h)
	if h.Get("Retry-After") != "2" || !strings.HasSuffix(h.Get("RateLimit"), ";r=0;t=60") {
		t.Error(h)
	}
}

// broken is a shared engine that can be switched off.
type broken struct {
	down  bool
	asked int
}

func (b *broken) Take(_ context.Context, keys []limit.Key, _ []int64, _ int64) ([]time.Duration, int, error) {
	b.asked++
	if b.down {
		return nil, -1, errors.New("connection refused")
	}
	return make([]time.Duration, len(keys)), -1, nil
}

func TestAnOutageFailsToTheLocalLimitAndSaysSoOnce(t *testing.T) {
	var log strings.Builder
	c, b := clock.NewFake(start), &broken{}
	l := limit.New(limit.Policy{limit.Account: 60}, c).NewShared(b, slog.New(slog.NewTextHandler(&log, nil)))
	ada := limit.Caller{Account: "ada"}
	if l.Take(t.Context(), ada, 1).Refused || b.asked != 1 {
		t.Fatal("the shared engine decides while it answers")
	}
	b.down = true
	through := 0
	for range 100 {
		if !l.Take(t.Context(), ada, 1).Refused {
			through++
		}
	}
	if through != 60 || b.asked != 2 {
		t.Fatalf("%d got through, asked %d times", through, b.asked)
	}
	c.Advance(2 * time.Second)
	l.Take(t.Context(), ada, 1)
	b.down = false
	c.Advance(2 * time.Second)
	if v := l.Take(t.Context(), ada, 1); v.Refused || v.Remaining != 60 {
		t.Fatalf("back at the shared engine: %+v", v)
	}
	if text := log.String(); strings.Count(text, "counts alone") != 1 || strings.Count(text, "answer again") != 1 {
		t.Fatal(text)
	}
}

func BenchmarkTake(b *testing.B) {
	l := limit.New(limit.Policy{limit.Global: 1 << 30, limit.Account: 1 << 20, limit.Token: 1 << 20, limit.Address: 1 << 20}, clock.System{})
	for name, c := range map[string]limit.Caller{
		"token": {Account: "01K0000000000000000000000A", Token: "01K0000000000000000000000B"}, "session": {Account: "01K0000000000000000000000A"},
		"address": address("192.0.2.1"), "address6": address("2001:db8:1:2::3"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Take(b.Context(), c, 1)
			}
		})
	}
	b.Run("headers", func(b *testing.B) {
		b.ReportAllocs()
		h := http.Header{}
		v := l.Take(b.Context(), limit.Caller{Account: "a"}, 1)
		for b.Loop() {
			v.SetHeaders(h)
		}
	})
}
