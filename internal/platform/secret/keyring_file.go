package secret

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// KeyringFile is the name of the keyring inside the data directory.
const KeyringFile = "keyring"

// keyFile is where a keyring came from, and what the file was like then.
type keyFile struct {
	dir  string
	mu   sync.Mutex
	info fs.FileInfo
}

func (f *keyFile) same(info fs.FileInfo) bool {
	return f.info != nil && os.SameFile(f.info, info) && f.info.ModTime().Equal(info.ModTime()) && f.info.Size() == info.Size()
}

// ErrLocked means that another process is changing the keyring at this moment.
var ErrLocked = errors.New("secret: keyring is being changed by another process")

// ErrTooOpen means that other accounts of the machine may read the keyring file.
var ErrTooOpen = errors.New("secret: keyring is readable by others")

// LoadKeyring reads dir/keyring and makes it with one fresh key when it is absent. The file must belong to its owner
// alone (mode 0600 or 0400), else [ErrTooOpen]. Two processes that start at once agree on one keyring.
func LoadKeyring(dir string) (*Keyring, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open data directory: %w", err)
	}
	defer root.Close()
	k, err := readKeyring(root, dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	fresh := NewKeyring()
	if err := writeKeyring(root, fresh, false); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readKeyring(root, dir)
}

// FindKeyring reads dir/keyring as [LoadKeyring] does, and makes none: it is nil where there is no folder or no keyring.
func FindKeyring(dir string) (*Keyring, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // "none" is an answer.
	}
	if err != nil {
		return nil, fmt.Errorf("open data directory: %w", err)
	}
	defer root.Close()
	k, err := readKeyring(root, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // "none" is an answer.
	}
	return k, err
}

// PlaceKeyring writes dir/keyring where there is none: a restored instance gets its own keys back. Error: [fs.ErrExist].
func PlaceKeyring(dir string, k *Keyring) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open data directory: %w", err)
	}
	defer root.Close()
	return writeKeyring(root, k, false)
}

// ChangeKeyring reads dir/keyring, lets change make the next one, and puts that in its place in one step: a crash leaves
// the old or the new one, never a torn one. Two that change it at once cannot lose a key of each other: one gets
// [ErrLocked]. It returns the new keyring.
func ChangeKeyring(dir string, change func(*Keyring) (*Keyring, error)) (*Keyring, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open data directory: %w", err)
	}
	defer root.Close()
	lock, err := root.OpenFile(KeyringFile+".lock", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%w: if none runs, remove %s", ErrLocked, filepath.Join(dir, KeyringFile+".lock"))
	}
	if err != nil {
		return nil, fmt.Errorf("lock keyring: %w", err)
	}
	defer func() { _ = root.Remove(KeyringFile + ".lock") }()
	if err := lock.Close(); err != nil {
		return nil, fmt.Errorf("lock keyring: %w", err)
	}
	old, err := readKeyring(root, dir)
	if err != nil {
		return nil, err
	}
	next, err := change(old)
	if err != nil {
		return nil, err
	}
	if err := writeKeyring(root, next, true); err != nil {
		return nil, err
	}
	return readKeyring(root, dir)
}

// Refresh takes up what another process wrote into the file since it was read. It is false when nothing changed, or the
// keyring did not come from a file. A damaged or open file changes nothing and is an error.
func (k *Keyring) Refresh() (bool, error) {
	if k.source == nil {
		return false, nil
	}
	k.source.mu.Lock()
	defer k.source.mu.Unlock()
	info, err := os.Stat(filepath.Join(k.source.dir, KeyringFile))
	if err != nil {
		return false, fmt.Errorf("look at keyring: %w", err)
	}
	if k.source.same(info) {
		return false, nil
	}
	root, err := os.OpenRoot(k.source.dir)
	if err != nil {
		return false, fmt.Errorf("open data directory: %w", err)
	}
	defer root.Close()
	next, err := readKeyring(root, k.source.dir)
	if err != nil {
		return false, err
	}
	k.source.info = next.source.info
	k.Take(next)
	return true, nil
}

// Follow calls [Keyring.Refresh] again and again until ctx ends, and tells what it found. It returns at once when the
// keyring did not come from a file.
func (k *Keyring) Follow(ctx context.Context, every time.Duration, changed func(), failed func(error)) {
	if k.source == nil {
		return
	}
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		switch ok, err := k.Refresh(); {
		case err != nil:
			failed(err)
		case ok:
			changed()
		}
	}
}

func readKeyring(root *os.Root, dir string) (*Keyring, error) {
	f, err := root.Open(KeyringFile)
	if err != nil {
		return nil, fmt.Errorf("open keyring: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at keyring: %w", err)
	}
	path := filepath.Join(dir, KeyringFile)
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is not a plain file", ErrKeyring, path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%w: %s has mode %04o; run: chmod 600 %s", ErrTooOpen, path, info.Mode().Perm(), path)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxKeyring))
	if err != nil {
		return nil, fmt.Errorf("read keyring: %w", err)
	}
	k, err := ParseKeyring(text)
	if err != nil {
		return nil, err
	}
	k.source = &keyFile{dir: dir, info: info}
	return k, nil
}

func writeKeyring(root *os.Root, k *Keyring, replace bool) error {
	tmp := KeyringFile + "." + Random(9)
	f, err := root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make keyring: %w", err)
	}
	defer func() { _ = root.Remove(tmp) }()
	_, errWrite := f.Write(k.Bytes())
	errSync := f.Sync()
	if err := errors.Join(errWrite, errSync, f.Close()); err != nil {
		return fmt.Errorf("write keyring: %w", err)
	}
	if replace {
		err = root.Rename(tmp, KeyringFile)
	} else {
		err = root.Link(tmp, KeyringFile) // fails when another process was first, where a rename would replace its keys
	}
	if err != nil {
		return fmt.Errorf("put keyring in place: %w", err)
	}
	return syncDir(root)
}

func syncDir(root *os.Root) error {
	d, err := root.Open(".")
	if err != nil {
		return fmt.Errorf("open data directory: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync data directory: %w", err)
	}
	return nil
}
