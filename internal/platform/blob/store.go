package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"time"
)

// Errors of a [Store].
var (
	// ErrNotFound means that nothing is kept under the key.
	ErrNotFound = errors.New("blob: not found")
	// ErrKey means that the key has not the form that the package's doc tells.
	ErrKey = errors.New("blob: malformed key")
	// ErrTooLarge means that what was to be kept is longer than its caller allowed.
	ErrTooLarge = errors.New("blob: too large")
)

// Info tells about one kept file.
type Info struct {
	Key         string
	ContentType string
	Size        int64
	ModifiedAt  time.Time
}

// Backend keeps bytes under checked keys.
type Backend interface {
	// Put keeps all that r gives; when r fails nothing is kept and what was there before stays.
	Put(ctx context.Context, key, contentType string, r io.Reader) error
	// Get opens what is kept; the caller closes it. Error: [ErrNotFound].
	Get(ctx context.Context, key string) (io.ReadSeekCloser, Info, error)
	// List names everything that is kept, in the order of the keys.
	List(ctx context.Context, fn func(key string) error) error
	// Delete removes it; an absent one is no error.
	Delete(ctx context.Context, key string) error
	// Close lets go of what the backend holds.
	Close() error
}

// Store keeps files under keys.
type Store struct{ backend Backend }

// Open opens "file:///a/folder" (made with mode 0700 when absent) or "mem://".
func Open(_ context.Context, rawURL string) (*Store, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("blob: address: %w", err)
	}
	switch u.Scheme {
	case "file":
		f, err := openFolder(u.Path)
		if err != nil {
			return nil, err
		}
		return &Store{backend: f}, nil
	case "mem":
		return &Store{backend: newMemory()}, nil
	}
	return nil, fmt.Errorf("blob: unknown kind of store %q", u.Scheme)
}

// MaxSize is how much [Store.Put] takes, in bytes.
const MaxSize = 64 << 20

// Put keeps all that r gives under key, in place of what was there; more than [MaxSize] is [ErrTooLarge] and changes
// nothing. Errors: [ErrKey], [ErrTooLarge], those of r and of the store.
func (s *Store) Put(ctx context.Context, key, contentType string, r io.Reader) error {
	return s.PutLimited(ctx, key, contentType, r, MaxSize)
}

// PutLimited is [Store.Put] with a limit of the caller's, in bytes.
func (s *Store) PutLimited(ctx context.Context, key, contentType string, r io.Reader, limit int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	return s.backend.Put(ctx, key, contentType, &limited{Reader: contextReader{ctx, r}, left: limit})
}

// Get opens what is kept under key; the caller closes it. Errors: [ErrKey], [ErrNotFound].
func (s *Store) Get(ctx context.Context, key string) (io.ReadCloser, error) {
	r, _, err := s.GetFile(ctx, key)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// GetFile is [Store.Get] with what is known of the file, and with seeking, for ranges. Errors: [ErrKey], [ErrNotFound].
func (s *Store) GetFile(ctx context.Context, key string) (io.ReadSeekCloser, Info, error) {
	if err := checkKey(key); err != nil {
		return nil, Info{}, err
	}
	return s.backend.Get(ctx, key)
}

// List names everything that is kept, in the order of the keys. What comes or goes meanwhile may be named or not. It
// ends with fn's error.
func (s *Store) List(ctx context.Context, fn func(key string) error) error {
	return s.backend.List(ctx, fn)
}

// Delete removes what is kept under key; an absent one is no error. Error: [ErrKey].
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	return s.backend.Delete(ctx, key)
}

// Close closes the store.
func (s *Store) Close() error { return s.backend.Close() }

const maxKey = 200

var keyForm = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*$`)

// ValidKey tells whether a key has the form that the package's doc tells.
func ValidKey(key string) bool { return checkKey(key) == nil }

func checkKey(key string) error {
	if len(key) > maxKey || !keyForm.MatchString(key) {
		return ErrKey
	}
	return nil
}

// limited fails once more than left bytes were read.
type limited struct {
	io.Reader
	left int64
}

// Read reads up to the limit.
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// contextReader ends reading when the request ends.
type contextReader struct {
	ctx context.Context //nolint:containedctx // a reader has no other way to know
	r   io.Reader
}

// Read reads while the context lives.
func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
