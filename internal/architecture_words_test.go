package internal_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

var (
	eventName = regexp.MustCompile(`^([a-z]+)\.[a-z_]+\.v\d+$`)
	writes    = regexp.MustCompile(`(?is)\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z]+)_\w+`)
)

// checkPrefixes: events and error codes start with their domain, and only the owner writes its tables.
func checkPrefixes(h *house) []string {
	var out []string
	for _, f := range h.production() {
		where := placeOf(f.pkg)
		if where.domain == "" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "EventName" {
					out = append(out, wrongEvent(f, n, where.domain)...)
				}
			case *ast.CallExpr:
				out = append(out, wrongCode(f, n, where.domain)...)
			case *ast.BasicLit:
				if n.Kind != token.STRING {
					return true
				}
				text, _ := strconv.Unquote(n.Value)
				for _, m := range writes.FindAllStringSubmatch(text, -1) {
					_, domain := ranks[strings.ToLower(m[1])]
					if domain && strings.ToLower(m[1]) != where.domain {
						out = append(out, fmt.Sprintf("%s writes the table %s", f.pkg, lastWord(m[0])))
					}
				}
			}
			return true
		})
	}
	return out
}

func lastWord(s string) string {
	words := strings.Fields(s)
	return words[len(words)-1]
}

func wrongEvent(f *source, fn *ast.FuncDecl, domain string) []string {
	var out []string
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok {
			return true
		}
		text, _ := strconv.Unquote(lit.Value)
		if m := eventName.FindStringSubmatch(text); m == nil || m[1] != domain {
			out = append(out, fmt.Sprintf("%s: event %s of the domain %s", f.path, text, domain))
		}
		return true
	})
	return out
}

func wrongCode(f *source, call *ast.CallExpr, domain string) []string {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "New" || len(call.Args) != 3 {
		return nil
	}
	if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "errs" {
		return nil
	}
	lit, ok := call.Args[1].(*ast.BasicLit)
	if !ok {
		return nil
	}
	if code, _ := strconv.Unquote(lit.Value); !strings.HasPrefix(code, domain+".") {
		return []string{fmt.Sprintf("%s: error code %s of the domain %s", f.path, code, domain)}
	}
	return nil
}

var quotedPath = regexp.MustCompile("`([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.<>-]+)*)`")

// checkContributing: what the tables of CONTRIBUTING.md name as a path is there.
func checkContributing(h *house) []string {
	text, err := os.ReadFile(filepath.Join(h.root, "CONTRIBUTING.md"))
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	found := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		for _, m := range quotedPath.FindAllStringSubmatch(line, -1) {
			first, _, nested := strings.Cut(m[1], "/")
			if strings.Contains(m[1], "<") || (!nested && !isRoot(first)) || !isRoot(first) {
				continue
			}
			found++
			if _, err := os.Stat(filepath.Join(h.root, filepath.FromSlash(m[1]))); err != nil {
				out = append(out, "CONTRIBUTING.md names "+m[1]+", which is not there")
			}
		}
	}
	if found == 0 {
		out = append(out, "CONTRIBUTING.md has no code map")
	}
	return out
}

func isRoot(name string) bool {
	switch name {
	case "cmd", "internal", "migrations", "web", "e2e", "docs", "tools", "scripts":
		return true
	}
	return false
}

// checkGeneratedModels: every type of the schema is bound to a noun; one that is not turns up in models_gen.go.
func checkGeneratedModels(h *house) []string {
	var out []string
	for _, f := range h.files {
		if filepath.Base(f.path) != "models_gen.go" {
			continue
		}
		for _, decl := range f.ast.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.TYPE {
				for _, spec := range gen.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok {
						out = append(out, f.path+": "+ts.Name.Name+" has no noun")
					}
				}
			}
		}
	}
	return out
}
