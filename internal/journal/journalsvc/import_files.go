package journalsvc

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/journal/importer"
)

// maxAttached is how many bytes of one file beside a note are read.
const maxAttached = 64 << 20

// attachedBy are the files of notes by the key of the entry that shows them.
func attachedBy(reports []importer.FileReport) map[string][]importer.Attachment {
	out := map[string][]importer.Attachment{}
	for _, rep := range reports {
		if len(rep.Attached) > 0 && rep.SourceKey != "" {
			out[rep.SourceKey] = rep.Attached
		}
	}
	return out
}

// attach keeps the files that an entry shows, and puts them into its text. What cannot be kept leaves the text as it is,
// and is counted. It runs outside of the transaction of the entries.
func (b *importRun) attach(ctx context.Context, c *candidate) error {
	list := b.attached[c.in.SourceKey]
	if len(list) == 0 || b.s.files == nil {
		return nil
	}
	body := c.in.Body
	for _, a := range list {
		markdown, err := b.keepFile(ctx, a)
		if err != nil {
			return err
		}
		if markdown == "" {
			b.results[c.at].left++
			continue
		}
		body = strings.ReplaceAll(body, a.Text, markdown)
	}
	content, err := compileImport(body, c.in.Tags)
	if err != nil {
		b.results[c.at].left += len(list)
		return nil //nolint:nilerr // too long with them: it comes without
	}
	c.in.Body, c.c = body, content
	return nil
}

// keepFile keeps one file and gives what shows it; empty when it is not taken.
func (b *importRun) keepFile(ctx context.Context, a importer.Attachment) (string, error) {
	if b.full {
		return "", nil
	}
	raw, err := a.Read(maxAttached)
	if err != nil {
		return "", nil //nolint:nilerr // a broken file of an archive is one that is not taken
	}
	f, err := b.s.files.Take(ctx, b.author, a.Name, a.Alt, raw)
	if err != nil {
		b.full = errors.Is(err, files.ErrQuota)
		return "", ctx.Err()
	}
	return f.Markdown(), nil
}

var ownFileShown = regexp.MustCompile(`!?\[[^\]\n]*\]\(` + files.Path + `[0-9a-z]{26}\)`)

// sameText reports whether a draft has the text of its origin, whichever files stand in the places of those that came
// with it.
func sameText(draft, origin string, attached []importer.Attachment) bool {
	if draft == origin || len(attached) == 0 {
		return draft == origin
	}
	for _, a := range attached {
		draft, origin = strings.ReplaceAll(draft, a.Text, "\x00"), strings.ReplaceAll(origin, a.Text, "\x00")
	}
	return ownFileShown.ReplaceAllString(draft, "\x00") == ownFileShown.ReplaceAllString(origin, "\x00")
}
