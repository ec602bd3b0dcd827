// Command schemadoc writes docs/schema.graphql and the API reference in docs/api from the schema files and from the
// request and answer files that the tests of package graph execute.
//
//	go run ./tools/schemadoc          write
//	go run ./tools/schemadoc -check   fail when a file is not current
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"tamatar.dev/tamatar/tools/apischema"
)

func main() {
	root := flag.String("root", ".", "root of the repository")
	check := flag.Bool("check", false, "only compare; exit 1 when a file is not current")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "schemadoc:", err)
		os.Exit(1)
	}
}

func run(root string, check bool) error {
	schema, err := apischema.Load(root)
	if err != nil {
		return err
	}
	examples, err := readExamples(filepath.Join(root, "internal", "graph", "testdata", "golden"))
	if err != nil {
		return err
	}
	pages := reference(schema, examples)
	pages["docs/schema.graphql"] = apischema.Print(schema)
	stale := 0
	for _, name := range slices.Sorted(keys(pages)) {
		current, err := apischema.WriteIfChanged(filepath.Join(root, filepath.FromSlash(name)), []byte(pages[name]), check)
		if err != nil {
			return err
		}
		if !current {
			stale++
			fmt.Println(name)
		}
	}
	if check && stale > 0 {
		return fmt.Errorf("%d generated files are not current: run `go run ./tools/schemadoc`", stale)
	}
	return nil
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
