package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

func signInPayload(res identity.SignInResult, err error) (*identity.SignInPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.SignInPayload{Tokens: res.Tokens, Challenge: res.Challenge, Errors: list}, nil
}

// CompleteSignIn resolves Mutation.completeSignIn.
func (m Mutations) CompleteSignIn(ctx context.Context, input identity.CompleteSignInInput) (*identity.SignInPayload, error) {
	return signInPayload(m.S.CompleteSignIn(ctx, identity.SecondStepForm{Challenge: input.Challenge, Code: input.Code}))
}

func confirmPayload(at time.Time, err error) (*identity.ConfirmPasswordPayload, error) {
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	out := &identity.ConfirmPasswordPayload{Errors: list}
	if err == nil {
		out.ConfirmedAt = &at
	}
	return out, nil
}

// ConfirmCode resolves Mutation.confirmCode.
func (m Mutations) ConfirmCode(ctx context.Context, input identity.ConfirmCodeInput) (*identity.ConfirmPasswordPayload, error) {
	return confirmPayload(m.S.ConfirmCode(ctx, input.Code))
}

// BeginPasskeyConfirmation resolves Mutation.beginPasskeyConfirmation.
func (m Mutations) BeginPasskeyConfirmation(ctx context.Context) (*identity.PasskeyOptionsPayload, error) {
	return optionsPayload(m.S.BeginPasskeyConfirmation(ctx))
}

// ConfirmPasskey resolves Mutation.confirmPasskey.
func (m Mutations) ConfirmPasskey(ctx context.Context, input identity.ConfirmPasskeyInput) (*identity.ConfirmPasswordPayload, error) {
	return confirmPayload(m.S.ConfirmPasskey(ctx, input.Credential))
}

func optionsPayload(options string, err error) (*identity.PasskeyOptionsPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	out := &identity.PasskeyOptionsPayload{Errors: list}
	if options != "" {
		out.Options = &options
	}
	return out, nil
}

// BeginPasskeyRegistration resolves Mutation.beginPasskeyRegistration.
func (m Mutations) BeginPasskeyRegistration(ctx context.Context) (*identity.PasskeyOptionsPayload, error) {
	return optionsPayload(m.S.BeginPasskeyRegistration(ctx))
}

// RegisterPasskey resolves Mutation.registerPasskey.
func (m Mutations) RegisterPasskey(ctx context.Context, input identity.RegisterPasskeyInput) (*identity.SecurityPayload, error) {
	codes, err := m.S.RegisterPasskey(ctx, input)
	return m.securityPayload(ctx, codes, err)
}

// RenamePasskey resolves Mutation.renamePasskey.
func (m Mutations) RenamePasskey(ctx context.Context, input identity.RenamePasskeyInput) (*identity.SecurityPayload, error) {
	return m.securityPayload(ctx, nil, m.S.RenamePasskey(ctx, input))
}

// RemovePasskey resolves Mutation.removePasskey.
func (m Mutations) RemovePasskey(ctx context.Context, id string) (*identity.SecurityPayload, error) {
	return m.securityPayload(ctx, nil, m.S.RemovePasskey(ctx, id))
}

// BeginTotp resolves Mutation.beginTotp.
func (m Mutations) BeginTotp(ctx context.Context) (*identity.BeginTotpPayload, error) {
	setUp, err := m.S.BeginTOTP(ctx)
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	if err != nil {
		setUp = nil
	}
	return &identity.BeginTotpPayload{SetUp: setUp, Errors: list}, nil
}

// ConfirmTotp resolves Mutation.confirmTotp.
func (m Mutations) ConfirmTotp(ctx context.Context, input identity.ConfirmTotpInput) (*identity.SecurityPayload, error) {
	codes, err := m.S.ConfirmTOTP(ctx, typedCode(input.Code))
	return m.securityPayload(ctx, codes, err)
}

// RemoveTotp resolves Mutation.removeTotp.
func (m Mutations) RemoveTotp(ctx context.Context) (*identity.SecurityPayload, error) {
	return m.securityPayload(ctx, nil, m.S.RemoveTOTP(ctx))
}

// CreateRecoveryCodes resolves Mutation.createRecoveryCodes.
func (m Mutations) CreateRecoveryCodes(ctx context.Context) (*identity.SecurityPayload, error) {
	codes, err := m.S.CreateRecoveryCodes(ctx)
	return m.securityPayload(ctx, codes, err)
}

// securityPayload tells what signs in after the act.
func (m Mutations) securityPayload(ctx context.Context, codes []string, err error) (*identity.SecurityPayload, error) {
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	if len(list) > 0 {
		return &identity.SecurityPayload{Errors: list}, nil
	}
	after, err := m.S.SecurityOf(ctx)
	if err != nil {
		return nil, err
	}
	return &identity.SecurityPayload{Security: after, RecoveryCodes: codes, Errors: list}, nil
}

// AdminResetFactors resolves Mutation.adminResetFactors.
func (m Mutations) AdminResetFactors(ctx context.Context, id string) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.ResetFactors(ctx, id))
}
