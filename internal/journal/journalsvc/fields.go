package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
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

// Views are the viewer's saved views. Error: identity.ErrSignInRequired.
func (f ViewerFields) Views(ctx context.Context, _ *identity.Viewer) ([]journal.View, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Views(ctx, a)
}

// TagUses are the viewer's tags with counts. Error: identity.ErrSignInRequired.
func (f ViewerFields) TagUses(ctx context.Context, _ *identity.Viewer) ([]journal.TagUse, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.TagUses(ctx, a)
}

// OnThisDay is what was logged on the same date of earlier years. Error: identity.ErrSignInRequired.
func (f ViewerFields) OnThisDay(ctx context.Context, _ *identity.Viewer, d *day.Date) ([]journal.Entry, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.OnThisDay(ctx, a, d)
}

// RandomEntry is any of the viewer's entries. Error: identity.ErrSignInRequired.
func (f ViewerFields) RandomEntry(ctx context.Context, _ *identity.Viewer) (*journal.Entry, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.RandomEntry(ctx, a)
}

// Calendar counts entries by day. Errors: identity.ErrSignInRequired, journal.ErrDaysOutOfRange.
func (f ViewerFields) Calendar(ctx context.Context, _ *identity.Viewer, from, to day.Date) ([]journal.DayCount, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Calendar(ctx, a, from, to)
}

// Backlinks are the viewer's entries that link to this one of theirs.
func (f EntryFields) Backlinks(ctx context.Context, obj *journal.Entry, first *int) ([]journal.Entry, error) {
	a, _ := identity.ActorFrom(ctx)
	return f.S.Backlinks(ctx, a, obj, first)
}

// Mentions are the viewer's entries that name this one of theirs without a link.
func (f EntryFields) Mentions(ctx context.Context, obj *journal.Entry, first *int) ([]journal.Entry, error) {
	a, _ := identity.ActorFrom(ctx)
	return f.S.Mentions(ctx, a, obj, first)
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

// Revisions is the history of the entry, for its author; nil for others. Errors: those of [Service.Revisions].
func (f EntryFields) Revisions(ctx context.Context, obj *journal.Entry, first *int, after *string) (*journal.RevisionConnection, error) {
	a, ok := identity.ActorFrom(ctx)
	if !ok || !journal.Can(viewer(a), journal.ActionEdit, obj) {
		return nil, nil //nolint:nilnil // the history is the author's
	}
	return f.S.Revisions(ctx, a, obj.ID, page.Args{First: first, After: after})
}

// EntryNamed is the own entry that a link means; nil when there is none. Errors: those of [Service.Named], identity.ErrSignInRequired.
func (f ViewerFields) EntryNamed(ctx context.Context, _ *identity.Viewer, name string) (*journal.Entry, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Named(ctx, a, name)
}

// EntryChoices completes a link. Errors: those of [Service.Choices], identity.ErrSignInRequired.
func (f ViewerFields) EntryChoices(ctx context.Context, _ *identity.Viewer, search string, first *int) ([]journal.EntryChoice, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Choices(ctx, a, search, first)
}
