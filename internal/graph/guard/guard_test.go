package guard_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"tamatar.dev/tamatar/internal/graph/guard"
	"tamatar.dev/tamatar/internal/platform/cputime"
)

const schemaText = `
directive @scope(needs: Scope!) on FIELD_DEFINITION
directive @credential on FIELD_DEFINITION
enum Scope { READ WRITE ADMIN }
type Query { open: String!  viewer: Viewer  thing(id: ID!): Thing @scope(needs: ADMIN)  entry(id: ID!): Thing @scope(needs: READ) }
type Mutation { signIn: String! @credential  confirm: String! @credential  write: Thing @scope(needs: WRITE)  danger: Viewer }
type Viewer { name: String! secret: String! @scope(needs: ADMIN) friend: Viewer things(first: Int): Things! last(last: Int): [Thing!]! }
type Thing { id: ID! owner: Viewer labels: [Label!]! nested: [Thing!]! }
type Label { text: String! }
type Things { nodes: [Thing!]! edges: [Edge!]! }
type Edge { cursor: String! node: Thing! }
`

var schema = gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphql", Input: schemaText})

// parse runs a document through everything before Inspect.
func parse(t *testing.T, text string) *ast.QueryDocument {
	t.Helper()
	doc, err := guard.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := guard.CheckShape(doc); err != nil {
		t.Fatal(err)
	}
	if list := validator.ValidateWithRules(schema, doc, rules.NewDefaultRules()); len(list) > 0 {
		t.Fatal(list)
	}
	return doc
}

func shapeOf(text string) error {
	doc, err := guard.Parse(text)
	if err != nil {
		return err
	}
	return guard.CheckShape(doc)
}

func nest(field string, n int) string {
	return strings.Repeat(field+"{", n-1) + "name" + strings.Repeat("}", n-1)
}

func TestShapeAtItsEdges(t *testing.T) {
	aliases := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "a%d:open ", i)
		}
		return b.String()
	}
	fragments := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "fragment f%d on Query{open} ", i)
		}
		return b.String()
	}
	cases := []struct {
		name, query string
		want        error
	}{
		{"depth 10", "{" + nest("viewer", 10) + "}", nil},
		{"depth 11", "{" + nest("viewer", 11) + "}", guard.ErrTooDeep},
		{"depth through a fragment", "{...f} fragment f on Query{" + nest("viewer", 11) + "}", guard.ErrTooDeep},
		{"depth through an inline fragment", "{...on Query{" + nest("viewer", 11) + "}}", guard.ErrTooDeep},
		{"30 aliases below one root", "{viewer{" + aliases(30) + "}}", nil},
		{"31 aliases", "{viewer{" + aliases(31) + "}}", guard.ErrTooManyAliases},
		{"20 roots", "{" + strings.Repeat("open ", 20) + "}", nil},
		{"21 roots", "{" + strings.Repeat("open ", 21) + "}", guard.ErrTooManyRoots},
		{"21 roots through fragments", "{...f ...f ...f} fragment f on Query{" + strings.Repeat("open ", 7) + "}", guard.ErrTooManyRoots},
		{"30 fragments", "{...f0}" + fragments(30), nil},
		{"31 fragments", "{...f0}" + fragments(31), guard.ErrTooManyParts},
		{"a fragment in itself", "{...a} fragment a on Query{...b} fragment b on Query{...a}", guard.ErrFragmentCycle},
		{"an unused fragment in itself", "{open} fragment a on Query{...a}", guard.ErrFragmentCycle},
		{"introspection 15 deep", "{__schema{" + nest("types", 14) + "}}", nil},
		{"introspection 16 deep", "{__schema{" + nest("types", 15) + "}}", guard.ErrTooDeep},
		{"defer", "{...on Query @defer{open}}", guard.ErrDirective},
		{"skip and include", "{open @skip(if:false) @include(if:true)}", nil},
		{"a directive on the operation", "query @x {open}", guard.ErrDirective},
		{"subscription", "subscription {open}", guard.ErrNoSubscriptions},
		{"fragments only", "fragment a on Query{open}", guard.ErrNoOperation},
		{"no GraphQL", "{open", guard.ErrSyntax},
		{"nothing", "", guard.ErrNoOperation},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := shapeOf(c.query); !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestAttack_C04_FragmentFanOut(t *testing.T) {
	if err := shapeOf("{...a} fragment a on Query{...b ...b} fragment b on Query{open}"); err != nil {
		t.Fatal("an honest pair of fragments must pass:", err)
	}
	for _, n := range []int{24, 29} {
		var b strings.Builder
		b.WriteString("{...f0}")
		for i := range n {
			fmt.Fprintf(&b, "fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1)
		}
		fmt.Fprintf(&b, "fragment f%d on Query{open}", n)
		start := cputime.Used(t)
		err := shapeOf(b.String())
		took := cputime.Used(t) - start
		if !errors.Is(err, guard.ErrTooExpansive) && !errors.Is(err, guard.ErrTooManyRoots) {
			t.Fatalf("2^%d in %d bytes: %v", n, b.Len(), err)
		}
		if took > 10*time.Millisecond {
			t.Fatalf("2^%d took %v", n, took)
		}
	}
}

func TestAttack_C06_RepeatedFields(t *testing.T) {
	if err := shapeOf("{" + strings.Repeat("open ", 5) + "}"); err != nil {
		t.Fatal(err)
	}
	start := cputime.Used(t)
	if err := shapeOf("{" + strings.Repeat("x:open ", 6000) + "}"); !errors.Is(err, guard.ErrTooManyTokens) {
		t.Fatal(err)
	}
	if took := cputime.Used(t) - start; took > 50*time.Millisecond {
		t.Fatal(took)
	}
}

func TestInspect(t *testing.T) {
	cases := []struct {
		query string
		want  guard.Access
	}{
		{`{open}`, guard.Access{Scopes: []string{"READ"}}},
		{`{viewer{name}}`, guard.Access{Scopes: []string{"READ"}}},
		{`{viewer{secret}}`, guard.Access{Scopes: []string{"READ", "ADMIN"}}},
		{`{...f} fragment f on Query{viewer{...g}} fragment g on Viewer{x:secret}`, guard.Access{Scopes: []string{"READ", "ADMIN"}}},
		{`{thing(id:1){id}}`, guard.Access{Scopes: []string{"ADMIN"}, SignIn: true}},
		{`{entry(id:1){owner{name}}}`, guard.Access{Scopes: []string{"READ"}}},
		{`mutation{signIn}`, guard.Access{SessionOnly: "signIn"}},
		{`mutation{write{id}}`, guard.Access{Scopes: []string{"WRITE"}, SignIn: true}},
		{`mutation{write{owner{name}}}`, guard.Access{Scopes: []string{"WRITE", "READ"}, SignIn: true}},
		{`mutation{danger{name}}`, guard.Access{Scopes: []string{"READ"}, SessionOnly: "danger", SignIn: true}},
		{`{__schema{queryType{name}}}`, guard.Access{Introspection: true}},
		{`{__typename}`, guard.Access{}},
	}
	for _, c := range cases {
		doc := parse(t, c.query)
		got := guard.Inspect(doc.Operations[0])
		if !slices.Equal(got.Scopes, c.want.Scopes) || got.SessionOnly != c.want.SessionOnly || got.SignIn != c.want.SignIn || got.Introspection != c.want.Introspection {
			t.Errorf("%s: %+v, want %+v", c.query, got, c.want)
		}
	}
}

func TestOneCredentialPerDocument(t *testing.T) {
	if err := guard.CheckCredentials(parse(t, `mutation{signIn}`)); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`mutation{a:signIn b:signIn}`, `mutation{signIn confirm}`, `mutation{...f b:signIn} fragment f on Mutation{signIn}`,
		`mutation A{signIn} mutation B{signIn}`, `mutation{...on Mutation{a:signIn} ...on Mutation{b:signIn}}`,
	} {
		if err := guard.CheckCredentials(parse(t, q)); !errors.Is(err, guard.ErrCredentials) {
			t.Errorf("%s: %v", q, err)
		}
	}
}

func TestCost(t *testing.T) {
	cases := []struct {
		query string
		vars  map[string]any
		want  int
	}{
		{`{open}`, nil, 1},
		{`{viewer{name}}`, nil, 1},
		{`{viewer{things{nodes{id}}}}`, nil, 1 + 1 + 20},
		{`{viewer{things(first:100){nodes{id owner{name} labels{text}}}}}`, nil, 1 + 1 + 100*(1+1+1)},
		{`{viewer{things(first:10){edges{node{id}}}}}`, nil, 1 + 1 + 10*(1+1)},
		{`{viewer{last(last:5){id}}}`, nil, 1 + 5},
		{`query($n:Int){viewer{things(first:$n){nodes{id}}}}`, map[string]any{"n": int64(7)}, 1 + 1 + 7},
		{`query($n:Int){viewer{things(first:$n){nodes{id}}}}`, map[string]any{"n": int64(99999999)}, 1 + 1 + 100},
		{`query($n:Int){viewer{things(first:$n){nodes{id}}}}`, map[string]any{"n": int64(-1)}, 1 + 1 + 100},
		{`{entry(id:1){nested{nested{id}}}}`, nil, 1 + 10*(1+1)},
		{`{...f} fragment f on Query{viewer{things{nodes{id}}}}`, nil, 1 + 1 + 20},
		{`mutation{write{id}}`, nil, 10},
		{`{__schema{types{name}}}`, nil, 0},
	}
	for _, c := range cases {
		doc := parse(t, c.query)
		if got := guard.Cost(schema, doc.Operations[0], c.vars); got != c.want {
			t.Errorf("%s: %d, want %d", c.query, got, c.want)
		}
	}
}

func FuzzCheckShape(f *testing.F) {
	f.Add("{open}")
	f.Add("{...a} fragment a on Query{...a}")
	f.Add("query($a:Int=1){viewer{things(first:$a){nodes{id}}}}")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		start := cputime.Used(t)
		_ = shapeOf(text)
		if took := cputime.Used(t) - start; took > 250*time.Millisecond {
			t.Fatalf("took %v", took)
		}
	})
}

func TestNodes(t *testing.T) {
	for text, want := range map[string]int{
		"{open}":                                            0,
		"{viewer{name}}":                                    1,
		"{viewer{friend{friend{name}}}}":                    3,
		"{viewer{things(first:5){nodes{id}}}}":              7,
		"{viewer{things{nodes{owner{name}}}}}":              42,
		"{viewer{last(last:3){labels{text}}}}":              34,
		"{viewer{...F}} fragment F on Viewer{friend{name}}": 2,
		"mutation{write{id}}":                               1,
		"{__schema{types{name}}}":                           0,
	} {
		doc := parse(t, text)
		if got := guard.Nodes(schema, doc.Operations[0], nil); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	deep := parse(t, "{viewer{things(first:100){nodes{nested{nested{nested{nested{nested{nested{id}}}}}}}}}}")
	if got := guard.Nodes(schema, deep.Operations[0], nil); got < 100_000_000 || got > 1<<30 {
		t.Error("counting must saturate:", got)
	}
}
