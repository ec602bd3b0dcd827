package journalsvc

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/id"
)

// maxShown is how many files one entry may show; further ones stay closed to others.
const maxShown = 200

var shownFile = regexp.MustCompile(`(?:src|href)="` + files.Path + `([0-9a-z]{26})["?#]`)

// filesIn are the ids of the files that rendered HTML shows or links to, each once. Most texts have none, and that costs
// a look for the path alone.
func filesIn(html string) []string {
	if !strings.Contains(html, files.Path) {
		return nil
	}
	var out []string
	for _, m := range shownFile.FindAllStringSubmatch(html, -1) {
		if id.Valid(m[1]) && !slices.Contains(out, m[1]) && len(out) < maxShown {
			out = append(out, m[1])
		}
	}
	return out
}

var namedFile = regexp.MustCompile(files.Path + `([0-9a-z]{26})\b`)

// filesNamed are the ids of the files that a Markdown text may show, each once.
func filesNamed(body string) []string {
	if !strings.Contains(body, files.Path) {
		return nil
	}
	var out []string
	for _, m := range namedFile.FindAllStringSubmatch(body, maxShown) {
		if id.Valid(m[1]) && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// renameFiles gives a text of an archive the ids that its files have here.
func renameFiles(body string, ids map[string]string) string {
	if len(ids) == 0 || !strings.Contains(body, files.Path) {
		return body
	}
	return namedFile.ReplaceAllStringFunc(body, func(link string) string {
		if to, ok := ids[strings.TrimPrefix(link, files.Path)]; ok {
			return files.Path + to
		}
		return link
	})
}

// FileShown reports whether the actor may see an entry of the owner's that shows the file now.
func (s *Service) FileShown(ctx context.Context, a identity.Actor, ownerID, fileID string) (bool, error) {
	list, err := s.store.showing(ctx, ownerID, fileID)
	if err != nil || len(list) == 0 {
		return false, err
	}
	authors, err := s.authors(ctx, []string{ownerID})
	if err != nil || authors[ownerID].Hidden {
		return false, err
	}
	v := viewer(a) // a file's address is no link: one that was taken back must not leave the file open
	return slices.ContainsFunc(list, func(e journal.Entry) bool { return journal.Can(v, journal.ActionSee, &e) }), nil
}

// FilesHeld are those of the ids that an entry shows or has shown, wherever the entry is.
func (s *Service) FilesHeld(ctx context.Context, ids []string) (map[string]bool, error) {
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // a nil map reads as empty
	}
	held, err := s.store.heldFiles(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string]bool, len(held))
	for _, fileID := range held {
		out[fileID] = true
	}
	return out, nil
}

// FileUses tells which of the owner's entries show these files or have shown them, newest first; at most [files.MaxUses]
// for each file.
func (s *Service) FileUses(ctx context.Context, ownerID string, ids []string) (map[string][]files.FileUse, error) {
	rows, err := s.store.usesOfFiles(ctx, ownerID, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]files.FileUse, len(ids))
	for _, r := range rows {
		u := files.FileUse{EntryID: r.EntryID, Title: r.Title, State: files.UseEarlier}
		switch {
		case r.Trashed:
			u.State = files.UseTrashed
		case r.Shown:
			u.State = files.UseShown
		}
		out[r.FileID] = append(out[r.FileID], u)
	}
	return out, nil
}

// preloadFiles fills the files of entries that show some: one statement for all, none when there are none.
func (s *Service) preloadFiles(ctx context.Context, list []journal.Entry) error {
	var all []string
	shown := make([][]string, len(list))
	for i := range list {
		list[i].Files = []files.File{}
		shown[i] = filesIn(list[i].BodyHTML)
		all = append(all, shown[i]...)
	}
	if len(all) == 0 || s.files == nil {
		return nil
	}
	found := map[string]files.File{}
	for chunk := range slices.Chunk(all, maxIn) {
		part, err := s.files.ByIDs(ctx, chunk)
		if err != nil {
			return err
		}
		for fileID, f := range part {
			found[fileID] = f
		}
	}
	for i := range list {
		for _, fileID := range shown[i] {
			if f, ok := found[fileID]; ok && f.OwnerID == list[i].AuthorID {
				list[i].Files = append(list[i].Files, f)
			}
		}
	}
	return nil
}
