package graph

import (
	"context"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/graph/guard"
	"tamatar.dev/tamatar/internal/graph/scalar"
	"tamatar.dev/tamatar/internal/platform/limit"
)

// meterKey leads to the [meter] of the operation under way.
type meterKey struct{}

// meter is what is known about an operation before it runs.
type meter struct {
	answer *Answer
	schema *ast.Schema
	op     *ast.OperationDefinition
	vars   map[string]any
}

// meterQueries resolves what the API tells about itself.
type meterQueries struct{}

// RateLimit tells what the operation costs and what is left. It holds for every caller.
func (meterQueries) RateLimit(ctx context.Context) (*limit.RateLimit, error) {
	m, ok := ctx.Value(meterKey{}).(*meter)
	if !ok {
		return &limit.RateLimit{}, nil
	}
	out := &limit.RateLimit{
		Cost: m.answer.Cost, Limit: m.answer.Budget, NodeCount: guard.Nodes(m.schema, m.op, m.vars),
	}
	if v := m.answer.Limit; v.Limit > 0 {
		remaining := int(v.Remaining)
		out.Limit, out.Remaining, out.ResetAt = int(v.Limit), &remaining, &v.ResetAt
	}
	return out, nil
}

// appendCost adds extensions.cost to an answer. Without limits over time, limit is the most one operation may cost.
func appendCost(b []byte, a Answer) []byte {
	if a.Budget == 0 && a.Limit.Limit == 0 {
		return b
	}
	ceiling := int64(a.Budget)
	if a.Limit.Limit > 0 {
		ceiling = a.Limit.Limit
	}
	b = append(comma(b), `"extensions":{"cost":{"used":`...)
	b = strconv.AppendInt(b, int64(a.Cost), 10)
	b = append(b, `,"limit":`...)
	b = strconv.AppendInt(b, ceiling, 10)
	if a.Limit.Limit > 0 {
		b = append(b, `,"remaining":`...)
		b = strconv.AppendInt(b, a.Limit.Remaining, 10)
		b = append(b, `,"resetAt":"`...)
		b = a.Limit.ResetAt.UTC().AppendFormat(b, scalar.TimeLayout)
		b = append(b, '"')
	}
	return append(b, "}}"...)
}
