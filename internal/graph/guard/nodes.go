package guard

import "github.com/vektah/gqlparser/v2/ast"

// Nodes is how many objects the answer to an operation of a validated document can hold at most, in the measure of
// [Cost]: rows of a list as it counts them, but without the prices of calls. The roots themselves do not count.
func Nodes(schema *ast.Schema, op *ast.OperationDefinition, vars map[string]any) int {
	w := walker{schema: schema, vars: vars}
	return w.nodes(op.SelectionSet, 0)
}

func (w walker) nodes(set ast.SelectionSet, page int) int {
	sum := 0
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			sum += w.nodesOf(sel, page)
		case *ast.InlineFragment:
			sum += w.nodes(sel.SelectionSet, page)
		case *ast.FragmentSpread:
			if sel.Definition != nil {
				sum += w.nodes(sel.Definition.SelectionSet, page)
			}
		}
		sum = saturate(sum)
	}
	return sum
}

func (w walker) nodesOf(f *ast.Field, page int) int {
	if f.Definition == nil || !w.composite(f.Definition.Type.Name()) || f.Name == "__schema" || f.Name == "__type" {
		return 0
	}
	own := w.pageSize(f)
	if f.Definition.Type.Elem == nil {
		return saturate(1 + w.nodes(f.SelectionSet, own))
	}
	rows := own
	if rows == 0 && (f.Name == "nodes" || f.Name == "edges") {
		rows = page
	}
	if rows == 0 {
		rows = innerList
	}
	return saturate(rows * (1 + w.nodes(f.SelectionSet, 0)))
}
