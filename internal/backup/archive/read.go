package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// reader goes through an archive once, from front to back.
type reader struct {
	ctx       context.Context //nolint:containedctx // lives as long as one pass.
	tar       *tar.Reader
	plain     io.Reader
	header    *tar.Header // of the entry that comes next; nil at the end
	encrypted bool

	manifest Manifest
	tables   []TableSum
	files    FilesSum
	keyring  *secret.Keyring
}

// open reads the manifest.
func open(ctx context.Context, r io.Reader, k Key) (*reader, error) {
	source := &counting{r: contextReader{ctx, r}}
	opened, encrypted, err := k.decrypt(source)
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(opened)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotArchive, err)
	}
	plain := &bounded{r: unpacked, source: source}
	a := &reader{ctx: ctx, tar: tar.NewReader(plain), plain: plain, encrypted: encrypted}
	if err := a.next(); err != nil {
		return nil, errors.Join(ErrNotArchive, err)
	}
	if a.header == nil || a.header.Name != "manifest.json" {
		return nil, ErrNotArchive
	}
	if err := a.object(&a.manifest); err != nil {
		return nil, err
	}
	return a, a.manifest.check()
}

// next looks at the header of the next entry. Only plain files are taken.
func (a *reader) next() error {
	h, err := a.tar.Next()
	switch {
	case errors.Is(err, io.EOF):
		a.header = nil
		return nil
	case errors.Is(err, ErrTooLarge), err != nil && a.ctx.Err() != nil:
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case h.Typeflag != tar.TypeReg || h.Size < 0 || sparse(h):
		return damaged("%.100q is not a plain file", h.Name)
	}
	a.header = h
	return nil
}

// sparse tells files with holes, which would be read without anything being unpacked.
func sparse(h *tar.Header) bool {
	for name := range h.PAXRecords {
		if strings.HasPrefix(name, "GNU.sparse") {
			return true
		}
	}
	return false
}

// bytes reads the entry at hand, of at most limit bytes, and goes on to the next.
func (a *reader) bytes(limit int64) ([]byte, error) {
	if a.header.Size > limit {
		return nil, damaged("%.100q has %d bytes", a.header.Name, a.header.Size)
	}
	var body bytes.Buffer
	if _, err := io.Copy(&body, a.tar); err != nil {
		return nil, a.broken(err)
	}
	return body.Bytes(), a.next()
}

func (a *reader) broken(err error) error {
	if errors.Is(err, ErrTooLarge) || a.ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

func (a *reader) object(v any) error {
	name := a.header.Name
	text, err := a.bytes(maxHead)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, v); err != nil {
		return damaged("%s cannot be read", name)
	}
	return nil
}

// rows hands every row of every table to put, tables and their parts in order.
func (a *reader) rows(put func(table string, row []any) error) error {
	for _, t := range a.manifest.Tables {
		sum, rows := sha256.New(), int64(0)
		for n := 1; a.header != nil && a.header.Name == partName(t.Name, n); n++ {
			part, err := a.bytes(maxPart)
			if err != nil {
				return err
			}
			sum.Write(part)
			for len(part) > 0 {
				var row []any
				if row, part, err = db.ReadRow(part, t.Columns); err != nil {
					return damaged("table %s: %v", t.Name, err)
				}
				rows++
				if err := put(t.Name, row); err != nil {
					return err
				}
			}
		}
		a.tables = append(a.tables, TableSum{Name: t.Name, Rows: rows, SHA256: hexOf(sum)})
	}
	return nil
}

// eachFile hands every file to keep, which reads all of it or fails.
func (a *reader) eachFile(keep func(key, contentType string, size int64, body io.Reader) error) error {
	sum, last := newFilesSum(), ""
	for a.header != nil {
		key, ok := strings.CutPrefix(a.header.Name, "files/")
		if !ok {
			break
		}
		if !blob.ValidKey(key) || key <= last {
			return damaged("it names a file %.100q", key)
		}
		last = key
		content, kind := sha256.New(), a.header.PAXRecords[typeRecord]
		body := &counting{r: io.TeeReader(a.tar, content)}
		if err := keep(key, kind, a.header.Size, body); err != nil {
			return a.broken(err)
		}
		if body.n != a.header.Size {
			return damaged("file %s is cut off", key)
		}
		sum.add(key, kind, a.header.Size, content.Sum(nil))
		if err := a.next(); err != nil {
			return err
		}
	}
	a.files = sum.done()
	return nil
}

// finish reads what is left and compares the archive with what it says of itself.
func (a *reader) finish() (Summary, error) {
	s := Summary{Manifest: a.manifest, Encrypted: a.encrypted}
	if a.header != nil && a.header.Name == "keyring" {
		text, err := a.bytes(maxHead)
		if err != nil {
			return Summary{}, err
		}
		if a.keyring, err = secret.ParseKeyring(text); err != nil {
			return Summary{}, damaged("its keyring: %v", err)
		}
		s.WithKeyring = true
	}
	if a.header == nil || a.header.Name != "end.json" {
		return Summary{}, damaged("it is cut off, or holds what does not belong there")
	}
	if err := a.object(&s.End); err != nil {
		return Summary{}, err
	}
	if a.header != nil {
		return Summary{}, damaged("something comes after its end")
	}
	// To the very end: only there does encryption tell whether something was cut off.
	if _, err := io.Copy(io.Discard, a.plain); err != nil {
		return Summary{}, a.broken(err)
	}
	if !slices.Equal(s.End.Tables, a.tables) {
		return Summary{}, damaged("%s", firstDifference(s.End.Tables, a.tables))
	}
	if s.End.Files != a.files {
		return Summary{}, damaged("%d files of %d bytes where there should be %d of %d", a.files.Count, a.files.Bytes, s.End.Files.Count, s.End.Files.Bytes)
	}
	return s, nil
}

func firstDifference(want, got []TableSum) string {
	for i, w := range want {
		if i >= len(got) || got[i] != w {
			return "table " + fmt.Sprintf("%.60q", w.Name) + " is not what was backed up"
		}
	}
	return "it has other tables than it says"
}

// counting counts what was read.
type counting struct {
	r io.Reader
	n int64
}

// Read reads and counts.
func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// What may be unpacked from a number of packed bytes. Logs shrink to a seventh; gzip could blow up to a thousand times.
const (
	inflateFree = 64 << 20
	inflateBy   = 250
)

// bounded ends when far more comes out than went in.
type bounded struct {
	r      io.Reader
	source *counting
	n      int64
}

// Read reads up to the bound.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.n += int64(n); b.n > inflateFree && b.n/inflateBy > b.source.n {
		return 0, ErrTooLarge
	}
	return n, err
}

// contextReader ends reading when the work is called off.
type contextReader struct {
	ctx context.Context //nolint:containedctx // a reader has no other way to know.
	r   io.Reader
}

// Read reads while the context lives.
func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
