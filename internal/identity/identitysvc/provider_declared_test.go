package identitysvc_test

import (
	"context"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

func declared(slug, issuer string) identity.SaveProviderInput {
	secret := openidtest.ClientSecret
	in, _ := identity.SaveProviderInput{
		Slug: slug, Name: strings.ToUpper(slug), Issuer: issuer, ClientID: openidtest.ClientID, ClientSecret: &secret, Enabled: true, SignUp: true, Private: true,
	}.Normal()
	return in
}

// TestDeclaredProviders: the configuration rules over its providers, a restart without change changes nothing, and what is
// taken out of it is switched off while everybody stays linked.
func TestDeclaredProviders(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.account("chief", identity.RoleAdmin)
		admin, _ := w.signIn("chief")
		p := openidtest.Start(t, w.clock.Now)
		one := declared("corp", p.URL)
		for range 2 {
			must(t, w.s.DeclareProviders(ctx, []identity.SaveProviderInput{one}))
		}
		w.drain()
		if n := w.heard["provider_saved"]; n != 1 {
			t.Errorf("two starts with one file told of %d changes", n)
		}
		w.join("corp", p, ada, "ada")

		list, err := w.s.Providers(admin)
		must(t, err)
		if len(list) != 1 || !list[0].Declared || !list[0].Enabled || !list[0].HasSecret || list[0].LinkCount != 1 {
			t.Fatalf("%+v", list)
		}
		change := one
		change.ID, change.Issuer = &list[0].ID, "https://evil.example"
		_, err = w.s.SaveProvider(admin, change)
		want(t, err, identity.ErrProviderDeclared)
		want(t, w.s.RemoveProvider(admin, list[0].ID), identity.ErrProviderDeclared)
		_, err = w.s.SystemSaveProvider(ctx, change)
		want(t, err, identity.ErrProviderDeclared)
		if err := w.s.DeclareProviders(ctx, []identity.SaveProviderInput{declared("corp", "https://other.example")}); err == nil || !strings.Contains(err.Error(), `provider "corp": issuer: People are linked`) {
			t.Fatalf("another issuer under somebody's link: %v", err)
		}

		must(t, w.s.DeclareProviders(ctx, nil))
		list, err = w.s.Providers(admin)
		must(t, err)
		if len(list) != 1 || list[0].Declared || list[0].Enabled || list[0].LinkCount != 1 {
			t.Fatalf("after the file has lost it: %+v", list)
		}
		_, err = w.s.BeginProvider(from("192.0.2.9"), identity.BeginProviderForm{Slug: "corp"})
		want(t, err, identity.ErrProviderNotFound)

		must(t, w.s.DeclareProviders(ctx, []identity.SaveProviderInput{one}))
		if back, err := w.visit(from("192.0.2.8"), "corp", p, ada); err != nil || back.SignIn.SessionToken == "" {
			t.Fatalf("declared again: %+v, %v", back, err)
		}
	})
}

// TestDeclaredSecret: a secret that changed in its file is used, and one that was taken out goes.
func TestDeclaredSecret(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		sealed := func() string { return w.text(`SELECT client_secret FROM identity_providers WHERE slug = 'corp'`) }
		in := declared("corp", "https://login.example.org")
		declare := func(secret string) string {
			t.Helper()
			in.ClientSecret = &secret
			must(t, w.s.DeclareProviders(context.Background(), []identity.SaveProviderInput{in}))
			return sealed()
		}
		first := declare("one two three")
		if first == "" || strings.Contains(first, "three") || declare("one two three") != first {
			t.Error("the same secret was sealed again, or not at all")
		}
		if second := declare("four five six"); second == first || second == "" {
			t.Error("the new secret did not come in")
		}
		if declare("") != "" {
			t.Error("a secret that the file has lost is still there")
		}
	})
}
