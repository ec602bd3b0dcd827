package sharingsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/sharing"
)

// Mutations resolves what sharing adds to Mutation; see schema.graphql.
type Mutations struct{ S *Service }

// ViewerFields resolves the fields that sharing adds to the signed-in person.
type ViewerFields struct{ S *Service }

// EntryLinks are the viewer's links. Error: identity.ErrSignInRequired.
func (f ViewerFields) EntryLinks(ctx context.Context, _ *identity.Viewer, entryID *string) ([]sharing.EntryLink, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Links(ctx, a, entryID)
}

// Feeds are the viewer's private feeds. Error: identity.ErrSignInRequired.
func (f ViewerFields) Feeds(ctx context.Context, _ *identity.Viewer) ([]sharing.Feed, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Feeds(ctx, a)
}

// PublicView is what the viewer chose to show. Error: identity.ErrSignInRequired.
func (f ViewerFields) PublicView(ctx context.Context, _ *identity.Viewer) (*sharing.PublicView, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.PublicView(ctx, a)
}

// UpdatePublicView changes what strangers see.
func (m Mutations) UpdatePublicView(ctx context.Context, input sharing.UpdatePublicViewInput) (*sharing.UpdatePublicViewPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	v, err := m.S.UpdatePublicView(ctx, a, sharing.PublicView(input))
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &sharing.UpdatePublicViewPayload{PublicView: v, Errors: list}, nil
}

// CreateEntryLink makes a link.
func (m Mutations) CreateEntryLink(ctx context.Context, input sharing.CreateEntryLinkInput) (*sharing.CreateEntryLinkPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	link, address, err := m.S.CreateLink(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	p := &sharing.CreateEntryLinkPayload{Link: link, Errors: list}
	if link != nil {
		p.URL = &address
	}
	return p, nil
}

// RevokeEntryLink ends a link.
func (m Mutations) RevokeEntryLink(ctx context.Context, id string) (*sharing.RevokeEntryLinkPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	list, err := errs.UserErrors(m.S.RevokeLink(ctx, a, id))
	if err != nil {
		return nil, err
	}
	p := &sharing.RevokeEntryLinkPayload{Errors: list}
	if len(list) == 0 {
		p.RevokedID = &id
	}
	return p, nil
}

// CreateFeed makes a private feed.
func (m Mutations) CreateFeed(ctx context.Context, input sharing.CreateFeedInput) (*sharing.CreateFeedPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	feed, urls, err := m.S.CreateFeed(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &sharing.CreateFeedPayload{Feed: feed, URLs: urls, Errors: list}, nil
}

// RevokeFeed ends a private feed.
func (m Mutations) RevokeFeed(ctx context.Context, id string) (*sharing.RevokeFeedPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	list, err := errs.UserErrors(m.S.RevokeFeed(ctx, a, id))
	if err != nil {
		return nil, err
	}
	p := &sharing.RevokeFeedPayload{Errors: list}
	if len(list) == 0 {
		p.RevokedID = &id
	}
	return p, nil
}
