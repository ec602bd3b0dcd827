package site

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
)

type accounts interface {
	SignUp(context.Context, identity.SignUpForm) (identity.SignUpResult, error)
	VerifyByCode(context.Context, identity.VerifyCodeForm) (identity.SignInResult, error)
	VerifyByLink(context.Context, identity.VerifyLinkForm) (identity.SignInResult, error)
	ResendSignUp(ctx context.Context, ticket string) error
	SignInBrowser(context.Context, identity.SignInForm) (identity.SignInResult, error)
	SignOutBrowser(ctx context.Context, token string) error
	RequestReset(context.Context, identity.RequestResetForm) error
	CompleteReset(context.Context, identity.CompleteResetForm) (identity.SignInResult, error)
	Claim(context.Context, identity.ClaimForm) (identity.SignInResult, error)
	ConfirmEmailChange(ctx context.Context, link string) error
	UndoEmailChange(ctx context.Context, link string) error
	InspectLink(ctx context.Context, p identity.LinkPurpose, link string) (identity.LinkView, error)
	InspectInvite(ctx context.Context, invite string) (identity.LinkView, error)
	Instance(ctx context.Context) (*identity.Instance, error)
	Claimed(ctx context.Context) (bool, error)
}
