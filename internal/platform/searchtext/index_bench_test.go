package searchtext

import "testing"

// BenchmarkIndex is what the search text of an everyday entry costs.
func BenchmarkIndex(b *testing.B) {
	const text = "Fixed the flaky test number 17\n\nIt was a race between **two workers** in `scheduler.go`; #testing caught it.\n\n- [x] reproduce\n- [ ] tell support"
	b.ReportAllocs()
	for b.Loop() {
		if len(Index(text, "testing")) == 0 {
			b.Fatal("no tokens")
		}
	}
}
