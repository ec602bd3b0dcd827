package blob

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
)

// memory keeps files in a map, for tests.
type memory struct {
	mu   sync.RWMutex
	kept map[string]memoryFile
}

type memoryFile struct {
	contentType string
	body        []byte
}

func newMemory() *memory { return &memory{kept: map[string]memoryFile{}} }

// Put keeps a copy.
func (m *memory) Put(_ context.Context, key, contentType string, r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[key] = memoryFile{contentType, body}
	return nil
}

// Get reads the copy.
func (m *memory) Get(_ context.Context, key string) (io.ReadSeekCloser, Info, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f, ok := m.kept[key]
	if !ok {
		return nil, Info{}, ErrNotFound
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(f.body), io.NopCloser(nil)}, Info{Key: key, ContentType: f.contentType, Size: int64(len(f.body))}, nil
}

// List names what is kept at this moment.
func (m *memory) List(_ context.Context, fn func(key string) error) error {
	m.mu.RLock()
	keys := slices.Sorted(maps.Keys(m.kept))
	m.mu.RUnlock()
	for _, k := range keys {
		if err := fn(k); err != nil {
			return err
		}
	}
	return nil
}

// Delete forgets it.
func (m *memory) Delete(_ context.Context, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.kept, key)
	return nil
}

// Close forgets everything.
func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.kept)
	return nil
}
