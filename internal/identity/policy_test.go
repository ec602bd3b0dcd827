package identity_test

import (
	"errors"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestCan(t *testing.T) {
	stranger := identity.Actor{}
	fresh := identity.Actor{UserID: "ada", SessionID: "s", Role: identity.RoleMember, ReauthAt: noon.Add(-9 * time.Minute)}
	stale := identity.Actor{UserID: "ada", SessionID: "s", Role: identity.RoleMember, ReauthAt: noon.Add(-10 * time.Minute)}
	never := identity.Actor{UserID: "ada", SessionID: "s", Role: identity.RoleMember}
	reader := identity.Actor{UserID: "ada", TokenID: "t", Role: identity.RoleMember, Scopes: identity.Scopes{identity.ScopeRead}}
	writer := identity.Actor{UserID: "ada", TokenID: "t", Role: identity.RoleMember, Scopes: identity.Scopes{identity.ScopeProfileWrite}}
	admin := identity.Actor{UserID: "root", SessionID: "s", Role: identity.RoleAdmin, ReauthAt: noon}
	staleAdmin := identity.Actor{UserID: "root", SessionID: "s", Role: identity.RoleAdmin}
	adminToken := identity.Actor{UserID: "root", TokenID: "t", Role: identity.RoleAdmin, Scopes: identity.Scopes{identity.ScopeAdmin}}
	readToken := identity.Actor{UserID: "root", TokenID: "t", Role: identity.RoleAdmin, Scopes: identity.Scopes{identity.ScopeRead}}
	forged := identity.Actor{UserID: "eve", TokenID: "t", Role: identity.RoleMember, Scopes: identity.Scopes{identity.ScopeAdmin}}
	for _, c := range []struct {
		name   string
		actor  identity.Actor
		action identity.Action
		owner  string
		want   error
	}{
		{"stranger reads", stranger, identity.ActionReadUser, "ada", identity.ErrSignInRequired},
		{"stranger as nobody", stranger, identity.ActionReadSelf, "", identity.ErrSignInRequired},
		{"member reads", never, identity.ActionReadUser, "eve", nil},
		{"token reads", reader, identity.ActionReadUser, "eve", nil},
		{"token without read", writer, identity.ActionReadUser, "eve", identity.ErrScopeMissing},
		{"own settings", never, identity.ActionReadSelf, "ada", nil},
		{"others' settings", never, identity.ActionReadSelf, "eve", identity.ErrUserNotFound},
		{"admin on others' settings", admin, identity.ActionReadSelf, "ada", identity.ErrUserNotFound},
		{"own profile", never, identity.ActionEditProfile, "ada", nil},
		{"own profile by token", writer, identity.ActionEditProfile, "ada", nil},
		{"own profile by reader", reader, identity.ActionEditProfile, "ada", identity.ErrScopeMissing},
		{"others' profile", admin, identity.ActionEditProfile, "ada", identity.ErrUserNotFound},
		{"end session", stale, identity.ActionEndSession, "ada", nil},
		{"end session by token", writer, identity.ActionEndSession, "ada", identity.ErrSessionOnly},
		{"confirm by token", writer, identity.ActionConfirm, "ada", identity.ErrSessionOnly},
		{"set password stale", stale, identity.ActionSetPassword, "ada", nil},
		{"set password of another", fresh, identity.ActionSetPassword, "eve", identity.ErrUserNotFound},
		{"change email fresh", fresh, identity.ActionChangeEmail, "ada", nil},
		{"change email stale", stale, identity.ActionChangeEmail, "ada", identity.ErrConfirmPassword},
		{"change email never", never, identity.ActionChangeEmail, "ada", identity.ErrConfirmPassword},
		{"create token fresh", fresh, identity.ActionCreateToken, "ada", nil},
		{"create token by token", adminToken, identity.ActionCreateToken, "root", identity.ErrSessionOnly},
		{"revoke token", stale, identity.ActionRevokeToken, "ada", nil},
		{"member administers", fresh, identity.ActionAdminRead, "", identity.ErrAdminOnly},
		{"member acts", fresh, identity.ActionAdminAct, "eve", identity.ErrAdminOnly},
		{"member with the scope", forged, identity.ActionAdminRead, "", identity.ErrAdminOnly},
		{"admin reads", staleAdmin, identity.ActionAdminRead, "", nil},
		{"admin token reads", adminToken, identity.ActionAdminRead, "", nil},
		{"admin's read token", readToken, identity.ActionAdminRead, "", identity.ErrScopeMissing},
		{"admin acts", admin, identity.ActionAdminAct, "ada", nil},
		{"stale admin acts", staleAdmin, identity.ActionAdminAct, "ada", identity.ErrConfirmPassword},
		{"admin token acts", adminToken, identity.ActionAdminAct, "ada", identity.ErrSessionOnly},
		{"admin on themselves", admin, identity.ActionAdminActSelf, "root", identity.ErrNotYourself},
		{"member on themselves", fresh, identity.ActionAdminActSelf, "ada", identity.ErrAdminOnly},
		{"admin on another", admin, identity.ActionAdminActSelf, "ada", nil},
		{"unknown action", admin, identity.Action("fly"), "root", identity.ErrUserNotFound},
	} {
		if err := identity.Can(c.actor, c.action, c.owner, noon); !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestActorCan(t *testing.T) {
	if (identity.Actor{}).Can(identity.ScopeRead) || !(identity.Actor{UserID: "a", SessionID: "s"}).Can(identity.ScopeAdmin) {
		t.Fatal("nobody can nothing, a session can everything")
	}
	if _, ok := identity.ActorFrom(identity.WithActor(t.Context(), identity.Actor{})); ok {
		t.Fatal("an empty actor is nobody")
	}
}
