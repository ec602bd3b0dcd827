package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// CreateTemplate keeps a text to begin entries with.
func (m Mutations) CreateTemplate(ctx context.Context, input journal.CreateTemplateInput) (*journal.TemplatePayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	return templatePayload(m.S.CreateTemplate(ctx, a, input))
}

// UpdateTemplate replaces a template.
func (m Mutations) UpdateTemplate(ctx context.Context, input journal.UpdateTemplateInput) (*journal.TemplatePayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	return templatePayload(m.S.UpdateTemplate(ctx, a, input))
}

func templatePayload(t *journal.Template, err error) (*journal.TemplatePayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.TemplatePayload{Template: t, Errors: list}, nil
}

// DeleteTemplate removes a template.
func (m Mutations) DeleteTemplate(ctx context.Context, id string) (*journal.DeleteEntryPayload, error) {
	return deleted(ctx, id, m.S.DeleteTemplate)
}

// OrderTemplates puts the templates into an order.
func (m Mutations) OrderTemplates(ctx context.Context, ids []string) (*journal.TemplatesPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	templates, err := m.S.OrderTemplates(ctx, a, ids)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.TemplatesPayload{Templates: append([]journal.Template{}, templates...), Errors: list}, nil
}

// ChooseRollOver keeps how tasks are carried over.
func (m Mutations) ChooseRollOver(ctx context.Context, input journal.ChooseRollOverInput) (*journal.RollOverPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	r, err := m.S.ChooseRollOver(ctx, a, input)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.RollOverPayload{RollOver: r, Errors: list}, nil
}

// Templates are the viewer's templates. Error: identity.ErrSignInRequired.
func (f ViewerFields) Templates(ctx context.Context, _ *identity.Viewer) ([]journal.Template, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Templates(ctx, a)
}

// RollOver is how the viewer's tasks are carried over. Error: identity.ErrSignInRequired.
func (f ViewerFields) RollOver(ctx context.Context, _ *identity.Viewer) (*journal.RollOver, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.RollOver(ctx, a)
}
