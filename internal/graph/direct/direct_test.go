package direct_test

import (
	"context"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"tamatar.dev/tamatar/internal/graph/direct"
)

func withResponse() context.Context {
	present := func(ctx context.Context, err error) *gqlerror.Error {
		return &gqlerror.Error{Message: err.Error(), Path: graphql.GetPath(ctx)}
	}
	return graphql.WithResponseContext(context.Background(), present, graphql.DefaultRecover)
}

func text(m graphql.Marshaler) string {
	var b strings.Builder
	m.MarshalGQL(&b)
	return b.String()
}

func TestSliceMarshalsInOrderAndTellsTheIndex(t *testing.T) {
	ctx := withResponse()
	list := direct.Slice(ctx, 3, func(ctx context.Context, i int) graphql.Marshaler {
		return graphql.MarshalString(graphql.GetPath(ctx).String() + strings.Repeat("x", i))
	})
	if got, want := text(list), `["[0]","[1]x","[2]xx"]`; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	if got := text(direct.Slice(ctx, 0, nil)); got != "[]" {
		t.Fatalf("empty list: %s", got)
	}
}

func TestSliceReportsAPanicAtItsElement(t *testing.T) {
	ctx := withResponse()
	list := direct.Slice(ctx, 3, func(_ context.Context, i int) graphql.Marshaler {
		if i == 1 {
			panic("broken")
		}
		return graphql.Null
	})
	errs := graphql.GetErrors(ctx)
	if list != nil || len(errs) != 1 || errs[0].Path.String() != "[1]" {
		t.Fatalf("list %v, errors %v", list, errs)
	}
}

func TestObjectWritesEachKeyOnce(t *testing.T) {
	field := func(alias string) graphql.CollectedField {
		return graphql.CollectedField{Field: &ast.Field{Alias: alias}}
	}
	o := direct.NewFieldSet([]graphql.CollectedField{field("a"), field("b"), field("a"), field("c")})
	copy(o.Values, []graphql.Marshaler{graphql.True, graphql.Null, graphql.False})
	o.Concurrently(3, func(context.Context) graphql.Marshaler { return graphql.MarshalString(`"`) })
	o.Dispatch(context.Background())
	if got, want := text(o), `{"a":true,"b":null,"c":"\""}`; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	if got := text(direct.NewFieldSet(nil)); got != "{}" {
		t.Fatalf("empty object: %s", got)
	}
}

func TestFieldSetOfManyFields(t *testing.T) {
	fields := make([]graphql.CollectedField, 20)
	for i := range fields {
		fields[i].Field = &ast.Field{Alias: string(rune('a' + i))}
	}
	o := direct.NewFieldSet(fields)
	for i := range fields {
		o.Concurrently(i, func(context.Context) graphql.Marshaler { return graphql.MarshalString(fields[i].Alias) })
	}
	o.Dispatch(context.Background())
	if got := text(o); !strings.HasPrefix(got, `{"a":"a","b":"b",`) || !strings.HasSuffix(got, `"t":"t"}`) {
		t.Fatal(got)
	}
}
