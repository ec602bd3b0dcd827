package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Mutations answers the root mutations of identity for people and their own accounts.
type Mutations struct{ S *Service }

// SignIn resolves Mutation.signIn.
func (m Mutations) SignIn(ctx context.Context, input identity.SignInInput) (*identity.SignInPayload, error) {
	return signInPayload(m.S.SignIn(ctx, input))
}

// RefreshTokens resolves Mutation.refreshTokens.
func (m Mutations) RefreshTokens(ctx context.Context, input identity.RefreshTokensInput) (*identity.SignInPayload, error) {
	pair, err := m.S.Refresh(ctx, input.RefreshToken)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.SignInPayload{Tokens: pair, Errors: list}, nil
}

// SignOut resolves Mutation.signOut.
func (m Mutations) SignOut(ctx context.Context) (*identity.SignOutPayload, error) {
	return signOutPayload(m.S.SignOut(ctx))
}

// SignOutEverywhere resolves Mutation.signOutEverywhere.
func (m Mutations) SignOutEverywhere(ctx context.Context, input identity.SignOutEverywhereInput) (*identity.SignOutPayload, error) {
	return signOutPayload(m.S.SignOutEverywhere(ctx, input))
}

// RevokeSession resolves Mutation.revokeSession.
func (m Mutations) RevokeSession(ctx context.Context, id string) (*identity.SignOutPayload, error) {
	return signOutPayload(m.S.RevokeSession(ctx, id))
}

func signOutPayload(n int, err error) (*identity.SignOutPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.SignOutPayload{RevokedSessions: n, Errors: list}, nil
}

// ConfirmPassword resolves Mutation.confirmPassword.
func (m Mutations) ConfirmPassword(ctx context.Context, input identity.ConfirmPasswordInput) (*identity.ConfirmPasswordPayload, error) {
	return confirmPayload(m.S.ConfirmPassword(ctx, input.Password))
}

// ChangePassword resolves Mutation.changePassword.
func (m Mutations) ChangePassword(ctx context.Context, input identity.ChangePasswordInput) (*identity.ChangePasswordPayload, error) {
	v, err := m.S.ChangePassword(ctx, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.ChangePasswordPayload{Viewer: v, Errors: list}, nil
}

// ChangeEmail resolves Mutation.changeEmail.
func (m Mutations) ChangeEmail(ctx context.Context, input identity.ChangeEmailInput) (*identity.ChangeEmailPayload, error) {
	return changeEmailPayload(m.S.ChangeEmail(ctx, input))
}

// CancelEmailChange resolves Mutation.cancelEmailChange.
func (m Mutations) CancelEmailChange(ctx context.Context) (*identity.ChangeEmailPayload, error) {
	return changeEmailPayload(m.S.CancelEmailChange(ctx))
}

// ResendVerification resolves Mutation.resendVerification.
func (m Mutations) ResendVerification(ctx context.Context) (*identity.ChangeEmailPayload, error) {
	return changeEmailPayload(m.S.ResendVerification(ctx))
}

func changeEmailPayload(v *identity.Viewer, err error) (*identity.ChangeEmailPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.ChangeEmailPayload{Viewer: v, Errors: list}, nil
}

// UpdateProfile resolves Mutation.updateProfile.
func (m Mutations) UpdateProfile(ctx context.Context, input identity.UpdateProfileInput) (*identity.UpdateProfilePayload, error) {
	return updateProfilePayload(m.S.UpdateProfile(ctx, input))
}

// RemoveAvatar resolves Mutation.removeAvatar.
func (m Mutations) RemoveAvatar(ctx context.Context) (*identity.UpdateProfilePayload, error) {
	return updateProfilePayload(m.S.RemoveAvatar(ctx))
}

// FinishOnboarding resolves Mutation.finishOnboarding.
func (m Mutations) FinishOnboarding(ctx context.Context) (*identity.UpdateProfilePayload, error) {
	return updateProfilePayload(m.S.FinishOnboarding(ctx))
}

func updateProfilePayload(v *identity.Viewer, err error) (*identity.UpdateProfilePayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.UpdateProfilePayload{Viewer: v, Errors: list}, nil
}

// CreateToken resolves Mutation.createToken.
func (m Mutations) CreateToken(ctx context.Context, input identity.CreateTokenInput) (*identity.CreateTokenPayload, error) {
	return createTokenPayload(m.S.CreateToken(ctx, input))
}

// RotateToken resolves Mutation.rotateToken.
func (m Mutations) RotateToken(ctx context.Context, input identity.RotateTokenInput) (*identity.CreateTokenPayload, error) {
	return createTokenPayload(m.S.RotateToken(ctx, input))
}

func createTokenPayload(token identity.PersonalAccessToken, plain string, err error) (*identity.CreateTokenPayload, error) {
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	if len(list) > 0 {
		return &identity.CreateTokenPayload{Errors: list}, nil
	}
	return &identity.CreateTokenPayload{Token: &token, Secret: &plain, Errors: list}, nil
}

// RevokeToken resolves Mutation.revokeToken.
func (m Mutations) RevokeToken(ctx context.Context, id string) (*identity.RevokeTokenPayload, error) {
	if err := m.S.RevokeToken(ctx, id); err != nil {
		return nil, err
	}
	return &identity.RevokeTokenPayload{RevokedID: &id, Errors: []errs.UserError{}}, nil
}
