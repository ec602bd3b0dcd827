package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// attackCases are the cases of the areas that exist: identity, journal and markdown, GraphQL, server and supply chain.
var attackCases = strings.Fields(`
	A01 A02 A03 A04 A06 A07 A08 A10 A11 A12 A13 A14 A15 A16 A17 A18 A21 A22 A23 A24 A25 A26 A27 A29 A30 A31 A33 A35
	B01 B03 B04 B05 B07 B08 B09 B10 B12 B13 B15 B16 B17 B19 B20
	C01 C02 C03 C04 C06 C07 C08 C10 C11 C13 C14 C15 C17 C18
	H12 H14 K01 K02 K04 K05 K06 K07 K08 K10 K12 E01 E03 E04 H05 D01 D03 D05 D06 D11`)

// elsewhere are the cases without a test of their name, and why.
var elsewhere = map[string]string{
	"K01": "it takes a process of its own to kill: make kill (tools/killtest) and make fault",
}

var (
	goCase      = regexp.MustCompile(`func TestAttack_([A-Z]\d\d)(?:_([A-Z]\d\d))?_`)
	browserCase = regexp.MustCompile(`test\('((?:[A-Z]\d\d(?:, )?)+):`)
	caseName    = regexp.MustCompile(`[A-Z]\d\d`)
)

// TestEveryAttackCaseHasATest reads the names of all tests.
func TestEveryAttackCaseHasATest(t *testing.T) {
	found := map[string]bool{}
	for _, root := range []string{".", "../cmd", "../deploy", "../e2e/journeys"} {
		collectCases(t, root, found)
	}
	for _, id := range attackCases {
		if !found[id] && elsewhere[id] == "" {
			t.Errorf("no test is named after the attack case %s", id)
		}
	}
	for id := range elsewhere {
		if !slices.Contains(attackCases, id) {
			t.Errorf("%s is excused and no case", id)
		}
	}
	if found["Z99"] || len(found) < 50 {
		t.Fatalf("only %d cases found: the test looks in the wrong place", len(found))
	}
}

func collectCases(t *testing.T, root string, found map[string]bool) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, ".spec.ts") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range append(goCase.FindAllString(string(text), -1), browserCase.FindAllString(string(text), -1)...) {
			for _, id := range caseName.FindAllString(m, -1) {
				found[id] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
