package identitysvc_test

import (
	"context"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/route"
)

func TestARotatedTokenHasAGraceThatThePersonChooses(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.person("eve")
		ctx, _ := w.signIn("ada")
		days := 30
		tok, first, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "laptop", Scopes: []identity.Scope{identity.ScopeRead}, ExpiresInDays: &days})
		must(t, err)
		w.with("Bearer " + first) // it is in the cache now

		w.clock.Advance(5 * time.Minute)
		got, second, err := w.s.RotateToken(ctx, identity.RotateTokenInput{ID: tok.ID, GraceHours: 2})
		must(t, err)
		if got.ID != tok.ID || got.Name != "laptop" || second == first || got.Prefix != second[:len(got.Prefix)] {
			t.Fatalf("%+v", got)
		}
		if want := w.clock.Now().AddDate(0, 0, days); !got.ExpiresAt.Equal(want) {
			t.Errorf("ends %v, want the length it had: %v", got.ExpiresAt, want)
		}
		for name, pat := range map[string]string{"old": first, "new": second} {
			if w.refused(w.s, "Bearer "+pat) {
				t.Errorf("within the grace the %s secret is refused", name)
			}
		}
		w.clock.Advance(2 * time.Hour)
		if !w.refused(w.s, "Bearer "+first) || w.refused(w.s, "Bearer "+second) {
			t.Fatal("after the grace only the new secret works")
		}
		must(t, w.s.WarnExpiring(t.Context()))
		if n := w.rows(`SELECT COUNT(*) FROM identity_tokens WHERE old_hash IS NOT NULL`); n != 0 {
			t.Error("an old secret is kept for nothing")
		}

		ctx, _ = w.signIn("ada")
		_, third, err := w.s.RotateToken(ctx, identity.RotateTokenInput{ID: tok.ID})
		must(t, err)
		if !w.refused(w.s, "Bearer "+second) || w.refused(w.s, "Bearer "+third) {
			t.Fatal("without a grace the old secret ends at once")
		}
		_, _, err = w.s.RotateToken(ctx, identity.RotateTokenInput{ID: tok.ID, GraceHours: 169})
		want(t, err, identity.ErrTokenInvalid)
		eve, _ := w.signIn("eve")
		_, _, err = w.s.RotateToken(eve, identity.RotateTokenInput{ID: tok.ID})
		want(t, err, identity.ErrTokenNotFound)
		_, _, err = w.s.RotateToken(w.with("Bearer "+third), identity.RotateTokenInput{ID: tok.ID})
		want(t, err, identity.ErrSessionOnly)
		must(t, w.s.RevokeToken(ctx, tok.ID))
		if !w.refused(w.s, "Bearer "+third) {
			t.Fatal("revoked, and it works")
		}
		w.drain()
		if w.heard["token_rotated"] != 2 {
			t.Errorf("heard %v", w.heard)
		}
	})
}

func TestAnOldSecretDoesNotOutliveItsToken(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		day := 1
		tok, first, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "x", Scopes: []identity.Scope{identity.ScopeRead}, ExpiresInDays: &day})
		must(t, err)
		_, _, err = w.s.RotateToken(ctx, identity.RotateTokenInput{ID: tok.ID, GraceHours: identity.TokenGraceHours})
		must(t, err)
		w.clock.Advance(24 * time.Hour)
		if !w.refused(w.s, "Bearer "+first) {
			t.Fatal("the grace prolonged a token that had ended")
		}
	})
}

func TestTheOwnerIsToldOnceBeforeATokenEnds(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		make := func(name string, days *int) identity.PersonalAccessToken {
			tok, _, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: name, Scopes: []identity.Scope{identity.ScopeRead}, ExpiresInDays: days})
			must(t, err)
			return tok
		}
		week, month := 7, 30
		make("for ever", nil)
		make("short", &week)
		long := make("long", &month)
		told := func() int {
			must(t, w.s.WarnExpiring(t.Context()))
			w.drain()
			return w.heard["token_expiring"]
		}
		if told() != 0 {
			t.Fatal("a token made for a week needs no warning, and the others have time")
		}
		w.clock.Advance(22 * 24 * time.Hour)
		if told() != 0 {
			t.Fatal("eight days before is too early")
		}
		w.clock.Advance(25 * time.Hour)
		for range 2 {
			if told() != 1 {
				t.Fatal("the owner is told once, seven days before")
			}
		}
		ctx, _ = w.signIn("ada")
		_, _, err := w.s.RotateToken(ctx, identity.RotateTokenInput{ID: long.ID})
		must(t, err)
		w.clock.Advance(24 * 24 * time.Hour)
		if told() != 2 {
			t.Fatal("after a rotation the next end is told again")
		}
	})
}

func TestTheLastUseSaysFromWhereAndByWhat(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		_, pat, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "cli", Scopes: []identity.Scope{identity.ScopeRead}})
		must(t, err)
		use := func(ctx context.Context, agent string) identity.PersonalAccessToken {
			r := route.RequestFrom(ctx)
			r.UserAgent = agent
			_, err := w.s.Authenticate(route.WithRequest(ctx, r), "Bearer "+pat)
			must(t, err)
			list, err := w.s.TokensOf(ctx)
			must(t, err)
			return list[0]
		}
		list, err := w.s.TokensOf(ctx)
		must(t, err)
		if list[0].LastUsedAt != nil || list[0].LastClient != "" || list[0].LastNetwork != "" {
			t.Fatalf("%+v", list[0])
		}
		actor, _ := identity.ActorFrom(ctx)
		got := use(identity.WithActor(from("203.0.113.77"), actor), "tamatar/1.2 (linux)")
		if got.LastUsedAt == nil || got.LastNetwork != "203.0.113.0/24" || got.LastClient != "tamatar/1.2" {
			t.Errorf("%+v", got)
		}
		w.clock.Advance(2 * time.Minute)
		got = use(identity.WithActor(from("192.0.2.9"), actor), "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
		if got.LastNetwork != "192.0.2.0/24" || got.LastClient != "Firefox on Linux" || !got.LastUsedAt.Equal(db.FromMillis(db.Millis(w.clock.Now()))) {
			t.Errorf("%+v", got)
		}
	})
}
