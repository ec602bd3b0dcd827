package identitysvc_test

import (
	"context"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
)

func TestAttack_A11_ResetAsksForTheFactor(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, browser := w.signIn("ada")
		key, _ := w.withTOTP(ctx)
		w.nextStep()
		api, err := w.s.SignIn(from("192.0.2.8"), identity.SignInInput{Login: "ada", Password: goodPassword, Client: "cli"})
		must(t, err)
		tokens, err := w.second(api.Challenge.Token, w.code(key))
		must(t, err)
		must(t, w.s.RequestReset(from("192.0.2.9"), identity.RequestResetForm{Login: "ada"}))
		link := linkIn(t, w.letter(identity.LetterReset, "ada@mail.example")["url"])
		out, err := w.s.CompleteReset(from("192.0.2.9"), identity.CompleteResetForm{Link: link, Password: otherPassword})
		must(t, err)
		if out.SessionToken != "" || out.Challenge == nil {
			t.Fatalf("the reset gave %+v, want a challenge", out)
		}
		if !w.refused(w.s, browser.SessionToken) || !w.refused(w.s, "Bearer "+tokens.Tokens.AccessToken) {
			t.Error("a session outlived the reset")
		}
		if _, err := w.s.Refresh(context.Background(), tokens.Tokens.RefreshToken); !errorIs(err, identity.ErrBadCredential) {
			t.Errorf("a refresh family outlived the reset: %v", err)
		}
		if n := w.letters(identity.LetterPasswordChanged, "ada@mail.example"); n != 1 {
			t.Errorf("%d letters about the new password, want 1", n)
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions WHERE user_id = $1`, ada.ID); n != 0 {
			t.Errorf("%d sessions before the second step", n)
		}
		w.nextStep()
		in, err := w.second(out.Challenge.Token, w.code(key))
		must(t, err)
		if w.refused(w.s, in.SessionToken) {
			t.Error("the second step gave no session")
		}
	})
}

func TestAttack_A12_StaleSessionsChangeNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		_, in := w.signIn("ada")
		fresh := w.with(in.SessionToken)
		key, _ := w.withTOTP(fresh)
		w.withPasskey(fresh, ada.ID, "Laptop")
		w.clock.Advance(identity.ReauthWindow)
		stale := w.with(in.SessionToken)
		list, err := w.s.SecurityOf(stale)
		must(t, err)
		for name, act := range map[string]func(context.Context) error{
			"begin an app":    func(ctx context.Context) error { _, err := w.s.BeginTOTP(ctx); return err },
			"confirm an app":  func(ctx context.Context) error { _, err := w.s.ConfirmTOTP(ctx, "000000"); return err },
			"remove the app":  w.s.RemoveTOTP,
			"begin a passkey": func(ctx context.Context) error { _, err := w.s.BeginPasskeyRegistration(ctx); return err },
			"add a passkey": func(ctx context.Context) error {
				_, err := w.s.RegisterPasskey(ctx, identity.RegisterPasskeyInput{Name: "x"})
				return err
			},
			"remove a passkey": func(ctx context.Context) error { return w.s.RemovePasskey(ctx, list.Passkeys[0].ID) },
			"new codes":        func(ctx context.Context) error { _, err := w.s.CreateRecoveryCodes(ctx); return err },
			"change of address": func(ctx context.Context) error {
				_, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "x@mail.example"})
				return err
			},
		} {
			if err := act(stale); !errorIs(err, identity.ErrConfirmPassword) {
				t.Errorf("%s with a stale session: %v", name, err)
			}
		}
		if err := w.s.RemoveTOTP(identity.WithActor(from("192.0.2.7"), identity.Actor{UserID: ada.ID, TokenID: "t", Scopes: identity.AllScopes})); !errorIs(err, identity.ErrSessionOnly) {
			t.Errorf("with a personal token: %v", err)
		}
		after, err := w.s.SecurityOf(stale)
		must(t, err)
		if after.TOTP == nil || len(after.Passkeys) != 1 || after.RecoveryCodesLeft != identity.RecoveryCodes {
			t.Errorf("a stale session changed something: %+v", after)
		}
		_, err = w.s.ConfirmCode(stale, w.code(key))
		must(t, err)
		must(t, w.s.RemovePasskey(w.with(in.SessionToken), list.Passkeys[0].ID))
	})
}

// A14 without providers: who typed somebody else's address keeps nothing when its owner proves it.
func TestAttack_A14_NothingOfAnUnprovenAccountStays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		_, err := w.s.SignUp(from("192.0.2.66"), identity.SignUpForm{Email: "victim@mail.example", Handle: "victim", Password: goodPassword})
		must(t, err)
		w.drain()
		id := w.text(`SELECT id FROM identity_users WHERE email_key = 'victim@mail.example'`)
		// As if a way had been found to leave something behind: a factor, a session, a token.
		for _, st := range []string{
			`INSERT INTO identity_totp (user_id, secret, created_at, confirmed_at) VALUES ($1, 'x', 1, 1)`,
			`INSERT INTO identity_passkeys (id, user_id, credential_id, credential, name, synced, created_at) VALUES ('p', $1, 'c', 'x', 'theirs', FALSE, 1)`,
			`INSERT INTO identity_recovery_codes (hash, user_id, created_at) VALUES ('h', $1, 1)`,
			`INSERT INTO identity_challenges (id, purpose, hash, user_id, created_at, expires_at) VALUES ('c', 'second_step', 'h', $1, 1, 99999999999999)`,
			`INSERT INTO identity_tokens (id, user_id, name, prefix, hash, scopes, created_at) VALUES ('t', $1, 'n', 'p', 'h', 'read', 1)`,
		} {
			_, err := w.d.Writer().Exec(context.Background(), st, id)
			must(t, err)
		}
		must(t, w.s.RequestReset(from("192.0.2.9"), identity.RequestResetForm{Login: "victim@mail.example"}))
		link := linkIn(t, w.letter(identity.LetterReset, "victim@mail.example")["url"])
		in, err := w.s.CompleteReset(from("192.0.2.9"), identity.CompleteResetForm{Link: link, Password: otherPassword})
		must(t, err)
		if in.SessionToken == "" {
			t.Fatalf("the owner did not get in: %+v", in)
		}
		for _, table := range []string{"identity_totp", "identity_passkeys", "identity_recovery_codes", "identity_challenges", "identity_tokens"} {
			if n := w.rows(`SELECT COUNT(*) FROM `+table+` WHERE user_id = $1`, id); n != 0 {
				t.Errorf("%s keeps %d rows of the stranger", table, n)
			}
		}
		_, err = w.s.SignInBrowser(from("192.0.2.66"), identity.SignInForm{Login: "victim", Password: goodPassword})
		want(t, err, identity.ErrWrongCredentials)
	})
}
