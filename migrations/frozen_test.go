package migrations_test

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"tamatar.dev/tamatar/migrations"
)

// TestReleasedMigrationsAreFrozen: databases out there have seen what these files said, so they never change.
func TestReleasedMigrationsAreFrozen(t *testing.T) {
	f, err := os.Open("testdata/released.sum")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		text, err := fs.ReadFile(migrations.FS, name)
		if !ok || err != nil {
			t.Errorf("%q: %v", lines.Text(), err)
			continue
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(text)); got != sum {
			t.Errorf("%s was changed after its release: write another migration instead", name)
		}
	}
	if n == 0 {
		t.Fatal("nothing to compare")
	}
}
