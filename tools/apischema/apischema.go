// Package apischema reads the GraphQL schema of the repository for the tools that document and compare it.
package apischema

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// Files are the schema files below root: the one of package graph first, then one for each domain.
func Files(root string) ([]string, error) {
	domains, err := filepath.Glob(filepath.Join(root, "internal", "*", "schema.graphql"))
	if err != nil {
		return nil, err
	}
	slices.Sort(domains)
	return append([]string{filepath.Join(root, "internal", "graph", "root.graphql")}, domains...), nil
}

// Load merges the schema files below root.
func Load(root string) (*ast.Schema, error) {
	files, err := Files(root)
	if err != nil {
		return nil, err
	}
	sources := make([]*ast.Source, 0, len(files))
	for _, f := range files {
		text, err := os.ReadFile(f) //nolint:gosec // the repository's own files
		if err != nil {
			return nil, err
		}
		sources = append(sources, &ast.Source{Name: filepath.ToSlash(f), Input: string(text)})
	}
	schema, gerr := gqlparser.LoadSchema(sources...)
	if gerr != nil {
		return nil, fmt.Errorf("load schema: %w", gerr)
	}
	return schema, nil
}

// Parse reads a printed schema.
func Parse(name, text string) (*ast.Schema, error) {
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: name, Input: text})
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", name, err)
	}
	return schema, nil
}

// internalDirectives steer the code generator and say nothing to callers.
var internalDirectives = []string{"goModel", "goField"}

// Print writes the merged schema as callers see it, sorted by name.
func Print(schema *ast.Schema) string {
	for _, name := range internalDirectives {
		delete(schema.Directives, name)
	}
	for _, def := range schema.Types {
		def.Directives = withoutInternal(def.Directives)
		for _, f := range def.Fields {
			f.Directives = withoutInternal(f.Directives)
		}
	}
	var buf bytes.Buffer
	formatter.NewFormatter(&buf, formatter.WithIndent("  ")).FormatSchema(schema)
	return buf.String()
}

func withoutInternal(list ast.DirectiveList) ast.DirectiveList {
	return slices.DeleteFunc(slices.Clone(list), func(d *ast.Directive) bool { return slices.Contains(internalDirectives, d.Name) })
}

// Domain is the folder that a definition stands in: "journal" for internal/journal/schema.graphql.
func Domain(pos *ast.Position) string {
	if pos == nil || pos.Src == nil {
		return ""
	}
	return filepath.Base(filepath.Dir(filepath.FromSlash(pos.Src.Name)))
}

// WriteIfChanged writes a generated file, or with check only compares. It reports whether the file was current.
func WriteIfChanged(path string, text []byte, check bool) (current bool, err error) {
	old, err := os.ReadFile(path) //nolint:gosec // the repository's own files
	if err == nil && bytes.Equal(old, text) {
		return true, nil
	}
	if err != nil && !os.IsNotExist(err) {
		return false, err
	}
	if check {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return false, err
	}
	return false, os.WriteFile(path, text, 0o600)
}

// Sentence is a description on one line.
func Sentence(s string) string { return strings.Join(strings.Fields(s), " ") }
