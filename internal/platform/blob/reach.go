package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// reachKey is the file that Reach writes and removes.
const reachKey = "health/reach"

// Reach writes a small file, reads it back and removes it.
func (s *Store) Reach(ctx context.Context) error {
	const text = "is anybody there"
	if err := s.Put(ctx, reachKey, "text/plain", strings.NewReader(text)); err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	r, err := s.Get(ctx, reachKey)
	if err != nil {
		return fmt.Errorf("read a file: %w", err)
	}
	got, err := io.ReadAll(io.LimitReader(r, 1<<10))
	if err = errors.Join(err, r.Close()); err != nil {
		return fmt.Errorf("read a file: %w", err)
	}
	if !bytes.Equal(got, []byte(text)) {
		return errors.New("a file came back changed")
	}
	if err := s.Delete(ctx, reachKey); err != nil {
		return fmt.Errorf("remove a file: %w", err)
	}
	return nil
}
