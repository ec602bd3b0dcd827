package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The tools from other modules, at versions that were tried.
const (
	toxiproxyModule  = "github.com/Shopify/toxiproxy/v2/cmd/server@v2.5.0"
	litestreamModule = "github.com/benbjohnson/litestream/cmd/litestream@v0.5.18"
)

// built is the path of a tool, built from its Go module when it is not there yet. That takes a minute for toxiproxy and
// some for Litestream.
func built(ctx context.Context, o options, module string) (string, error) {
	_, version, _ := strings.Cut(module, "@")
	name := filepath.Base(strings.TrimSuffix(module, "@"+version))
	if name == "server" {
		name = "toxiproxy-server"
	}
	path := filepath.Join(o.tools, name+"-"+version)
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
	if err := os.MkdirAll(o.tools, 0o755); err != nil {
		return "", err
	}
	made, err := os.ReadFile(filepath.Join(tmp, filepath.Base(strings.TrimSuffix(module, "@"+version))))
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, made, 0o755)
}

// child is a process of ours that ends with the round.
type child struct {
	cmd *exec.Cmd
	log string
}

// spawn starts a tool; its output goes into a file beside dir's others.
func spawn(ctx context.Context, dir, path string, args ...string) (*child, error) {
	log := filepath.Join(dir, filepath.Base(path)+".log")
	out, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(path), err)
	}
	return &child{cmd, log}, nil
}

// end kills the process and waits for it.
func (c *child) end() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// until asks again and again, for at most ten seconds.
func until(ctx context.Context, what string, done func() bool) error {
	for began := time.Now(); time.Since(began) < 10*time.Second; pause(ctx, 20*time.Millisecond) {
		if done() {
			return nil
		}
	}
	return fmt.Errorf("%s: not within ten seconds", what)
}
