package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// CreateView keeps a query under a name.
func (m Mutations) CreateView(ctx context.Context, input journal.CreateViewInput) (*journal.ViewPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	return viewPayload(m.S.CreateView(ctx, a, input))
}

// UpdateView changes a view.
func (m Mutations) UpdateView(ctx context.Context, input journal.UpdateViewInput) (*journal.ViewPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	return viewPayload(m.S.UpdateView(ctx, a, input))
}

func viewPayload(v *journal.View, err error) (*journal.ViewPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.ViewPayload{View: v, Errors: list}, nil
}

// DeleteView removes a view.
func (m Mutations) DeleteView(ctx context.Context, id string) (*journal.DeleteEntryPayload, error) {
	return deleted(ctx, id, m.S.DeleteView)
}

// OrderViews puts the views into an order.
func (m Mutations) OrderViews(ctx context.Context, ids []string) (*journal.ViewsPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	views, err := m.S.OrderViews(ctx, a, ids)
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &journal.ViewsPayload{Views: append([]journal.View{}, views...), Errors: list}, nil
}
