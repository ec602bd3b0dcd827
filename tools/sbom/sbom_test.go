package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const licenceList = "../../internal/operations/operationssvc/licences.json"

// TestSBOMNamesEveryPart builds the product and lists it; a module that the list of licences does not know is an error.
func TestSBOMNamesEveryPart(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "tamatar")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-trimpath", "-o", binary, "../../cmd/tamatar") //nolint:gosec // our own words
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := describe(binary, licenceList, "v1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"modernc.org/sqlite": false, "react": false, "go": false, "@mantine/core": false}
	for _, c := range b.Components {
		if _, ok := want[c.Name]; ok {
			want[c.Name] = true
		}
		if c.Purl == "" || len(c.Licences) == 0 || c.Licences[0].Expression == "" || strings.HasPrefix(c.Purl, "pkg:golang/") && len(c.Hashes) != 1 {
			t.Errorf("%+v is not told in full", c)
		}
	}
	for name, found := range want {
		if !found {
			t.Errorf("%s is missing", name)
		}
	}
	if b.Metadata.Component.Version != "v1.2.3" || len(b.Metadata.Component.Hashes[0].Content) != 64 {
		t.Errorf("the binary itself: %+v", b.Metadata.Component)
	}
	text, err := os.ReadFile(licenceList)
	if err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(t.TempDir(), "short.json")
	if err := os.WriteFile(short, []byte(strings.Replace(string(text), `"modernc.org/sqlite"`, `"nobody.example/sqlite"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := describe(binary, short, ""); err == nil {
		t.Error("a part without a licence went unnoticed")
	}
}
