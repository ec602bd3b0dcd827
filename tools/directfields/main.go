// Command directfields rewrites the code that gqlgen generated, so that what needs no resolver is written directly:
// see package direct. It fails when it does not find what it is to replace, which means that gqlgen's templates have
// changed.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "generated", "the folder with gqlgen's code")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "directfields:", err)
		os.Exit(1)
	}
}

// run rewrites every generated file in place.
func run(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.generated.go"))
	if err != nil {
		return err
	}
	sources := map[string]string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		sources[file] = string(raw)
	}
	done, err := rewriteAll(sources)
	if err != nil {
		return err
	}
	for file, text := range done {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
