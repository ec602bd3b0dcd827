package portabilitysvc

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

const (
	// indexBudget is how many bytes the list of files at the end of an archive may take: room for the allowed number
	// of files with long names. A longer list is not read to its end.
	indexBudget = 40 << 20
	// freeSize is the size up to which a file is no bomb, whatever its ratio.
	freeSize = 1 << 20
	// manifestLimit has room for the allowed number of files.
	manifestLimit = 40 << 20
)

// plainPath is what the files of an export are called: folders and a file, of harmless letters, none beginning with a dot.
var plainPath = regexp.MustCompile(`^([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*$`)

// nestedNames are archives by their names.
var nestedNames = []string{".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".jar"}

// archiveReader is an archive whose list has been checked: no file of it leads elsewhere, twice or to more than allowed.
// It implements [portable.Source]; each file is checked against the manifest before any of it is given.
type archiveReader struct {
	files  map[string]*zip.File
	listed map[string]manifestFile
	names  map[string][]string // by folder, in order
	// Things counts what a progress bar may expect.
	things int
}

// openArchive reads and checks the list of an archive. What is wrong with single files goes into the report, and such
// an archive is not read at all: it was not made by an export. The error is what is wrong with the archive as a whole.
func openArchive(r io.ReaderAt, size int64, report *portable.Report) (*archiveReader, error) {
	index := &budgetReader{r: r, left: indexBudget}
	z, err := zip.NewReader(index, size)
	if err != nil {
		if index.spent() {
			return nil, portability.ErrTooManyFiles
		}
		return nil, portability.ErrNoZip.With(err)
	}
	index.lift()
	if len(z.File) > portability.MaxFiles+2 {
		return nil, portability.ErrTooManyFiles
	}
	a := &archiveReader{files: map[string]*zip.File{}, listed: map[string]manifestFile{}, names: map[string][]string{}}
	sound := true
	for _, f := range z.File {
		if err := a.admit(f); err != nil {
			sound = false
			if err := report.Refuse("files", shownName(f.Name), err); err != nil {
				return nil, err
			}
		}
	}
	if err := checkSizes(z.File, size); err != nil {
		return nil, err
	}
	if !apart(z.File, report) || !sound {
		return nil, errUnsound
	}
	return a, a.readManifest(report)
}

// errUnsound stops an archive whose report says what is wrong with its files.
var errUnsound = errors.New("portability: the archive has files that no export writes")

// admit looks at what the list says of one file.
func (a *archiveReader) admit(f *zip.File) error {
	switch {
	case !plainPath.MatchString(f.Name) || strings.Contains(f.Name, ".."):
		return portability.ErrPath
	case slices.ContainsFunc(nestedNames, func(end string) bool { return strings.HasSuffix(strings.ToLower(f.Name), end) }):
		return portability.ErrNested
	case f.Mode()&fs.ModeType != 0 || f.Flags&1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate:
		return portability.ErrFileKind
	case a.files[f.Name] != nil:
		return portability.ErrTwice
	case f.UncompressedSize64 > freeSize && f.UncompressedSize64/portability.MaxRatio > f.CompressedSize64:
		return portability.ErrBomb
	}
	a.files[f.Name] = f
	return nil
}

// checkSizes bounds what all files are said to hold; reading holds each of them to what it said.
func checkSizes(files []*zip.File, size int64) error {
	var total uint64
	for _, f := range files {
		if total += f.UncompressedSize64; f.UncompressedSize64 > portability.MaxUnpacked || total > portability.MaxUnpacked {
			return portability.ErrTooBig
		}
	}
	if total > 10*freeSize && total/portability.MaxRatio > uint64(size) { //nolint:gosec // a size is not negative
		return portability.ErrBomb
	}
	return nil
}

// apart reports whether no two files share bytes, which is how few bytes become many.
func apart(files []*zip.File, report *portable.Report) bool {
	type span struct {
		from, to int64
		name     string
	}
	spans := make([]span, 0, len(files))
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil {
			return report.Refuse("files", shownName(f.Name), portability.ErrNoZip) != nil
		}
		spans = append(spans, span{from, from + int64(f.CompressedSize64), f.Name}) //nolint:gosec // below MaxUnpacked
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to || spans[i].from == spans[i-1].from && spans[i].to == spans[i-1].to && spans[i].to > spans[i].from {
			_ = report.Refuse("files", shownName(spans[i].name), portability.ErrOverlap)
			return false
		}
	}
	return true
}

// readManifest compares what is there with what should be. Files that differ are told and left out. What the former
// instance noted is not looked at.
func (a *archiveReader) readManifest(report *portable.Report) error {
	f := a.files[manifestName]
	if f == nil {
		return portability.ErrNoManifest
	}
	raw, err := readWhole(f, manifestLimit)
	if err != nil {
		return portability.ErrNoManifest.With(err)
	}
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil || m.Format != formatName {
		return portability.ErrNoManifest.With(err)
	}
	if m.Version != formatVersion {
		return portability.ErrFormat
	}
	for _, l := range m.Files {
		if a.files[l.Path] == nil {
			if err := report.Refuse("files", shownName(l.Path), portability.ErrMissing); err != nil {
				return err
			}
			continue
		}
		a.listed[l.Path] = l
	}
	for path := range a.files {
		folder, _, below := strings.Cut(path, "/")
		if path == manifestName || folder == recordsFolder && below {
			continue
		}
		if _, ok := a.listed[path]; !ok {
			if err := report.Refuse("files", shownName(path), portability.ErrNotListed); err != nil {
				return err
			}
			continue
		}
		a.names[folder] = append(a.names[folder], path)
		a.things++
	}
	for _, list := range a.names {
		slices.Sort(list)
	}
	return nil
}

// Names implements [portable.Source].
func (a *archiveReader) Names(folder string) []string { return a.names[folder] }

// Open implements [portable.Source]: the file is read once to compare its checksum, and only then given.
// Error: [portability.ErrChecksum].
func (a *archiveReader) Open(path string) (io.ReadCloser, error) {
	f, listed := a.files[path], a.listed[path]
	if f == nil || listed.Size != int64(f.UncompressedSize64) { //nolint:gosec // below MaxUnpacked
		return nil, portability.ErrChecksum
	}
	if f.UncompressedSize64 <= freeSize {
		raw, err := readWhole(f, freeSize)
		sum := sha256.Sum256(raw)
		if err != nil || hex.EncodeToString(sum[:]) != listed.SHA256 {
			return nil, portability.ErrChecksum.With(err)
		}
		return io.NopCloser(bytes.NewReader(raw)), nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, portability.ErrChecksum.With(err)
	}
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(r, listed.Size+1))
	if err = errors.Join(err, r.Close()); err != nil || n != listed.Size || hex.EncodeToString(sum.Sum(nil)) != listed.SHA256 {
		return nil, portability.ErrChecksum.With(err)
	}
	return f.Open()
}

// readWhole unpacks a file and stops as soon as it is larger than it may be.
func readWhole(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err = errors.Join(err, r.Close()); err == nil && int64(len(raw)) > limit {
		err = portability.ErrTooBig
	}
	return raw, err
}

// shownName is a name from an archive as a report may show it.
func shownName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\ufffd' {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(name, "?"))
	if len(clean) > 120 {
		clean = strings.ToValidUTF8(clean[:120], "") + "…"
	}
	return clean
}

// budgetReader gives a limited number of bytes until the limit is lifted.
type budgetReader struct {
	r    io.ReaderAt
	mu   sync.Mutex
	left int64
	free bool
}

var errBudget = errors.New("portability: the list of files is too long")

// ReadAt implements [io.ReaderAt].
func (b *budgetReader) ReadAt(p []byte, at int64) (int, error) {
	b.mu.Lock()
	if !b.free {
		if b.left -= int64(len(p)); b.left < 0 {
			b.mu.Unlock()
			return 0, errBudget
		}
	}
	b.mu.Unlock()
	return b.r.ReadAt(p, at)
}

func (b *budgetReader) spent() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.left < 0
}

func (b *budgetReader) lift() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.free = true
}

// seekerAt reads at offsets from a file that can seek; one reader at a time.
type seekerAt struct {
	mu sync.Mutex
	r  io.ReadSeeker
}

// ReadAt implements [io.ReaderAt].
func (s *seekerAt) ReadAt(p []byte, at int64) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.r.Seek(at, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}
