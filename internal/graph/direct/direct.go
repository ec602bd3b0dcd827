package direct

import (
	"context"
	"io"
	"sync"

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

// FieldSet is the fields of one object with their values, and the object's marshaler. It does what gqlgen's own does,
// in one allocation for the usual object; there is no @defer.
type FieldSet struct {
	fields []graphql.CollectedField
	// Values stand in the order of the fields.
	Values []graphql.Marshaler
	// Invalids counts the fields that must not be null and are.
	Invalids uint32

	delayed []delayed
	few     [6]graphql.Marshaler
}

type delayed struct {
	place int
	value func(context.Context) graphql.Marshaler
}

// NewFieldSet returns a set without values.
func NewFieldSet(fields []graphql.CollectedField) *FieldSet {
	s := &FieldSet{fields: fields}
	if len(fields) <= len(s.few) {
		s.Values = s.few[:len(fields)]
	} else {
		s.Values = make([]graphql.Marshaler, len(fields))
	}
	return s
}

// Concurrently leaves the value at place i to Dispatch.
func (s *FieldSet) Concurrently(i int, value func(context.Context) graphql.Marshaler) {
	s.delayed = append(s.delayed, delayed{i, value})
}

// Dispatch finds the values that were left to it, side by side when there are several.
func (s *FieldSet) Dispatch(ctx context.Context) {
	if len(s.delayed) == 0 {
		return
	}
	var wg sync.WaitGroup
	for _, d := range s.delayed[1:] {
		wg.Go(func() { s.Values[d.place] = d.value(ctx) })
	}
	first := s.delayed[0]
	s.Values[first.place] = first.value(ctx)
	wg.Wait()
}

// MarshalGQL implements [graphql.Marshaler]. Names and aliases of GraphQL need no escaping.
func (s *FieldSet) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, "{")
	for i := range s.fields {
		if s.written(i) {
			continue
		}
		if i > 0 {
			_, _ = io.WriteString(w, ",")
		}
		_, _ = io.WriteString(w, `"`)
		_, _ = io.WriteString(w, s.fields[i].Alias)
		_, _ = io.WriteString(w, `":`)
		s.Values[i].MarshalGQL(w)
	}
	_, _ = io.WriteString(w, "}")
}

// written reports whether an earlier field has the same key: fragments on different types may bring it twice.
func (s *FieldSet) written(i int) bool {
	alias := s.fields[i].Alias
	for j := range i {
		if s.fields[j].Alias == alias {
			return true
		}
	}
	return false
}
