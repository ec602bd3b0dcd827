package app_test

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// ids are what arguments of the schema may name: things of one person.
type ids struct {
	user, handle    string
	entry, draft    string
	trashed, search string
	session, token  string
	invite, job     string
	view, tag       string
	template        string
	archive         string
	file            string
}

// argument gives the values, as GraphQL text, that an argument of a query is tried with; none when nobody has said
// what it names, which the tests report.
func (i ids) argument(f *ast.FieldDefinition, a *ast.ArgumentDefinition, schema *ast.Schema) []string {
	if def := schema.Types[a.Type.Name()]; def.Kind == ast.Enum && a.Type.NonNull {
		var all []string
		for _, v := range def.EnumValues {
			all = append(all, v.Name)
		}
		return all
	}
	switch a.Name {
	case "first", "last":
		return []string{"20"}
	}
	if !a.Type.NonNull {
		return nil
	}
	switch a.Type.Name() {
	case "ID":
		return i.named(f.Name)
	case "Date":
		return []string{`"2026-11-22"`}
	case "Time":
		return []string{`"2026-11-22T09:00:00Z"`}
	case "Int":
		return []string{"1"}
	case "Boolean":
		return []string{"false"}
	case "Float":
		return []string{"1"}
	}
	values := map[string]string{"handle": i.handle, "query": i.search, "body": "x", "timeZone": "UTC", "text": "x", "name": "x", "search": "x", "period": "2026-W47"}
	if v, ok := values[a.Name]; ok {
		return []string{strconv.Quote(v)}
	}
	return nil
}

// named are the ids that a field with an argument "id" is tried with.
func (i ids) named(field string) []string {
	low := strings.ToLower(field)
	for part, values := range map[string][]string{"user": {i.user}, "entry": {i.entry, i.draft, i.trashed}, "invite": {i.invite}, "job": {i.job}, "session": {i.session}, "token": {i.token}} {
		if strings.Contains(low, part) {
			var out []string
			for _, v := range values {
				out = append(out, strconv.Quote(v))
			}
			return out
		}
	}
	all := []string{i.user, i.entry, i.draft, i.trashed, i.session, i.token, i.invite, i.job, i.archive}
	var out []string
	for _, v := range all {
		if v != "" {
			out = append(out, strconv.Quote(v))
		}
	}
	return out
}

// step is one field on the way from the root, with its arguments written out.
type step struct{ field, args string }

// way leads from Query to an object of a type.
type way struct {
	steps []step
	def   *ast.Definition
}

// operation asks for inner at the end of the way.
func (w way) operation(inner string) string {
	var open, shut strings.Builder
	for _, s := range w.steps {
		open.WriteString("{" + s.field + s.args)
		shut.WriteString("}")
	}
	return "query" + open.String() + "{" + inner + "}" + shut.String()
}

func (w way) names() []string {
	var out []string
	for _, s := range w.steps {
		out = append(out, s.field)
	}
	return out
}

// unknown collects the arguments that nobody has taught the tests.
type unknown map[string]bool

func (u unknown) list() []string {
	var out []string
	for name := range u {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// calls are the ways to write a field with its arguments; none when an argument is not known.
func calls(schema *ast.Schema, def *ast.Definition, f *ast.FieldDefinition, i ids, u unknown) []string {
	out := []string{""}
	for _, a := range f.Arguments {
		values := i.argument(f, a, schema)
		if len(values) == 0 {
			if a.Type.NonNull {
				u[def.Name+"."+f.Name+"("+a.Name+")"] = true
				return nil
			}
			continue
		}
		var more []string
		for _, before := range out {
			for _, v := range values {
				more = append(more, before+a.Name+":"+v+" ")
			}
		}
		out = more
	}
	for n, args := range out {
		if args != "" {
			out[n] = "(" + strings.TrimSpace(args) + ")"
		}
	}
	return out
}

// ways finds every way from Query to an object, at most eight steps long and through each type once.
func ways(schema *ast.Schema, i ids, u unknown) []way {
	var out []way
	var walk func(w way, through []string)
	walk = func(w way, through []string) {
		if len(w.steps) > 0 {
			out = append(out, w)
		}
		for _, f := range w.def.Fields {
			next := schema.Types[f.Type.Name()]
			if strings.HasPrefix(f.Name, "__") || !next.IsCompositeType() || slices.Contains(through, next.Name) || len(w.steps) == 8 {
				continue
			}
			for _, args := range calls(schema, w.def, f, i, u) {
				if slices.ContainsFunc(w.steps, func(s step) bool { return strings.Contains(s.args, "first:20") }) {
					args = strings.ReplaceAll(args, "first:20", "first:3") // lists in lists cost more than one request may
				}
				walk(way{steps: append(slices.Clone(w.steps), step{f.Name, args}), def: next}, append(slices.Clone(through), next.Name))
			}
		}
	}
	walk(way{def: schema.Query}, []string{"Query"})
	return out
}

// leaves are the plain fields of a type, and those with arguments, written out.
func leaves(schema *ast.Schema, def *ast.Definition, i ids, u unknown) []string {
	out := []string{"__typename"}
	for _, f := range def.Fields {
		if strings.HasPrefix(f.Name, "__") || schema.Types[f.Type.Name()].IsCompositeType() {
			continue
		}
		for n, args := range calls(schema, def, f, i, u) {
			call := f.Name + args
			if n > 0 {
				call = fmt.Sprintf("%s%d:%s", f.Name, n, call)
			}
			out = append(out, call)
		}
	}
	return out
}

// at walks into an answer; of a list it takes the first.
func at(v any, names []string) any {
	for _, name := range append(names, "") {
		if list, ok := v.([]any); ok {
			if len(list) == 0 {
				return nil
			}
			v = list[0]
		}
		if name == "" {
			return v
		}
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}
