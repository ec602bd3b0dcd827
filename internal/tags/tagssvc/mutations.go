package tagssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Mutations resolves what tags add to Mutation; see schema.graphql.
type Mutations struct{ S *Service }

// UpdateTag renames, colours and describes a tag.
func (m Mutations) UpdateTag(ctx context.Context, input tags.UpdateTagInput) (*tags.TagPayload, error) {
	return changed(ctx, func(ownerID string) (*tags.Tag, error) { return m.S.Update(ctx, ownerID, input) })
}

// SetTagAlias makes a name an alias of a tag.
func (m Mutations) SetTagAlias(ctx context.Context, id, name string) (*tags.TagPayload, error) {
	return changed(ctx, func(ownerID string) (*tags.Tag, error) { return m.S.SetAlias(ctx, ownerID, id, name) })
}

// DropTagAlias makes an alias a tag of its own again.
func (m Mutations) DropTagAlias(ctx context.Context, name string) (*tags.TagPayload, error) {
	return changed(ctx, func(ownerID string) (*tags.Tag, error) { return m.S.DropAlias(ctx, ownerID, name) })
}

// MergeTags makes one tag of two, or tells what that would change.
func (m Mutations) MergeTags(ctx context.Context, input tags.MergeTagsInput) (*tags.MergeTagsPayload, error) {
	ownerID, err := keeper(ctx)
	if err != nil {
		return nil, err
	}
	t, changes, err := m.S.Merge(ctx, ownerID, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &tags.MergeTagsPayload{Tag: t, Changes: append([]tags.TagChange{}, changes...), Errors: list}, nil
}

func changed(ctx context.Context, act func(ownerID string) (*tags.Tag, error)) (*tags.TagPayload, error) {
	ownerID, err := keeper(ctx)
	if err != nil {
		return nil, err
	}
	t, err := act(ownerID)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &tags.TagPayload{Tag: t, Errors: list}, nil
}

// keeper is the person whose tags are changed. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func keeper(ctx context.Context) (string, error) {
	a, err := identity.MustActor(ctx)
	if err == nil && !a.Can(identity.ScopeEntriesWrite) {
		err = identity.ErrScopeMissing
	}
	return a.UserID, err
}
