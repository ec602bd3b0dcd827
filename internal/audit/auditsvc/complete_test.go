package auditsvc_test

import (
	"os"
	"regexp"
	"testing"
)

// TestEveryEventOfIdentityIsRecorded reads the events out of the source, so that a new one cannot be forgotten.
func TestEveryEventOfIdentityIsRecorded(t *testing.T) {
	source, err := os.ReadFile("../../identity/events.go")
	if err != nil {
		t.Fatal(err)
	}
	onBoth(t, func(t *testing.T, r *room) {
		subscribers := r.bus.Subscribers()
		names := regexp.MustCompile(`return "(identity\.[a-z_]+\.v\d+)"`).FindAllSubmatch(source, -1)
		if len(names) < 20 {
			t.Fatalf("only %d events found", len(names))
		}
		for _, n := range names {
			if len(subscribers[string(n[1])]) != 1 {
				t.Errorf("%s is not recorded", n[1])
			}
		}
	})
}
