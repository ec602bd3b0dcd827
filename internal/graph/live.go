package graph

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/ticket"
)

// liveMutations hands out what opens a live connection.
type liveMutations struct{ desk *ticket.Desk }

// OpenRealtime makes a ticket for the login that asks.
func (m liveMutations) OpenRealtime(ctx context.Context) (*ticket.OpenRealtimePayload, error) {
	actor, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	t := m.desk.Issue(actor.UserID, actor.LoginID())
	return &ticket.OpenRealtimePayload{Ticket: &t, Errors: []errs.UserError{}}, nil
}
