package main

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// rankTest is the two-sided Mann-Whitney test with the normal approximation and a correction for ties: how likely samples
// that lie as far apart are, when nothing tells them apart.
func rankTest(a, b []time.Duration) float64 {
	type sample struct {
		value time.Duration
		first bool
	}
	all := make([]sample, 0, len(a)+len(b))
	for _, v := range a {
		all = append(all, sample{v, true})
	}
	for _, v := range b {
		all = append(all, sample{v, false})
	}
	slices.SortFunc(all, func(x, y sample) int { return cmp.Compare(x.value, y.value) })
	n1, n2, n := float64(len(a)), float64(len(b)), float64(len(all))
	ranks, ties := 0.0, 0.0
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].value == all[i].value {
			j++
		}
		same := float64(j - i)
		ties += same*same*same - same
		for _, s := range all[i:j] {
			if s.first {
				ranks += float64(i+j+1) / 2
			}
		}
		i = j
	}
	u := ranks - n1*(n1+1)/2
	spread := math.Sqrt(n1 * n2 / 12 * (n + 1 - ties/(n*(n-1))))
	if spread == 0 || math.IsNaN(spread) {
		return 1
	}
	z := max(math.Abs(u-n1*n2/2)-0.5, 0) / spread
	return math.Erfc(z / math.Sqrt2)
}
