package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// example is one request with its answer, executed by the tests.
type example struct {
	name, title   string
	query, answer string
	vars          string
	fields        []string
}

// rootField finds the fields that stand at the root of a document formatted with two spaces per level.
var rootField = regexp.MustCompile(`(?m)^ {2}(?:\w+: )?(\w+)`)

// readExamples reads NAME.graphql, NAME.json and, where there is one, NAME.vars.json. The first comment line of the
// document is its title.
func readExamples(dir string) ([]example, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.graphql"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []example
	for _, f := range files {
		query, err := os.ReadFile(f) //nolint:gosec // the repository's own files
		if err != nil {
			return nil, err
		}
		stem := strings.TrimSuffix(f, ".graphql")
		answer, err := os.ReadFile(stem + ".json") //nolint:gosec // see above
		if err != nil {
			return nil, err
		}
		vars, err := os.ReadFile(stem + ".vars.json") //nolint:gosec // see above
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		e := example{name: filepath.Base(stem), query: string(query), answer: string(answer), vars: string(vars)}
		if first, rest, ok := strings.Cut(e.query, "\n"); ok && strings.HasPrefix(first, "#") {
			e.title, e.query = strings.TrimSpace(strings.TrimPrefix(first, "#")), rest
		}
		for _, m := range rootField.FindAllStringSubmatch(e.query, -1) {
			e.fields = append(e.fields, m[1])
		}
		out = append(out, e)
	}
	return out, nil
}
