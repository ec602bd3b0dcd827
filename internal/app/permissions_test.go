package app_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/route"
)

const permissionsFile = "../../docs/permissions.md"

// row is one line of the matrix: a field or route, and what each of [roles] gets.
type row struct {
	name  string
	cells []string
}

func (r row) cell(role string) string { return r.cells[slices.Index(roles, role)] }

// TestPermissionMatrix asks for every field of the schema and every HTTP route as everybody, and compares the answers
// with docs/permissions.md, which is reviewed as the rules are. A field or route without a row fails.
// UPDATE_PERMISSIONS=1 writes the file; the rules below hold either way.
func TestPermissionMatrix(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		c := newCast(t, in, 0)
		c.furnish(t, func(kind string) string { return "word" + kind })
		queries, objects := matrixOfFields(t, c)
		mutations := matrixOfMutations(t, in, d)
		routes := matrixOfRoutes(t, c)
		holdRules(t, queries, objects, mutations, routes)
		got := renderMatrix(queries, objects, mutations, routes)
		if os.Getenv("UPDATE_PERMISSIONS") == "1" {
			if err := os.WriteFile(permissionsFile, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(permissionsFile)
		if err != nil {
			t.Fatal(err)
		}
		reportDifferences(t, string(want), got)
	})
}

func reportDifferences(t *testing.T, want, got string) {
	t.Helper()
	wanted := map[string]bool{}
	for line := range strings.Lines(want) {
		wanted[line] = true
	}
	for line := range strings.Lines(got) {
		if !wanted[line] {
			t.Errorf("docs/permissions.md does not have this row; look whether it is right, then run make permissions:\n%s", line)
		}
	}
	if !t.Failed() && want != got {
		t.Error("docs/permissions.md has rows of fields that are gone; run make permissions")
	}
}

// matrixOfFields asks for every field of Query, and of every object that Query leads to.
func matrixOfFields(t *testing.T, c *cast) (queries, objects []row) {
	t.Helper()
	schema, missing := c.in.Web.Engine.Schema(), unknown{}
	for _, f := range schema.Query.Fields {
		if !strings.HasPrefix(f.Name, "__") {
			for _, args := range first(calls(schema, schema.Query, f, c.ids, missing)) {
				queries = append(queries, c.ask("Query."+f.Name, way{}, f, args, schema))
			}
		}
	}
	seen := map[string]bool{}
	all := ways(schema, c.ids, missing)
	slices.SortStableFunc(all, func(a, b way) int { return len(a.steps) - len(b.steps) + viewerLast(a) - viewerLast(b) })
	for _, w := range all {
		if seen[w.def.Name] {
			continue
		}
		seen[w.def.Name] = true
		for _, f := range w.def.Fields {
			for _, args := range first(calls(schema, w.def, f, c.ids, missing)) {
				objects = append(objects, c.ask(w.def.Name+"."+f.Name, w, f, args, schema))
			}
		}
	}
	if len(missing) > 0 {
		t.Errorf("tell in schemapath_test.go what these arguments name: %v", missing.list())
	}
	slices.SortFunc(objects, func(a, b row) int { return strings.Compare(a.name, b.name) })
	return queries, objects
}

func first(list []string) []string { return list[:min(1, len(list))] }

// viewerLast prefers ways by which others can name what is the subject's.
func viewerLast(w way) int {
	if w.steps[0].field == "viewer" {
		return 100
	}
	return 0
}

// ask asks for one field as everybody.
func (c *cast) ask(name string, w way, f *ast.FieldDefinition, args string, schema *ast.Schema) row {
	inner := f.Name + args
	if schema.Types[f.Type.Name()].IsCompositeType() {
		inner += "{__typename}"
	}
	text := "query{" + inner + "}"
	if len(w.steps) > 0 {
		text = w.operation("__typename " + inner)
	}
	r := row{name: name}
	for _, role := range roles {
		r.cells = append(r.cells, c.outcome(role, w, f.Name, c.in.GraphQL(c.as[role], text, nil)))
	}
	return r
}

func (c *cast) outcome(role string, w way, field string, a apptest.Answer) string {
	if code := a.Code(); code != "" {
		return code
	}
	if len(w.steps) == 0 {
		if a.At(field) == nil {
			return "nothing"
		}
		return "yes"
	}
	parent, ok := at(a.Data, w.names()).(map[string]any)
	switch {
	case !ok:
		return "nothing"
	case w.steps[0].field == "viewer" && role != "self" && role != "own read-only token":
		return "own"
	case parent == nil:
		return "nothing"
	default:
		return "yes"
	}
}

// matrixOfMutations tries every mutation as everybody, each with people of its own, on things of the subject's, and
// looks whether anybody else has changed them.
func matrixOfMutations(t *testing.T, in *apptest.Instance, d *db.DB) []row {
	t.Helper()
	schema := in.Web.Engine.Schema()
	var out []row
	for n, f := range schema.Mutation.Fields {
		c := newCast(t, in, n+1)
		c.furnish(t, func(kind string) string { return "word" + kind })
		args, missing := mutationArguments(schema, f, c.ids)
		if missing != "" {
			t.Errorf("tell in mutation_arguments_test.go what this argument names: %s", missing)
			continue
		}
		text := "mutation{" + f.Name + args + "{__typename}}"
		if schema.Types[f.Type.Name()].Fields.ForName("errors") != nil {
			text = "mutation{" + f.Name + args + "{__typename errors{code}}}"
		}
		r := row{name: "Mutation." + f.Name}
		cells := map[string]string{}
		// Whoever owns it comes last: the act may take it away.
		before := belongings(everything(t, d), c.subject.ID)
		for _, role := range []string{"anonymous", "suspended", "half session", "other's read-only token", "own read-only token", "other", "self", "admin"} {
			if role == "self" && belongings(everything(t, d), c.subject.ID) != before {
				t.Errorf("%s by others changed what is somebody else's", f.Name)
			}
			cells[role] = mutationOutcome(f.Name, in.GraphQL(c.as[role], text, nil))
		}
		for _, role := range roles {
			r.cells = append(r.cells, cells[role])
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b row) int { return strings.Compare(a.name, b.name) })
	return out
}

func mutationOutcome(name string, a apptest.Answer) string {
	if code := a.Code(); code != "" {
		return code
	}
	if list, ok := a.At(name, "errors").([]any); ok && len(list) > 0 {
		if m, ok := list[0].(map[string]any); ok {
			return fmt.Sprint("runs: ", m["code"])
		}
	}
	return "runs"
}

// parameters are what stands in the braces of a pattern.
var parameters = regexp.MustCompile(`\{([^}]*)\}`)

// matrixOfRoutes knocks at every HTTP route as everybody.
func matrixOfRoutes(t *testing.T, c *cast) []row {
	t.Helper()
	var out []row
	for _, rt := range c.in.Web.Server.Routes() {
		method, path := methodAndPath(rt)
		path = parameters.ReplaceAllString(path, "x")
		r := row{name: strings.TrimPrefix(rt.Pattern, method+" ")}
		r.name = method + " " + r.name
		for _, role := range roles {
			as := c.as[role]
			if method == http.MethodPost && path == "/sign-out" && role != "anonymous" {
				r.cells = append(r.cells, "ends the session")
				continue
			}
			c.forgetTries(t) // how often somebody tried is not what they may
			res := c.in.Do(c.in.Request(method, path, http.NoBody, as))
			_ = res.Body.Close()
			r.cells = append(r.cells, fmt.Sprint(res.StatusCode))
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b row) int { return strings.Compare(a.name, b.name) })
	return out
}

// forgetTries opens every throttle again.
func (c *cast) forgetTries(t testing.TB) {
	t.Helper()
	err := c.in.App.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM identity_throttles")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func methodAndPath(rt route.Route) (method, path string) {
	method, path, found := strings.Cut(rt.Pattern, " ")
	if !found {
		method, path = http.MethodPost, rt.Pattern
	}
	return method, strings.ReplaceAll(path, "{$}", "")
}
