package graph_test

import (
	"sync"

	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/graph"
)

// testSchema is the schema as the server loads it.
var testSchema = sync.OnceValue(func() *ast.Schema { return graph.NewSchema(graph.Services{}).Schema() })
