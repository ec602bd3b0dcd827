package deploy_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"tamatar.dev/tamatar/internal/platform/config"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var setting = regexp.MustCompile(`\bTAMATAR_[A-Z_]+\b`)

// TestSettingsExist: a setting that a file for deployment names is one that the program reads.
func TestSettingsExist(t *testing.T) {
	// What is measured is written by a test, for the next build to embed.
	known := map[string]bool{"TAMATAR_CONFORMANCE": strings.Contains(read(t, "../e2e/journeys/conformance.spec.ts"), "process.env.TAMATAR_CONFORMANCE")}
	kind := reflect.TypeFor[config.Config]()
	for i := range kind.NumField() {
		env := kind.Field(i).Tag.Get("env")
		known[env], known[env+"_FILE"] = true, true
	}
	found := 0
	check := func(name string) {
		for _, s := range setting.FindAllString(read(t, name), -1) {
			found++
			if !known[s] {
				t.Errorf("%s names %s, which is no setting", name, s)
			}
		}
	}
	for _, root := range []string{".", "../.github"} {
		if err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !strings.HasSuffix(path, ".go") {
				check(path)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if found < 15 || known["TAMATAR_NONSENSE"] {
		t.Fatalf("only %d settings found", found)
	}
}

// TestImageIsSmallAndUnprivileged reads the Dockerfile.
func TestImageIsSmallAndUnprivileged(t *testing.T) {
	text := read(t, "Dockerfile")
	last := text[strings.LastIndex(text, "\nFROM "):]
	for _, want := range []string{"FROM scratch", "USER 65532:65532", `HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/tamatar", "health"]`, "STOPSIGNAL SIGTERM", "VOLUME /data"} {
		if !strings.Contains(last, want) {
			t.Errorf("the image lacks %s", want)
		}
	}
	if !strings.Contains(text, "-trimpath") || strings.Contains(last, "RUN") {
		t.Error("the image is not made as it should be")
	}
}

// TestComposeFiles: each service restarts, and the one that holds the data may write nothing else.
func TestComposeFiles(t *testing.T) {
	for _, name := range []string{"compose.yaml", "compose.postgres.yaml"} {
		var file struct {
			Services map[string]struct {
				ReadOnly bool     `yaml:"read_only"`
				Drop     []string `yaml:"cap_drop"`
				Restart  string
				Ports    []string
				Volumes  []string
				Secrets  []any
			}
			Volumes map[string]any
			Secrets map[string]struct{ File string }
		}
		if err := yaml.Unmarshal([]byte(read(t, name)), &file); err != nil {
			t.Fatal(err)
		}
		app := file.Services["tamatar"]
		if !app.ReadOnly || len(app.Drop) != 1 || app.Drop[0] != "ALL" || len(app.Ports) != 1 || !strings.HasPrefix(app.Ports[0], "127.0.0.1:") {
			t.Errorf("%s: %+v", name, app)
		}
		for service, s := range file.Services {
			if s.Restart == "" {
				t.Errorf("%s: %s stays down", name, service)
			}
			for _, v := range s.Volumes {
				if volume, _, _ := strings.Cut(v, ":"); !hasKey(file.Volumes, volume) {
					t.Errorf("%s: no volume %s", name, volume)
				}
			}
		}
	}
}

func hasKey(m map[string]any, key string) bool {
	_, ok := m[key]
	return ok
}

// TestUnit has systemd judge the unit, where there is one, and looks for what hardens it everywhere.
func TestUnit(t *testing.T) {
	text := read(t, "tamatar.service")
	for _, want := range []string{"DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "SystemCallFilter=@system-service", "CapabilityBoundingSet=\n", "TimeoutStopSec=15"} {
		if !strings.Contains(text, want) {
			t.Errorf("the unit lacks %s", want)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Log("no systemd-analyze here: the unit is only read")
		return
	}
	// The program is elsewhere when the tests run; what is judged is the unit.
	unit := filepath.Join(t.TempDir(), "tamatar.service")
	if err := os.WriteFile(unit, []byte(strings.Replace(text, "/usr/local/bin/tamatar serve", "/bin/true", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), analyze, "verify", unit).CombinedOutput(); err != nil && strings.Contains(string(out), "tamatar.service:") {
		t.Errorf("systemd-analyze verify: %s", out)
	}
	out, err := exec.CommandContext(t.Context(), analyze, "security", "--offline=yes", "--threshold=20", unit).CombinedOutput()
	if err != nil && !strings.Contains(string(out), "unrecognized option") {
		t.Errorf("systemd-analyze security: %s", out[max(0, len(out)-500):])
	}
}

var (
	action = regexp.MustCompile(`uses: (\S+)`)
	pinned = regexp.MustCompile(`^[a-z-]+/[a-z-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})$`)
)

// TestAttack_K07_ActionsArePinned: a workflow names each action by an exact version and grants no more than it needs.
func TestAttack_K07_ActionsArePinned(t *testing.T) {
	for _, name := range []string{"../.github/workflows/ci.yml", "../.github/workflows/release.yml"} {
		text := read(t, name)
		var file map[string]any
		if err := yaml.Unmarshal([]byte(text), &file); err != nil {
			t.Fatal(err)
		}
		uses := action.FindAllStringSubmatch(text, -1)
		if len(uses) < 3 {
			t.Fatalf("%s uses nothing", name)
		}
		for _, u := range uses {
			if !pinned.MatchString(u[1]) {
				t.Errorf("%s: %s is not pinned", name, u[1])
			}
		}
		if permissions, ok := file["permissions"].(map[string]any); !ok || permissions["contents"] != "read" {
			t.Errorf("%s grants %v", name, file["permissions"])
		}
		for _, bad := range []string{"pull_request_target", "github.event.", "curl "} {
			if strings.Contains(text, bad) {
				t.Errorf("%s has %q in it", name, bad)
			}
		}
	}
	for _, wrong := range []string{"actions/checkout@main", "actions/checkout@v4", "someone/thing"} {
		if pinned.MatchString(wrong) {
			t.Errorf("%s counts as pinned", wrong)
		}
	}
}
