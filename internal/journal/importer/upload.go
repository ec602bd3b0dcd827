package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
)

// maxRatio is how many times larger than its packed form a file in a zip may be.
const maxRatio = 100

// ratioFloor is the unpacked size in bytes below which the ratio says nothing.
const ratioFloor = 16 << 10

// Upload gathers files that arrive one by one, a zip among them. The zero value with its options is ready.
type Upload struct {
	Options Options
	c       collector
	files   int
	waiting []waitingFile
	// attached are the paths of files that a note may show.
	attached []string
	bytes    int64
}

// waitingFile has arrived; it is read when all have, because one of them may say how to read the others.
type waitingFile struct {
	name string
	text []byte
}

// Add takes one uploaded file and reads it to its end, at most limit bytes of it.
// Errors: [ErrTooManyFiles], [ErrTooMuch], [ErrBadZip], [ErrZipBomb], or that of the reader.
func (u *Upload) Add(name string, r io.Reader, limit int64) error {
	u.c.options = u.Options
	u.c.options.files = &u.c.files
	if u.files++; u.files > MaxFiles {
		return ErrTooManyFiles
	}
	if strings.EqualFold(path.Ext(name), ".zip") {
		packed, err := io.ReadAll(io.LimitReader(r, limit))
		if err != nil {
			return err
		}
		return u.c.addZip(bytes.NewReader(packed), int64(len(packed)))
	}
	clean := cleanName(name)
	if isConfig(clean) {
		raw, err := io.ReadAll(io.LimitReader(r, maxConfig))
		u.c.setting(clean, raw)
		return err
	}
	if attachable(clean) {
		return u.attach(clean, r, limit)
	}
	if !readable(clean) {
		return u.c.refuse(name, refusedNoNote)
	}
	text, err := io.ReadAll(io.LimitReader(r, min(limitOf(clean), limit)))
	if u.bytes += int64(len(text)); err == nil && u.bytes > MaxTotal {
		err = ErrTooMuch
	}
	u.waiting = append(u.waiting, waitingFile{name, text})
	return err
}

// attach holds a file until it is known whether a note shows it.
func (u *Upload) attach(name string, r io.Reader, limit int64) error {
	body, err := io.ReadAll(io.LimitReader(r, limit))
	if u.bytes += int64(len(body)); err == nil && u.bytes > MaxTotal {
		err = ErrTooMuch
	}
	u.attached = append(u.attached, name)
	u.c.files.add(name, func(limit int64) ([]byte, error) { return body[:min(int64(len(body)), limit)], nil })
	return err
}

// Result is what was gathered, with a report on each file or entry. Errors: [ErrTooManyFiles], [ErrTooMuch].
func (u *Upload) Result() ([]journal.ImportEntryInput, []FileReport, error) {
	for _, f := range u.waiting {
		if err := u.c.add(f.name, f.text, true); err != nil {
			return nil, nil, err
		}
	}
	u.waiting = nil
	shown := map[string]bool{}
	for _, rep := range u.c.reports {
		for _, a := range rep.Attached {
			shown[a.path] = true
		}
	}
	if err := u.tellUnused(shown); err != nil {
		return nil, nil, err
	}
	return u.c.entries, u.c.reports, nil
}

// tellUnused tells in one line of the files that no note shows.
func (u *Upload) tellUnused(shown map[string]bool) error {
	unused := slices.DeleteFunc(slices.Clone(u.attached), func(name string) bool { return shown[name] })
	u.attached = nil
	switch n := len(unused); n {
	case 0:
		return nil
	case 1:
		return u.c.refuse(unused[0], refusedUnused)
	default:
		return u.c.refuse(unused[0], fmt.Sprintf("%s The same goes for %d more.", refusedUnused, n-1))
	}
}

// ReadZip reads a zip piece by piece: take gets a report on each file or entry, with the entry where there is one.
// Errors: [ErrTooManyFiles], [ErrTooMuch], [ErrBadZip], [ErrZipBomb], those of take.
func ReadZip(r io.ReaderAt, size int64, o Options, take func(in *journal.ImportEntryInput, rep FileReport) error) error {
	c := collector{options: o, take: take}
	c.options.files = &c.files
	return c.addZip(r, size)
}

func (c *collector) addZip(r io.ReaderAt, size int64) error {
	z, err := openZip(r, size)
	if err != nil {
		return err
	}
	for _, f := range z.File {
		if attachable(f.Name) && f.Mode().IsRegular() && !escapes(f.Name) && !hidden(f.Name) {
			c.files.add(f.Name, func(limit int64) ([]byte, error) { return unpack(f, limit) })
		}
		if isConfig(f.Name) && !escapes(f.Name) && f.UncompressedSize64 <= maxConfig {
			if raw, err := unpack(f, maxConfig); err == nil {
				c.setting(f.Name, raw)
			}
		}
	}
	for _, f := range z.File {
		if err := c.addZipped(f); err != nil {
			return err
		}
	}
	return nil
}

// maxIndex is how many bytes the list of files in a zip may take: room for the allowed number with long names.
const maxIndex = 6 << 20

// openZip reads the list of a zip, which is not read to its end when it is too long.
func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	index := &indexReader{r: r, left: maxIndex}
	z, err := zip.NewReader(index, size)
	switch {
	case index.left < 0:
		return nil, ErrTooManyFiles
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, ErrBadZip.With(err)
	case len(z.File) > MaxFiles:
		return nil, ErrTooManyFiles
	}
	index.free = true
	return z, nil
}

// indexReader gives a limited number of bytes until it is free. It serves one reader at a time.
type indexReader struct {
	r    io.ReaderAt
	left int64
	free bool
}

var errIndex = errors.New("importer: the list of files is too long")

// ReadAt implements [io.ReaderAt].
func (x *indexReader) ReadAt(p []byte, at int64) (int, error) {
	if !x.free {
		if x.left -= int64(len(p)); x.left < 0 {
			return 0, errIndex
		}
	}
	return x.r.ReadAt(p, at)
}

func (c *collector) addZipped(f *zip.File) error {
	name := f.Name
	switch {
	case strings.HasSuffix(name, "/") || !f.Mode().IsRegular() || hidden(name):
		return nil
	case escapes(name):
		return c.refuse(name, refusedPath)
	case isArchive(name):
		return c.refuse(name, refusedArchive)
	case !readable(name):
		return nil
	}
	limit := limitOf(name)
	text, err := unpack(f, limit)
	if err != nil && int64(len(text)) < limit {
		return c.refuse(name, refusedUnread)
	}
	if bomb(uint64(len(text)), f.CompressedSize64) || bomb(f.UncompressedSize64, f.CompressedSize64) {
		return ErrZipBomb
	}
	return c.add(name, text, false)
}

// unpack reads at most limit bytes of a file. What the list says about sizes is not believed: the bytes that come out
// are counted, and a file that grows too much is not read on.
func unpack(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	if most := int64(min(f.CompressedSize64, 1<<40)*maxRatio) + ratioFloor + maxRatio; limit > most { //nolint:gosec // at most 2^47
		limit = most
	}
	text, err := io.ReadAll(io.LimitReader(r, limit))
	return text, errors.Join(err, r.Close())
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
