package filessvc

import (
	"context"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
)

// defaultPage is how many files a page has when nobody says.
const defaultPage = 30

// List reads a page of the actor's files, newest first, with what uses each: two statements however many there are.
// Errors: page.ErrBadFirst, page.ErrBadCursor.
func (s *Service) List(ctx context.Context, a identity.Actor, p page.Args) (*files.OwnFileConnection, error) {
	limit, err := page.Limit(p.First, defaultPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope("files", nil)
	after, err := s.Pages.OpenN(scope, a.UserID, p.After, 1)
	if err != nil {
		return nil, err
	}
	before := ""
	if after != nil {
		before = after[0]
	}
	rows, err := s.store.newestOf(ctx, a.UserID, before, limit+1)
	if err != nil {
		return nil, err
	}
	rows, _, info := page.Connect(s.Pages, scope, a.UserID, rows, limit, func(r fileRow) []string { return []string{r.ID} })
	uses, err := s.usesOf(ctx, a.UserID, rows)
	if err != nil {
		return nil, err
	}
	out := &files.OwnFileConnection{Nodes: make([]files.OwnFile, len(rows)), PageInfo: info}
	for i, r := range rows {
		out.Nodes[i] = files.OwnFile{File: r.file(), Uses: uses[r.ID]}
		if out.Nodes[i].Uses == nil {
			out.Nodes[i].Uses = []files.FileUse{}
		}
	}
	return out, nil
}

func (s *Service) usesOf(ctx context.Context, ownerID string, rows []fileRow) (map[string][]files.FileUse, error) {
	if s.uses == nil || len(rows) == 0 {
		return nil, nil //nolint:nilnil // a nil map reads as empty
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return s.uses.FileUses(ctx, ownerID, ids)
}
