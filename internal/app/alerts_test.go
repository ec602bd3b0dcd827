package app_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/obs"
)

const deploy = "../../deploy"

// TestAlertRules runs the tests of the alert rules, in which each of them fires, and is quiet where all is well.
func TestAlertRules(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatal("promtool is missing; scripts/test-deps installs it")
	}
	for _, args := range [][]string{{"check", "rules", "alerts.yaml"}, {"test", "rules", "alerts_test.yaml"}} {
		cmd := exec.CommandContext(t.Context(), promtool, args...)
		cmd.Dir = filepath.Join(deploy, "prometheus")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	var tests struct {
		Tests []struct {
			Rules []struct {
				Alert string `yaml:"alertname"`
				Exp   []any  `yaml:"exp_alerts"`
			} `yaml:"alert_rule_test"`
		} `yaml:"tests"`
	}
	readYAML(t, "prometheus/alerts_test.yaml", &tests)
	fires, quiet := map[string]bool{}, map[string]bool{}
	for _, one := range tests.Tests {
		for _, r := range one.Rules {
			fires[r.Alert] = fires[r.Alert] || len(r.Exp) > 0
			quiet[r.Alert] = quiet[r.Alert] || len(r.Exp) == 0
		}
	}
	for _, r := range alertRules(t) {
		if r.Alert != "" && (!fires[r.Alert] || !quiet[r.Alert]) {
			t.Errorf("no test shows %s firing and quiet", r.Alert)
		}
	}
}

type alertRule struct{ Alert, Record, Expr string }

func alertRules(t *testing.T) []alertRule {
	t.Helper()
	var file struct {
		Groups []struct{ Rules []alertRule }
	}
	readYAML(t, "prometheus/alerts.yaml", &file)
	var out []alertRule
	for _, g := range file.Groups {
		out = append(out, g.Rules...)
	}
	if len(out) < 10 {
		t.Fatal("no alert rules were read")
	}
	return out
}

func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(deploy, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// TestEveryExpressionNamesARealMeasure holds alerts and dashboard against what the instance exports.
func TestEveryExpressionNamesARealMeasure(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--backup-dir="+filepath.Join(t.TempDir(), "backups"))
		m := obs.NewMetrics()
		if err := app.MeasureParts(m, in.App); err != nil {
			t.Fatal(err)
		}
		if err := in.Web.Measure(m); err != nil {
			t.Fatal(err)
		}
		known := m.Names()
		known["up"] = nil
		var expressions []string
		for _, r := range alertRules(t) {
			if r.Record != "" {
				known[r.Record] = nil
			}
			expressions = append(expressions, r.Expr)
		}
		expressions = append(expressions, dashboard(t)...)
		for _, e := range expressions {
			for _, problem := range unknownNames(e, known) {
				t.Errorf("%s: %s", problem, e)
			}
		}
		for _, wrong := range []string{`rate(tamatar_nonsense_total[5m])`, `tamatar_jobs{flavour="x"}`, `sum by (le, shape) (rate(tamatar_job_duration_seconds_bucket[5m]))`} {
			if len(unknownNames(wrong, known)) == 0 {
				t.Errorf("the check passes %s, which no instance exports", wrong)
			}
		}
	})
}

func dashboard(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(deploy, "grafana/tamatar.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range file.Panels {
		for _, target := range p.Targets {
			out = append(out, target.Expr)
		}
	}
	if len(out) < 20 {
		t.Fatal("no expressions in the dashboard")
	}
	return out
}

var (
	measureName = regexp.MustCompile(`\b(?:tamatar[_:]|go_|process_|up\b)[a-zA-Z0-9_:]*(\{[^}]*\})?`)
	labelName   = regexp.MustCompile(`([a-z_]+)\s*(?:=~|=|!=)`)
	byLabels    = regexp.MustCompile(`by \(([^)]*)\)`)
	targetOwn   = []string{"instance", "job", "le"}
)

// unknownNames finds measures and labels in an expression that nobody exports.
func unknownNames(expression string, known map[string][]string) []string {
	var out, labels []string
	for _, found := range measureName.FindAllStringSubmatch(expression, -1) {
		name := strings.TrimSuffix(found[0], found[1])
		base := name
		for _, suffix := range []string{"_bucket", "_count", "_sum"} {
			if _, ok := known[name]; !ok {
				base = strings.TrimSuffix(base, suffix)
			}
		}
		own, ok := known[base]
		if !ok {
			out = append(out, name+" is not exported")
			continue
		}
		labels = append(labels, own...)
		for _, l := range labelName.FindAllStringSubmatch(found[1], -1) {
			if !slices.Contains(own, l[1]) && !slices.Contains(targetOwn, l[1]) && l[1] != "db_name" {
				out = append(out, name+" has no label "+l[1])
			}
		}
	}
	for _, by := range byLabels.FindAllStringSubmatch(expression, -1) {
		for l := range strings.SplitSeq(by[1], ",") {
			if l = strings.TrimSpace(l); !slices.Contains(labels, l) && !slices.Contains(targetOwn, l) {
				out = append(out, "nothing here has the label "+l)
			}
		}
	}
	return out
}

// Labels of operations are words of ours: what a caller calls an operation never becomes one.
func TestLabelsOfOperationsAreBounded(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--backup-dir="+filepath.Join(t.TempDir(), "backups"))
		m := obs.NewMetrics()
		if err := in.Web.Measure(m); err != nil {
			t.Fatal(err)
		}
		token := in.Person("zoe", identity.RoleMember).Token(identity.ScopeRead)
		for _, name := range []string{"Flood1", "Flood2", "Flood3"} {
			in.Must(token, "query "+name+"{viewer{email}}", nil)
		}
		r := in.Request("GET", "/metrics", nil, apptest.Credential{})
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, r)
		if text := w.Body.String(); strings.Contains(text, "Flood") || !strings.Contains(text, `tamatar_graphql_operation_seconds_count{operation="other",result="ok",type="query"} 3`) {
			t.Error("operations are labelled with what callers call them")
		}
	})
}
