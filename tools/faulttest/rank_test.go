package main

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func TestRankTest(t *testing.T) {
	durations := func(values ...int) []time.Duration {
		var out []time.Duration
		for _, v := range values {
			out = append(out, time.Duration(v))
		}
		return out
	}
	for _, c := range []struct {
		a, b []time.Duration
		want float64
	}{ // as scipy.stats.mannwhitneyu(…, method="asymptotic") has it
		{durations(19, 22, 16, 29, 24), durations(20, 11, 17, 12), 0.1113469},
		{durations(1, 2, 3, 4), durations(1, 2, 3, 4), 1},
		{durations(5, 5, 5), durations(5, 5, 5), 1},
	} {
		if got := rankTest(c.a, c.b); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%v %v: %.7f, want %.7f", c.a, c.b, got, c.want)
		}
	}
}

// TestALeakIsFound: a door that needs three milliseconds of 250 more for known addresses is told apart by the rank test,
// one that needs 15 by its median, and one that needs as long is not.
func TestALeakIsFound(t *testing.T) {
	noise := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // noise
	sample := func(more time.Duration, n int) (out []time.Duration) {
		for range n {
			out = append(out, 250*time.Millisecond+more+time.Duration(noise.ExpFloat64()*float64(5*time.Millisecond)))
		}
		return out
	}
	for more, leak := range map[time.Duration]bool{0: false, 3 * time.Millisecond: true, 15 * time.Millisecond: true} {
		known, unknown := sample(more, samplesPerDoor), sample(0, samplesPerDoor)
		err := tells(quantile(known, .5), quantile(unknown, .5), rankTest(known, unknown), false)
		if (err != nil) != leak {
			t.Errorf("%s more: %v", more, err)
		}
	}
	known, unknown := sample(15*time.Millisecond, samplesShort), sample(0, samplesShort)
	if tells(quantile(known, .5), quantile(unknown, .5), rankTest(known, unknown), true) == nil {
		t.Error("the short round does not see what is plain")
	}
}
