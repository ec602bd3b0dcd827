// Command sbom writes the list of parts of a built binary as CycloneDX 1.5: the Go modules as the binary itself tells
// them, with their checksums, and the packages of the web app, with the licences of tools/licences.
//
//	go run ./tools/sbom -binary bin/tamatar -out bin/tamatar.cdx.json
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"
)

type (
	bom struct {
		Format      string      `json:"bomFormat"`
		Spec        string      `json:"specVersion"`
		Version     int         `json:"version"`
		Metadata    metadata    `json:"metadata"`
		Components  []component `json:"components"`
		Dependences []struct{}  `json:"dependencies"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type     string    `json:"type"`
		Ref      string    `json:"bom-ref"`
		Name     string    `json:"name"`
		Version  string    `json:"version,omitempty"`
		Purl     string    `json:"purl"`
		Hashes   []hash    `json:"hashes,omitempty"`
		Licences []licence `json:"licenses,omitempty"`
	}
	hash struct {
		Alg     string `json:"alg"`
		Content string `json:"content"`
	}
	licence struct {
		Expression string `json:"expression"`
	}
	library struct{ Name, Version, Licence, Kind string }
)

func main() {
	log.SetFlags(0)
	binary := flag.String("binary", "bin/tamatar", "the built binary")
	list := flag.String("licences", "internal/operations/operationssvc/licences.json", "what tools/licences wrote")
	version := flag.String("version", "", "the version that the linker was given; a trimmed binary does not tell")
	out := flag.String("out", "bin/tamatar.cdx.json", "file to write")
	flag.Parse()
	b, err := describe(*binary, *list, *version)
	if err != nil {
		log.Fatal("sbom: ", err)
	}
	text, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		log.Fatal("sbom: ", err)
	}
	if err := os.WriteFile(*out, append(text, '\n'), 0o600); err != nil {
		log.Fatal("sbom: ", err)
	}
	fmt.Printf("%d parts in %s\n", len(b.Components), *out)
}

// describe lists the parts of the binary. A Go module without a licence in the list is an error: the list is stale.
func describe(binary, list, version string) (*bom, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	libraries, err := readLibraries(list)
	if err != nil {
		return nil, err
	}
	sum, err := fileHash(binary)
	if err != nil {
		return nil, err
	}
	out := &bom{Format: "CycloneDX", Spec: "1.5", Version: 1, Dependences: []struct{}{}, Metadata: metadata{component{
		Type: "application", Ref: "tamatar", Name: "tamatar", Version: version, Purl: "pkg:golang/" + info.Main.Path, Hashes: []hash{{"SHA-256", sum}},
	}}}
	out.Components = append(out.Components, component{
		Type: "platform", Ref: "go", Name: "go", Version: strings.TrimPrefix(info.GoVersion, "go"), Purl: "pkg:generic/go@" + strings.TrimPrefix(info.GoVersion, "go"),
		Licences: []licence{{"BSD-3-Clause"}},
	})
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		l, ok := libraries["go "+m.Path]
		if !ok {
			return nil, fmt.Errorf("%s is not in %s: run go run ./tools/licences", m.Path, list)
		}
		purl := "pkg:golang/" + m.Path + "@" + m.Version
		out.Components = append(out.Components, component{
			Type: "library", Ref: purl, Name: m.Path, Version: m.Version, Purl: purl, Hashes: moduleHash(m.Sum), Licences: []licence{{l.Licence}},
		})
	}
	for _, l := range libraries {
		if l.Kind == "npm" {
			purl := "pkg:npm/" + strings.Replace(l.Name, "@", "%40", 1) + "@" + l.Version
			out.Components = append(out.Components, component{Type: "library", Ref: purl, Name: l.Name, Version: l.Version, Purl: purl, Licences: []licence{{l.Licence}}})
		}
	}
	slices.SortFunc(out.Components, func(a, b component) int { return strings.Compare(a.Purl, b.Purl) })
	return out, nil
}

func readLibraries(name string) (map[string]library, error) {
	text, err := os.ReadFile(name) //nolint:gosec // named by whoever runs the tool
	if err != nil {
		return nil, err
	}
	var list []library
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, err
	}
	out := map[string]library{}
	for _, l := range list {
		key := l.Kind + " " + l.Name
		if l.Kind == "npm" {
			key += "@" + l.Version
		}
		out[key] = l
	}
	if len(out) == 0 {
		return nil, errors.New("the list of licences is empty")
	}
	return out, nil
}

func fileHash(name string) (string, error) {
	f, err := os.Open(name) //nolint:gosec // named by whoever runs the tool
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// moduleHash is the module's checksum of go.sum, a SHA-256 over its files.
func moduleHash(sum string) []hash {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(sum, "h1:"))
	if err != nil || len(raw) != sha256.Size {
		return nil
	}
	return []hash{{"SHA-256", hex.EncodeToString(raw)}}
}
