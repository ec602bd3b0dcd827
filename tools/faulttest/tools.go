package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// The tools from other modules, at versions that were tried.
const (
	toxiproxyModule  = "github.com/Shopify/toxiproxy/v2/cmd/server@v2.5.0"
	litestreamModule = "github.com/benbjohnson/litestream/cmd/litestream@v0.5.18"
)

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
