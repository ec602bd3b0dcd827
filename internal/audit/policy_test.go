package audit_test

import (
	"errors"
	"testing"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/identity"
)

func TestCanRead(t *testing.T) {
	member := identity.Actor{UserID: "ada", SessionID: "s", Role: identity.RoleMember}
	admin := identity.Actor{UserID: "root", SessionID: "s", Role: identity.RoleAdmin}
	token := func(role identity.Role, scopes ...identity.Scope) identity.Actor {
		return identity.Actor{UserID: "ada", TokenID: "t", Role: role, Scopes: scopes}
	}
	for _, c := range []struct {
		name    string
		actor   identity.Actor
		subject string
		want    error
	}{
		{"stranger", identity.Actor{}, "", identity.ErrSignInRequired},
		{"own", member, "ada", nil},
		{"others'", member, "eve", identity.ErrAdminOnly},
		{"instance", member, "", identity.ErrAdminOnly},
		{"admin, others'", admin, "eve", nil},
		{"admin, instance", admin, "", nil},
		{"own by token", token(identity.RoleMember, identity.ScopeRead), "ada", nil},
		{"own by token without read", token(identity.RoleMember, identity.ScopeEntriesWrite), "ada", identity.ErrScopeMissing},
		{"instance by admin's read token", token(identity.RoleAdmin, identity.ScopeRead), "", identity.ErrAdminOnly},
		{"instance by admin token", token(identity.RoleAdmin, identity.ScopeAdmin), "", nil},
		{"instance by member with the scope", token(identity.RoleMember, identity.ScopeAdmin), "", identity.ErrAdminOnly},
	} {
		if err := audit.CanRead(c.actor, c.subject); !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
