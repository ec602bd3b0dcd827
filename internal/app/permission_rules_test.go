package app_test

import (
	"slices"
	"strings"
	"testing"
)

// openToStrangers are the fields that somebody who has not signed in may use; one more is a decision.
var openToStrangers = []string{
	"Query.instance", "Query.viewer", "Query.entry", "Query.rateLimit", "Mutation.signIn", "Mutation.completeSignIn", "Mutation.refreshTokens",
}

// readOnlyMutations change nothing that anybody owns, so that a token that only reads may run them: the ticket of the
// live connection says no more than that something has changed.
var readOnlyMutations = []string{"Mutation.openRealtime"}

// secondStep are the doors that a sign-in without its second factor opens, the page first.
var secondStep = []string{"GET /sign-in/second", "POST /sign-in/second", "POST /sign-in/second/options"}

// ownerless are objects that are nobody's: what the operation itself costs, what the instance says of itself.
var ownerless = []string{"Instance.", "RateLimit."}

// holdRules checks what must hold whatever docs/permissions.md says, so that writing the file anew cannot hide a hole.
func holdRules(t *testing.T, queries, objects, mutations, routes []row) {
	t.Helper()
	if len(queries) < 10 || len(objects) < 100 || len(mutations) < 30 || len(routes) < 40 {
		t.Fatalf("only %d queries, %d fields, %d mutations and %d routes: the matrix looks in the wrong place", len(queries), len(objects), len(mutations), len(routes))
	}
	for _, r := range slices.Concat(queries, mutations) {
		complain(t, r, faultsOfField)
	}
	for _, r := range mutations {
		complain(t, r, faultsOfMutation)
	}
	for _, r := range slices.Concat(queries, objects, mutations) {
		complain(t, r, faultsOfNobody)
	}
	for _, r := range objects {
		complain(t, r, faultsOfObject)
	}
	for _, r := range routes {
		complain(t, r, faultsOfRoute)
	}
}

func complain(t *testing.T, r row, faults func(row) []string) {
	t.Helper()
	for _, fault := range faults(r) {
		t.Errorf("%s: %s", r.name, fault)
	}
}

// faultsOfField is about what stands at the root of the schema.
func faultsOfField(r row) (out []string) {
	if cell := r.cell("anonymous"); passes(cell) && !slices.Contains(openToStrangers, r.name) {
		out = append(out, "a stranger may use it: "+cell)
	}
	if !strings.Contains(r.name, ".admin") {
		return out
	}
	for _, role := range []string{"other", "self"} {
		if r.cell(role) != "identity.admin_only" {
			out = append(out, role+" may use it: "+r.cell(role))
		}
	}
	if passes(r.cell("own read-only token")) {
		out = append(out, "a read-only token may use it")
	}
	return out
}

func faultsOfMutation(r row) (out []string) {
	for _, role := range []string{"own read-only token", "other's read-only token"} {
		if passes(r.cell(role)) && !slices.Contains(openToStrangers, r.name) && !slices.Contains(readOnlyMutations, r.name) {
			out = append(out, role+" runs it: "+r.cell(role))
		}
	}
	return out
}

// faultsOfNobody: the session of a suspended person proves nobody, and neither does a sign-in without its second factor.
func faultsOfNobody(r row) (out []string) {
	for _, role := range []string{"suspended", "half session"} {
		if cell := r.cell(role); cell != r.cell("anonymous") {
			out = append(out, role+" is more than a stranger: "+cell)
		}
	}
	return out
}

func faultsOfObject(r row) (out []string) {
	if slices.ContainsFunc(ownerless, func(p string) bool { return strings.HasPrefix(r.name, p) }) {
		return nil
	}
	if cell := r.cell("anonymous"); cell == "yes" || cell == "own" {
		out = append(out, "a stranger reads it")
	}
	if strings.HasPrefix(r.name, "Entry.") && (r.cell("other") != "nothing" || r.cell("admin") != "nothing" || r.cell("self") != "yes") {
		out = append(out, "a private entry is not its writer's alone")
	}
	return out
}

func faultsOfRoute(r row) (out []string) {
	if strings.Contains(r.name, "/api/") && strings.HasPrefix(r.name, "POST ") && r.cell("anonymous") != "401" {
		out = append(out, "a stranger passes: "+r.cell("anonymous"))
	}
	for _, role := range []string{"suspended", "half session"} {
		cell := r.cell(role)
		if cell != r.cell("anonymous") && !strings.HasPrefix(cell, "ends") && (role == "suspended" || !slices.Contains(secondStep, r.name)) {
			out = append(out, role+" is more than a stranger: "+cell)
		}
	}
	if r.name == secondStep[0] && (r.cell("half session") != "200" || r.cell("anonymous") != "303") {
		out = append(out, "the matrix has no half session to show: "+r.cell("half session"))
	}
	return out
}

func passes(cell string) bool {
	return cell == "yes" || cell == "nothing" || cell == "own" || strings.HasPrefix(cell, "runs")
}

// TestPermissionRulesCanFail breaks the rules one by one, so that a green matrix means something.
func TestPermissionRulesCanFail(t *testing.T) {
	for _, cell := range []string{"yes", "runs", "runs: journal.body_empty", "nothing", "own"} {
		if !passes(cell) {
			t.Errorf("%q is a pass", cell)
		}
	}
	for _, cell := range []string{"identity.sign_in_required", "graphql.session_only", "identity.admin_only", "401"} {
		if passes(cell) {
			t.Errorf("%q is a refusal", cell)
		}
	}
	for _, c := range []struct {
		name       string
		faults     func(row) []string
		good       string
		role, evil string
	}{
		{"Query.diary", faultsOfField, "identity.sign_in_required", "anonymous", "yes"},
		{"Mutation.adminPurge", faultsOfField, "identity.admin_only", "other", "runs"},
		{"Query.adminList", faultsOfField, "identity.admin_only", "self", "yes"},
		{"Query.adminList", faultsOfField, "identity.admin_only", "own read-only token", "yes"},
		{"Mutation.writeEntry", faultsOfMutation, "identity.scope_missing", "own read-only token", "runs"},
		{"Mutation.writeEntry", faultsOfMutation, "identity.scope_missing", "other's read-only token", "runs: x"},
		{"Viewer.email", faultsOfNobody, "nothing", "suspended", "yes"},
		{"Viewer.email", faultsOfNobody, "nothing", "half session", "yes"},
		{"Tag.name", faultsOfObject, "nothing", "anonymous", "own"},
		{"POST /api/avatar", faultsOfRoute, "401", "anonymous", "200"},
		{"GET /app", faultsOfRoute, "303", "suspended", "200"},
		{"GET /app", faultsOfRoute, "303", "half session", "200"},
	} {
		r := row{name: c.name}
		for range roles {
			r.cells = append(r.cells, c.good)
		}
		if faults := c.faults(r); len(faults) > 0 {
			t.Errorf("%s is as it should be: %v", c.name, faults)
		}
		r.cells[slices.Index(roles, c.role)] = c.evil
		if len(c.faults(r)) == 0 {
			t.Errorf("%s for %s: %s goes unnoticed", c.name, c.role, c.evil)
		}
	}
	entry := row{name: "Entry.body", cells: []string{"nothing", "yes", "yes", "yes", "nothing", "nothing", "nothing", "nothing"}}
	step := row{name: secondStep[0], cells: []string{"303", "303", "403", "303", "403", "303", "303", "303"}}
	if len(faultsOfObject(entry)) == 0 || len(faultsOfRoute(step)) == 0 {
		t.Error("an open entry, or a matrix without its half session, goes unnoticed")
	}
}

const permissionsHead = `# Who may do what

Generated by ` + "`make permissions`" + ` and compared by a test on both databases: every field of the schema and every HTTP
route, asked by everybody. The thing asked for is private and belongs to *self*; *other* is another member, *suspended*
one whose account was stopped, *admin* an administrator who is none of them, *half session* somebody who knows the
password of *self* and has not shown the second factor.

*yes*: answered. *nothing*: answered as if it did not exist. *own*: the field shows what belongs to whoever asks. *runs*:
the mutation was let through, with the code of what it then found wrong. A code is a refusal. Numbers are HTTP statuses of
a request without a body. Objects that only come back from one's own mutation are not listed.

`

func renderMatrix(queries, objects, mutations, routes []row) string {
	var b strings.Builder
	b.WriteString(permissionsHead)
	for _, part := range []struct {
		title string
		rows  []row
	}{{"Queries", queries}, {"Mutations", mutations}, {"Fields of objects", objects}, {"HTTP routes", routes}} {
		b.WriteString("## " + part.title + "\n\n| | " + strings.Join(roles, " | ") + " |\n|---" + strings.Repeat("|---", len(roles)) + "|\n")
		for _, r := range part.rows {
			b.WriteString("| `" + r.name + "` | " + strings.Join(r.cells, " | ") + " |\n")
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}
