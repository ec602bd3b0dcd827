// Package internal_test is the plan of the house as a test: who may import whom, what things are called, how large
// they may grow. The rules are functions over a tree of source files, so that the positive controls in
// testdata/broken_house can show that each of them is able to fail.
package internal_test

import (
	"strings"
	"testing"
)

const module = "tamatar.dev/tamatar/"

// ranks is the order of the domains. Imports go down; reactions go up by event.
var ranks = map[string]int{
	"identity": 0,
	"tags":     1,
	"files":    1,
	"journal":  2,
	"sharing":  3,
	"capture":  3,
	"insights": 4, "portability": 4, "reviews": 4,
	"evidence":   4,
	"operations": 4,
	"backup":     4,
	"notify":     4,
	"audit":      5, // hears everybody
}

// purePlatform are the platform packages that the nouns may import: no SQL, no network, no clock.
var purePlatform = []string{"errs", "day", "audience", "page", "gqlenum", "id"}

func TestArchitecture(t *testing.T) {
	house := load(t, "..")
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			for _, p := range r.check(house) {
				t.Error(p)
			}
		})
	}
}

func TestSizesOverTheBudget(t *testing.T) {
	for _, p := range checkSizes(load(t, ".."), softFile, softFunc) {
		t.Log("over the budget, below the limit: " + p)
	}
}

// TestEveryRuleCanFail runs the rules over a house in which each of them is broken once.
func TestEveryRuleCanFail(t *testing.T) {
	house := load(t, "testdata/broken_house")
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			problems := strings.Join(r.check(house), "\n")
			for _, want := range r.control {
				if !strings.Contains(problems, want) {
					t.Errorf("the rule does not find %q; it found:\n%s", want, problems)
				}
			}
			if len(r.control) == 0 {
				t.Error("a rule without a positive control proves nothing")
			}
		})
	}
}

// rule is one sentence of the plan. control are parts of the problems it must find in the broken house.
type rule struct {
	name    string
	check   func(*house) []string
	control []string
}

var rules = []rule{
	{"imports go down", checkLayers, []string{
		"internal/platform/clock imports internal/identity",
		"internal/tags imports internal/journal",
		"internal/identity/identitysvc imports internal/journal/journalsvc",
		"internal/insights/insightssvc imports internal/audit/auditsvc",
		"internal/httpd imports internal/journal/journalsvc",
		"internal/graph/generated imports internal/journal/journalsvc",
		"internal/journal imports internal/app",
	}},
	{"nouns are pure", checkNouns, []string{
		"internal/journal imports database/sql",
		"internal/journal imports net/http",
		"internal/journal imports internal/platform/db",
	}},
	{"forbidden outside their owner", checkForbidden, []string{
		"time.Now", "os.Getenv", "http.DefaultClient", "net.Dial", "t.Skip", "TODO",
	}},
	{"names are the field's words", checkNames, []string{"internal/journal/utils.go", "internal/helpers"}},
	{"sizes", func(h *house) []string { return checkSizes(h, hardFile, hardFunc) }, []string{"long.go has", "func Long has"}},
	{"every package says what it is", checkDoc, []string{"internal/journal has no package comment", "internal/journal/journalsvc has no doc.go"}},
	{"migrations carry their owner", checkMigrations, []string{"0099_nobody_things.sql", "0030_journal_entries.sql creates tags_things", "two migrations numbered 0030"}},
	{"one noun, one prefix", checkPrefixes, []string{
		"event tags.entry_written.v1", "error code tags.wrong", "journalsvc writes the table identity_users",
	}},
	{"the map of CONTRIBUTING is true", checkContributing, []string{"internal/nowhere"}},
	{"schema types are nouns", checkGeneratedModels, []string{"models_gen.go"}},
}
