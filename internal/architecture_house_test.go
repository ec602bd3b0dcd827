package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// house is a parsed tree of Go source.
type house struct {
	root  string
	fset  *token.FileSet
	files []*source
}

// source is one Go file.
type source struct {
	path      string // from the root, with slashes
	pkg       string // folder, from the root
	lines     int
	text      string
	test      bool
	generated bool
	ast       *ast.File
}

// load parses every Go file below root, without testdata, dependencies of the web and hidden folders.
func load(t *testing.T, root string) *house {
	t.Helper()
	h := &house{root: root, fset: token.NewFileSet()}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != root && skipped(d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		return h.add(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.files) == 0 {
		t.Fatal("no Go files found: the test looks in the wrong place")
	}
	return h
}

func skipped(name string) bool {
	return name == "testdata" || name == "node_modules" || name == "web" || name == "e2e" || name == "bin" || strings.HasPrefix(name, ".")
}

func (h *house) add(p string) error {
	text, err := os.ReadFile(p)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(h.root, p)
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	parsed, err := parser.ParseFile(h.fset, p, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	h.files = append(h.files, &source{
		path: rel, pkg: path.Dir(rel), text: string(text), lines: strings.Count(string(text), "\n"),
		test: strings.HasSuffix(rel, "_test.go"), generated: ast.IsGenerated(parsed), ast: parsed,
	})
	return nil
}

// production are the hand-written files that are not tests.
func (h *house) production() []*source {
	var out []*source
	for _, f := range h.files {
		if !f.test && !f.generated {
			out = append(out, f)
		}
	}
	return out
}

// imports are the import paths; those of this module start with internal/, cmd/ and so on.
func (s *source) imports() []string {
	var out []string
	for _, spec := range s.ast.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			out = append(out, strings.TrimPrefix(p, module))
		}
	}
	return out
}

// place is where a package stands in the house.
type place struct {
	kind   string // platform, noun, svc, kit (other packages inside a domain), graph, httpd, site, app, cmd, tools, other
	domain string
}

func placeOf(pkg string) place {
	parts := strings.Split(pkg, "/")
	switch {
	case parts[0] == "cmd" || parts[0] == "tools" || parts[0] == "migrations" || parts[0] == "web":
		return place{kind: parts[0]}
	case parts[0] != "internal" || len(parts) < 2:
		return place{kind: "other"}
	}
	second := parts[1]
	switch second {
	case "platform", "graph", "httpd", "site", "api", "app":
		return place{kind: second}
	}
	if _, ok := ranks[second]; !ok {
		return place{kind: "unknown", domain: second}
	}
	switch {
	case len(parts) == 2:
		return place{kind: "noun", domain: second}
	case parts[2] == second+"svc":
		return place{kind: "svc", domain: second}
	default:
		return place{kind: "kit", domain: second}
	}
}
