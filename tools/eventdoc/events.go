package main

import (
	"go/ast"
	"path"
	"reflect"
	"strings"

	"tamatar.dev/tamatar/tools/gosource"
)

// event is one event type of the source.
type event struct {
	name, doc string
	facts     []string
	listeners []string
	// watchers hear of it in their process only, and may miss it.
	watchers []string
}

// emitted finds the event types, by "package.Type".
func emitted(files []gosource.File) map[string]*event {
	types := map[string]*ast.TypeSpec{}
	docs := map[string]string{}
	out := map[string]*event{}
	for _, f := range files {
		for _, decl := range f.AST.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				if ts, ok := spec.(*ast.TypeSpec); ok {
					key := f.AST.Name.Name + "." + ts.Name.Name
					types[key] = ts
					docs[key] = ts.Doc.Text()
					if ts.Doc == nil {
						docs[key] = gen.Doc.Text()
					}
				}
			}
		}
	}
	for _, f := range files {
		for _, decl := range f.AST.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Name.Name != "EventName" || fn.Recv == nil || fn.Body == nil || len(fn.Body.List) != 1 {
				continue
			}
			ret, ok := fn.Body.List[0].(*ast.ReturnStmt)
			if !ok || len(ret.Results) != 1 {
				continue
			}
			if name, ok := gosource.Text(ret.Results[0]); ok {
				key := f.AST.Name.Name + "." + typeName(fn.Recv.List[0].Type)
				out[key] = &event{name: name, doc: docs[key], facts: facts(types[key])}
			}
		}
	}
	return out
}

func facts(spec *ast.TypeSpec) []string {
	if spec == nil {
		return nil
	}
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		return nil
	}
	var out []string
	for _, f := range st.Fields.List {
		for _, n := range f.Names {
			name := n.Name
			if f.Tag != nil {
				tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json")
				if json, _, _ := strings.Cut(tag, ","); json != "" {
					name = json
				}
			}
			out = append(out, "`"+name+"`")
		}
	}
	return out
}

// listen adds the subscribers: events.On(bus, "name", handler), with the handler's third parameter as the event.
func listen(files []gosource.File, events map[string]*event) {
	for _, f := range files {
		ast.Inspect(f.AST, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && gosource.Called(call, "events", "Watch") && len(call.Args) == 2 {
				if e := events[watched(call, files, f)]; e != nil {
					e.watchers = append(e.watchers, "`"+path.Base(f.Package)+"`")
				}
				return true
			}
			if !ok || !gosource.Called(call, "events", "On") || len(call.Args) != 3 {
				return true
			}
			subscriber, ok := gosource.Text(call.Args[1])
			if !ok {
				subscriber = path.Base(f.Package)
			}
			if e := events[eventOf(call, files, f)]; e != nil {
				e.listeners = append(e.listeners, "`"+subscriber+"`")
			}
			return true
		})
	}
}

// watched is the event type of a call of events.Watch, whose listener is written where it is given.
func watched(call *ast.CallExpr, files []gosource.File, in gosource.File) string {
	if index, ok := call.Fun.(*ast.IndexExpr); ok {
		return qualified(index.Index, in)
	}
	switch h := call.Args[1].(type) {
	case *ast.FuncLit:
		return only(h.Type, in)
	case *ast.SelectorExpr:
		return onlyIn(files, in, h.Sel.Name)
	case *ast.Ident:
		return onlyIn(files, in, h.Name)
	}
	return ""
}

func onlyIn(files []gosource.File, in gosource.File, name string) string {
	for _, f := range files {
		if f.Package != in.Package {
			continue
		}
		for _, decl := range f.AST.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == name {
				return only(fn.Type, f)
			}
		}
	}
	return ""
}

func only(t *ast.FuncType, in gosource.File) string {
	if len(t.Params.List) != 1 {
		return ""
	}
	return qualified(t.Params.List[0].Type, in)
}

func eventOf(call *ast.CallExpr, files []gosource.File, in gosource.File) string {
	if index, ok := call.Fun.(*ast.IndexExpr); ok {
		return qualified(index.Index, in)
	}
	switch h := call.Args[2].(type) {
	case *ast.FuncLit:
		return third(h.Type, in)
	case *ast.SelectorExpr:
		return declaredIn(files, in, h.Sel.Name)
	case *ast.Ident:
		return declaredIn(files, in, h.Name)
	default:
		return ""
	}
}

func declaredIn(files []gosource.File, in gosource.File, name string) string {
	for _, f := range files {
		if f.Package != in.Package {
			continue
		}
		for _, decl := range f.AST.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == name {
				return third(fn.Type, f)
			}
		}
	}
	return ""
}

func third(t *ast.FuncType, in gosource.File) string {
	var types []ast.Expr
	for _, p := range t.Params.List {
		for range max(1, len(p.Names)) {
			types = append(types, p.Type)
		}
	}
	if len(types) != 3 {
		return ""
	}
	return qualified(types[2], in)
}

func qualified(e ast.Expr, in gosource.File) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	case *ast.Ident:
		return in.AST.Name.Name + "." + e.Name
	}
	return ""
}

func typeName(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
