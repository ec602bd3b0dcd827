package identitysvc_test

import (
	"context"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
)

// While providers are the only way in, no password opens anything, at any door.
func TestProvidersOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("head", identity.RoleAdmin)
		ctx, _ := w.signIn("head")
		p := w.provider("corp", nil)
		on, off := true, false
		_, err := w.s.UpdateSettings(ctx, identity.AdminUpdateSettingsInput{ProviderOnly: &on})
		want(t, err, identity.ErrProviderNeeded) // they would lock themselves out
		must(t, w.link(ctx, "corp", p, ada))
		w.person("zoe")
		reset, _, err := w.s.SystemResetLink(ctx, "zoe")
		must(t, err)
		_, err = w.s.UpdateSettings(ctx, identity.AdminUpdateSettingsInput{ProviderOnly: &on})
		must(t, err)

		_, err = w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: "zoe", Password: goodPassword})
		want(t, err, identity.ErrProviderOnly)
		_, err = w.s.SignIn(from("192.0.2.9"), identity.SignInInput{Login: "zoe", Password: goodPassword})
		want(t, err, identity.ErrProviderOnly)
		_, err = w.s.SignUp(from("192.0.2.9"), identity.SignUpForm{Email: "n@mail.example", Handle: "newone", Password: goodPassword})
		want(t, err, identity.ErrProviderOnly)
		want(t, w.s.RequestReset(from("192.0.2.9"), identity.RequestResetForm{Login: "zoe"}), identity.ErrProviderOnly)
		_, err = w.s.CompleteReset(from("192.0.2.9"), identity.CompleteResetForm{Link: linkIn(t, reset), Password: otherPassword})
		want(t, err, identity.ErrProviderOnly)
		if out, err := w.visit(from("192.0.2.9"), "corp", p, ada); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("by provider: %+v, %v", out, err)
		}
		m, err := w.s.SignInMethods(ctx)
		must(t, err)
		_, err = w.s.UnlinkProvider(ctx, m.Links[0].ID)
		want(t, err, identity.ErrLastWayIn)
		list, err := w.s.Providers(ctx)
		must(t, err)
		want(t, w.s.RemoveProvider(ctx, list[0].ID), identity.ErrProviderNeeded)
		_, err = w.s.SaveProvider(ctx, identity.SaveProviderInput{ID: &list[0].ID, Slug: "corp", Name: "Corp", Issuer: p.URL, ClientID: "tamatar", Private: true})
		want(t, err, identity.ErrProviderNeeded)

		must(t, w.s.SystemSetProviderOnly(context.Background(), false)) // the way back when a provider has failed
		if _, err := w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: "zoe", Password: goodPassword}); err != nil {
			t.Error(err)
		}
		if _, err := w.s.UpdateSettings(ctx, identity.AdminUpdateSettingsInput{ProviderOnly: &off}); err != nil {
			t.Error(err)
		}
	})
}

// With a passkey the last provider may go; while providers are the only way in, it may not.
func TestPasskeyIsAWayIn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		ctx := w.with(w.join("corp", p, ada, "ada").SignIn.SessionToken)
		v, err := w.s.Viewer(ctx)
		must(t, err)
		w.withPasskey(ctx, v.User.ID, "laptop")
		m, err := w.s.SignInMethods(ctx)
		must(t, err)
		must(t, w.s.SystemSetProviderOnly(context.Background(), true))
		_, err = w.s.UnlinkProvider(ctx, m.Links[0].ID)
		want(t, err, identity.ErrLastWayIn)
		must(t, w.s.SystemSetProviderOnly(context.Background(), false))
		if _, err := w.s.UnlinkProvider(ctx, m.Links[0].ID); err != nil || w.linked() != 0 {
			t.Error(err)
		}
	})
}

// A sign-in that waits for its second step while passwords are switched off goes no further.
func TestProvidersOnlyEndsWhatWaits(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.provider("corp", nil)
		ctx, _ := w.memberSession("zoe")
		key, _ := w.withTOTP(ctx)
		w.nextStep()
		waiting := w.half("zoe")
		must(t, w.s.SystemSetProviderOnly(context.Background(), true))
		_, err := w.second(waiting.Token, w.code(key))
		want(t, err, identity.ErrProviderOnly)
		must(t, w.s.SystemSetProviderOnly(context.Background(), false))
		if in, err := w.second(waiting.Token, w.code(key)); err != nil || in.SessionToken == "" {
			t.Error("honest:", err)
		}
	})
}
