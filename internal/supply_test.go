package internal_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayRunAtInstall are the packages whose install scripts are known; one more is a decision.
var mayRunAtInstall = []string{"fsevents", "esbuild", "@swc/core"}

type lockedPackage struct {
	Version, Resolved, Integrity string
	HasInstallScript             bool
	Link, Optional               bool
}

// faults says what is wrong with one package of a lock file.
func (p lockedPackage) faults(name string) []string {
	var out []string
	if p.Link || name == "" {
		return nil
	}
	// What other platforms would load may stand there without its sum, where the registry that made the file had none.
	if !strings.HasPrefix(p.Integrity, "sha512-") && (!p.Optional || p.Integrity != "") {
		out = append(out, name+" has no SHA-512")
	}
	if p.Resolved != "" && !strings.HasPrefix(p.Resolved, "https://registry.npmjs.org/") {
		out = append(out, name+" comes from "+p.Resolved)
	}
	if short := name[strings.LastIndex(name, "node_modules/")+len("node_modules/"):]; p.HasInstallScript && !slices.Contains(mayRunAtInstall, short) {
		out = append(out, name+" runs a script when it is installed")
	}
	return out
}

// TestAttack_K07_LockFiles: each npm package is pinned by its SHA-512, comes from the registry and runs nothing when it is
// installed.
func TestAttack_K07_LockFiles(t *testing.T) {
	for _, name := range []string{"../web/package-lock.json", "../e2e/package-lock.json"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var lock struct{ Packages map[string]lockedPackage }
		if err := json.Unmarshal(text, &lock); err != nil {
			t.Fatal(err)
		}
		if len(lock.Packages) < 5 {
			t.Fatalf("%s locks nothing", name)
		}
		for pkg, p := range lock.Packages {
			for _, fault := range p.faults(pkg) {
				t.Errorf("%s: %s", name, fault)
			}
		}
	}
	for _, wrong := range []lockedPackage{
		{Integrity: "sha1-x"}, {Integrity: "sha512-x", Resolved: "https://evil.example/x.tgz"}, {Integrity: "sha512-x", HasInstallScript: true},
	} {
		if len(wrong.faults("node_modules/x")) == 0 {
			t.Errorf("%+v passes", wrong)
		}
	}
}

// secretForms are what keys and tokens of others look like.
var secretForms = map[string]*regexp.Regexp{
	"a private key":     regexp.MustCompile(`-----BEGIN (?:RSA |EC |OPENSSH |PGP )?PRIVATE KEY`),
	"an AWS key":        regexp.MustCompile(`\bAKIA[0-9A-Z]{16}\b`),
	"a GitHub token":    regexp.MustCompile(`\b(?:ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{30,}\b`),
	"a Slack token":     regexp.MustCompile(`\bxox[abp]-[0-9A-Za-z-]{20,}\b`),
	"a Google key":      regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}\b`),
	"an age secret key": regexp.MustCompile(`\bAGE-SECRET-KEY-1[0-9A-Z]{50,}\b`),
}

// TestAttack_K07_NoSecretsInTheTree reads every tracked file.
func TestAttack_K07_NoSecretsInTheTree(t *testing.T) {
	for _, name := range tracked(t) {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil || len(text) > 4<<20 || strings.HasPrefix(name, "internal/supply_test.go") {
			continue
		}
		for what, form := range secretForms {
			if form.Match(text) {
				t.Errorf("%s holds %s", name, what)
			}
		}
	}
	for what, planted := range map[string]string{
		"a private key": "-----BEGIN " + "PRIVATE KEY-----", "an AWS key": "AKIA" + strings.Repeat("A", 16), "a GitHub token": "ghp_" + strings.Repeat("a", 36),
		"a Slack token": "xoxb-" + strings.Repeat("1", 24), "a Google key": "AIza" + strings.Repeat("a", 35), "an age secret key": "AGE-SECRET-KEY-1" + strings.Repeat("A", 58),
	} {
		if !secretForms[what].MatchString(planted) {
			t.Errorf("a planted secret, %s, is not found", what)
		}
	}
}
