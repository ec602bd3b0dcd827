package gitrepo

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// Repo is what is known of a repository: the files at its head, its commits, and every object it has.
type Repo struct {
	// Head is the newest commit; zero while there is none.
	Head ID
	// HeadAt is the time of the newest commit.
	HeadAt time.Time
	// Files are those at the head, by their paths.
	Files map[string]ID
	// Ever are the paths of all files that any commit has.
	Ever map[string]bool
	// Objects are all that were ever written.
	Objects map[ID]bool
	// Commits are all of them; the value is the number of the part each is in, from 0.
	Commits map[ID]int
	// Parts are what was written since the repository began, oldest first.
	Parts []Part
}

// Part is what one round of commits added.
type Part struct {
	// Key is where the bytes are kept; the caller's.
	Key string
	// Head is the newest commit of it, Count the number of its objects.
	Head  ID
	Count int
}

// New is an empty repository.
func New() *Repo {
	return &Repo{Files: map[string]ID{}, Ever: map[string]bool{}, Objects: map[ID]bool{}, Commits: map[ID]int{}}
}

// Writer adds a part to a repository.
type Writer struct {
	repo *Repo
	part part
	root *node
}

// Begin begins a part, whose bytes go to w.
func (r *Repo) Begin(w io.Writer) *Writer {
	b := &Writer{repo: r, part: part{w: w}, root: &node{}}
	for path, id := range r.Files {
		b.root.set(path, id)
	}
	return b
}

// End ends the part; it is kept under key. False means that nothing was written.
func (w *Writer) End(key string) bool {
	if w.part.count == 0 {
		return false
	}
	w.repo.Parts = append(w.repo.Parts, Part{Key: key, Head: w.repo.Head, Count: w.part.count})
	return true
}

// Blob writes the content of a file, if it is new, and names it.
func (w *Writer) Blob(content []byte) (ID, error) { return w.object(blobObject, content) }

func (w *Writer) object(kind int, content []byte) (ID, error) {
	id := objectID(kind, content)
	if w.repo.Objects[id] {
		return id, nil
	}
	w.repo.Objects[id] = true
	return id, w.part.add(kind, content)
}

// Commit is what a commit says of itself.
type Commit struct {
	Name, Email string
	At          time.Time
	Message     string
}

// Commit sets and removes files, whose contents were written before, and makes that a commit. A commit is never
// earlier than the one before it.
func (w *Writer) Commit(c Commit, set map[string]ID, remove []string) error {
	r := w.repo
	for _, path := range remove {
		w.root.remove(path)
		delete(r.Files, path)
	}
	for path, id := range set {
		w.root.set(path, id)
		r.Files[path], r.Ever[path] = id, true
	}
	tree, err := w.tree(w.root)
	if err != nil {
		return err
	}
	if c.At.Before(r.HeadAt) {
		c.At = r.HeadAt
	}
	var b strings.Builder
	fmt.Fprintf(&b, "tree %s\n", tree)
	if r.Head != (ID{}) {
		fmt.Fprintf(&b, "parent %s\n", r.Head)
	}
	who := fmt.Sprintf("%s <%s> %d +0000", c.Name, c.Email, c.At.Unix())
	fmt.Fprintf(&b, "author %s\ncommitter %s\n\n%s\n", who, who, c.Message)
	if r.Head, err = w.object(commitObject, []byte(b.String())); err != nil {
		return err
	}
	r.HeadAt, r.Commits[r.Head] = c.At, len(r.Parts)
	return nil
}

// node is a folder, or a file when it has no children.
type node struct {
	id       ID
	children map[string]*node
	// clean tells that id is the tree of the folder as it is.
	clean bool
}

func (n *node) set(path string, id ID) {
	n.clean = false
	name, rest, below := strings.Cut(path, "/")
	if n.children == nil {
		n.children = map[string]*node{}
	}
	child := n.children[name]
	if child == nil {
		child = &node{}
		n.children[name] = child
	}
	if below {
		child.set(rest, id)
		return
	}
	child.id = id
}

func (n *node) remove(path string) {
	n.clean = false
	name, rest, below := strings.Cut(path, "/")
	child := n.children[name]
	if child == nil {
		return
	}
	if below {
		child.remove(rest)
	}
	if !below || len(child.children) == 0 {
		delete(n.children, name)
	}
}

// tree writes the folders that have changed, inner ones first.
func (w *Writer) tree(n *node) (ID, error) {
	if n.clean {
		return n.id, nil
	}
	// Git sorts folders as if their names ended with a slash.
	sorted := slices.SortedFunc(maps.Keys(n.children), func(a, b string) int {
		return strings.Compare(n.sortName(a), n.sortName(b))
	})
	var b bytes.Buffer
	for _, name := range sorted {
		child, mode := n.children[name], "100644"
		id := child.id
		if child.children != nil {
			var err error
			if id, err = w.tree(child); err != nil {
				return id, err
			}
			mode = "40000"
		}
		b.WriteString(mode + " " + name + "\x00")
		b.Write(id[:])
	}
	id, err := w.object(treeObject, b.Bytes())
	n.id, n.clean = id, err == nil
	return id, err
}

func (n *node) sortName(name string) string {
	if n.children[name].children != nil {
		return name + "/"
	}
	return name
}
