package portabilitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/portability"
)

// Mutations answers the mutations of portability.
type Mutations struct{ S *Service }

// RequestExport resolves Mutation.requestExport.
func (m Mutations) RequestExport(ctx context.Context, records bool) (*portability.ArchivePayload, error) {
	return archivePayload(m.S.RequestExport(ctx, records))
}

// StartImport resolves Mutation.startImport.
func (m Mutations) StartImport(ctx context.Context, id string) (*portability.ArchivePayload, error) {
	return archivePayload(m.S.StartImport(ctx, id))
}

func archivePayload(a *portability.Archive, err error) (*portability.ArchivePayload, error) {
	list, rest := mendable(err)
	if rest != nil {
		return nil, rest
	}
	if err != nil {
		a = nil
	}
	return &portability.ArchivePayload{Archive: a, Errors: list}, nil
}

// CreateArchiveLink resolves Mutation.createArchiveLink.
func (m Mutations) CreateArchiveLink(ctx context.Context, id string) (*portability.ArchiveLinkPayload, error) {
	url, ends, err := m.S.CreateLink(ctx, id)
	list, rest := mendable(err)
	if rest != nil {
		return nil, rest
	}
	out := &portability.ArchiveLinkPayload{Errors: list}
	if err == nil {
		out.URL, out.ExpiresAt = &url, &ends
	}
	return out, nil
}

// DiscardArchive resolves Mutation.discardArchive.
func (m Mutations) DiscardArchive(ctx context.Context, id string) (*portability.DiscardArchivePayload, error) {
	list, err := mendable(m.S.Discard(ctx, id))
	if err != nil {
		return nil, err
	}
	return &portability.DiscardArchivePayload{DiscardedID: &id, Errors: list}, nil
}

// Leave resolves Mutation.leave.
func (m Mutations) Leave(ctx context.Context) (*portability.DeparturePayload, error) {
	return departurePayload(m.S.Leave(ctx))
}

// Stay resolves Mutation.stay.
func (m Mutations) Stay(ctx context.Context) (*portability.DeparturePayload, error) {
	return departurePayload(nil, m.S.Stay(ctx))
}

// AdminSendAway resolves Mutation.adminSendAway.
func (m Mutations) AdminSendAway(ctx context.Context, id string) (*portability.DeparturePayload, error) {
	return departurePayload(m.S.SendAway(ctx, id))
}

// AdminLetStay resolves Mutation.adminLetStay.
func (m Mutations) AdminLetStay(ctx context.Context, id string) (*portability.DeparturePayload, error) {
	return departurePayload(nil, m.S.LetStay(ctx, id))
}

func departurePayload(d *portability.Departure, err error) (*portability.DeparturePayload, error) {
	list, err := mendable(err)
	if err != nil {
		return nil, err
	}
	return &portability.DeparturePayload{Departure: d, Errors: list}, nil
}

// CloseOutlet resolves Mutation.closeOutlet.
func (m Mutations) CloseOutlet(ctx context.Context, id string) (*portability.CloseOutletPayload, error) {
	list, err := mendable(m.S.Close(ctx, id))
	if err != nil {
		return nil, err
	}
	return &portability.CloseOutletPayload{ClosedID: &id, Errors: list}, nil
}

// ViewerFields resolves what portability adds to Viewer.
type ViewerFields struct{ S *Service }

// Archives resolves Viewer.archives.
func (f ViewerFields) Archives(ctx context.Context, _ *identity.Viewer) ([]portability.Archive, error) {
	return f.S.Archives(ctx)
}

// Departure resolves Viewer.departure.
func (f ViewerFields) Departure(ctx context.Context, _ *identity.Viewer) (*portability.Departure, error) {
	return f.S.Departure(ctx)
}

// Outlets resolves Viewer.outlets.
func (f ViewerFields) Outlets(ctx context.Context, _ *identity.Viewer) ([]portability.Outlet, error) {
	return f.S.Outlets(ctx)
}

// AdminUserConnectionFields resolves what portability adds to lists of accounts.
type AdminUserConnectionFields struct{ S *Service }

// Departures resolves AdminUserConnection.departures.
func (f AdminUserConnectionFields) Departures(ctx context.Context, c *identity.AdminUserConnection) ([]portability.AdminDeparture, error) {
	return f.S.Departures(ctx, c.Nodes)
}
