package filessvc

import (
	"context"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// ViewerFields resolves the fields that files add to the signed-in person.
type ViewerFields struct{ S *Service }

// Storage is how much space the viewer uses.
func (f ViewerFields) Storage(ctx context.Context, _ *identity.Viewer) (*files.Storage, error) {
	return f.S.Storage(ctx)
}

// Files are the viewer's files. Errors: those of [Service.List], identity.ErrSignInRequired.
func (f ViewerFields) Files(ctx context.Context, _ *identity.Viewer, first *int, after *string) (*files.OwnFileConnection, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.List(ctx, a, page.Args{First: first, After: after})
}

// Mutations resolves what files add to Mutation; see schema.graphql.
type Mutations struct{ S *Service }

// DescribeFile sets what a picture shows.
func (m Mutations) DescribeFile(ctx context.Context, id, alt string) (*files.FilePayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	f, err := m.S.Describe(ctx, a, id, alt)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &files.FilePayload{File: f, Errors: list}, nil
}

// DeleteFile removes a file for good.
func (m Mutations) DeleteFile(ctx context.Context, id string) (*files.DeleteFilePayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	p := &files.DeleteFilePayload{DeletedID: &id}
	err = m.S.Delete(ctx, a, id)
	if p.Errors, err = errs.UserErrors(err); err != nil {
		return nil, err
	}
	if len(p.Errors) > 0 {
		p.DeletedID = nil
	}
	return p, nil
}

// writer is the actor, who must be allowed to write. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func writer(ctx context.Context) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err == nil && !a.Can(identity.ScopeEntriesWrite) {
		err = identity.ErrScopeMissing
	}
	return a, err
}
