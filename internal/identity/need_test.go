package identity_test

import (
	"errors"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
)

func TestNeedDecidesForEveryDoor(t *testing.T) {
	session := identity.Actor{UserID: "u", SessionID: "s"}
	token := func(s ...identity.Scope) identity.Actor { return identity.Actor{UserID: "u", TokenID: "t", Scopes: s} }
	visitor := identity.Actor{UserID: "u", TokenID: "visitor", Scopes: identity.Scopes{identity.ScopeRead}, Visitor: true}
	write := identity.NeedScope(identity.ScopeEntriesWrite)
	both := identity.Need{Scopes: identity.Scopes{identity.ScopeRead, identity.ScopeEntriesWrite}}
	for _, c := range []struct {
		name string
		need identity.Need
		as   identity.Actor
		want error
	}{
		{"a stranger at an open door", identity.Need{}, identity.Actor{}, nil},
		{"a stranger at a closed one", write, identity.Actor{}, identity.ErrSignInRequired},
		{"a session everywhere", both, session, nil},
		{"a session where no token may go", identity.Need{SignIn: true}, session, nil},
		{"a token where nobody said that tokens may go", identity.Need{}, token(identity.AllScopes...), identity.ErrSessionOnly},
		{"reading does not write", write, token(identity.ScopeRead), identity.ErrScopeMissing},
		{"writing does not read", identity.NeedScope(identity.ScopeRead), token(identity.ScopeEntriesWrite), identity.ErrScopeMissing},
		{"admin is not everything", write, token(identity.ScopeAdmin), identity.ErrScopeMissing},
		{"the scope", write, token(identity.ScopeEntriesWrite), nil},
		{"one of two", both, token(identity.ScopeRead), identity.ErrScopeMissing},
		{"both", both, token(identity.ScopeEntriesWrite, identity.ScopeRead), nil},
		{"a visitor where strangers may go", identity.Need{}, visitor, nil},
		{"a visitor who reads", identity.NeedScope(identity.ScopeRead), visitor, nil},
		{"a visitor who writes", write, visitor, identity.ErrDemo},
		{"a visitor who does both", both, visitor, identity.ErrDemo},
		{"a visitor where no token may go", identity.Need{SignIn: true}, visitor, identity.ErrDemo},
		{"a door that asks per operation", identity.Need{AnyToken: true}, token(), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.need.Check(identity.WithActor(t.Context(), c.as)); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}
