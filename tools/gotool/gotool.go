// Package gotool builds tools from other Go modules, at versions that were tried, and keeps them in the user's cache.
package gotool

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Dir is the folder in which tools are kept when nobody says otherwise.
func Dir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "tamatar-tools")
}

// Build gives the path of the tool called name in dir, and builds it from its Go module (path@version) when it is not
// there yet, which can take minutes.
func Build(ctx context.Context, dir, name, module string) (string, error) {
	from, version, found := strings.Cut(module, "@")
	if !found {
		return "", fmt.Errorf("%s has no version", module)
	}
	path := filepath.Join(dir, name+"-"+version)
	if _, err := os.Stat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return path, err
	}
	tmp, err := os.MkdirTemp("", "tamatar-tool-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	cmd := exec.CommandContext(ctx, "go", "install", module)
	cmd.Dir = tmp // outside of our module
	cmd.Env = append(os.Environ(), "GOBIN="+tmp, "GOFLAGS=-mod=mod", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", module, err, out)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	made, err := os.ReadFile(filepath.Join(tmp, filepath.Base(from)))
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, made, 0o755)
}
