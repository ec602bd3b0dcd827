package guard

import (
	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Names of the directives and the scope that the rules below speak of.
const (
	scopeDirective      = "scope"
	credentialDirective = "credential"
	// ScopeRead is what a token needs for fields without a mark of their own, spelled as in the schema.
	ScopeRead = "READ"
)

// ErrCredentials is returned for a document with more than one @credential field.
var ErrCredentials = errs.New(errs.Invalid, "graphql.one_credential",
	"Only one field that spends or tests a credential may stand in a document.")

// Access is what a caller must be allowed to, to run an operation.
type Access struct {
	// Scopes are the scopes that a personal access token needs, as spelled in the schema, without doubles.
	Scopes []string
	// SessionOnly names a mutation that no personal access token may run; empty when there is none.
	SessionOnly string
	// SignIn is true when a field is asked for that no stranger may ask for.
	SignIn bool
	// Introspection is true when the schema itself is asked for.
	Introspection bool
}

// CheckCredentials refuses a validated document in which more than one @credential field is written,
// whatever the operation, alias or fragment. Error: [ErrCredentials].
func CheckCredentials(doc *ast.QueryDocument) error {
	count := 0
	each := func(f *ast.Field) {
		if f.Definition != nil && f.Definition.Directives.ForName(credentialDirective) != nil {
			count++
		}
	}
	for _, op := range doc.Operations {
		eachField(op.SelectionSet, each, nil)
	}
	for _, f := range doc.Fragments {
		eachField(f.SelectionSet, each, nil)
	}
	if count > 1 {
		return ErrCredentials
	}
	return nil
}

// Inspect finds what the operation of a validated document needs. The rules, in one place:
//
//   - @scope(needs: X) on a field: a token needs X.
//   - a field of Query or Viewer without @scope: a token needs READ.
//   - a mutation without @scope: sessions only, no token at all.
//   - a mutation without @credential and a query field with @scope: strangers are refused.
//   - __schema and __type: strangers are refused.
//
// Sessions have every scope; roles and ownership are decided by the domains.
func Inspect(op *ast.OperationDefinition) Access {
	a := &access{seen: map[string]bool{}}
	eachField(op.SelectionSet, a.field, map[string]bool{})
	return a.Access
}

type access struct {
	Access
	seen map[string]bool
}

func (a *access) field(f *ast.Field) {
	if f.Name == "__schema" || f.Name == "__type" {
		a.Introspection = true
		return
	}
	if f.Definition == nil || f.ObjectDefinition == nil || f.Name == "__typename" {
		return
	}
	needs := scopeOf(f.Definition)
	switch f.ObjectDefinition.Name {
	case "Mutation":
		a.mutation(f, needs)
	case "Query":
		if needs != "" {
			a.SignIn = a.SignIn || !publicQueries[f.Name]
		}
		a.need(orRead(needs))
	case "Viewer":
		a.need(orRead(needs))
	default:
		a.need(needs)
	}
}

// publicQueries are fields whose @scope binds tokens, while strangers may ask too: the domain then shows public things only.
var publicQueries = map[string]bool{"entry": true}

func (a *access) mutation(f *ast.Field, needs string) {
	if f.Definition.Directives.ForName(credentialDirective) == nil {
		a.SignIn = true
	}
	if needs == "" && a.SessionOnly == "" {
		a.SessionOnly = f.Name
	}
	a.need(needs)
}

func (a *access) need(scope string) {
	if scope == "" || a.seen[scope] {
		return
	}
	a.seen[scope] = true
	a.Scopes = append(a.Scopes, scope)
}

func orRead(scope string) string {
	if scope == "" {
		return ScopeRead
	}
	return scope
}

func scopeOf(def *ast.FieldDefinition) string {
	d := def.Directives.ForName(scopeDirective)
	if d == nil {
		return ""
	}
	if arg := d.Arguments.ForName("needs"); arg != nil && arg.Value != nil {
		return arg.Value.Raw
	}
	return ""
}

// eachField visits every field written below set. With visited it follows spreads, each fragment once; without, none.
func eachField(set ast.SelectionSet, visit func(*ast.Field), visited map[string]bool) {
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			visit(sel)
			eachField(sel.SelectionSet, visit, visited)
		case *ast.InlineFragment:
			eachField(sel.SelectionSet, visit, visited)
		case *ast.FragmentSpread:
			if visited == nil || visited[sel.Name] || sel.Definition == nil {
				continue
			}
			visited[sel.Name] = true
			eachField(sel.Definition.SelectionSet, visit, visited)
		}
	}
}
