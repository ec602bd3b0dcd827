package site

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
)

// message is one entry that the sources ask of a catalogue; many is set for counted sentences.
type message struct{ id, many string }

// asked collects every message of templates, Go sources and the sentences of identity that a page can show.
func asked(t *testing.T) map[message]string {
	t.Helper()
	out := map[message]string{}
	for _, file := range glob(t, "templates/*.html") {
		trees, err := parse.Parse(file, read(t, file), "{{", "}}", map[string]any{}, builtins)
		if err != nil {
			t.Fatal(err)
		}
		for _, tree := range trees {
			askedByNode(tree.Root, file, out)
		}
	}
	for _, file := range glob(t, "*.go") {
		if !strings.HasSuffix(file, "_test.go") {
			askedByGo(t, file, out)
		}
	}
	for _, sentence := range refusals(t) {
		out[message{id: sentence}] = "an error"
	}
	return out
}

var builtins = map[string]any{"eq": 0, "and": 0, "or": 0, "not": 0, "len": 0, "index": 0}

func askedByNode(n parse.Node, file string, out map[message]string) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				askedByNode(c, file, out)
			}
		}
	case *parse.ActionNode:
		askedByNode(n.Pipe, file, out)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				askedByCommand(c, file, out)
			}
		}
	case *parse.TemplateNode:
		askedByNode(n.Pipe, file, out)
	case *parse.IfNode:
		askedByBranch(n.BranchNode, file, out)
	case *parse.RangeNode:
		askedByBranch(n.BranchNode, file, out)
	case *parse.WithNode:
		askedByBranch(n.BranchNode, file, out)
	}
}

func askedByBranch(n parse.BranchNode, file string, out map[message]string) {
	askedByNode(n.Pipe, file, out)
	askedByNode(n.List, file, out)
	askedByNode(n.ElseList, file, out)
}

func askedByCommand(c *parse.CommandNode, file string, out map[message]string) {
	var path []string
	switch f := c.Args[0].(type) {
	case *parse.FieldNode:
		path = f.Ident
	case *parse.VariableNode:
		path = f.Ident
	}
	var texts []string
	for _, a := range c.Args[1:] {
		if s, ok := a.(*parse.StringNode); ok {
			texts = append(texts, s.Text)
		}
		askedByNode(a, file, out)
	}
	if len(path) == 0 {
		return
	}
	add(path[len(path)-1], texts, file, out)
}

func askedByGo(t *testing.T, file string, out map[message]string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		add(sel.Sel.Name, literals(call.Args), file, out)
		return true
	})
}

func literals(args []ast.Expr) []string {
	var out []string
	for _, a := range args {
		if lit, ok := a.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				out = append(out, s)
			}
		}
	}
	return out
}

func add(method string, texts []string, file string, out map[message]string) {
	switch {
	case method == "T" && len(texts) > 0:
		out[message{id: texts[0]}] = file
	case method == "N" && len(texts) > 1:
		out[message{id: texts[0], many: texts[1]}] = file
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files for %s: %v", pattern, err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
