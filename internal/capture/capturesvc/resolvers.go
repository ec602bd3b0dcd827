package capturesvc

import (
	"context"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Mutations resolves what capture adds to Mutation; see schema.graphql.
type Mutations struct{ S *Service }

// ViewerFields resolves the fields that capture adds to the signed-in person.
type ViewerFields struct{ S *Service }

// CaptureHooks are the viewer's hooks. Error: identity.ErrSignInRequired.
func (f ViewerFields) CaptureHooks(ctx context.Context, _ *identity.Viewer) ([]capture.CaptureHook, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Hooks(ctx, a)
}

// CaptureMail is what the viewer has of capture by mail. Error: identity.ErrSignInRequired.
func (f ViewerFields) CaptureMail(ctx context.Context, _ *identity.Viewer) (*capture.CaptureMail, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.MailOf(ctx, a)
}

// CreateCaptureHook makes a hook.
func (m Mutations) CreateCaptureHook(ctx context.Context, input capture.CreateCaptureHookInput) (*capture.CreateCaptureHookPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	hook, address, key, err := m.S.CreateHook(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &capture.CreateCaptureHookPayload{Hook: hook, URL: filled(address), SigningKey: filled(key), Errors: list}, nil
}

// RevokeCaptureHook ends a hook.
func (m Mutations) RevokeCaptureHook(ctx context.Context, id string) (*capture.RevokeCaptureHookPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	list, err := errs.UserErrors(m.S.RevokeHook(ctx, a, id))
	if err != nil {
		return nil, err
	}
	p := &capture.RevokeCaptureHookPayload{Errors: list}
	if len(list) == 0 {
		p.RevokedID = &id
	}
	return p, nil
}

// CreateCaptureAddress makes a mail address.
func (m Mutations) CreateCaptureAddress(ctx context.Context) (*capture.CreateCaptureAddressPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	address, err := m.S.CreateAddress(ctx, a)
	mail, list, err := m.state(ctx, a, err)
	if err != nil {
		return nil, err
	}
	p := &capture.CreateCaptureAddressPayload{Mail: mail, Errors: list}
	if mail != nil {
		p.Address = filled(address)
	}
	return p, nil
}

// UpdateCaptureAddress says who else may write.
func (m Mutations) UpdateCaptureAddress(ctx context.Context, input capture.UpdateCaptureAddressInput) (*capture.UpdateCaptureAddressPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	mail, list, err := m.state(ctx, a, m.S.UpdateAddress(ctx, a, input))
	if err != nil {
		return nil, err
	}
	return &capture.UpdateCaptureAddressPayload{Mail: mail, Errors: list}, nil
}

// RevokeCaptureAddress ends the mail address.
func (m Mutations) RevokeCaptureAddress(ctx context.Context) (*capture.RevokeCaptureAddressPayload, error) {
	a, _ := identity.ActorFrom(ctx)
	mail, list, err := m.state(ctx, a, m.S.RevokeAddress(ctx, a))
	if err != nil {
		return nil, err
	}
	return &capture.RevokeCaptureAddressPayload{Mail: mail, Errors: list}, nil
}

// state is what is so after an act, or why the act was refused.
func (m Mutations) state(ctx context.Context, a identity.Actor, failure error) (*capture.CaptureMail, []errs.UserError, error) {
	list, err := errs.UserErrors(failure)
	if err != nil || len(list) > 0 {
		return nil, list, err
	}
	mail, err := m.S.MailOf(ctx, a)
	return mail, list, err
}

func filled(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
