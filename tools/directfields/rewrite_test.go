package main

import (
	"strings"
	"testing"
)

func TestRefusesCodeItDoesNotKnow(t *testing.T) {
	_, err := rewriteAll(map[string]string{"x.go": "package x\n\nimport (\n\t\"fmt\"\n)\n\nfunc f() { fmt.Println() }\n"})
	if err == nil || !strings.Contains(err.Error(), "found no") {
		t.Fatalf("error %v", err)
	}
}

func TestLeavesFieldsWithResolversAlone(t *testing.T) {
	const text = "func _A_b(ctx context.Context, ec *executionContext, field graphql.CollectedField, obj *x.A) (ret graphql.Marshaler) {\n" +
		"\treturn graphql.ResolveField(\n\t\tctx,\n\t\tec.OperationContext,\n\t\tfield,\n" +
		"\t\tfunc(ctx context.Context, field graphql.CollectedField) (*graphql.FieldContext, error) {\n\t\t\treturn fieldContext_A_b(ctx, ec, field)\n\t\t},\n" +
		"\t\tfunc(ctx context.Context) (any, error) {\n\t\t\treturn READ, nil\n\t\t},\n\t\tnil,\n" +
		"\t\tfunc(ctx context.Context, selections ast.SelectionSet, v string) graphql.Marshaler {\n\t\t\treturn marshalNString2string(ctx, ec, selections, v)\n\t\t},\n\t\ttrue,\n\t\ttrue,\n\t)\n}\n" +
		"func fieldContext_A_b(_ context.Context, ec *executionContext, field graphql.CollectedField) (fc *graphql.FieldContext, err error) {\n\treturn graphql.NewScalarFieldContext("
	if got := rewritePlain(strings.Replace(text, "READ", "ec.Resolvers.A().B(ctx, obj)", 1), map[string]int{}); strings.Contains(got, "field.Selections") {
		t.Errorf("rewrote a resolver:\n%s", got)
	}
	if got := rewritePlain(strings.Replace(text, "READ", "obj.B", 1), map[string]int{}); !strings.Contains(got, "return marshalNString2string(ctx, ec, field.Selections, obj.B)") {
		t.Errorf("did not rewrite a leaf:\n%s", got)
	}
}

func TestDropsUnusedImports(t *testing.T) {
	got := mendImports("package x\n\nimport (\n\t\"fmt\"\n\t\"math\"\n)\n\nvar _ = fmt.Sprint(direct.Slice)\n")
	if strings.Contains(got, "math") || !strings.Contains(got, `"fmt"`) || !strings.Contains(got, "graph/direct") {
		t.Fatal(got)
	}
}
