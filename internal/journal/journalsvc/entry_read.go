package journalsvc

import (
	"context"
	"errors"
	"slices"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/tags"
)

// Entry reads one entry that the actor may see; nil when there is none, which is also the answer for what
// is not theirs to see.
func (s *Service) Entry(ctx context.Context, a identity.Actor, entryID string) (*journal.Entry, error) {
	if !id.Valid(entryID) {
		return nil, nil //nolint:nilnil // see above
	}
	r, err := s.store.entry(ctx, entryID)
	if errors.Is(err, journal.ErrEntryNotFound) {
		return nil, nil //nolint:nilnil // see above
	}
	if err != nil {
		return nil, err
	}
	e, err := r.entry()
	if err != nil {
		return nil, err
	}
	// The id is no address to hand out: what is unlisted opens by a link that its author made and can take back.
	if !journal.Can(viewer(a), journal.ActionSee, e) {
		return nil, nil //nolint:nilnil // see above
	}
	e, err = s.withEdges(ctx, e)
	if err == nil && e.AuthorID != a.UserID && e.Author.Hidden {
		return nil, nil //nolint:nilnil // see above
	}
	return e, err
}

// EntriesByIDs reads entries of one author that are not in the trash, in the order of the ids, for read
// models that chose them. Unknown ids are left out; at most 500.
func (s *Service) EntriesByIDs(ctx context.Context, authorID string, ids []string) ([]journal.Entry, error) {
	if len(ids) == 0 {
		return []journal.Entry{}, nil
	}
	list, err := s.store.byIDs(ctx, authorID, ids[:min(len(ids), maxIn)])
	if err != nil {
		return nil, err
	}
	place := make(map[string]int, len(ids))
	for i, entryID := range ids {
		if _, twice := place[entryID]; !twice {
			place[entryID] = i
		}
	}
	slices.SortFunc(list, func(x, y journal.Entry) int { return place[x.ID] - place[y.ID] })
	return list, s.preload(ctx, list)
}

// OwnEntries is EntriesByIDs for the actor of the context. Error: identity.ErrSignInRequired.
func (s *Service) OwnEntries(ctx context.Context, ids []string) ([]journal.Entry, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return s.EntriesByIDs(ctx, a.UserID, ids)
}

// own reads the row of an entry that the actor may change. Error: journal.ErrEntryNotFound.
func (s *Service) own(ctx context.Context, a identity.Actor, entryID string) (*entryRow, error) {
	if !id.Valid(entryID) {
		return nil, journal.ErrEntryNotFound
	}
	r, err := s.store.entry(ctx, entryID)
	if err != nil {
		return nil, err
	}
	if !journal.Can(viewer(a), journal.ActionEdit, &journal.Entry{AuthorID: r.AuthorID}) {
		return nil, journal.ErrEntryNotFound
	}
	return r, nil
}

func (s *Service) load(ctx context.Context, r *entryRow) (*journal.Entry, error) {
	e, err := r.entry()
	if err != nil {
		return nil, err
	}
	return s.withEdges(ctx, e)
}

// withEdges is preload for one entry.
func (s *Service) withEdges(ctx context.Context, e *journal.Entry) (*journal.Entry, error) {
	one := []journal.Entry{*e}
	if err := s.preload(ctx, one); err != nil {
		return nil, err
	}
	return &one[0], nil
}

// preload fills tags and authors: one statement each at most, none for what this process remembers.
func (s *Service) preload(ctx context.Context, list []journal.Entry) error {
	var tagIDs, authorIDs []string
	for i := range list {
		tagIDs = append(tagIDs, list[i].TagIDs...)
		if !slices.Contains(authorIDs, list[i].AuthorID) {
			authorIDs = append(authorIDs, list[i].AuthorID)
		}
	}
	byID, err := s.tags.ByIDs(ctx, tagIDs)
	if err != nil {
		return err
	}
	authors, err := s.authors(ctx, authorIDs)
	if err != nil {
		return err
	}
	for i := range list {
		e := &list[i]
		e.Author = authors[e.AuthorID]
		e.Tags = make([]tags.Tag, 0, len(e.TagIDs))
		for _, tagID := range e.TagIDs {
			if t, ok := byID[tagID]; ok && !carries(e.Tags, t.ID) {
				e.Tags = append(e.Tags, t)
			}
		}
	}
	return s.preloadFiles(ctx, list)
}

// carries reports whether a tag stands in the list; a tag and its alias are the same.
func carries(list []tags.Tag, tagID string) bool {
	return slices.ContainsFunc(list, func(t tags.Tag) bool { return t.ID == tagID })
}

func (s *Service) authors(ctx context.Context, ids []string) (map[string]*identity.User, error) {
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // a nil map reads as empty
	}
	found, err := s.users.UsersByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*identity.User, len(ids))
	for _, userID := range ids {
		if out[userID] = found[userID]; out[userID] == nil {
			out[userID] = identity.DeletedUser(userID)
		}
	}
	return out, nil
}
