package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/page"
)

// ViewerFields resolves the fields that the journal adds to the signed-in person.
type ViewerFields struct{ S *Service }

// EntryFields resolves what an entry does not carry itself.
type EntryFields struct{ S *Service }

// Entries is the viewer's timeline. Errors: those of [Service.Timeline], identity.ErrSignInRequired.
func (f ViewerFields) Entries(ctx context.Context, _ *identity.Viewer, first *int, after *string, filter *journal.EntryFilter) (*journal.EntryConnection, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Timeline(ctx, a, page.Args{First: first, After: after}, filter)
}

// Trash is the viewer's trash. Errors: those of [Service.Trash], identity.ErrSignInRequired.
func (f ViewerFields) Trash(ctx context.Context, _ *identity.Viewer, first *int, after *string) (*journal.EntryConnection, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Trash(ctx, a, page.Args{First: first, After: after})
}

// Search is full text over the viewer's entries. Errors: those of [Service.Search], identity.ErrSignInRequired.
func (f ViewerFields) Search(ctx context.Context, _ *identity.Viewer, query string, first *int, after *string, filter *journal.EntryFilter) (*journal.SearchHitConnection, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Search(ctx, a, query, page.Args{First: first, After: after}, filter)
}

// Author is the public face of the entry's author: preloaded by lists, else remembered by identity.
func (f EntryFields) Author(ctx context.Context, obj *journal.Entry) (*identity.User, error) {
	if obj.Author != nil {
		return obj.Author, nil
	}
	authors, err := f.S.authors(ctx, []string{obj.AuthorID})
	if err != nil {
		return nil, err
	}
	return authors[obj.AuthorID], nil
}
