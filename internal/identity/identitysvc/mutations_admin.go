package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// AdminCreateUser resolves Mutation.adminCreateUser.
func (m Mutations) AdminCreateUser(ctx context.Context, input identity.AdminCreateUserInput) (*identity.AdminUserPayload, error) {
	u, link, err := m.S.CreateUser(ctx, input)
	out, err := adminUserPayload(u, err)
	if err == nil && link != "" {
		out.Link = &link
	}
	return out, err
}

// AdminSuspendUser resolves Mutation.adminSuspendUser.
func (m Mutations) AdminSuspendUser(ctx context.Context, id, reason string) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.SuspendUser(ctx, id, reason))
}

// AdminReinstateUser resolves Mutation.adminReinstateUser.
func (m Mutations) AdminReinstateUser(ctx context.Context, id string) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.ReinstateUser(ctx, id))
}

// AdminApproveUser resolves Mutation.adminApproveUser.
func (m Mutations) AdminApproveUser(ctx context.Context, id string) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.ApproveUser(ctx, id))
}

// AdminSetRole resolves Mutation.adminSetRole.
func (m Mutations) AdminSetRole(ctx context.Context, id string, role identity.Role) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.SetRole(ctx, id, role))
}

// AdminSignOutUser resolves Mutation.adminSignOutUser.
func (m Mutations) AdminSignOutUser(ctx context.Context, id string) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.SignOutUser(ctx, id))
}

// AdminDeleteUser resolves Mutation.adminDeleteUser.
func (m Mutations) AdminDeleteUser(ctx context.Context, id string) (*identity.AdminUserPayload, error) {
	return adminUserPayload(m.S.DeleteUser(ctx, id))
}

func adminUserPayload(u *identity.AdminUser, err error) (*identity.AdminUserPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	return &identity.AdminUserPayload{User: u, Errors: list}, nil
}

// AdminCreateResetLink resolves Mutation.adminCreateResetLink.
func (m Mutations) AdminCreateResetLink(ctx context.Context, id string) (*identity.LinkPayload, error) {
	return linkPayload(m.S.CreateResetLink(ctx, id))
}

// AdminCreateInvite resolves Mutation.adminCreateInvite.
func (m Mutations) AdminCreateInvite(ctx context.Context, input identity.AdminCreateInviteInput) (*identity.LinkPayload, error) {
	return linkPayload(m.S.CreateInvite(ctx, input))
}

// AdminRevokeInvite resolves Mutation.adminRevokeInvite.
func (m Mutations) AdminRevokeInvite(ctx context.Context, id string) (*identity.LinkPayload, error) {
	return linkPayload("", time.Time{}, m.S.RevokeInvite(ctx, id))
}

func linkPayload(address string, expires time.Time, err error) (*identity.LinkPayload, error) {
	list, err := errs.UserErrors(err)
	if err != nil {
		return nil, err
	}
	out := &identity.LinkPayload{Errors: list}
	if address != "" && len(list) == 0 {
		out.URL, out.ExpiresAt = &address, &expires
	}
	return out, nil
}

// AdminUpdateSettings resolves Mutation.adminUpdateSettings.
func (m Mutations) AdminUpdateSettings(ctx context.Context, input identity.AdminUpdateSettingsInput) (*identity.AdminSettingsPayload, error) {
	settings, err := m.S.UpdateSettings(ctx, input)
	list, fatal := errs.UserErrors(err)
	if fatal != nil {
		return nil, fatal
	}
	if err != nil {
		settings = nil
	}
	return &identity.AdminSettingsPayload{Settings: settings, Errors: list}, nil
}
