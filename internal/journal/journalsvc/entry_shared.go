package journalsvc

import (
	"context"
	"errors"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags"
)

// openTo are the levels of the owner's entries that v sees as a stranger does; relations and ownership open no more here.
func openTo(v audience.Viewer, ownerID string) []audience.Level {
	return slices.DeleteFunc(audience.Visible(audience.Viewer{ByLink: v.ByLink}, ownerID), func(l audience.Level) bool { return !journal.Open(l) })
}

// Shared reads a page of what strangers like v may see of a person, newest day first.
// Whether the person may be seen at all is asked by the caller.
// Errors: page.ErrBadFirst, page.ErrBadCursor, tags.ErrNameInvalid.
func (s *Service) Shared(ctx context.Context, ownerID string, v audience.Viewer, scope journal.SharedScope, p page.Args) (*journal.EntryConnection, error) {
	f, err := s.sharedFilter(ctx, ownerID, scope)
	if err != nil {
		return nil, err
	}
	l := s.list("shared", identity.Actor{}, []any{ownerID, v.ByLink, f.Tags}, timelineKey)
	limit, after, err := l.open(p)
	if err != nil {
		return nil, err
	}
	found, err := s.store.shared(ctx, ownerID, openTo(v, ownerID), f, after, limit+1)
	if err != nil {
		return nil, err
	}
	return l.connect(ctx, found, limit)
}

// SharedByView finds, by a saved search of the owner, what strangers like v may see of them: newest day first, at most
// first of them. Relative days are those of the owner. Errors: journal.ErrViewNotFound, tags.ErrNameInvalid.
func (s *Service) SharedByView(ctx context.Context, owner identity.Actor, v audience.Viewer, viewID, tag string, first int) ([]journal.Entry, error) {
	view, err := s.View(ctx, owner, viewID)
	if err != nil {
		return nil, err
	}
	if view == nil {
		return nil, journal.ErrViewNotFound
	}
	f := &journal.EntryFilter{Audiences: openTo(v, owner.UserID)}
	if tag != "" {
		f.Tags = []string{tag}
	}
	found, err := s.Search(ctx, owner, view.Query, page.Args{First: &first}, f)
	if err != nil {
		return nil, err
	}
	out := make([]journal.Entry, len(found.Nodes))
	for i := range found.Nodes {
		out[i] = *found.Nodes[i].Entry
	}
	return out, nil
}

// SharedMarks tells what state the first entries of [Service.Shared] are in, and when something was changed or taken
// away last. Errors: page.ErrBadFirst, tags.ErrNameInvalid.
func (s *Service) SharedMarks(ctx context.Context, ownerID string, v audience.Viewer, scope journal.SharedScope, first int) ([]journal.SharedMark, time.Time, error) {
	f, err := s.sharedFilter(ctx, ownerID, scope)
	if err != nil {
		return nil, time.Time{}, err
	}
	limit, err := page.Limit(&first, defaultPage)
	if err != nil {
		return nil, time.Time{}, err
	}
	marks, err := s.store.sharedMarks(ctx, ownerID, openTo(v, ownerID), f, limit)
	if err != nil {
		return nil, time.Time{}, err
	}
	at, err := s.store.sharedChangedAt(ctx, ownerID)
	if err != nil {
		return nil, time.Time{}, err
	}
	changed := db.FromMillis(at)
	for _, m := range marks {
		if m.UpdatedAt.After(changed) {
			changed = m.UpdatedAt
		}
	}
	return marks, changed, nil
}

// sharedFilter is the filter of a scope.
func (s *Service) sharedFilter(ctx context.Context, ownerID string, scope journal.SharedScope) (f filter, err error) {
	f.From = scope.Since
	if scope.Tag == "" {
		return f, nil
	}
	key, err := tags.Key(scope.Tag)
	if err != nil {
		return f, err
	}
	f.Tags = []string{key}
	return f, s.resolve(ctx, ownerID, &f)
}

// SharedEntry reads an entry that strangers like v may see; nil when there is none for them, which is also the answer for
// what an absent or suspended author shared.
func (s *Service) SharedEntry(ctx context.Context, v audience.Viewer, entryID string) (*journal.Entry, error) {
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
	if !journal.Can(audience.Viewer{ByLink: v.ByLink}, journal.ActionSee, e) {
		return nil, nil //nolint:nilnil // see above
	}
	if e, err = s.withEdges(ctx, e); err != nil || e.Author.Hidden {
		return nil, err
	}
	return e, nil
}

// OwnAudience tells who may see an entry of the actor. Errors: journal.ErrEntryNotFound, ErrInTrash.
func (s *Service) OwnAudience(ctx context.Context, a identity.Actor, entryID string) (audience.Level, error) {
	r, err := s.own(ctx, a, entryID)
	switch {
	case err != nil:
		return "", err
	case r.DeletedAt != nil:
		return "", journal.ErrInTrash
	}
	return r.Audience, nil
}
