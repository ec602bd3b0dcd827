package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// outbox keeps entries that could not be sent, one JSON object a line. Each carries its client id, so that sending
// one twice writes it once.
type outbox struct{ path string }

func openOutbox() (outbox, error) {
	path, err := stateFile("outbox.jsonl")
	return outbox{path: path}, err
}

func (b outbox) keep(input map[string]any) error {
	if err := os.MkdirAll(filepath.Dir(b.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(b.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	line, err := json.Marshal(input)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// flush sends what was kept, oldest first. What is refused stays in the file beside it, with ".refused" in its name.
func (b outbox) flush(ctx context.Context, client *apiClient, tell func(loggedEntry) error) error {
	waiting, err := b.read()
	if err != nil || len(waiting) == 0 {
		return err
	}
	var refused error
	for n, input := range waiting {
		err := sendEntry(ctx, client, input, tell)
		if errors.Is(err, errUnreachable) {
			return errors.Join(err, b.replace(waiting[n:]))
		}
		if err != nil {
			refused = errors.Join(refused, err, outbox{path: b.path + ".refused"}.keep(input))
		}
	}
	return errors.Join(refused, os.Remove(b.path))
}

func (b outbox) read() ([]map[string]any, error) {
	f, err := os.Open(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var waiting []map[string]any
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var input map[string]any
		if err := json.Unmarshal(lines.Bytes(), &input); err != nil {
			return nil, fmt.Errorf("%s has a line that is not an entry: mend or remove it: %w", b.path, err)
		}
		waiting = append(waiting, input)
	}
	return waiting, lines.Err()
}

func (b outbox) replace(inputs []map[string]any) error {
	next := outbox{path: b.path + ".new"}
	for _, input := range inputs {
		if err := next.keep(input); err != nil {
			return err
		}
	}
	return os.Rename(next.path, b.path)
}
