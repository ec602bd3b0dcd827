package direct

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
)

// Slice marshals a list, one element after the other. Each element gets a field context with its index, as the paths
// of errors need it; a panic in one makes the whole list nil and is reported there.
func Slice(ctx context.Context, length int, element func(ctx context.Context, i int) graphql.Marshaler) graphql.Array {
	list := make(graphql.Array, length)
	places := make([]place, length)
	for i := range list {
		p := &places[i]
		p.index, p.field.Index = i, &p.index
		if !p.marshal(graphql.WithFieldContext(ctx, &p.field), &list[i], element) {
			return nil
		}
	}
	return list
}

// place is the field context of an element with its index.
type place struct {
	field graphql.FieldContext
	index int
}

func (p *place) marshal(ctx context.Context, into *graphql.Marshaler, element func(context.Context, int) graphql.Marshaler) (ok bool) {
	defer func() {
		if value := recover(); value != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, value))
			ok = false
		}
	}()
	*into = element(ctx, p.index)
	return true
}

// Object writes an object: its collected fields with their values, which stand in the same order.
func Object(fields []graphql.CollectedField, values []graphql.Marshaler) graphql.Marshaler {
	return &object{fields, values}
}

type object struct {
	fields []graphql.CollectedField
	values []graphql.Marshaler
}

// MarshalGQL implements [graphql.Marshaler]. Names and aliases of GraphQL need no escaping.
func (o *object) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, "{")
	for i := range o.fields {
		if o.written(i) {
			continue
		}
		if i > 0 {
			_, _ = io.WriteString(w, ",")
		}
		_, _ = io.WriteString(w, `"`)
		_, _ = io.WriteString(w, o.fields[i].Alias)
		_, _ = io.WriteString(w, `":`)
		o.values[i].MarshalGQL(w)
	}
	_, _ = io.WriteString(w, "}")
}

// written reports whether an earlier field has the same key: fragments on different types may bring it twice.
func (o *object) written(i int) bool {
	alias := o.fields[i].Alias
	for j := range i {
		if o.fields[j].Alias == alias {
			return true
		}
	}
	return false
}
