package rows_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"tamatar.dev/tamatar/internal/graph/rows"
)

func field(ctx context.Context) context.Context {
	ctx = graphql.WithOperationContext(ctx, &graphql.OperationContext{RecoverFunc: graphql.DefaultRecover})
	return graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, func(context.Context, any) error { return fmt.Errorf("masked") })
}

func TestRowsComeInOrderWithTheirIndex(t *testing.T) {
	out := rows.Marshal(field(t.Context()), 3, 0, false, func(ctx context.Context, i int) graphql.Marshaler {
		if at := graphql.GetFieldContext(ctx).Index; at == nil || *at != i {
			t.Errorf("row %d has the index %v", i, at)
		}
		return graphql.MarshalInt(i)
	})
	var buf bytes.Buffer
	out.MarshalGQL(&buf)
	if buf.String() != "[0,1,2]" {
		t.Fatal(buf.String())
	}
	if empty := rows.Marshal(field(t.Context()), 0, 0, false, nil); len(empty) != 0 || empty == nil {
		t.Fatal("no rows are an empty list, not null")
	}
}

func TestAPanicMakesTheListNull(t *testing.T) {
	ctx := field(t.Context())
	out := rows.Marshal(ctx, 3, 0, false, func(_ context.Context, i int) graphql.Marshaler {
		if i == 1 {
			panic("broken row")
		}
		return graphql.MarshalInt(i)
	})
	list := graphql.GetErrors(ctx)
	if out != nil || len(list) != 1 {
		t.Fatalf("%v %v", out, list)
	}
}
