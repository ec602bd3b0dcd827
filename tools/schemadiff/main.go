// Command schemadiff compares the schema files with the schema of an earlier version and lists what would break callers:
// removed types, fields, arguments and enum values, changed types, and inputs that became required.
//
//	go run ./tools/schemadiff            against docs/schema.graphql of HEAD
//	go run ./tools/schemadiff -to v1.0   against that revision
//
// It exits 1 when it finds a breaking change. A commit since then (or the last one) whose message holds "BREAKING CHANGE" marks one
// on purpose: then the changes are listed and the exit is 0.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"tamatar.dev/tamatar/tools/apischema"
)

const printed = "docs/schema.graphql"

func main() {
	root := flag.String("root", ".", "root of the repository")
	revision := flag.String("to", "HEAD", "revision to compare with")
	flag.Parse()
	breaking, marked, err := compare(*root, *revision)
	if err != nil {
		fmt.Fprintln(os.Stderr, "schemadiff:", err)
		os.Exit(2)
	}
	for _, line := range breaking {
		fmt.Println(line)
	}
	if len(breaking) > 0 && !marked {
		fmt.Fprintf(os.Stderr, "schemadiff: %d breaking changes\n", len(breaking))
		os.Exit(1)
	}
}

func compare(root, revision string) (breaking []string, marked bool, err error) {
	text, err := git(root, "show", revision+":"+printed)
	if err != nil {
		return nil, false, err
	}
	if text == "" {
		return nil, false, nil // no earlier schema: nothing can break
	}
	before, err := apischema.Parse(printed, text)
	if err != nil {
		return nil, false, err
	}
	now, err := apischema.Load(root)
	if err != nil {
		return nil, false, err
	}
	since := []string{"log", "--format=%B", revision + "..HEAD"}
	if revision == "HEAD" {
		since = []string{"log", "-1", "--format=%B"}
	}
	message, err := git(root, since...)
	if err != nil {
		return nil, false, err
	}
	return Breaking(before, now), strings.Contains(message, "BREAKING CHANGE"), nil
}

// git runs a git command in root; a path that the revision does not have gives "".
func git(root string, args ...string) (string, error) {
	cmd := exec.CommandContext(context.Background(), "git", append([]string{"-C", root}, args...)...) //nolint:gosec // fixed commands
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && args[0] == "show" {
		return "", nil
	}
	return string(out), err
}
