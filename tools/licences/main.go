// Command licences writes which libraries the binary holds and under which licences: the Go modules that cmd/tamatar
// imports and the npm packages of the web app. Licences of Go modules are told from the text of their licence files in
// the module cache, those of npm packages are what the packages say. A library without a licence that can be told is an
// error: somebody has to look.
//
//	go run ./tools/licences -root . -out internal/operations/operationssvc/licences.json
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// library is one line of the list.
type library struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence"`
	Kind    string `json:"kind"`
}

func main() {
	log.SetFlags(0)
	root := flag.String("root", ".", "root of the repository")
	out := flag.String("out", "internal/operations/operationssvc/licences.json", "file to write, below the root")
	flag.Parse()
	list, err := libraries(*root)
	if err != nil {
		log.Fatal("licences: ", err)
	}
	text, err := encode(list)
	if err != nil {
		log.Fatal("licences: ", err)
	}
	if err := os.WriteFile(filepath.Join(*root, *out), text, 0o600); err != nil {
		log.Fatal("licences: ", err)
	}
}

// libraries lists everything, Go first, each by name.
func libraries(root string) ([]library, error) {
	modules, err := goModules(root)
	if err != nil {
		return nil, err
	}
	packages, err := npmPackages(filepath.Join(root, "web", "package-lock.json"))
	if err != nil {
		return nil, err
	}
	list := append(modules, packages...)
	var unknown []string
	for _, l := range list {
		if l.Licence == "" {
			unknown = append(unknown, l.Kind+" "+l.Name)
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("the licence cannot be told of %s", strings.Join(unknown, ", "))
	}
	slices.SortFunc(list, func(a, b library) int { return strings.Compare(a.Kind+a.Name+a.Version, b.Kind+b.Name+b.Version) })
	return slices.Compact(list), nil
}

// encode writes one library a line, so that a change is one line of a diff.
func encode(list []library) ([]byte, error) {
	var b strings.Builder
	b.WriteString("[\n")
	for i, l := range list {
		line, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		b.Write(line)
		if i < len(list)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	return []byte(b.String()), nil
}
