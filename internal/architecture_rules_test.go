package internal_test

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Sizes: a file or function above soft is reported, above hard it fails.
const (
	softFile, hardFile = 400, 700
	softFunc, hardFunc = 60, 120
)

// checkLayers: cmd -> app -> {graph, httpd, site} -> svc -> nouns -> platform.
func checkLayers(h *house) []string {
	var out []string
	for _, f := range h.files {
		from := placeOf(f.pkg)
		if f.test || from.kind == "other" {
			continue
		}
		if from.kind == "unknown" {
			out = append(out, f.pkg+" is no domain of the table of ranks")
			continue
		}
		for _, imp := range f.imports() {
			if !strings.HasPrefix(imp, "internal/") || imp == f.pkg {
				continue
			}
			if !mayImport(from, f.pkg, placeOf(imp), imp) {
				out = append(out, fmt.Sprintf("%s imports %s (%s)", f.pkg, imp, f.path))
			}
		}
	}
	return out
}

func mayImport(from place, fromPkg string, to place, toPkg string) bool {
	if to.kind == "platform" {
		return true
	}
	inside := to.domain != "" && to.domain == from.domain
	lower := to.domain != "" && from.domain != "" && ranks[to.domain] < ranks[from.domain]
	switch from.kind {
	case "platform":
		return false
	case "noun":
		return to.kind == "noun" && lower
	case "kit":
		return (to.kind == "noun" || to.kind == "kit") && (inside || lower)
	case "svc":
		return (to.kind == "noun" && (inside || lower)) || (to.kind == "kit" && inside) || (to.kind == "svc" && lower)
	case "graph":
		if strings.HasPrefix(fromPkg, "internal/graph/") {
			return to.kind == "noun" || strings.HasPrefix(toPkg, "internal/graph/")
		}
		return to.domain != "" || to.kind == "graph"
	case "httpd":
		return to.kind == "noun" || to.kind == "httpd"
	case "site":
		return to.domain != "" || to.kind == "site"
	case "api": // the doors for tools, beside site: they call every domain, and nobody but app calls them
		return to.domain != "" || to.kind == "api"
	case "app":
		return true
	case "cmd", "tools":
		return to.kind == "app" || to.kind == "noun" || to.kind == "kit" || (from.kind == "tools" && to.kind == "tools")
	default:
		return false
	}
}

// impure are libraries that have no place beside nouns.
var impure = []string{"database/sql", "net/http", "os", "os/exec", "net", "log/slog", "math/rand", "crypto/rand"}

func checkNouns(h *house) []string {
	var out []string
	for _, f := range h.production() {
		if placeOf(f.pkg).kind != "noun" {
			continue
		}
		for _, imp := range f.imports() {
			name, platform := strings.CutPrefix(imp, "internal/platform/")
			if slices.Contains(impure, imp) || (platform && !slices.Contains(purePlatform, name)) {
				out = append(out, fmt.Sprintf("%s imports %s (%s)", f.pkg, imp, f.path))
			}
		}
	}
	return out
}

// forbidden calls and where they are at home. A line with //nolint:forbidigo says why it is an exception.
var forbidden = map[string][]string{
	"time.Now":           {"internal/platform/clock", "cmd/", "tools/"},
	"os.Getenv":          {"internal/platform/config", "internal/platform/dbtest", "cmd/", "tools/"},
	"http.DefaultClient": {"internal/platform/netguard"},
	"http.Get":           {"internal/platform/netguard"},
	"net.Dial":           {"internal/platform/netguard", "tools/"},
	"t.Skip":             {},
	"t.Skipf":            {},
	"t.SkipNow":          {},
}

var unfinished = regexp.MustCompile(`\b(TODO|FIXME|XXX)\b`)

func checkForbidden(h *house) []string {
	var out []string
	for _, f := range h.files {
		if f.generated || strings.HasPrefix(f.path, "internal/architecture") {
			continue
		}
		lines := strings.Split(f.text, "\n")
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			name := x.Name + "." + sel.Sel.Name
			owners, listed := forbidden[name]
			if !listed || (f.test && !strings.HasPrefix(name, "t.")) || slices.ContainsFunc(owners, func(o string) bool { return strings.HasPrefix(f.path, o) }) {
				return true
			}
			at := h.fset.Position(sel.Pos())
			if !strings.Contains(lines[at.Line-1], "nolint:forbidigo") {
				out = append(out, fmt.Sprintf("%s:%d: %s", f.path, at.Line, name))
			}
			return true
		})
		for _, group := range f.ast.Comments {
			if m := unfinished.FindString(group.Text()); m != "" {
				out = append(out, fmt.Sprintf("%s: a comment says %s", f.path, m))
			}
		}
	}
	return out
}

var emptyNames = regexp.MustCompile(`^(utils?|helpers?|common|models?|misc|base|shared|stuff|lib)(_test)?(\.go)?$`)

func checkNames(h *house) []string {
	var out []string
	for _, f := range h.files {
		for _, part := range strings.Split(f.path, "/") {
			if emptyNames.MatchString(part) && (!f.test || part != "shared_test.go") && !strings.HasPrefix(f.path, "internal/platform/dbtest/") {
				out = append(out, f.path+": "+part+" says nothing")
			}
		}
	}
	return out
}

func checkSizes(h *house, file, function int) []string {
	var out []string
	for _, f := range h.files {
		if f.generated {
			continue
		}
		if f.lines > file {
			out = append(out, fmt.Sprintf("%s has %d lines", f.path, f.lines))
		}
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			n := h.fset.Position(fn.End()).Line - h.fset.Position(fn.Pos()).Line + 1
			if n > function {
				out = append(out, fmt.Sprintf("%s: func %s has %d lines", f.path, fn.Name.Name, n))
			}
		}
	}
	return out
}

func checkDoc(h *house) []string {
	documented, packages, hasDoc := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range h.files {
		if f.test || !strings.HasPrefix(f.pkg, "internal/") || f.pkg == "internal/graph/generated" {
			continue
		}
		packages[f.pkg] = true
		documented[f.pkg] = documented[f.pkg] || f.ast.Doc.Text() != ""
		hasDoc[f.pkg] = hasDoc[f.pkg] || path.Base(f.path) == "doc.go"
	}
	var out []string
	for pkg := range packages {
		if !documented[pkg] {
			out = append(out, pkg+" has no package comment")
		}
		if kind := placeOf(pkg).kind; (kind == "noun" || kind == "svc") && !hasDoc[pkg] {
			out = append(out, pkg+" has no doc.go")
		}
	}
	return out
}

var (
	migrationName = regexp.MustCompile(`^(\d{4})_([a-z]+)_[a-z0-9_]+\.sql$`)
	createdTable  = regexp.MustCompile(`(?i)CREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)`)
)

func checkMigrations(h *house) []string {
	var out []string
	files, _ := filepath.Glob(filepath.Join(h.root, "migrations", "*.sql"))
	numbers := map[string]bool{}
	for _, file := range files {
		name := filepath.Base(file)
		m := migrationName.FindStringSubmatch(name)
		if m == nil {
			out = append(out, name+" is not named NNNN_<domain>_<what>.sql")
			continue
		}
		if numbers[m[1]] {
			out = append(out, "two migrations numbered "+m[1])
		}
		numbers[m[1]] = true
		if _, ok := ranks[m[2]]; !ok && m[2] != "platform" {
			out = append(out, name+": "+m[2]+" is no domain")
		}
		text, err := os.ReadFile(file)
		if err != nil {
			out = append(out, err.Error())
		}
		for _, t := range createdTable.FindAllStringSubmatch(string(text), -1) {
			if !strings.HasPrefix(t[1], m[2]+"_") {
				out = append(out, name+" creates "+t[1]+", which is not prefixed "+m[2]+"_")
			}
		}
	}
	return out
}
