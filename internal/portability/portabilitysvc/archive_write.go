package portabilitysvc

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

const (
	formatName    = "tamatar-export"
	formatVersion = 1
	manifestName  = "manifest.json"
	recordsFolder = "records"
	// storeAbove is the ratio above which a file is not packed: an archive of ours never looks like a bomb.
	storeAbove = 50
)

// manifest names every file of an archive.
type manifest struct {
	Files   []manifestFile `json:"files"`
	Format  string         `json:"format"`
	Version int            `json:"version"`
}

type manifestFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// noTime is the time of files that have none of their own: the earliest a zip can tell.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// archiveWriter writes an archive in one pass. The same files give the same bytes: nothing in it depends on when or
// where it was made.
type archiveWriter struct {
	zip    *zip.Writer
	packer *flate.Writer
	packed bytes.Buffer
	files  []manifestFile
	// added is called after each file.
	added func()
	open  *openFile
}

// openFile is the file that is being streamed.
type openFile struct {
	path string
	w    io.Writer
	sum  hash.Hash
	size int64
}

// Write implements [io.Writer].
func (f *openFile) Write(p []byte) (int, error) {
	n, err := f.w.Write(p)
	f.sum.Write(p[:n])
	f.size += int64(n)
	return n, err
}

func newArchiveWriter(w io.Writer, added func()) (*archiveWriter, error) {
	packer, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	a := &archiveWriter{zip: zip.NewWriter(w), packer: packer, added: added}
	// What is streamed is coded by single letters alone: that shrinks text by a third and can never grow a hundredfold again.
	a.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.HuffmanOnly) })
	return a, nil
}

// Create implements [portable.Sink].
func (a *archiveWriter) Create(path string, modified time.Time) (io.Writer, error) {
	if err := a.finish(); err != nil {
		return nil, err
	}
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Deflate, Modified: timeOr(modified)})
	if err != nil {
		return nil, fmt.Errorf("add %s: %w", path, err)
	}
	a.open = &openFile{path: path, w: w, sum: sha256.New()}
	return a.open, nil
}

// Add implements [portable.Sink].
func (a *archiveWriter) Add(path string, modified time.Time, content []byte) error {
	if err := a.finish(); err != nil {
		return err
	}
	h := &zip.FileHeader{
		Name: path, Method: zip.Deflate, Modified: timeOr(modified), CRC32: crc32.ChecksumIEEE(content), UncompressedSize64: uint64(len(content)),
	}
	a.packed.Reset()
	a.packer.Reset(&a.packed)
	if _, err := a.packer.Write(content); err != nil {
		return err
	}
	if err := a.packer.Close(); err != nil {
		return err
	}
	raw := a.packed.Bytes()
	if len(content) > storeAbove*len(raw) || len(raw) >= len(content) {
		h.Method, raw = zip.Store, content
	}
	h.CompressedSize64 = uint64(len(raw))
	w, err := a.zip.CreateRaw(h)
	if err != nil {
		return fmt.Errorf("add %s: %w", path, err)
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	return a.list(path, sum[:], int64(len(content)))
}

func timeOr(t time.Time) time.Time {
	if t.Before(noTime) {
		return noTime
	}
	return t.UTC().Truncate(time.Second)
}

// finish lists the file that was streamed.
func (a *archiveWriter) finish() error {
	f := a.open
	if f == nil {
		return nil
	}
	a.open = nil
	return a.list(f.path, f.sum.Sum(nil), f.size)
}

func (a *archiveWriter) list(path string, sum []byte, size int64) error {
	a.files = append(a.files, manifestFile{path, hex.EncodeToString(sum), size})
	if a.added != nil {
		a.added()
	}
	if len(a.files) > portability.MaxFiles {
		return portability.ErrTooManyFiles
	}
	return nil
}

// manifest writes the list of the files since the last one into the folder.
func (a *archiveWriter) manifest(folder string) error {
	if err := a.finish(); err != nil {
		return err
	}
	m := manifest{Files: a.files, Format: formatName, Version: formatVersion}
	a.files = nil
	if m.Files == nil {
		m.Files = []manifestFile{}
	}
	raw, err := portable.Canonical(m, "  ")
	if err != nil {
		return err
	}
	return a.Add(folder+manifestName, time.Time{}, raw)
}

// close writes the end of the archive.
func (a *archiveWriter) close() error {
	if err := a.finish(); err != nil {
		return err
	}
	return a.zip.Close()
}
