package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

// The bounds that a run must keep.
const (
	mostFaults  = 0.001
	mostGrowth  = 1.15 // of memory, from the third minute to the last
	growthSlack = 8    // MiB
	sampleEvery = 5 * time.Second
)

// metric is one of k6's, with the values that its kind has.
type metric struct {
	Values struct {
		Rate   float64 `json:"rate"`
		Count  float64 `json:"count"`
		Median float64 `json:"med"`
		P95    float64 `json:"p(95)"`
		P99    float64 `json:"p(99)"`
		Max    float64 `json:"max"`
	} `json:"values"`
}

// result is k6's summary.
type result struct {
	Requests metric `json:"http_reqs"`
	Took     metric `json:"http_req_duration"`
	Faults   metric `json:"faults"`
	Written  metric `json:"written"`
}

// report prints the figures and says which bound is broken.
func (r result) report(engine string, memory []int, kept int64) error {
	early, late := growth(memory)
	fmt.Printf("%s: %.0f requests (%.0f/s), p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, slowest %.0f ms; %.4f %% failed; %.0f entries acknowledged, %d kept; memory %d MiB early, %d MiB at the end\n",
		engine, r.Requests.Values.Count, r.Requests.Values.Rate, r.Took.Values.Median, r.Took.Values.P95, r.Took.Values.P99, r.Took.Values.Max,
		100*r.Faults.Values.Rate, r.Written.Values.Count, kept, early, late)
	var broken []error
	if r.Requests.Values.Count == 0 || r.Written.Values.Count == 0 {
		broken = append(broken, errors.New("nobody did anything"))
	}
	if r.Faults.Values.Rate > mostFaults {
		broken = append(broken, fmt.Errorf("%.2f %% failed", 100*r.Faults.Values.Rate))
	}
	if kept < int64(r.Written.Values.Count) {
		broken = append(broken, fmt.Errorf("%d entries are missing", int64(r.Written.Values.Count)-kept))
	}
	if float64(late) > mostGrowth*float64(early)+growthSlack {
		broken = append(broken, fmt.Errorf("memory grew from %d to %d MiB", early, late))
	}
	return errors.Join(broken...)
}

// growth is the median memory, in MiB, of the third minute (or the first third of a short run) and of the last minute.
func growth(samples []int) (early, late int) {
	minute := min(int(time.Minute/sampleEvery), max(len(samples)/3, 1))
	if len(samples) < 3 {
		return 0, 0
	}
	from := min(2*minute, len(samples)-minute)
	return median(samples[from : from+minute]), median(samples[len(samples)-minute:])
}

func median(values []int) int {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// watchMemory samples a process's resident memory in MiB until the given function is called, which gives the samples.
func watchMemory(ctx context.Context, pid int) func() []int {
	ctx, stop := context.WithCancel(ctx)
	out := make(chan []int, 1)
	go func() {
		var samples []int
		tick := time.NewTicker(sampleEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				out <- samples
				return
			case <-tick.C:
				if n := int(instance.Resident(pid) >> 20); n > 0 {
					samples = append(samples, n)
				}
			}
		}
	}()
	return func() []int {
		stop()
		return <-out
	}
}
