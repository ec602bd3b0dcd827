package app_test

import (
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// mutationArguments writes arguments for a mutation that name things of the subject's. missing is the first one that
// nobody has said what it names.
func mutationArguments(schema *ast.Schema, f *ast.FieldDefinition, i ids) (text, missing string) {
	var args []string
	for _, a := range f.Arguments {
		if !a.Type.NonNull {
			continue
		}
		value, bad := inputValue(schema, f.Name, a.Name, a.Type, i)
		if bad != "" {
			return "", f.Name + "(" + bad + ")"
		}
		args = append(args, a.Name+":"+value)
	}
	if len(args) == 0 {
		return "", ""
	}
	return "(" + strings.Join(args, ",") + ")", ""
}

func inputValue(schema *ast.Schema, mutation, name string, t *ast.Type, i ids) (text, missing string) {
	if t.Elem != nil {
		v, missing := inputValue(schema, mutation, name, t.Elem, i)
		return "[" + v + "]", missing
	}
	def := schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return def.EnumValues[0].Name, ""
	case ast.InputObject:
		var fields []string
		for _, f := range def.Fields {
			if !f.Type.NonNull {
				continue
			}
			v, missing := inputValue(schema, mutation, f.Name, f.Type, i)
			if missing != "" {
				return "", name + "." + missing
			}
			fields = append(fields, f.Name+":"+v)
		}
		return "{" + strings.Join(fields, ",") + "}", ""
	default:
		return scalarValue(mutation, name, t.NamedType, i)
	}
}

func scalarValue(mutation, name, kind string, i ids) (text, missing string) {
	switch kind {
	case "ID":
		return idValue(mutation, name, i)
	case "Int", "Float":
		return "1", ""
	case "Boolean":
		return "false", ""
	case "Date":
		return `"2026-11-22"`, ""
	case "Time":
		return `"2026-11-22T09:00:00Z"`, ""
	}
	if name == "clientId" {
		return `"client-of-the-matrix"`, ""
	}
	return `"x"`, ""
}

// absent names nothing: the stage has none of that kind, and the matrix shows who is let through to look for it.
const absent = "01jdxxxxxxxxxxxxxxxxxxxxxx"

// idValue is the thing that an id of a mutation names, told by the mutation's name.
func idValue(mutation, name string, i ids) (text, missing string) {
	low := strings.ToLower(mutation)
	for _, one := range []struct{ part, id string }{
		{"restoreentry", i.trashed},
		{"purgeentry", i.trashed},
		{"draft", i.draft},
		{"revision", i.entry},
		{"revokeentrylink", absent},
		{"feed", absent},
		{"hook", absent},
		{"changeaudience", i.entry},
		{"entry", i.entry},
		{"view", i.view},
		{"template", i.template},
		{"tag", i.tag},
		{"file", i.file},
		{"session", i.session},
		{"token", i.token},
		{"invite", i.invite},
		{"job", "1.000000000000"},
		{"resetlink", i.user},
		{"user", i.user},
		{"role", i.user},
		{"resetfactors", i.user},
		{"sendaway", i.user},
		{"letstay", i.user},
		{"notifications", absent},
		{"push", absent},
		{"provider", absent},
		{"import", absent},
		{"passkey", absent},
		{"archive", absent},
		{"outlet", absent},
		{"backup", absent},
	} {
		if strings.Contains(low, one.part) {
			return strconv.Quote(one.id), ""
		}
	}
	return "", name
}
