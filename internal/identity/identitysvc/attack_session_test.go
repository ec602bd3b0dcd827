package identitysvc_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
)

func (w *world) api(handle string) *identity.TokenPair {
	w.t.Helper()
	in, err := w.s.SignIn(from("192.0.2.8"), identity.SignInInput{Login: handle, Password: goodPassword, Client: "test client"})
	must(w.t, err)
	return in.Tokens
}

func TestAttack_A15_RefreshInTurnAndInGrace(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		first := w.api("ada")
		second, err := w.s.Refresh(from("192.0.2.8"), first.RefreshToken)
		must(t, err)
		// The answer was lost: the same successor again, also from another place, and no new branch.
		w.clock.Advance(9 * time.Second)
		lost, err := w.s.Refresh(from("203.0.113.9"), first.RefreshToken)
		must(t, err)
		if lost.RefreshToken != second.RefreshToken || second.RefreshToken == first.RefreshToken {
			t.Fatal("the grace window must give the one successor")
		}
		third, err := w.s.Refresh(from("192.0.2.8"), second.RefreshToken)
		must(t, err)
		if w.rows(`SELECT COUNT(*) FROM identity_refresh_tokens`) != 3 {
			t.Fatal("a branch has grown")
		}
		// After the window the replay ends the family, for good, and tells its owner.
		w.clock.Advance(2 * time.Second)
		_, err = w.s.Refresh(from("203.0.113.9"), first.RefreshToken)
		want(t, err, identity.ErrBadCredential)
		_, err = w.s.Refresh(from("192.0.2.8"), third.RefreshToken)
		want(t, err, identity.ErrBadCredential)
		if !w.refused(w.s, "Bearer "+third.AccessToken) {
			t.Fatal("the access token of an ended family works")
		}
		if w.rows(`SELECT COUNT(*) FROM identity_sessions`) != 0 {
			t.Fatal("the revocation was not committed")
		}
		if w.letter(identity.LetterRefreshReplayed, "ada@mail.example") == nil || w.heard["refresh_replayed"] != 1 {
			t.Fatal("the owner was not told")
		}
	})
}

func TestAttack_A15_OldTokenAfterThreeRotations(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		first := w.api("ada")
		next := first
		for range 3 {
			var err error
			next, err = w.s.Refresh(from("192.0.2.8"), next.RefreshToken)
			must(t, err)
			w.clock.Advance(4 * time.Minute)
		}
		must(t, w.jobs.Drain(context.Background()))
		if w.rows(`SELECT COUNT(*) FROM identity_refresh_tokens WHERE successor IS NOT NULL`) != 0 {
			t.Fatal("a successor is kept longer than its window")
		}
		_, err := w.s.Refresh(from("192.0.2.8"), first.RefreshToken)
		want(t, err, identity.ErrBadCredential)
		_, err = w.s.Refresh(from("192.0.2.8"), next.RefreshToken)
		want(t, err, identity.ErrBadCredential)
	})
}

func TestAttack_A15_TwentyAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		pair := w.api("ada")
		for round := range 5 {
			got := make([]string, 20)
			var wg sync.WaitGroup
			for i := range got {
				wg.Go(func() {
					next, err := w.s.Refresh(from("192.0.2.8"), pair.RefreshToken)
					if err != nil {
						t.Errorf("round %d: %v", round, err)
						return
					}
					got[i] = next.RefreshToken
				})
			}
			wg.Wait()
			for _, g := range got {
				if g != got[0] || g == pair.RefreshToken {
					t.Fatalf("round %d: more than one successor", round)
				}
			}
			pair.RefreshToken = got[0]
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_refresh_tokens`); n != 6 {
			t.Fatalf("%d refresh tokens after five rotations", n)
		}
	})
}

func TestAttack_A15_NotAfterSignOut(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		pair := w.api("ada")
		_, err := w.s.Refresh(from("192.0.2.8"), pair.RefreshToken)
		must(t, err)
		_, err = w.s.SignOut(w.with("Bearer " + pair.AccessToken))
		must(t, err)
		_, err = w.s.Refresh(from("192.0.2.8"), pair.RefreshToken) // still within the grace window
		want(t, err, identity.ErrBadCredential)
	})
}

// doors are the credentials of one person at every door of this room.
type doors struct{ cookie, access, token, refresh string }

func (w *world) doors(handle string) doors {
	w.t.Helper()
	ctx, in := w.signIn(handle)
	_, pat, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "script", Scopes: []identity.Scope{identity.ScopeRead}})
	must(w.t, err)
	pair := w.api(handle)
	d := doors{in.SessionToken, "Bearer " + pair.AccessToken, "Bearer " + pat, pair.RefreshToken}
	for _, c := range []string{d.cookie, d.access, d.token} {
		if w.refused(w.s, c) {
			w.t.Fatal("an honest credential is refused")
		}
	}
	return d
}

func TestAttack_A16_AccessEndsWithin5s(t *testing.T) {
	admin := func(act func(w *world, admin context.Context, id string) error) func(w *world, d doors, id string) error {
		return func(w *world, _ doors, id string) error {
			w.account("root1", identity.RoleAdmin)
			ctx, _ := w.signIn("root1")
			return act(w, ctx, id)
		}
	}
	cases := []struct {
		name                  string
		act                   func(w *world, d doors, id string) error
		cookie, access, token bool // what has to be refused
	}{
		{"sign out of the API session", func(w *world, d doors, _ string) error {
			_, err := w.s.SignOut(w.with(d.access))
			return err
		}, false, true, false},
		{"sign out of the browser", func(w *world, d doors, _ string) error { return w.s.SignOutBrowser(from("192.0.2.7"), d.cookie) }, true, false, false},
		{"sign out everywhere", func(w *world, d doors, _ string) error {
			_, err := w.s.SignOutEverywhere(w.with(d.cookie), identity.SignOutEverywhereInput{IncludeTokens: true})
			return err
		}, true, true, true},
		{"password change", func(w *world, d doors, _ string) error {
			_, err := w.s.ChangePassword(w.with(d.cookie), identity.ChangePasswordInput{CurrentPassword: goodPassword, NewPassword: otherPassword})
			return err
		}, false, true, false},
		{"suspension", admin(func(w *world, ctx context.Context, id string) error {
			_, err := w.s.SuspendUser(ctx, id, "spam")
			return err
		}), true, true, true},
		{"forced sign-out", admin(func(w *world, ctx context.Context, id string) error {
			_, err := w.s.SignOutUser(ctx, id)
			return err
		}), true, true, false},
		{"deletion", admin(func(w *world, ctx context.Context, id string) error {
			_, err := w.s.DeleteUser(ctx, id)
			return err
		}), true, true, true},
		{"session revoked by its owner", func(w *world, d doors, _ string) error {
			ctx := w.with(d.access)
			a, _ := identity.ActorFrom(ctx)
			_, err := w.s.RevokeSession(w.with(d.cookie), a.SessionID)
			return err
		}, false, true, false},
	}
	for _, c := range cases {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			onBoth(t, func(t *testing.T, w *world) {
				u := w.person("ada")
				other, _, _ := w.node() // a second process that has just looked
				d := w.doors("ada")
				for _, credential := range []string{d.cookie, d.access, d.token} {
					if w.refused(other, credential) {
						t.Fatal("an honest credential is refused by the second process")
					}
				}
				must(t, c.act(w, d, u.ID))
				check := func(where string, s *identitysvc.Service) {
					for _, x := range []struct {
						credential string
						dead       bool
					}{{d.cookie, c.cookie}, {d.access, c.access}, {d.token, c.token}} {
						if w.refused(s, x.credential) != x.dead {
							t.Errorf("%s: %.12s… refused: %v, want %v", where, x.credential, !x.dead, x.dead)
						}
					}
				}
				check("this process, at once", w.s)
				w.clock.Advance(4 * time.Second)
				check("another process, after 4 s", other)
				if c.access {
					_, err := w.s.Refresh(from("192.0.2.8"), d.refresh)
					want(t, err, identity.ErrBadCredential)
				}
			})
		})
	}
}

func TestAttack_A16_RoleEndsAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("root1", identity.RoleAdmin)
		second := w.account("root2", identity.RoleAdmin)
		admin, _ := w.signIn("root1")
		_, in := w.signIn("root2")
		pair := w.api("root2")
		if _, err := w.s.Settings(w.with(in.SessionToken)); err != nil {
			t.Fatal(err)
		}
		_, err := w.s.SetRole(admin, second.ID, identity.RoleMember)
		must(t, err)
		_, err = w.s.Settings(w.with(in.SessionToken))
		want(t, err, identity.ErrAdminOnly)
		if !w.refused(w.s, "Bearer "+pair.AccessToken) {
			t.Fatal("an access token outlived the role it was made under")
		}
	})
}

func TestAttack_A17_SuspendedAtEveryDoor(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		d := w.doors("ada")
		must(t, w.s.RequestReset(from("192.0.2.7"), identity.RequestResetForm{Login: "ada"}))
		link := linkIn(t, w.letter(identity.LetterReset, u.Email)["url"])
		must(t, w.s.SystemSuspend(context.Background(), "ada", "spam"))
		for _, credential := range []string{d.cookie, d.access, d.token} {
			if !w.refused(w.s, credential) {
				t.Errorf("%.12s… still opens", credential)
			}
		}
		_, err := w.s.Refresh(from("192.0.2.7"), d.refresh)
		want(t, err, identity.ErrBadCredential)
		_, err = w.s.CompleteReset(from("192.0.2.7"), identity.CompleteResetForm{Link: link, Password: otherPassword})
		want(t, err, identity.ErrLinkDead)
		_, err = w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: "ada", Password: "wrong one"})
		want(t, err, identity.ErrWrongCredentials) // the state is told after the right password only
		_, err = w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: "ada", Password: goodPassword})
		want(t, err, identity.ErrSuspended)
		_, err = w.s.SignUp(from("192.0.2.7"), identity.SignUpForm{Email: u.Email, Handle: "newada", Password: otherPassword})
		must(t, err)
		w.drain()
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE status = 'suspended'`) != 1 || w.rows(`SELECT COUNT(*) FROM identity_users`) != 1 {
			t.Fatal("signing up again must not let a suspended account in")
		}
		must(t, w.s.SystemReinstate(context.Background(), "ada"))
		_, err = w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: "ada", Password: goodPassword})
		must(t, err)
		if !w.refused(w.s, d.cookie) {
			t.Fatal("a session from before the suspension came back")
		}
	})
}
