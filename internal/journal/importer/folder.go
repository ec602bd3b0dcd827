package importer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
)

// Bounds of one import.
const (
	// MaxFiles is how many files one import may have.
	MaxFiles = 10_000
	// MaxTotal is how many bytes of notes one import may have.
	MaxTotal = 64 << 20
	// maxNote is how much of one file is read: body and front matter, and one byte to see that there is more.
	maxNote = journal.MaxBody + maxFrontMatter + 1
)

// folders that hold no notes: settings, trash and backups of note programs, and version control.
var skippedFolders = map[string]bool{
	".git": true, ".obsidian": true, ".trash": true, ".logseq": true, "bak": true, "node_modules": true, "__MACOSX": true,
}

// ReadMarkdownDir makes entries of the Markdown files below fsys, in the order of their paths, and reports on
// each of them. Symbolic links are not followed. Errors: [ErrTooManyFiles], [ErrTooMuch], or that of the file system.
func ReadMarkdownDir(fsys fs.FS, o MarkdownOptions) ([]journal.ImportEntryInput, []FileReport, error) {
	c := collector{options: o}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			return c.refuse(name, refusedUnread)
		case d.IsDir():
			if name != "." && skipped(d.Name()) {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || !IsNote(name):
			return nil
		}
		return c.addFile(fsys, name)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read notes: %w", err)
	}
	return c.entries, c.reports, nil
}

// IsNote reports whether a file of this name is taken for a Markdown note.
func IsNote(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".md" || ext == ".markdown") && !strings.HasPrefix(path.Base(name), ".")
}

func skipped(folder string) bool { return skippedFolders[folder] || strings.HasPrefix(folder, ".") }

// collector gathers entries and reports under the bounds of one import.
type collector struct {
	options MarkdownOptions
	entries []journal.ImportEntryInput
	reports []FileReport
	total   int64
}

func (c *collector) addFile(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return c.refuse(name, refusedUnread)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxNote))
	if err = errors.Join(err, f.Close()); err != nil {
		return c.refuse(name, refusedUnread)
	}
	return c.add(name, text)
}

// add takes one file's text, of which at most maxNote bytes were read.
func (c *collector) add(name string, text []byte) error {
	if c.total += int64(len(text)); c.total > MaxTotal {
		return ErrTooMuch
	}
	if len(text) >= maxNote {
		return c.refuse(name, refusedTooLong)
	}
	in, rep, ok := ReadNote(name, text, c.options)
	if ok {
		c.entries = append(c.entries, in)
	}
	return c.report(rep)
}

func (c *collector) refuse(name, why string) error {
	return c.report(FileReport{Path: cleanName(name), Refused: why})
}

func (c *collector) report(rep FileReport) error {
	if len(c.reports) == MaxFiles {
		return ErrTooManyFiles
	}
	c.reports = append(c.reports, rep)
	return nil
}
