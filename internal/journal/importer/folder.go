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
	// MaxEntries is how many entries, and reports on files without one, an import may have.
	MaxEntries = 100_000
	// MaxTotal is how many bytes of text one import may have.
	MaxTotal = 64 << 20
	// maxText is how much of one file with many entries is read.
	maxText = 32 << 20
	// maxNote is how much of one file is read: body and front matter, and one byte to see that there is more.
	maxNote = journal.MaxBody + maxFrontMatter + 1
)

// folders that hold no notes: settings, trash and backups of note programs, and version control.
var skippedFolders = map[string]bool{
	".git": true, ".obsidian": true, ".trash": true, ".logseq": true, "bak": true, "node_modules": true, "__MACOSX": true,
}

// ReadDir makes entries of the files below fsys that it can read, in the order of their paths, and reports on
// each of them. Symbolic links are not followed. Errors: [ErrTooManyFiles], [ErrTooMuch], or that of the file system.
func ReadDir(fsys fs.FS, o Options) ([]journal.ImportEntryInput, []FileReport, error) {
	c := collector{options: o}
	for _, name := range []string{obsidianConfig, logseqConfig} {
		if raw, err := fs.ReadFile(fsys, name); err == nil && len(raw) <= maxConfig {
			c.setting(name, raw)
		}
	}
	if err := c.lookBeside(fsys); err != nil {
		return nil, nil, fmt.Errorf("read notes: %w", err)
	}
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
		case !d.Type().IsRegular() || !readable(name):
			return nil
		}
		return c.addFile(fsys, name)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read notes: %w", err)
	}
	return c.entries, c.reports, nil
}

// lookBeside finds the files that notes may show. They are read when a note shows them; those that none shows are left
// without a word. Error: [ErrTooManyFiles].
func (c *collector) lookBeside(fsys fs.FS) error {
	c.options.files = &c.files
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil //nolint:nilerr // the walk over the notes tells of it
		case d.IsDir() && name != "." && skipped(d.Name()):
			return fs.SkipDir
		case d.IsDir(), !d.Type().IsRegular(), !attachable(name):
			return nil
		case len(c.files.byPath) >= MaxFiles:
			return ErrTooManyFiles
		}
		c.files.add(name, func(limit int64) ([]byte, error) { return readStart(fsys, name, limit) })
		return nil
	})
}

// readStart reads at most limit bytes of a file.
func readStart(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(f, limit))
	return raw, errors.Join(err, f.Close())
}

// IsNote reports whether a file of this name is taken for a Markdown note.
func IsNote(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".md" || ext == ".markdown") && !strings.HasPrefix(path.Base(name), ".")
}

// readable reports whether a file of this name may hold entries of a format that is known.
func readable(name string) bool { return IsNote(name) || holdsMany(name) }

// holdsMany reports whether a file of this name may hold many entries.
func holdsMany(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".json" || ext == ".txt") && !strings.HasPrefix(path.Base(name), ".")
}

func skipped(folder string) bool { return skippedFolders[folder] || strings.HasPrefix(folder, ".") }
