package main

import (
	"fmt"
	"go/format"
	"regexp"
	"strings"
)

// rule is one replacement in every file.
type rule struct {
	name string
	find *regexp.Regexp
	with string
}

var rules = []rule{
	// Package guard refuses @defer, so nothing is ever deferred.
	{"deferred field", regexp.MustCompile(`\n\t\t\tif field\.IsDeferred\(\) \{\n(?:\t\t\t\t[^\n]*\n|\n)+\t\t\t\}\n`), "\n"},
	{"deferred set", regexp.MustCompile(`\tdeferredFieldSet := graphql\.NewFieldSet\(nil\)\n\tdeferLabelToView := make\(map\[string\]\*graphql\.FieldSetView\)\n`), ""},
	{
		"deferred group",
		regexp.MustCompile(`\n\tatomic\.AddInt32\(&ec\.Deferred, [^\n]*\n\n\tec\.ProcessDeferredGroup\(graphql\.DeferredGroup\{\n(?:\t\t[^\n]*\n)+\t\}\)\n`), "",
	},
	{"object", regexp.MustCompile(`graphql\.(NewFieldSet|FieldSet)\b`), "direct.$1"},
	{"list", regexp.MustCompile(`graphql\.MarshalSliceConcurrently\(ctx, len\(v\), 0, false, `), "direct.Slice(ctx, len(v), "},
}

// plain is a field that is read from a struct: its function, and what is read and written.
var plain = regexp.MustCompile(`(func (_\w+)\(ctx context\.Context, ec \*executionContext, field graphql\.CollectedField, obj \S+\) \(ret graphql\.Marshaler\) \{\n)` +
	`\treturn graphql\.ResolveField\(\n\t\tctx,\n\t\tec\.OperationContext,\n\t\tfield,\n` +
	`\t\tfunc\([^\n]*\{\n\t\t\treturn fieldContext(_\w+)\(ctx, ec, field\)\n\t\t\},\n` +
	`\t\tfunc\([^\n]*\{\n\t\t\treturn (obj\.\w+), nil\n\t\t\},\n\t\tnil,\n` +
	`\t\tfunc\([^\n]*\{\n\t\t\treturn (marshal\S+)\(ctx, ec, selections, v\)\n\t\t\},\n\t\t(?:true|false),\n\t\t(?:true|false),\n\t\)\n\}\n`)

// byValue is a function that takes a struct only to point to it.
var byValue = regexp.MustCompile(`func (marshal\S+)\(ctx context\.Context, ec \*executionContext, sel ast\.SelectionSet, v [^\n]*\n\treturn (_\w+)\(ctx, ec, sel, &v\)\n\}`)

// element is the call of such a function for an element of a list.
var element = regexp.MustCompile(`return (marshal\S+)\(ctx, ec, sel, v\[i\]\)`)

// rewriteAll rewrites the files, by name.
func rewriteAll(sources map[string]string) (map[string]string, error) {
	pointers := map[string]string{}
	found := map[string]int{}
	for _, text := range sources {
		for _, m := range byValue.FindAllStringSubmatch(text, -1) {
			pointers[m[1]] = m[2]
		}
	}
	out := map[string]string{}
	for file, text := range sources {
		for _, r := range rules {
			found[r.name] += len(r.find.FindAllString(text, -1))
			text = r.find.ReplaceAllString(text, r.with)
		}
		text = rewritePlain(text, found)
		text = rewriteElements(text, pointers, found)
		formatted, err := format.Source([]byte(mendImports(text)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out[file] = string(formatted)
	}
	for _, name := range []string{"deferred field", "deferred set", "deferred group", "object", "list", "leaf", "object field", "element"} {
		if found[name] == 0 {
			return nil, fmt.Errorf("found no %s to rewrite; run gqlgen first, and see whether its templates changed", name)
		}
	}
	return out, nil
}

// rewritePlain marshals fields of structs directly. They have no arguments and cannot fail. Scalars and enums need no
// field context either; objects and lists keep theirs, for the paths of what is below them.
func rewritePlain(text string, found map[string]int) string {
	return plain.ReplaceAllStringFunc(text, func(whole string) string {
		m := plain.FindStringSubmatch(whole)
		if m[2] != m[3] {
			return whole
		}
		if strings.Contains(text, "func fieldContext"+m[3]+"(_ context.Context, ec *executionContext, field graphql.CollectedField) (fc *graphql.FieldContext, err error) {\n\treturn graphql.NewScalarFieldContext(") {
			found["leaf"]++
			return m[1] + "\treturn " + m[5] + "(ctx, ec, field.Selections, " + m[4] + ")\n}\n"
		}
		found["object field"]++
		return m[1] + "\tfc, err := fieldContext" + m[3] + "(ctx, ec, field)\n\tif err != nil {\n\t\treturn graphql.Null\n\t}\n" +
			"\treturn " + m[5] + "(graphql.WithFieldContext(ctx, fc), ec, field.Selections, " + m[4] + ")\n}\n"
	})
}

// rewriteElements hands the elements of lists on by pointer.
func rewriteElements(text string, pointers map[string]string, found map[string]int) string {
	return element.ReplaceAllStringFunc(text, func(whole string) string {
		name := element.FindStringSubmatch(whole)[1]
		object, ok := pointers[name]
		if !ok {
			return whole
		}
		found["element"]++
		return "return " + object + "(ctx, ec, sel, &v[i])"
	})
}

var (
	imports    = regexp.MustCompile(`(?s)\nimport \(\n(.*?)\n\)\n`)
	importLine = regexp.MustCompile(`^\t(?:(\S+) )?"([^"]+)"$`)
)

// mendImports drops imports that nothing uses any more and adds package direct.
func mendImports(text string) string {
	block := imports.FindStringSubmatch(text)
	body := strings.Replace(text, block[0], "", 1)
	var keep []string
	for line := range strings.SplitSeq(block[1], "\n") {
		m := importLine.FindStringSubmatch(line)
		if m == nil || m[1] == "_" || strings.Contains(body, packageName(m[1], m[2])+".") {
			keep = append(keep, line)
		}
	}
	if strings.Contains(body, "direct.") {
		keep = append(keep, "\t\"tamatar.dev/tamatar/internal/graph/direct\"")
	}
	return strings.Replace(text, block[0], "\nimport (\n"+strings.Join(keep, "\n")+"\n)\n", 1)
}

func packageName(alias, path string) string {
	if alias != "" {
		return alias
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}
