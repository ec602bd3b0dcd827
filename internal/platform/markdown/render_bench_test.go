package markdown

import "testing"

const everyday = "Fixed the flaky test number 17\n\nIt was a race between **two workers** in `scheduler.go`; #testing caught it.\n\n- [x] reproduce\n- [ ] tell support"

// BenchmarkCompile is what an everyday entry costs, and one with a link, which is sanitised.
func BenchmarkCompile(b *testing.B) {
	for name, src := range map[string]string{"everyday": everyday, "link": everyday + "\n\nSee [the run](https://ci.example.org/1)."} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Compile(src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
