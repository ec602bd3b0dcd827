package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Reference is a Markdown table of every setting, for docs/operations.md. Hidden ones are left out.
func Reference() string {
	var b strings.Builder
	b.WriteString("| Variable | Flag | Default | What it does |\n|---|---|---|---|\n")
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		if _, hidden := tag.Lookup("hidden"); hidden {
			continue
		}
		fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s |\n", tag.Get("env"), tag.Get("name"), codeOrDash(tag.Get("default")), strings.ReplaceAll(tag.Get("help"), "|", `\|`))
	}
	b.WriteString("\nEvery variable has a twin with `_FILE` at its end, which names a file that holds the value (for Docker and Kubernetes secrets). ")
	b.WriteString("Such a file must not be readable by every account: `chmod 600`, `defaultMode: 0400`. Flags win over variables; a variable and its file together are refused.\n")
	return b.String()
}

func codeOrDash(s string) string {
	if s == "" {
		return "–"
	}
	return "`" + s + "`"
}
