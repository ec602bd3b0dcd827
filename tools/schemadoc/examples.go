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

// Documents are formatted with two spaces per level: these find the fields at the root, and those of the viewer.
var (
	rootField   = regexp.MustCompile(`(?m)^ {2}(?:\w+: )?(\w+)`)
	viewerField = regexp.MustCompile(`(?m)^ {4}(?:\w+: )?(\w+)|^ {2}viewer \{ (\w+)`)
	asksViewer  = regexp.MustCompile(`(?m)^ {2}viewer \{`)
	persona     = regexp.MustCompile(`(?m)^# as: \w+\n`)
)

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
		e := example{name: filepath.Base(stem), query: persona.ReplaceAllString(string(query), ""), answer: string(answer), vars: string(vars)}
		if first, rest, ok := strings.Cut(e.query, "\n"); ok && strings.HasPrefix(first, "#") {
			e.title, e.query = strings.TrimSpace(strings.TrimPrefix(first, "#")), rest
		}
		for _, m := range rootField.FindAllStringSubmatch(e.query, -1) {
			e.fields = append(e.fields, m[1])
		}
		if asksViewer.MatchString(e.query) {
			for _, m := range viewerField.FindAllStringSubmatch(e.query, -1) {
				e.fields = append(e.fields, m[1]+m[2])
			}
		}
		out = append(out, e)
	}
	return out, nil
}
