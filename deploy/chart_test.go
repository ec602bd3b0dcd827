package deploy_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"
)

// render fills the chart as Helm does. Its templates use nothing but Go's own functions, so that Go's own templates are
// a true test of them; a function of Helm's would not parse.
func render(t *testing.T, change map[string]any) map[string]map[string]any {
	t.Helper()
	var values map[string]any
	if err := yaml.Unmarshal([]byte(read(t, "helm/tamatar/values.yaml")), &values); err != nil {
		t.Fatal(err)
	}
	maps.Copy(values, change)
	files, err := filepath.Glob("helm/tamatar/templates/*.yaml")
	if err != nil || len(files) < 4 {
		t.Fatal("no templates", err)
	}
	out := map[string]map[string]any{}
	for _, file := range files {
		tmpl, err := template.New(filepath.Base(file)).Option("missingkey=error").Parse(read(t, file))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := tmpl.Execute(&b, map[string]any{"Values": values, "Release": map[string]any{"Name": "mine"}}); err != nil {
			t.Fatal(err)
		}
		var doc map[string]any
		if err := yaml.Unmarshal(b.Bytes(), &doc); err != nil {
			t.Fatalf("%s: %v\n%s", file, err, b.String())
		}
		if doc != nil {
			kind, _ := doc["kind"].(string)
			out[kind] = doc
		}
	}
	return out
}

// dig walks into a document; numbers of lists are written as "0".
func dig(v any, path ...string) any {
	for _, step := range path {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			if len(x) == 0 {
				return nil
			}
			v = x[0]
		default:
			return nil
		}
	}
	return v
}

func TestChart(t *testing.T) {
	one := render(t, nil)
	deployment := one["Deployment"]
	container := dig(deployment, "spec", "template", "spec", "containers", "0")
	if dig(container, "securityContext", "readOnlyRootFilesystem") != true || dig(deployment, "spec", "template", "spec", "securityContext", "runAsNonRoot") != true {
		t.Error("the pod may do more than it needs")
	}
	if dig(deployment, "spec", "strategy", "type") != "Recreate" || one["PersistentVolumeClaim"] == nil || one["Ingress"] != nil {
		t.Error("two pods could write one SQLite file, or the volume is missing")
	}
	if dig(container, "readinessProbe", "httpGet", "path") != "/readyz" {
		t.Error("nobody asks whether the pod is ready")
	}
	if text := envText(container); strings.Contains(text, "TAMATAR_DATABASE_URL") || !strings.Contains(text, "TAMATAR_METRICS_TOKEN") {
		t.Error(text)
	}

	many := render(t, map[string]any{
		"replicas": 3, "database": map[string]any{"urlSecret": "db"}, "redis": map[string]any{"urlSecret": "redis"}, "keyring": map[string]any{"secret": "keys"},
		"ingress": map[string]any{"enabled": true, "className": "nginx", "host": "log.example.org", "tlsSecret": "tls"},
	})
	if dig(many["Deployment"], "spec", "strategy", "type") != "RollingUpdate" || dig(many["Deployment"], "spec", "replicas") != 3 || many["Ingress"] == nil {
		t.Error("several pods are not rolled one by one")
	}
	text := envText(dig(many["Deployment"], "spec", "template", "spec", "containers", "0"))
	for _, want := range []string{"TAMATAR_DATABASE_URL", "TAMATAR_REDIS_URL", "TAMATAR_KEYRING"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing: %s", want, text)
		}
	}
	if dig(many["Ingress"], "spec", "rules", "0", "host") != "log.example.org" {
		t.Error("the ingress answers for nobody")
	}
}

func envText(container any) string {
	list, _ := dig(container, "env").([]any)
	var out []string
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			name, _ := m["name"].(string)
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}
