package app_test

import (
	"net/http"
	"net/url"
	"time"

	"github.com/descope/virtualwebauthn"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

// factorActs concern second steps and sign-in providers.
func factorActs() []noticeAct {
	added, removed := []string{identity.LetterFactorAdded}, []string{identity.LetterFactorRemoved}
	return []noticeAct{
		{"authenticator app added", notify.KindFactorAdded, added, "", func(a *acting) func() {
			// The first factor makes recovery codes too; a second one does not.
			a.passkey("key")
			return func() { a.who.WithApp(a.home.as()) }
		}},
		{"passkey added", notify.KindFactorAdded, added, "", func(a *acting) func() {
			a.who.WithApp(a.home.as())
			return func() { a.passkey("key") }
		}},
		{"authenticator app removed", notify.KindFactorRemoved, removed, "", func(a *acting) func() {
			a.who.WithApp(a.home.as())
			return func() { a.does("removeTotp", "{errors{code}}", nil) }
		}},
		{"passkey removed", notify.KindFactorRemoved, removed, "", func(a *acting) func() {
			id := a.passkey("key")
			return func() { a.does("removePasskey", `(id:"`+id+`"){errors{code}}`, nil) }
		}},
		{"factors taken away by an administrator", notify.KindFactorsReset, []string{identity.LetterFactorsReset}, "", func(a *acting) func() {
			a.who.WithApp(a.home.as())
			return func() { a.admin("adminResetFactors", "") }
		}},
		{"recovery codes made", notify.KindRecoveryCodes, added, "", func(a *acting) func() {
			a.who.WithApp(a.home.as())
			a.Clock.Advance(time.Minute)
			return func() { a.codes() }
		}},
		{"recovery code used", notify.KindRecoveryCodeUsed, []string{identity.LetterRecoveryCodeUsed}, "", func(a *acting) func() {
			a.who.WithApp(a.home.as())
			codes := a.codes()
			return func() {
				a.home.signIn(a.who.Handle, apptest.Password)
				a.home.submit("/sign-in/second", "/sign-in/second", "recovery", codes[0])
			}
		}},
		{"wrong codes until the second step is locked", notify.KindSecondStepLocked, []string{identity.LetterSecondStepLocked}, "", func(a *acting) func() {
			a.who.WithApp(a.home.as())
			return func() {
				a.home.signIn(a.who.Handle, apptest.Password)
				for range identity.ChallengeTries + 2 {
					_, _, _ = a.home.do(http.MethodPost, "/sign-in/second", url.Values{"code": {"12"}})
				}
			}
		}},
		{"second step with a code of the app", "", nil, "", func(a *acting) func() {
			key := a.who.WithApp(a.home.as())
			a.Clock.Advance(time.Minute)
			return func() {
				a.home.signIn(a.who.Handle, apptest.Password)
				a.home.submit("/sign-in/second", "/sign-in/second", "code", a.who.Code(key))
			}
		}},
		{"provider linked", notify.KindProviderLinked, []string{identity.LetterProviderLinked}, "", simply(func(a *acting) { a.linksProvider() })},
		{"provider unlinked", notify.KindProviderUnlinked, []string{identity.LetterProviderUnlinked}, "", func(a *acting) func() {
			a.linksProvider()
			methods := a.Must(a.home.as(), `{viewer{signInMethods{links{id}}}}`, nil)
			list, _ := methods.At("viewer", "signInMethods", "links").([]any)
			linked, _ := list[0].(map[string]any)
			id, _ := linked["id"].(string)
			return func() { a.does("unlinkProvider", `(id:"`+id+`"){errors{code}}`, nil) }
		}},
	}
}

// provider makes a sign-in provider that everybody may link.
func (n *notifying) provider() {
	n.t.Helper()
	n.idp = openidtest.Start(n.t, n.Clock.Now)
	secret := openidtest.ClientSecret
	_, err := n.App.Identity.SystemSaveProvider(n.t.Context(), identity.SaveProviderInput{
		Slug: "corp", Name: "Corp", Issuer: n.idp.URL, ClientID: openidtest.ClientID, ClientSecret: &secret, Enabled: true, SignUp: true, Private: true,
	})
	if err != nil {
		n.t.Fatal(err)
	}
}

func (a *acting) linksProvider() {
	a.t.Helper()
	start := a.does("startProvider", "(input:$i){url errors{code}}", input("slug", "corp", "confirm", false, "next", "/app/settings/sign-in"))
	_, _, there := a.home.do(http.MethodGet, start.Text("startProvider", "url"), nil)
	answer := a.idp.SignIn(a.t, there, openidtest.Person{Subject: a.who.ID, Email: a.who.Email, Verified: true})
	if status, body, back := a.home.do(http.MethodGet, "/sign-in/with/corp/callback?"+answer.Encode(), nil); status != http.StatusSeeOther {
		a.t.Fatal(status, back, body)
	}
}

func (a *acting) codes() []string {
	a.t.Helper()
	made := a.does("createRecoveryCodes", "{recoveryCodes errors{code}}", nil)
	list, _ := made.At("createRecoveryCodes", "recoveryCodes").([]any)
	out := make([]string, len(list))
	for i := range list {
		out[i], _ = list[i].(string)
	}
	return out
}

// passkey registers a passkey as a browser does.
func (a *acting) passkey(name string) (id string) {
	a.t.Helper()
	options := a.does("beginPasskeyRegistration", "{options errors{code}}", nil).Text("beginPasskeyRegistration", "options")
	asked, err := virtualwebauthn.ParseAttestationOptions(options)
	if err != nil {
		a.t.Fatal(err)
	}
	key := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	for len(key.Key.AttestationData()) != 77 { // a coordinate that begins with zeros is written too short
		key = virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	}
	auth := virtualwebauthn.NewAuthenticator()
	auth.Options.UserHandle = []byte(a.who.ID)
	rp := virtualwebauthn.RelyingParty{ID: "localhost", Name: "Test", Origin: "http://" + apptest.Host}
	made := a.does("registerPasskey", "(input:$i){security{passkeys{id}} errors{code}}",
		input("name", name, "credential", virtualwebauthn.CreateAttestationResponse(rp, auth, key, *asked)))
	list, _ := made.At("registerPasskey", "security", "passkeys").([]any)
	last, _ := list[len(list)-1].(map[string]any)
	id, _ = last["id"].(string)
	return id
}
