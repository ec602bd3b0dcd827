package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Queries answers the root queries of identity.
type Queries struct{ S *Service }

// Instance resolves Query.instance.
func (q Queries) Instance(ctx context.Context) (*identity.Instance, error) { return q.S.Instance(ctx) }

// Viewer resolves Query.viewer.
func (q Queries) Viewer(ctx context.Context) (*identity.Viewer, error) { return q.S.Viewer(ctx) }

// User resolves Query.user.
func (q Queries) User(ctx context.Context, handle string) (*identity.User, error) {
	return q.S.User(ctx, handle)
}

// PreviewDay resolves Query.previewDay.
func (q Queries) PreviewDay(ctx context.Context, timeZone string, dayStart int) (*identity.DayPreview, error) {
	return q.S.PreviewDay(ctx, timeZone, dayStart)
}

// AdminUsers resolves Query.adminUsers.
func (q Queries) AdminUsers(ctx context.Context, first *int, after, search *string, status *identity.UserStatus) (*identity.AdminUserConnection, error) {
	var f identity.AdminUserFilter
	if search != nil {
		f.Search = *search
	}
	if status != nil {
		f.Status = *status
	}
	return q.S.AdminUsers(ctx, page.Args{First: first, After: after}, f)
}

// AdminUser resolves Query.adminUser.
func (q Queries) AdminUser(ctx context.Context, id string) (*identity.AdminUser, error) {
	return q.S.AdminUser(ctx, id)
}

// AdminInvites resolves Query.adminInvites.
func (q Queries) AdminInvites(ctx context.Context, first *int, after *string) (*identity.InviteConnection, error) {
	return q.S.Invites(ctx, page.Args{First: first, After: after})
}

// AdminSettings resolves Query.adminSettings.
func (q Queries) AdminSettings(ctx context.Context) (*identity.InstanceSettings, error) {
	return q.S.Settings(ctx)
}
