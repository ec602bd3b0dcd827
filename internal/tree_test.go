package internal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// tracked are the names of all files in the repository, from its top.
func tracked(t *testing.T) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "git", "-C", "..", "ls-files", "-z").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
	if len(files) < 300 {
		t.Fatalf("only %d files are tracked", len(files))
	}
	return files
}

// conflict finds what a merge leaves behind where nobody has decided. A line of "=" alone underlines headings, too.
var conflict = regexp.MustCompile(`(?m)^(?:<{7}|>{7}|\|{7})(?: .*)?$`)

func TestNoConflictMarkers(t *testing.T) {
	for _, name := range tracked(t) {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			continue // deleted, and not yet committed
		}
		if at := conflict.Find(text); at != nil {
			t.Errorf("%s: %s", name, at)
		}
	}
	for planted, want := range map[string]bool{
		"a\n" + strings.Repeat("<", 7) + " HEAD\nb\n": true, strings.Repeat(">", 7) + " main": true, "x\n" + strings.Repeat("|", 7) + "\n": true,
		"Heading\n=======\n": false, "a " + strings.Repeat("<", 7) + " b": false, strings.Repeat("<", 8) + " x": false,
	} {
		if conflict.MatchString(planted) != want {
			t.Errorf("%q: conflict %v", planted, !want)
		}
	}
}

var shellScript = regexp.MustCompile(`^#! ?/(?:usr/)?bin/(?:env )?(bash|sh)\b`)

// parses asks the shell itself, which runs nothing with -n.
func parses(t *testing.T, shell, file string) error {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), shell, "-n", file).CombinedOutput()
	if err != nil || len(out) > 0 {
		return &exec.Error{Name: file + ": " + string(out), Err: err}
	}
	return nil
}

// TestShellScriptsParse: a script that ends halfway through passes everything after that by not doing it.
func TestShellScriptsParse(t *testing.T) {
	found := map[string]bool{}
	for _, name := range tracked(t) {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			continue
		}
		m := shellScript.FindSubmatch(text)
		if m == nil {
			if strings.HasPrefix(name, "scripts/") && !strings.Contains(name, "testdata/") || strings.HasPrefix(name, ".ci/") {
				t.Errorf("%s does not say which shell runs it", name)
			}
			continue
		}
		found[name] = true
		if err := parses(t, string(m[1]), filepath.Join("..", name)); err != nil {
			t.Error(err)
		}
		if info, err := os.Stat(filepath.Join("..", name)); err != nil || info.Mode()&0o111 == 0 {
			t.Errorf("%s cannot be run", name)
		}
	}
	if !found[".ci/run"] || !found["scripts/scan-vulnerabilities"] {
		t.Fatalf("the scripts are not where the test looks: %v", found)
	}
	for _, wrong := range []string{"if true; then\necho x\n", "step x\n<<<<<<< HEAD\nstep y\n=======\n>>>>>>> main\n", "echo \"open\n", "f() {\n"} {
		file := filepath.Join(t.TempDir(), "broken")
		if err := os.WriteFile(file, []byte("#!/usr/bin/env bash\n"+wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		if parses(t, "bash", file) == nil {
			t.Errorf("%q passes", wrong)
		}
	}
}

// planted are the answers of scanners: that nothing is found, what the control must find, an advisory, no network.
const (
	goControl = "Vulnerability #1: GO-0000-0001"
	goFound   = "Vulnerability #1: GO-2099-0001\\n a connection refused by the peer is taken for an answer"
	goOffline = "govulncheck: fetching vulnerabilities: dial tcp: lookup vuln.go.dev: no such host"
	npmFound  = `{"auditReportVersion":2,"vulnerabilities":{"lodash":{"severity":"high","via":["404 on the network"]}}}`
	npmClean  = `{"auditReportVersion":2,"vulnerabilities":{}}`
	npmDown   = `{"message":"405 Method Not Allowed"}`
)

// TestAttack_K07_TheScanCanFail runs the scan with scanners that answer as told.
func TestAttack_K07_TheScanCanFail(t *testing.T) {
	for name, c := range map[string]struct {
		goControl, goAnswer, npmControl, npmAnswer string
		required, fails, skips                     bool
	}{
		"all is well":                {goControl, "", npmFound, npmClean, true, false, false},
		"a Go module is known":       {goControl, goFound, npmFound, npmClean, false, true, false},
		"an npm package is known":    {goControl, "", npmFound, npmFound, false, true, false},
		"govulncheck finds nothing":  {"No vulnerabilities found.", "", npmFound, npmClean, false, true, false},
		"npm audit finds nothing":    {goControl, "", npmClean, npmClean, false, true, false},
		"no network":                 {goControl, goOffline, npmDown, npmDown, false, false, true},
		"no network where it is due": {goControl, goOffline, npmDown, npmDown, true, true, true},
		"no npm registry":            {goControl, "", npmDown, npmDown, false, false, true},
		"no scanner":                 {goOffline, "", npmFound, npmClean, false, false, true},
		"something else is broken":   {goControl, "internal error: package foo", npmFound, npmClean, false, true, false},
	} {
		bin := t.TempDir()
		stub := func(tool, test, control, answer string) {
			text := "#!/bin/sh\nif " + test + "; then a='" + control + "'; else a='" + answer + "'; fi\nprintf '%b\\n' \"$a\"\n" +
				"case $a in ''|*'vulnerabilities\":{}'*|No*) exit 0;; esac\nexit 1\n"
			if err := os.WriteFile(filepath.Join(bin, tool), []byte(text), 0o700); err != nil { //nolint:gosec // it has to run
				t.Fatal(err)
			}
		}
		stub("go", `[ "$3" = -db ]`, c.goControl, c.goAnswer)
		stub("npm", `case $PWD in *control-npm) true;; *) false;; esac`, c.npmControl, c.npmAnswer)
		cmd := exec.CommandContext(t.Context(), "../scripts/scan-vulnerabilities")
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "VULN_REQUIRED=0")
		if c.required {
			cmd.Env = append(cmd.Env, "VULN_REQUIRED=1")
		}
		out, err := cmd.CombinedOutput()
		if (err != nil) != c.fails || strings.Contains(string(out), "!!! SKIPPED") != c.skips {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
