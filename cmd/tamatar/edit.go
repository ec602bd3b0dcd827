package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// edit opens the person's editor on the text and gives what they saved.
func edit(ctx context.Context, text string) (string, error) {
	editor := os.Getenv("VISUAL")
	if editor == "" {
		editor = os.Getenv("EDITOR")
	}
	if editor == "" {
		return "", errors.New("no editor: set VISUAL or EDITOR, or write the text behind the command")
	}
	dir, err := os.MkdirTemp("", "tamatar-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "entry.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return "", err
	}
	// The setting may hold flags, as in "code --wait": the shell takes it apart, and gets the file as a word of its own.
	cmd := exec.CommandContext(ctx, "sh", "-c", editor+` "$1"`, "sh", path) //nolint:gosec // the person's own editor on their own machine
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("the editor stopped without saving: %w", err)
	}
	raw, err := os.ReadFile(path) //nolint:gosec // the file that was made above
	return string(raw), err
}
