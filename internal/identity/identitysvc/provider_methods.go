package identitysvc

import (
	"context"
	"slices"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// SignInMethods gives the ways into the account of the signed-in person. Error: [identity.ErrSignInRequired].
func (s *Service) SignInMethods(ctx context.Context) (*identity.SignInMethods, error) {
	a, err := s.allowed(ctx, identity.ActionReadSelf)
	if err != nil {
		return nil, err
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return nil, err
	}
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	links, err := s.store.providerLinks(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return nil, err
	}
	offered, err := s.SignInProviders(ctx)
	if err != nil {
		return nil, err
	}
	out := &identity.SignInMethods{
		HasPassword: u.PasswordHash != "", ProviderOnly: settings.ProviderOnly, Links: make([]identity.ProviderLink, len(links)), Providers: offered,
	}
	for i, l := range links {
		out.Links[i] = l.noun()
	}
	return out, nil
}

// UnlinkProvider takes a provider away from the account. Sensitive. The last way in stays.
// Errors: [identity.ErrProviderNotFound], [identity.ErrLastWayIn].
func (s *Service) UnlinkProvider(ctx context.Context, linkID string) (*identity.SignInMethods, error) {
	a, err := s.allowed(ctx, identity.ActionLinkProvider)
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID) // two tabs that take away one of two each wait for each other
		if err != nil {
			return err
		}
		return s.unlink(ctx, tx, u, linkID)
	})
	if err != nil {
		return nil, err
	}
	return s.SignInMethods(ctx)
}

func (s *Service) unlink(ctx context.Context, tx *db.Tx, u *userRow, linkID string) error {
	links, err := s.store.providerLinks(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(links, func(l providerLinkRow) bool { return l.ID == linkID })
	if at < 0 {
		return identity.ErrProviderNotFound
	}
	gone := links[at]
	if _, err := s.store.deleteProviderLink(ctx, tx, linkID, u.ID); err != nil {
		return err
	}
	has, err := s.store.factors(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	if err := s.keepWayIn(ctx, tx, u, has); err != nil {
		return err
	}
	if err := s.emit(ctx, tx, u.ID, identity.ProviderUnlinked{Trace: s.trace(ctx), UserID: u.ID, Provider: gone.Name}); err != nil {
		return err
	}
	return s.tellLinked(ctx, tx, identity.LetterProviderUnlinked, u, gone.Name)
}

// passwordsCount refuses every door of passwords while providers are the only way in.
// Error: [identity.ErrProviderOnly].
func (s *Service) passwordsCount(ctx context.Context) error {
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err == nil && settings.ProviderOnly {
		err = identity.ErrProviderOnly
	}
	return err
}

// providersOnly is the check behind every first step: while providers are the only way in, nothing else starts a session,
// but the claim of the instance, and a newcomer from a provider who has just proven the address.
func (s *Service) providersOnly(ctx context.Context, tx *db.Tx, u *userRow, how string) error {
	if how == howProvider || how == "claim" || (how == "verify" && u.PasswordHash == "") {
		return nil
	}
	settings, err := s.store.settings(ctx, tx)
	if err == nil && settings.ProviderOnly {
		err = identity.ErrProviderOnly
	}
	return err
}
