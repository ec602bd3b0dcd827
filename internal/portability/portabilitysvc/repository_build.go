package portabilitysvc

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
	"tamatar.dev/tamatar/internal/portability/gitrepo"
)

// The rooms whose files are in the repository, and their folders: the files are those of the archive.
var (
	repositoryDomains = []string{"files", "journal"}
	repositoryFolders = []string{"files/", "journal/entries/"}
)

const (
	trashFolder = "journal/trash/"
	// maxKeptFile is the largest file that a repository takes, in bytes.
	maxKeptFile = 64 << 20
)

// buildResult tells what a look at the archive found.
type buildResult struct {
	changed bool
	// purged tells that something is gone for good that the history still has.
	purged bool
}

// build writes what has changed since the head, as commits: one for each day on which something was changed last.
func (s *Service) build(ctx context.Context, userID, handle string, repo *gitrepo.Repo, out io.Writer, key string) (res buildResult, err error) {
	w := repo.Begin(out)
	look := &repositorySink{w: w, now: map[string]found{}, ids: map[string]bool{}}
	for _, domain := range repositoryDomains {
		for _, p := range s.Parts {
			if p.Domain != domain || p.Export == nil {
				continue
			}
			err := p.Export(ctx, userID, portable.NewOut(look, p.Domain))
			if err == nil {
				err = look.finish()
			}
			if err != nil {
				return res, fmt.Errorf("read %s for a repository: %w", p.Domain, err)
			}
		}
	}
	for name := range repo.Ever {
		if !look.ids[identityOf(name)] {
			return buildResult{purged: true}, nil
		}
	}
	var removed []string
	for name := range repo.Files {
		if _, there := look.now[name]; !there {
			removed = append(removed, name)
		}
	}
	if err := commitDays(w, repo, look.now, removed, handle); err != nil {
		return res, err
	}
	return buildResult{changed: w.End(key)}, nil
}

// commitDays makes a commit for each day, in their order; what is gone goes with the last of them.
func commitDays(w *gitrepo.Writer, repo *gitrepo.Repo, now map[string]found, removed []string, handle string) error {
	days := map[string]map[string]gitrepo.ID{}
	last := map[string]time.Time{}
	newest := newestOf(now)
	for name, f := range now {
		if repo.Files[name] == f.blob {
			continue
		}
		if f.modified.IsZero() {
			f.modified = newest
		}
		d := f.modified.UTC().Format(time.DateOnly)
		if days[d] == nil {
			days[d] = map[string]gitrepo.ID{}
		}
		days[d][name] = f.blob
		if f.modified.After(last[d]) {
			last[d] = f.modified
		}
	}
	slices.Sort(removed)
	order := slices.Sorted(maps.Keys(days))
	if len(order) == 0 && len(removed) > 0 {
		order = []string{repo.HeadAt.UTC().Format(time.DateOnly)}
	}
	for i, d := range order {
		c := gitrepo.Commit{Name: handle, Email: handle + "@tamatar.invalid", At: last[d], Message: message(d, len(days[d]))}
		var gone []string
		if i == len(order)-1 {
			gone = removed
		}
		if err := w.Commit(c, days[d], gone); err != nil {
			return err
		}
	}
	return nil
}

// newestOf is when something was last changed: the time of files that have none, such as lists. Git knows no time before 1970.
func newestOf(now map[string]found) time.Time {
	newest := time.Unix(0, 0)
	for _, f := range now {
		if f.modified.After(newest) {
			newest = f.modified
		}
	}
	return newest
}

func message(d string, n int) string {
	switch n {
	case 0:
		return d
	case 1:
		return d + ": 1 file"
	}
	return fmt.Sprintf("%s: %d files", d, n)
}

// found is a file as the archive has it now.
type found struct {
	blob     gitrepo.ID
	modified time.Time
}

// repositorySink takes what the rooms export. It implements [portable.Sink].
type repositorySink struct {
	w   *gitrepo.Writer
	now map[string]found
	// ids are what the files are of, those in the trash too.
	ids  map[string]bool
	open *streamed
}

// streamed is a file that comes in pieces.
type streamed struct {
	path     string
	modified time.Time
	buf      bytes.Buffer
}

// Write implements [io.Writer].
func (f *streamed) Write(p []byte) (int, error) {
	if f.buf.Len()+len(p) > maxKeptFile {
		return 0, portability.ErrTooMuch
	}
	return f.buf.Write(p)
}

// identityOf is what stays of a file's path when it is moved or goes to the trash: its name without the day.
func identityOf(name string) string {
	base := path.Base(name)
	if !strings.HasPrefix(name, "journal/") || len(base) <= len("2006-01-02-") {
		return name
	}
	return base[len("2006-01-02-"):]
}

// Create implements [portable.Sink].
func (s *repositorySink) Create(path string, modified time.Time) (io.Writer, error) {
	if err := s.finish(); err != nil {
		return nil, err
	}
	if !wanted(path) {
		return io.Discard, nil
	}
	s.open = &streamed{path: path, modified: modified}
	return s.open, nil
}

func (s *repositorySink) finish() error {
	f := s.open
	if f == nil {
		return nil
	}
	s.open = nil
	return s.keep(f.path, f.modified, f.buf.Bytes())
}

// Add implements [portable.Sink].
func (s *repositorySink) Add(path string, modified time.Time, content []byte) error {
	if err := s.finish(); err != nil {
		return err
	}
	if strings.HasPrefix(path, trashFolder) {
		s.ids[identityOf(path)] = true
	}
	if !wanted(path) {
		return nil
	}
	return s.keep(path, modified, content)
}

func (s *repositorySink) keep(path string, modified time.Time, content []byte) error {
	blob, err := s.w.Blob(content)
	s.ids[identityOf(path)] = true
	s.now[path] = found{blob, modified}
	return err
}

func wanted(path string) bool {
	return slices.ContainsFunc(repositoryFolders, func(folder string) bool { return strings.HasPrefix(path, folder) })
}
