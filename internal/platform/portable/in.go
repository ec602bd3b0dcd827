package portable

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Errors of reading.
var (
	// ErrNoOutlet says that the account has no such outlet, or that it cannot be closed.
	ErrNoOutlet = errs.New(errs.NotFound, "portable.outlet_not_found", "This is closed already.")
	// ErrFileBroken says that a file of an archive cannot be read as what it should be.
	ErrFileBroken = errs.New(errs.Invalid, "portable.file_broken", "This file is not written the way an export writes it.")
)

// MaxLine is the longest line of a file of JSON lines, in bytes.
const MaxLine = 1 << 20

// Source is an opened archive whose limits and checksums hold while it is read.
type Source interface {
	// Names are the paths of the files below the folder, in order.
	Names(folder string) []string
	// Open opens one of them. Reading fails when the file is larger or other than its archive says.
	Open(path string) (io.ReadCloser, error)
}

// In is what an import gives to one part.
type In struct {
	// UserID is who imports; everything becomes theirs.
	UserID string
	// DryRun asks for the report without any change.
	DryRun bool
	// Report takes what became of everything.
	Report *Report
	source Source
	folder string
}

// NewIn makes an In that reads below the folder.
func NewIn(source Source, folder, userID string, dryRun bool, report *Report) *In {
	return &In{UserID: userID, DryRun: dryRun, Report: report, source: source, folder: folder}
}

// Names are the names of the part's files that begin with the prefix, in order.
func (in *In) Names(prefix string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, path := range in.source.Names(in.folder) {
			name := strings.TrimPrefix(path, in.folder+"/")
			if strings.HasPrefix(name, prefix) && !yield(name) {
				return
			}
		}
	}
}

// Has reports whether the archive holds the file.
func (in *In) Has(name string) bool {
	for n := range in.Names(name) {
		if n == name {
			return true
		}
	}
	return false
}

// Bytes reads a whole file of at most limit bytes. Errors: [ErrFileBroken], those of the archive.
func (in *In) Bytes(name string, limit int64) ([]byte, error) {
	f, err := in.source.Open(in.folder + "/" + name)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, ErrFileBroken
	}
	return raw, nil
}

// JSON reads a file of at most limit bytes into v. Unknown keys are refused: they would be lost without a word.
// Errors: [ErrFileBroken], those of the archive.
func (in *In) JSON(name string, limit int64, v any) error {
	raw, err := in.Bytes(name, limit)
	if err != nil {
		return err
	}
	return decode(raw, v)
}

// Lines reads a file of JSON lines, one call for each. Errors: [ErrFileBroken], those of fn and of the archive.
func Lines[T any](in *In, name string, fn func(T) error) (err error) {
	f, err := in.source.Open(in.folder + "/" + name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s := bufio.NewScanner(f)
	s.Buffer(nil, MaxLine)
	for s.Scan() {
		var v T
		if err := decode(s.Bytes(), &v); err != nil {
			return err
		}
		if err := fn(v); err != nil {
			return err
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return ErrFileBroken
	}
	return s.Err()
}

func decode(raw []byte, v any) error {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return ErrFileBroken.With(err)
	}
	if d.More() {
		return ErrFileBroken
	}
	return nil
}
