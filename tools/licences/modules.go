package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// goModules are the modules whose packages end up in the binary.
func goModules(root string) ([]library, error) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/tamatar") //nolint:noctx,gosec // a tool that runs once
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list modules: %w", err)
	}
	seen := map[string]bool{}
	var list []library
	for line := range strings.Lines(string(out)) {
		part := strings.Split(strings.TrimSpace(line), "\t")
		if len(part) != 3 || seen[part[0]] {
			continue
		}
		seen[part[0]] = true
		licence, err := licenceOf(part[2])
		if err != nil {
			return nil, err
		}
		list = append(list, library{Name: part[0], Version: part[1], Licence: licence, Kind: "go"})
	}
	if len(list) < 10 {
		return nil, fmt.Errorf("only %d modules found: the tool looks in the wrong place", len(list))
	}
	return list, nil
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)`)

// licenceOf tells the licence of a module from the files in its folder; "" when it cannot.
func licenceOf(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", fmt.Errorf("read module: %w", err)
	}
	var found []string
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name())) //nolint:gosec // a file of the module cache
		if err != nil {
			return "", fmt.Errorf("read licence: %w", err)
		}
		if name := classify(text); name != "" && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return strings.Join(found, " AND "), nil
}

// phrases are what each licence says and no other does; the first that matches wins.
var phrases = []struct{ name, says string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"AGPL-3.0", "gnu affero general public license"},
	{"LGPL-3.0", "gnu lesser general public license"},
	{"GPL-3.0", "gnu general public license"},
	{"ISC", "permission to use copy modify and/or distribute this software for any purpose"},
	{"ISC", "permission to use copy modify and distribute this software for any purpose"},
	{"MIT", "permission is hereby granted free of charge to any person obtaining a copy"},
	{"BSD-3-Clause", "neither the name of"},
	{"BSD-3-Clause", "names of its contributors may be used to endorse"},
	{"BSD-2-Clause", "redistributions in binary form must reproduce"},
	{"CC0-1.0", "cc0 1.0 universal"},
	{"Unlicense", "this is free and unencumbered software released into the public domain"},
}

var notWord = regexp.MustCompile(`[^a-z0-9./]+`)

func classify(text []byte) string {
	plain := strings.ReplaceAll(notWord.ReplaceAllString(string(bytes.ToLower(text)), " "), ". ", " ")
	for _, p := range phrases {
		if strings.Contains(plain, p.says) {
			return p.name
		}
	}
	return ""
}

// npmPackages are the packages of the lock file that are no development dependencies.
func npmPackages(lock string) ([]library, error) {
	text, err := os.ReadFile(lock) //nolint:gosec // named by the caller
	if err != nil {
		return nil, fmt.Errorf("read lock file: %w", err)
	}
	var file struct {
		Packages map[string]struct {
			Version, License string
			Dev, DevOptional bool
			Optional         bool
		} `json:"packages"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("read lock file: %w", err)
	}
	var list []library
	for path, p := range file.Packages {
		i := strings.LastIndex(path, "node_modules/")
		if i < 0 || p.Dev || p.DevOptional || p.Optional {
			continue
		}
		list = append(list, library{Name: path[i+len("node_modules/"):], Version: p.Version, Licence: p.License, Kind: "npm"})
	}
	if len(list) < 10 {
		return nil, fmt.Errorf("only %d packages found in %s", len(list), lock)
	}
	return list, nil
}
