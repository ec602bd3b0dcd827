package secret

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// KeyringFile is the name of the keyring inside the data directory.
const KeyringFile = "keyring"

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

// SaveKeyring replaces dir/keyring in one step; a crash leaves the old or the new one, never a torn one.
func SaveKeyring(dir string, k *Keyring) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open data directory: %w", err)
	}
	defer root.Close()
	return writeKeyring(root, k, true)
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
	return ParseKeyring(text)
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
