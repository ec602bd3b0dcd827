package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
)

// maxRatio is how many times larger than its packed form a file in a zip may be.
const maxRatio = 100

// ratioFloor is the unpacked size in bytes below which the ratio says nothing.
const ratioFloor = 16 << 10

// Upload gathers files that arrive one by one: notes, or a zip of notes. The zero value with its options is ready.
type Upload struct {
	Options MarkdownOptions
	c       collector
	files   int
}

// Add takes one uploaded file and reads it to its end, at most limit bytes of it.
// Errors: [ErrTooManyFiles], [ErrTooMuch], [ErrBadZip], [ErrZipBomb], or that of the reader.
func (u *Upload) Add(name string, r io.Reader, limit int64) error {
	u.c.options = u.Options
	if u.files++; u.files > MaxFiles {
		return ErrTooManyFiles
	}
	if strings.EqualFold(path.Ext(name), ".zip") {
		return u.addZip(r, limit)
	}
	if !IsNote(cleanName(name)) {
		return u.c.refuse(name, refusedNoNote)
	}
	text, err := io.ReadAll(io.LimitReader(r, min(maxNote, limit)))
	if err != nil {
		return err
	}
	return u.c.add(name, text)
}

// Result is what was gathered, with one report per file.
func (u *Upload) Result() ([]journal.ImportEntryInput, []FileReport) { return u.c.entries, u.c.reports }

func (u *Upload) addZip(r io.Reader, limit int64) error {
	packed, err := io.ReadAll(io.LimitReader(r, limit))
	if err != nil {
		return err
	}
	// Each file has one such mark in the directory, which is read as a whole before it can be counted.
	if bytes.Count(packed, []byte("PK\x01\x02")) > MaxFiles {
		return ErrTooManyFiles
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return ErrBadZip.With(err)
	}
	if len(z.File) > MaxFiles {
		return ErrTooManyFiles
	}
	for _, f := range z.File {
		if err := u.addZipped(f); err != nil {
			return err
		}
	}
	return nil
}

func (u *Upload) addZipped(f *zip.File) error {
	name := f.Name
	switch {
	case strings.HasSuffix(name, "/") || !f.Mode().IsRegular() || hidden(name):
		return nil
	case escapes(name):
		return u.c.refuse(name, refusedPath)
	case isArchive(name):
		return u.c.refuse(name, refusedArchive)
	case !IsNote(name):
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return u.c.refuse(name, refusedUnread)
	}
	// What the directory says about sizes is not believed: the bytes that come out are counted.
	text, err := io.ReadAll(io.LimitReader(r, maxNote))
	if err = errors.Join(err, r.Close()); err != nil && len(text) < maxNote {
		return u.c.refuse(name, refusedUnread)
	}
	if bomb(uint64(len(text)), f.CompressedSize64) || bomb(f.UncompressedSize64, f.CompressedSize64) {
		return ErrZipBomb
	}
	return u.c.add(name, text)
}

func bomb(unpacked, packed uint64) bool {
	return unpacked > ratioFloor && unpacked/maxRatio > packed
}

// escapes reports a path that leads out of the archive, or that another system could read so.
func escapes(name string) bool {
	if strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\\:\x00") {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

func hidden(name string) bool {
	for part := range strings.SplitSeq(path.Dir(name), "/") {
		if part != "." && part != ".." && skipped(part) {
			return true
		}
	}
	return false
}

func isArchive(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst":
		return true
	}
	return false
}
