package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxSecretFile bounds a *_FILE, in bytes.
const maxSecretFile = 64 << 10

// checkDataDir accepts a folder that is absent (it is made later with mode 0700) or that others cannot enter.
func checkDataDir(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s cannot be looked at: %w", dir, err)
	case !info.IsDir():
		return fmt.Errorf("%s is a file; name a folder", dir)
	case info.Mode().Perm()&0o007 != 0:
		return fmt.Errorf("%s is open to every account of this machine (mode %04o); run: chmod 700 %s", dir, info.Mode().Perm(), dir)
	}
	return nil
}

// EnsureDataDir makes the data folder with mode 0700 when it is absent.
func (c *Config) EnsureDataDir() error {
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return fmt.Errorf("make data folder %s: %w", filepath.Clean(c.DataDir), err)
	}
	return nil
}

// readSecretFile reads the value of a TAMATAR_*_FILE variable, without the line break at its end. Files that others may
// read or write are refused.
func readSecretFile(name, path string) (string, error) {
	f, err := os.Open(path) // #nosec G304 -- the operator names the file
	if err != nil {
		return "", fmt.Errorf("%s: the file cannot be opened: %w", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("%s: the file cannot be looked at: %w", name, err)
	}
	if info.Mode().Perm()&0o007 != 0 {
		return "", fmt.Errorf("%s: %s is open to every account of this machine (mode %04o); run: chmod 600 %s", name, path, info.Mode().Perm(), path)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxSecretFile+1))
	if err != nil {
		return "", fmt.Errorf("%s: the file cannot be read: %w", name, err)
	}
	if len(text) > maxSecretFile {
		return "", fmt.Errorf("%s: %s is larger than %d bytes", name, path, maxSecretFile)
	}
	value := strings.TrimRight(string(text), "\r\n")
	if value == "" {
		return "", fmt.Errorf("%s: %s is empty", name, path)
	}
	return value, nil
}
