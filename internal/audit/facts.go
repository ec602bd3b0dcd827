package audit

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// factsText says of every fact of a record what its value is: "text" (as it stands), "number", "instant", "day", or the list
// of words it is made of. The web app has words for all of them.
//
//go:embed facts.json
var factsText []byte

// Facts is the catalogue of facts: for each name the words of its value, nil for a value that stands as it is.
func Facts() (map[string][]string, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(factsText, &raw); err != nil {
		return nil, fmt.Errorf("read the catalogue of facts: %w", err)
	}
	out := make(map[string][]string, len(raw))
	for name, value := range raw {
		var words []string
		if json.Unmarshal(value, &words) != nil {
			words = nil
		}
		out[name] = words
	}
	return out, nil
}

// Unworded names the facts that the catalogue does not have, as "name: value".
func Unworded(facts map[string][]string, details []AuditDetail) []string {
	var out []string
	for _, d := range details {
		words, known := facts[d.Name]
		for _, value := range strings.Split(d.Value, ", ") {
			if !known || len(words) > 0 && !slices.Contains(words, value) {
				out = append(out, d.Name+": "+value)
			}
		}
	}
	return out
}
