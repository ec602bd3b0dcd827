package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Breaking lists, sorted, what callers of the schema before may stumble over in the schema now.
func Breaking(before, now *ast.Schema) []string {
	var out []string
	for name, old := range before.Types {
		if old.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		def := now.Types[name]
		switch {
		case def == nil:
			out = append(out, "type removed: "+name)
		case def.Kind != old.Kind:
			out = append(out, fmt.Sprintf("type %s: %s became %s", name, old.Kind, def.Kind))
		case old.Kind == ast.Enum:
			out = append(out, enumValues(old, def)...)
		case old.Kind == ast.InputObject:
			out = append(out, inputFields(old, def)...)
		default:
			out = append(out, fields(old, def)...)
		}
	}
	slices.Sort(out)
	return out
}

func enumValues(old, def *ast.Definition) []string {
	var out []string
	for _, v := range old.EnumValues {
		if def.EnumValues.ForName(v.Name) == nil {
			out = append(out, fmt.Sprintf("enum value removed: %s.%s", old.Name, v.Name))
		}
	}
	return out
}

func fields(old, def *ast.Definition) []string {
	var out []string
	for _, f := range old.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		g := def.Fields.ForName(f.Name)
		if g == nil {
			out = append(out, fmt.Sprintf("field removed: %s.%s", old.Name, f.Name))
			continue
		}
		if !keepsPromise(f.Type, g.Type) {
			out = append(out, fmt.Sprintf("field %s.%s: %s became %s", old.Name, f.Name, f.Type, g.Type))
		}
		out = append(out, arguments(old.Name, f, g)...)
	}
	return out
}

func arguments(owner string, f, g *ast.FieldDefinition) []string {
	var out []string
	for _, a := range f.Arguments {
		b := g.Arguments.ForName(a.Name)
		if b == nil {
			out = append(out, fmt.Sprintf("argument removed: %s.%s(%s)", owner, f.Name, a.Name))
		} else if !stillTakes(a.Type, b.Type) {
			out = append(out, fmt.Sprintf("argument %s.%s(%s): %s became %s", owner, f.Name, a.Name, a.Type, b.Type))
		}
	}
	for _, b := range g.Arguments {
		if f.Arguments.ForName(b.Name) == nil && b.Type.NonNull && b.DefaultValue == nil {
			out = append(out, fmt.Sprintf("argument required: %s.%s(%s)", owner, f.Name, b.Name))
		}
	}
	return out
}

func inputFields(old, def *ast.Definition) []string {
	var out []string
	for _, f := range old.Fields {
		g := def.Fields.ForName(f.Name)
		if g == nil {
			out = append(out, fmt.Sprintf("input field removed: %s.%s", old.Name, f.Name))
		} else if !stillTakes(f.Type, g.Type) {
			out = append(out, fmt.Sprintf("input field %s.%s: %s became %s", old.Name, f.Name, f.Type, g.Type))
		}
	}
	for _, g := range def.Fields {
		if old.Fields.ForName(g.Name) == nil && g.Type.NonNull && g.DefaultValue == nil {
			out = append(out, fmt.Sprintf("input field required: %s.%s", old.Name, g.Name))
		}
	}
	return out
}

// keepsPromise reports whether a caller who reads old can read now: the same type, or one that is null less often.
func keepsPromise(old, now *ast.Type) bool {
	if old == nil || now == nil {
		return old == nil && now == nil
	}
	if old.NonNull && !now.NonNull {
		return false
	}
	return old.NamedType == now.NamedType && keepsPromise(old.Elem, now.Elem)
}

// stillTakes reports whether now accepts what a caller sends for old: the same type, or one that asks for less.
func stillTakes(old, now *ast.Type) bool {
	if old == nil || now == nil {
		return old == nil && now == nil
	}
	if now.NonNull && !old.NonNull {
		return false
	}
	return old.NamedType == now.NamedType && stillTakes(old.Elem, now.Elem)
}
