package audit_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/audit"
)

func TestUnworded(t *testing.T) {
	facts, err := audit.Facts()
	if err != nil {
		t.Fatal(err)
	}
	got := audit.Unworded(facts, []audit.AuditDetail{
		{Name: "how", Value: "password"},
		{Name: "how", Value: "telepathy"},
		{Name: "mood", Value: "good"},
		{Name: "name", Value: "anything, at all"},
		{Name: "fields", Value: "bio, links"},
		{Name: "fields", Value: "bio, shoe size"},
	})
	if want := []string{"how: telepathy", "mood: good", "fields: shoe size"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEveryFactIsInTheCatalogue reads the names of facts where they are recorded. Their values are checked by every test of
// a whole instance, see package apptest.
func TestEveryFactIsInTheCatalogue(t *testing.T) {
	facts, err := audit.Facts()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range []string{"auditsvc/reactions.go", "auditsvc/reactions_portability.go", "auditsvc/reactions_sharing.go", "auditsvc/reactions_capture.go", "../app/audited.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range regexp.MustCompile(`(?:about\([^"\n]*|\[\]string\{)("[^\n]*)`).FindAllStringSubmatch(string(source), -1) {
			for _, name := range regexp.MustCompile(`"([a-zA-Z]+)",`).FindAllStringSubmatch(call[1], -1) {
				if found++; !has(facts, name[1]) {
					t.Errorf("%s records %q, which facts.json does not have", strings.TrimPrefix(file, "../"), name[1])
				}
			}
		}
	}
	if found < 40 {
		t.Fatalf("only %d facts found in the source", found)
	}
}

func has(facts map[string][]string, name string) bool {
	_, ok := facts[name]
	return ok
}
