package importer

import (
	"net/url"
	"path"
	"strings"
)

// Attachment is a picture or another file that lies beside a note and that its text shows.
type Attachment struct {
	// Text stands for it in the body; whoever keeps the file puts what shows it there.
	Text string
	Name string
	// Alt is the description that the note has.
	Alt string
	// Read gives its bytes, at most limit of them.
	Read func(limit int64) ([]byte, error)

	path string
}

// beside is what lies beside the notes, by path and by name alone; the zero value has nothing.
type beside struct {
	byPath map[string]func(limit int64) ([]byte, error)
	byName map[string]string
}

// attachable reports whether a file of this name may belong to a note.
func attachable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf":
		return !strings.HasPrefix(path.Base(name), ".")
	}
	return false
}

func (b *beside) add(name string, read func(limit int64) ([]byte, error)) {
	if b.byPath == nil {
		b.byPath, b.byName = map[string]func(int64) ([]byte, error){}, map[string]string{}
	}
	name = cleanName(name)
	b.byPath[name] = read
	if _, taken := b.byName[path.Base(name)]; !taken {
		b.byName[path.Base(name)] = name
	}
}

// find looks for a file as a note names it: from its own folder, from the top, and by its name alone. Only what was
// brought along is found, whatever the name says.
func (b *beside) find(note, target string) (Attachment, bool) {
	if b == nil || len(b.byPath) == 0 || target == "" {
		return Attachment{}, false
	}
	target = strings.ReplaceAll(target, `\`, "/")
	for _, name := range []string{cleanName(path.Join(path.Dir(note), target)), cleanName(target), b.byName[path.Base(cleanName(target))]} {
		if read, ok := b.byPath[name]; ok && name != "" {
			return Attachment{Name: path.Base(name), Read: read, path: name}, true
		}
	}
	return Attachment{}, false
}

// embeddedIn finds the files that a Markdown note shows; left counts those that are not there.
func (b *beside) embeddedIn(note, body string) (found []Attachment, left int) {
	seen := map[string]bool{}
	for _, text := range embedded.FindAllString(body, -1) {
		target, alt := embeddedTarget(text)
		a, ok := b.find(note, target)
		switch {
		case !ok:
			left++
		case !seen[text]:
			seen[text] = true
			a.Text, a.Alt = text, alt
			found = append(found, a)
		}
	}
	return found, left
}

// embeddedTarget is what "![[name|width]]" or "![description](path "title")" names, and the description.
func embeddedTarget(text string) (target, alt string) {
	if inner, ok := strings.CutPrefix(text, "![["); ok {
		target, _, _ = strings.Cut(strings.TrimSuffix(inner, "]]"), "|")
		target, _, _ = strings.Cut(target, "#")
		return strings.TrimSpace(target), ""
	}
	alt, target, _ = strings.Cut(strings.TrimSuffix(strings.TrimPrefix(text, "!["), ")"), "](")
	target = strings.TrimSpace(target)
	if before, _, titled := strings.Cut(target, ` "`); titled {
		target = before
	}
	target = strings.TrimSuffix(strings.TrimPrefix(target, "<"), ">")
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	return target, alt
}

// append puts a file behind the text of a piece.
func (p *piece) append(a Attachment) {
	a.Text = "![](" + strings.NewReplacer("(", "", ")", "", " ", "-", "\n", "").Replace(a.Name) + ")"
	p.body = strings.TrimSpace(p.body + "\n\n" + a.Text)
	p.attached = append(p.attached, a)
}
