package identitysvc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOneDoor holds every way in to the one function behind every first step.
func TestOneDoor(t *testing.T) {
	files, err := filepath.Glob("*.go")
	must(t, err)
	found := 0
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		must(t, err)
		for _, door := range []string{"s.startBrowser(", "s.startAPI(", "s.startFor("} {
			n := strings.Count(string(text), door)
			if f == "signin_finish.go" {
				found += n
			} else if n > 0 {
				t.Errorf("%s starts a session by itself with %s: a way in has to end in finishFirstStep", f, door)
			}
		}
	}
	if found != 3 {
		t.Errorf("signin_finish.go calls the doors %d times, want 3: this test looks for names that are gone", found)
	}
}
