package identitysvc_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOneDoor holds every way in to the one function behind every first step.
func TestOneDoor(t *testing.T) {
	files, err := filepath.Glob("*.go")
	must(t, err)
	found := map[string]int{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		must(t, err)
		for _, door := range []string{"s.startBrowser(", "s.startAPI(", "s.startFor("} {
			if n := strings.Count(string(text), door); n > 0 {
				found[f] += n
			}
		}
	}
	// The second step starts what the first one asked for.
	if want := map[string]int{"signin_finish.go": 3, "challenge.go": 1}; !maps.Equal(found, want) {
		t.Errorf("sessions are started in %v, want %v: a way in has to end in finishFirstStep", found, want)
	}
}
