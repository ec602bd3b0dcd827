package guard

import (
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Budgets of one operation, in points.
const (
	// BudgetSignedIn is for people and tokens.
	BudgetSignedIn = 1000
	// BudgetStranger is for callers nobody knows.
	BudgetStranger = 200
	// mutationCost is added for every mutation, beside what it selects.
	mutationCost = 10
	// defaultPage is how many rows a paginated list counts when the operation names no number.
	defaultPage = 20
	// maxPage is the most a paginated list gives.
	maxPage = 100
	// innerList is how many rows a list without a page size counts when its rows have objects below them.
	innerList = 10
)

// ErrTooCostly is returned for an operation above the caller's budget.
var ErrTooCostly = errs.New(errs.Invalid, "graphql.too_costly", "The operation costs more than one request may. Ask for fewer rows or fewer nested objects.")

// Cost is what an operation of a validated document costs, in points. Plain values are free and an object
// costs 1. What hangs below a list counts once per row: the rows are `first` or `last`, taken as at most 100,
// or 20 when left out; a connection hands its number down to `nodes` and `edges`. A list without a page size
// counts 1 when its rows hold plain values only, else 10 rows. A mutation adds 10.
//
// gqlgen's own walk is not used: it knows no lists, and takes exponential time on nested fragments. This one
// relies on [CheckShape], which bounds the nodes to visit.
func Cost(schema *ast.Schema, op *ast.OperationDefinition, vars map[string]any) int {
	w := walker{schema: schema, vars: vars}
	return w.set(op.SelectionSet, 0)
}

type walker struct {
	schema *ast.Schema
	vars   map[string]any
}

// set sums the costs of a selection set. page is the page size of the connection it belongs to, 0 outside of one.
func (w walker) set(set ast.SelectionSet, page int) int {
	sum := 0
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			sum = saturate(sum + w.field(sel, page))
		case *ast.InlineFragment:
			sum = saturate(sum + w.set(sel.SelectionSet, page))
		case *ast.FragmentSpread:
			if sel.Definition != nil {
				sum = saturate(sum + w.set(sel.Definition.SelectionSet, page))
			}
		}
	}
	return sum
}

func (w walker) field(f *ast.Field, page int) int {
	if f.Definition == nil || f.Name == "__schema" || f.Name == "__type" || f.Name == "__typename" {
		return 0
	}
	base := 0
	if f.ObjectDefinition != nil {
		switch f.ObjectDefinition.Name {
		case "Mutation":
			base = mutationCost
		case "Query":
			base = 1
		}
	}
	if !w.composite(f.Definition.Type.Name()) {
		return max(base, boolCost(base == 0 && len(f.Definition.Arguments) > 0))
	}
	own := w.pageSize(f)
	if f.Definition.Type.Elem == nil {
		return saturate(max(base, 1) + w.set(f.SelectionSet, own))
	}
	rows := own
	if rows == 0 && (f.Name == "nodes" || f.Name == "edges") {
		rows = page
	}
	if rows == 0 {
		if !w.hasObjects(f.SelectionSet) {
			return max(base, 1)
		}
		rows = innerList
	}
	return saturate(base + rows*(1+w.set(f.SelectionSet, 0)))
}

// pageSize is the number of rows that the field's arguments ask for; 0 when it is no paginated list.
func (w walker) pageSize(f *ast.Field) int {
	for _, name := range []string{"first", "last"} {
		if f.Definition.Arguments.ForName(name) == nil {
			continue
		}
		arg := f.Arguments.ForName(name)
		if arg == nil {
			return defaultPage
		}
		v, err := arg.Value.Value(w.vars)
		if err != nil {
			return maxPage
		}
		return rowsOf(v)
	}
	return 0
}

func rowsOf(v any) int {
	var n int
	switch v := v.(type) {
	case nil:
		return defaultPage
	case int64:
		n = int(min(v, maxPage))
	case int:
		n = v
	case float64:
		n = int(min(v, maxPage))
	case json.Number:
		parsed, err := strconv.Atoi(v.String())
		if err != nil {
			return maxPage
		}
		n = parsed
	default:
		return maxPage
	}
	if n < 1 || n > maxPage {
		return maxPage
	}
	return n
}

// hasObjects reports whether objects are selected directly below set.
func (w walker) hasObjects(set ast.SelectionSet) bool {
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			if sel.Definition != nil && w.composite(sel.Definition.Type.Name()) {
				return true
			}
		case *ast.InlineFragment:
			if w.hasObjects(sel.SelectionSet) {
				return true
			}
		case *ast.FragmentSpread:
			if sel.Definition != nil && w.hasObjects(sel.Definition.SelectionSet) {
				return true
			}
		}
	}
	return false
}

func (w walker) composite(name string) bool {
	def := w.schema.Types[name]
	return def != nil && def.IsCompositeType()
}

func boolCost(b bool) int {
	if b {
		return 1
	}
	return 0
}

const costCeiling = 1 << 30

func saturate(n int) int {
	if n < 0 || n > costCeiling {
		return costCeiling
	}
	return n
}
