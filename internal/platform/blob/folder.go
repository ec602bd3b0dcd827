package blob

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// maxContentType bounds the first line of a file, in bytes.
const maxContentType = 200

// folder keeps each file in one of the same name, content type in its first line. Names that are being written begin
// with a dot, which no key does.
type folder struct{ root *os.Root }

func openFolder(dir string) (*folder, error) {
	if dir == "" {
		return nil, errors.New("blob: the address names no folder")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open folder: %w", err)
	}
	return &folder{root: root}, nil
}

// Put writes a file beside the old one and puts it in its place.
func (f *folder) Put(_ context.Context, key, contentType string, r io.Reader) error {
	if len(contentType) > maxContentType || strings.ContainsAny(contentType, "\r\n") {
		return fmt.Errorf("blob: content type %.50q", contentType)
	}
	dir := path.Dir(key)
	if err := f.root.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	tmp := path.Join(dir, "."+random()+".tmp")
	file, err := f.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make file: %w", err)
	}
	defer func() { _ = f.root.Remove(tmp) }() // gone already when all went well
	_, errHead := io.WriteString(file, contentType+"\n")
	_, errBody := io.Copy(file, r)
	errSync := file.Sync()
	if err := errors.Join(errHead, errBody, errSync, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	if err := f.root.Rename(tmp, key); err != nil {
		return fmt.Errorf("put %s in place: %w", key, err)
	}
	return f.sync(dir)
}

func (f *folder) sync(dir string) error {
	d, err := f.root.Open(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}

// Get opens the file behind its first line.
func (f *folder) Get(_ context.Context, key string) (io.ReadSeekCloser, Info, error) {
	file, err := f.root.Open(key)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Info{}, ErrNotFound
	}
	if err != nil {
		return nil, Info{}, fmt.Errorf("open %s: %w", key, err)
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNotFound
	}
	var head [maxContentType + 1]byte
	n := 0
	if err == nil {
		n, err = io.ReadFull(file, head[:])
	}
	contentType, _, found := strings.Cut(string(head[:n]), "\n")
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) || !found {
		_ = file.Close()
		return nil, Info{}, fmt.Errorf("read %s: %w", key, errors.Join(ErrNotFound, err))
	}
	offset := int64(len(contentType) + 1)
	body := io.NewSectionReader(file, offset, info.Size()-offset)
	return fileBody{body, file}, Info{Key: key, ContentType: contentType, Size: body.Size(), ModifiedAt: info.ModTime().UTC()}, nil
}

// List walks the folder. Names that are no keys, such as those being written, are passed over.
func (f *folder) List(ctx context.Context, fn func(key string) error) error {
	var keys []string
	err := fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone meanwhile
			return nil
		case err == nil:
			err = ctx.Err()
		}
		if err == nil && d.Type().IsRegular() && ValidKey(name) {
			keys = append(keys, name)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("list files: %w", err)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if err := fn(k); err != nil {
			return err
		}
	}
	return nil
}

// Delete removes the file.
func (f *folder) Delete(_ context.Context, key string) error {
	if err := f.root.Remove(key); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	return nil
}

// Close closes the folder.
func (f *folder) Close() error { return f.root.Close() }

type fileBody struct {
	*io.SectionReader
	io.Closer
}

func random() string {
	var b [12]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
