// Command graphgen generates the executable GraphQL schema: gqlgen with the configuration in gqlgen.yml of the current
// folder, then the lists are written by package rows instead of by one goroutine per row.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

const (
	gqlgenImport = `"github.com/99designs/gqlgen/graphql"`
	rowsImport   = `"tamatar.dev/tamatar/internal/graph/rows"`
	theirs       = "graphql.MarshalSliceConcurrently("
	ours         = "rows.Marshal("
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "graphgen:", err)
		os.Exit(1)
	}
}

func run() error {
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return err
	}
	if err := api.Generate(cfg); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join("generated", "*.go"))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := rewrite(f); err != nil {
			return err
		}
	}
	return nil
}

// rewrite puts our function in the place of gqlgen's in one generated file.
func rewrite(path string) error {
	text, err := os.ReadFile(path) //nolint:gosec // the generated code
	if err != nil || !bytes.Contains(text, []byte(theirs)) {
		return err
	}
	text = bytes.ReplaceAll(text, []byte(theirs), []byte(ours))
	text = bytes.Replace(text, []byte(gqlgenImport), []byte(gqlgenImport+"\n\t"+rowsImport), 1)
	text, err = format.Source(text)
	if err != nil {
		return fmt.Errorf("format %s: %w", path, err)
	}
	return os.WriteFile(path, text, 0o600)
}
