package identitysvc_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

func (w *world) resetLinkFor(u identity.AdminUser) string {
	w.t.Helper()
	w.clock.Advance(time.Second)
	must(w.t, w.s.RequestReset(from("192.0.2.9"), identity.RequestResetForm{Login: u.Email}))
	return linkIn(w.t, w.letter(identity.LetterReset, u.Email)["url"])
}

func (w *world) complete(link string) error {
	_, err := w.s.CompleteReset(from("192.0.2.9"), identity.CompleteResetForm{Link: link, Password: otherPassword})
	return err
}

func TestAttack_A08_ResetLinkWorksOnce(t *testing.T) {
	attacks := []struct {
		name string
		act  func(t *testing.T, w *world, u identity.AdminUser, link string) (used string)
	}{
		{"used twice", func(t *testing.T, w *world, _ identity.AdminUser, link string) string {
			must(t, w.complete(link))
			return link
		}},
		{"after a newer one", func(t *testing.T, w *world, u identity.AdminUser, link string) string {
			w.resetLinkFor(u)
			return link
		}},
		{"after a password change", func(t *testing.T, w *world, _ identity.AdminUser, link string) string {
			ctx, _ := w.signIn("ada")
			_, err := w.s.ChangePassword(ctx, identity.ChangePasswordInput{CurrentPassword: goodPassword, NewPassword: otherPassword})
			must(t, err)
			return link
		}},
		{"after an email change", func(t *testing.T, w *world, _ identity.AdminUser, link string) string {
			ctx, _ := w.signIn("ada")
			_, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "ada@new.example"})
			must(t, err)
			must(t, w.s.ConfirmEmailChange(from("192.0.2.9"), linkIn(t, w.letter(identity.LetterEmailChange, "ada@new.example")["url"])))
			return link
		}},
		{"after 15 minutes", func(_ *testing.T, w *world, _ identity.AdminUser, link string) string {
			w.clock.Advance(15 * time.Minute)
			return link
		}},
		{"made up", func(_ *testing.T, _ *world, _ identity.AdminUser, link string) string {
			return link[:len(link)-1] + "x"
		}},
		{"empty", func(*testing.T, *world, identity.AdminUser, string) string { return "" }},
	}
	for _, a := range attacks {
		t.Run(strings.ReplaceAll(a.name, " ", "_"), func(t *testing.T) {
			onBoth(t, func(t *testing.T, w *world) {
				honest := w.person("eve")
				must(t, w.complete(w.resetLinkFor(honest)))
				u := w.person("ada")
				used := a.act(t, w, u, w.resetLinkFor(u))
				before := w.rows(`SELECT auth_version FROM identity_users WHERE id = $1`, u.ID)
				want(t, w.complete(used), identity.ErrLinkDead)
				if _, err := w.s.InspectLink(context.Background(), identity.LinkReset, used); !errors.Is(err, identity.ErrLinkDead) {
					t.Fatalf("the page shows a dead link: %v", err)
				}
				if w.rows(`SELECT auth_version FROM identity_users WHERE id = $1`, u.ID) != before {
					t.Fatal("the account changed")
				}
			})
		})
	}
}

func TestAttack_A08_TwentyAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		link := w.resetLinkFor(w.person("ada"))
		var won, lost atomic.Int64
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				switch err := w.complete(link); {
				case err == nil:
					won.Add(1)
				case errors.Is(err, identity.ErrLinkDead):
					lost.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || lost.Load() != 19 {
			t.Fatalf("%d won and %d lost", won.Load(), lost.Load())
		}
		w.drain()
		if w.heard["password_changed"] != 1 {
			t.Fatalf("the password changed %d times", w.heard["password_changed"])
		}
	})
}

func TestAttack_A08_OfAnotherPurpose(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		link := w.resetLinkFor(u)
		ctx := from("192.0.2.9")
		_, err := w.s.VerifyByLink(ctx, identity.VerifyLinkForm{Link: link, Password: goodPassword})
		want(t, err, identity.ErrLinkDead)
		want(t, w.s.ConfirmEmailChange(ctx, link), identity.ErrLinkDead)
		want(t, w.s.UndoEmailChange(ctx, link), identity.ErrLinkDead)
		_, err = w.s.Claim(ctx, identity.ClaimForm{Link: link, Email: "x@x.example", Handle: "claimer", Password: goodPassword})
		want(t, err, identity.ErrLinkDead)
		must(t, w.complete(link)) // none of these has spent it
	})
}

func TestAttack_A11_ResetEndsEverySession(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		d := w.doors("ada")
		in, err := w.s.CompleteReset(from("192.0.2.9"), identity.CompleteResetForm{Link: w.resetLinkFor(u), Password: otherPassword})
		must(t, err)
		if w.refused(w.s, in.SessionToken) {
			t.Fatal("who has set the password is signed in")
		}
		if !w.refused(w.s, d.cookie) || !w.refused(w.s, d.access) {
			t.Fatal("a session outlived the reset")
		}
		_, err = w.s.Refresh(from("192.0.2.9"), d.refresh)
		want(t, err, identity.ErrBadCredential)
		if w.letter(identity.LetterPasswordChanged, u.Email) == nil {
			t.Fatal("the owner was not told")
		}
		_, err = w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: "ada", Password: goodPassword})
		want(t, err, identity.ErrWrongCredentials)
	})
}

func TestAttack_A12_StaleSessionMustConfirm(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("root1", identity.RoleAdmin)
		victim, stopped := w.person("ada"), w.person("eve")
		_, in := w.signIn("root1")
		acts := map[string]func(ctx context.Context) error{
			"change email": func(ctx context.Context) error {
				_, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "root@new.example"})
				return err
			},
			"create token": func(ctx context.Context) error {
				_, _, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "x", Scopes: []identity.Scope{identity.ScopeAdmin}})
				return err
			},
			"suspend":    func(ctx context.Context) error { _, err := w.s.SuspendUser(ctx, stopped.ID, "x"); return err },
			"reset link": func(ctx context.Context) error { _, _, err := w.s.CreateResetLink(ctx, victim.ID); return err },
			"role":       func(ctx context.Context) error { _, err := w.s.SetRole(ctx, victim.ID, identity.RoleAdmin); return err },
			"invite": func(ctx context.Context) error {
				_, _, err := w.s.CreateInvite(ctx, identity.AdminCreateInviteInput{ExpiresInDays: 7})
				return err
			},
			"settings": func(ctx context.Context) error {
				_, err := w.s.UpdateSettings(ctx, identity.AdminUpdateSettingsInput{})
				return err
			},
			"create user": func(ctx context.Context) error {
				_, _, err := w.s.CreateUser(ctx, identity.AdminCreateUserInput{Email: "n@new.example", Handle: "newone", DisplayName: "N", Role: identity.RoleAdmin})
				return err
			},
		}
		w.clock.Advance(identity.ReauthWindow)
		for name, act := range acts {
			if err := act(w.with(in.SessionToken)); !errors.Is(err, identity.ErrConfirmPassword) {
				t.Errorf("%s with a stale session: %v", name, err)
			}
		}
		_, err := w.s.ChangePassword(w.with(in.SessionToken), identity.ChangePasswordInput{CurrentPassword: "wrong one", NewPassword: otherPassword})
		want(t, err, identity.ErrWrongPassword)
		if w.rows(`SELECT COUNT(*) FROM identity_tokens`)+w.rows(`SELECT COUNT(*) FROM identity_invites`) != 0 || w.rows(`SELECT COUNT(*) FROM identity_users`) != 3 {
			t.Fatal("something was done")
		}
		for range 4 {
			_, err = w.s.ConfirmPassword(w.with(in.SessionToken), "wrong one")
			want(t, err, identity.ErrWrongPassword)
		}
		_, err = w.s.ConfirmPassword(w.with(in.SessionToken), "wrong one")
		want(t, err, identity.ErrTooManyTries)
		w.clock.Advance(time.Hour)
		_, err = w.s.ConfirmPassword(w.with(in.SessionToken), goodPassword)
		must(t, err)
		for name, act := range acts {
			if err := act(w.with(in.SessionToken)); err != nil {
				t.Errorf("%s after confirming: %v", name, err)
			}
		}
	})
}

func TestAttack_A13_EmailChangeCanBeUndone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		d := w.doors("ada")
		ctx := w.with(d.cookie)
		v, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "thief@evil.example"})
		must(t, err)
		if v.Email != u.Email || v.PendingEmail == nil {
			t.Fatal("the new address is in force before it was proven")
		}
		_, err = w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: "thief@evil.example", Password: goodPassword})
		want(t, err, identity.ErrWrongCredentials)
		first := linkIn(t, w.letter(identity.LetterEmailChange, "thief@evil.example")["url"])
		// The link holds for that address alone: asking for another one kills it.
		_, err = w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "thief2@evil.example"})
		must(t, err)
		w.drain()
		want(t, w.s.ConfirmEmailChange(ctx, first), identity.ErrLinkDead)
		must(t, w.s.ConfirmEmailChange(ctx, linkIn(t, w.letter(identity.LetterEmailChange, "thief2@evil.example")["url"])))
		undo := w.letter(identity.LetterEmailChanged, u.Email)
		if undo == nil || undo["newEmail"] != "thief2@evil.example" {
			t.Fatalf("the old address was not told: %v", undo)
		}
		// A second change takes the way back from nobody.
		w.clock.Advance(time.Minute)
		_, err = w.s.ChangeEmail(w.with(d.cookie), identity.ChangeEmailInput{Email: "thief3@evil.example"})
		must(t, err)
		must(t, w.s.ConfirmEmailChange(ctx, linkIn(t, w.letter(identity.LetterEmailChange, "thief3@evil.example")["url"])))
		thiefsUndo := linkIn(t, w.letter(identity.LetterEmailChanged, "thief2@evil.example")["url"])
		w.clock.Advance(6 * 24 * time.Hour)
		must(t, w.s.UndoEmailChange(from("203.0.113.1"), linkIn(t, undo["url"])))
		want(t, w.s.UndoEmailChange(from("203.0.113.1"), linkIn(t, undo["url"])), identity.ErrLinkDead)
		want(t, w.s.UndoEmailChange(from("203.0.113.1"), thiefsUndo), identity.ErrLinkDead)
		for _, credential := range []string{d.cookie, d.access, d.token} {
			if !w.refused(w.s, credential) {
				t.Errorf("%.12s… outlived the undoing", credential)
			}
		}
		// The thief knew the password; it is worth nothing now, and the owner sets a new one.
		_, err = w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: "ada", Password: goodPassword})
		want(t, err, identity.ErrWrongCredentials)
		must(t, w.complete(linkIn(t, w.letter(identity.LetterEmailRestored, u.Email)["url"])))
		_, err = w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: u.Email, Password: otherPassword})
		must(t, err)
	})
}

func TestAttack_A13_AddressOfSomebodyElse(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		eve := w.person("eve")
		ctx, _ := w.signIn("eve")
		free, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "nobody@mail.example"})
		must(t, err)
		taken, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "ada@mail.example"})
		must(t, err)
		if *free.PendingEmail != "nobody@mail.example" || *taken.PendingEmail != "ada@mail.example" {
			t.Fatal("a known address must look like a free one")
		}
		if w.letters(identity.LetterEmailChange, "ada@mail.example") != 0 || w.letters(identity.LetterAlreadyRegistered, "ada@mail.example") != 1 {
			t.Fatal("the owner is told and gets no link")
		}
		// A link for an address that somebody else takes meanwhile is dead.
		_, err = w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "soon@mail.example"})
		must(t, err)
		link := linkIn(t, w.letter(identity.LetterEmailChange, "soon@mail.example")["url"])
		w.person("soon")
		want(t, w.s.ConfirmEmailChange(ctx, link), identity.ErrLinkDead)
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE id = $1 AND email = 'eve@mail.example'`, eve.ID) != 1 {
			t.Fatal("the address moved")
		}
	})
}

func TestAttack_A27_LookingDoesNotSpend(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		link := w.resetLinkFor(w.person("ada"))
		for range 5 {
			view, err := w.s.InspectLink(context.Background(), identity.LinkReset, link)
			must(t, err)
			if view.Email != "a…@mail.example" || view.Handle != "ada" {
				t.Fatalf("%+v", view)
			}
		}
		must(t, w.complete(link))
	})
}

func TestAttack_A31_OneClaimWins(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		first, err := w.s.EnsureClaimLink(context.Background())
		must(t, err)
		second, err := w.s.EnsureClaimLink(context.Background())
		must(t, err)
		claim := func(link, handle string) error {
			_, err := w.s.Claim(from("10.22.0.1"), identity.ClaimForm{Link: link, Email: handle + "@mail.example", Handle: handle, Password: goodPassword})
			return err
		}
		want(t, claim(linkIn(t, first), "early"), identity.ErrLinkDead) // a newer start made a newer link
		_, err = w.s.InspectLink(context.Background(), identity.LinkClaim, linkIn(t, second))
		must(t, err)
		var won, lost atomic.Int64
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				err := claim(linkIn(t, second), "claimer"+string(rune('a'+i)))
				switch {
				case err == nil:
					won.Add(1)
				case errors.Is(err, identity.ErrClaimed) || errors.Is(err, identity.ErrLinkDead):
					lost.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || lost.Load() != 9 {
			t.Fatalf("%d won, %d lost", won.Load(), lost.Load())
		}
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE role = 'admin'`) != 1 || w.rows(`SELECT COUNT(*) FROM identity_users`) != 1 {
			t.Fatal("there must be exactly one account")
		}
		third, err := w.s.EnsureClaimLink(context.Background())
		must(t, err)
		if third != "" {
			t.Fatal("a claimed instance makes no link")
		}
		want(t, claim(linkIn(t, second), "latecomer"), identity.ErrClaimed)
	})
}
