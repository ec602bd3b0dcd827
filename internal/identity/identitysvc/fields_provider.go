package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// SignInMethods resolves Viewer.signInMethods.
func (f ViewerFields) SignInMethods(ctx context.Context, _ *identity.Viewer) (*identity.SignInMethods, error) {
	return f.S.SignInMethods(ctx)
}

// AdminProviders resolves Query.adminProviders.
func (q Queries) AdminProviders(ctx context.Context) ([]identity.Provider, error) {
	return q.S.Providers(ctx)
}

// StartProvider resolves Mutation.startProvider.
func (m Mutations) StartProvider(ctx context.Context, input identity.StartProviderInput) (*identity.StartProviderPayload, error) {
	address, err := m.S.StartProvider(ctx, input)
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	out := &identity.StartProviderPayload{Errors: list}
	if err == nil {
		out.URL = &address
	}
	return out, nil
}

// UnlinkProvider resolves Mutation.unlinkProvider.
func (m Mutations) UnlinkProvider(ctx context.Context, id string) (*identity.SignInMethodsPayload, error) {
	methods, err := m.S.UnlinkProvider(ctx, id)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.SignInMethodsPayload{Methods: methods, Errors: list}, nil
}

// AdminSaveProvider resolves Mutation.adminSaveProvider.
func (m Mutations) AdminSaveProvider(ctx context.Context, input identity.SaveProviderInput) (*identity.ProviderPayload, error) {
	p, err := m.S.SaveProvider(ctx, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.ProviderPayload{Provider: p, Errors: list}, nil
}

// AdminRemoveProvider resolves Mutation.adminRemoveProvider.
func (m Mutations) AdminRemoveProvider(ctx context.Context, id string) (*identity.RemoveProviderPayload, error) {
	err := m.S.RemoveProvider(ctx, id)
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	out := &identity.RemoveProviderPayload{Errors: list}
	if err == nil {
		out.RemovedID = &id
	}
	return out, nil
}

// AdminTestProvider resolves Mutation.adminTestProvider.
func (m Mutations) AdminTestProvider(ctx context.Context, id string) (*identity.ProviderTest, error) {
	return m.S.TestProvider(ctx, id)
}
