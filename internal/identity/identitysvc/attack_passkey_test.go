package identitysvc_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
)

// alone signs in with nothing but a passkey; change may bend the answer.
func (w *world) alone(d *device, change func(answer string) string) (identity.SignInResult, error) {
	w.t.Helper()
	asked, err := w.s.BeginPasskeySignIn(from("192.0.2.7"))
	must(w.t, err)
	answer := d.get(asked.JSON)
	if change != nil {
		answer = change(answer)
	}
	return w.s.SignInWithPasskey(from("192.0.2.7"), identity.PasskeyForm{Ceremony: asked.Ceremony, Credential: answer})
}

func TestAttack_A26_HonestPasskeys(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, _ := w.signIn("ada")
		key, _ := w.withTOTP(ctx)
		d, codes := w.withPasskey(ctx, ada.ID, "Laptop")
		if codes != nil {
			t.Error("a second factor killed the recovery codes of the first")
		}
		in, err := w.alone(d, nil)
		must(t, err)
		if in.SessionToken == "" || in.Challenge != nil {
			t.Fatalf("a passkey with user verification gave %+v, want a session", in)
		}
		own := w.with(in.SessionToken)
		list, err := w.s.SecurityOf(own)
		must(t, err)
		if len(list.Passkeys) != 1 || list.Passkeys[0].LastUsedAt == nil || list.Passkeys[0].Name != "Laptop" {
			t.Errorf("the list of passkeys: %+v", list.Passkeys)
		}
		// As a second step after the password.
		c := w.half("ada")
		if !c.Has(identity.FactorPasskey) || !c.Has(identity.FactorTOTP) || !c.Has(identity.FactorRecovery) {
			t.Fatalf("methods %v", c.Methods)
		}
		asked, err := w.s.BeginSecondPasskey(from("192.0.2.7"), c.Token)
		must(t, err)
		_, err = w.s.CompleteSignIn(from("192.0.2.7"), identity.SecondStepForm{Challenge: c.Token, Credential: d.get(asked.JSON)})
		must(t, err)
		// To confirm a sensitive act.
		w.clock.Advance(identity.ReauthWindow)
		stale := w.with(in.SessionToken)
		options, err := w.s.BeginPasskeyConfirmation(stale)
		must(t, err)
		_, err = w.s.ConfirmPasskey(stale, d.get(options))
		must(t, err)
		must(t, w.s.RemoveTOTP(w.with(in.SessionToken)))
		_ = key
		// No key lies open in the table.
		if n := w.rows(`SELECT COUNT(*) FROM identity_passkeys WHERE credential LIKE '%publicKey%'`); n != 0 {
			t.Error("a credential is not sealed")
		}
	})
}

func TestAttack_A26_BentAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada, bob := w.person("ada"), w.person("bob")
		adas, _ := w.signIn("ada")
		bobs, _ := w.signIn("bob")
		d, _ := w.withPasskey(adas, ada.ID, "Laptop")
		b, _ := w.withPasskey(bobs, bob.ID, "Phone")
		stillSignsIn(t, w, d)
		before := w.rows(`SELECT COUNT(*) FROM identity_sessions`)
		for name, bend := range map[string]func(d *device){
			"another origin":        func(d *device) { d.rp.Origin = "https://evil.example" },
			"a sub-origin":          func(d *device) { d.rp.Origin = "https://x.log.example" },
			"another relying party": func(d *device) { d.rp.ID = "evil.example" },
			"no user verification":  func(d *device) { d.auth.Options.UserNotVerified = true },
			"no user presence":      func(d *device) { d.auth.Options.UserNotPresent = true },
			"bob's user handle":     func(d *device) { d.auth.Options.UserHandle = []byte(bob.ID) },
			"no user handle":        func(d *device) { d.auth.Options.UserHandle = nil },
			"nobody's user handle":  func(d *device) { d.auth.Options.UserHandle = []byte("nobody") },
			"bob's credential id":   func(d *device) { d.cred.ID = b.cred.ID },
			"another key":           func(d *device) { d.cred.Key = b.cred.Key },
			"a counter going back":  func(d *device) { d.cred.Counter = 0 },
			"backed up of a sudden": func(d *device) { d.auth.Options.BackupEligible = true },
		} {
			bent := *d
			bent.cred.Counter = 1000
			bend(&bent)
			if _, err := w.alone(&bent, nil); !errorIs(err, identity.ErrPasskeyRefused) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, change := range map[string]func(string) string{
			"garbage":                  func(string) string { return "{}" },
			"no JSON":                  func(string) string { return "\x00" },
			"8 MB":                     func(a string) string { return a + strings.Repeat(" ", 8<<20) },
			"a bent signature":         func(a string) string { return edit(t, a, "signature", "AAAA") },
			"no client data":           func(a string) string { return edit(t, a, "clientDataJSON", "e30") },
			"short authenticator data": func(a string) string { return edit(t, a, "authenticatorData", "AAAA") },
		} {
			if _, err := w.alone(d, change); !errorIs(err, identity.ErrPasskeyRefused) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions`); n != before {
			t.Errorf("%d sessions, want %d", n, before)
		}
		d.cred.Counter = 2000
		stillSignsIn(t, w, d) // and the server is none the worse
	})
}

// stillSignsIn shows that the honest passkey still signs in.
func stillSignsIn(t *testing.T, w *world, d *device) {
	t.Helper()
	_, err := w.alone(d, nil)
	must(t, err)
}

func edit(t *testing.T, answer, field, value string) string {
	t.Helper()
	var a map[string]any
	must(t, json.Unmarshal([]byte(answer), &a))
	a["response"].(map[string]any)[field] = value
	out, err := json.Marshal(a)
	must(t, err)
	return string(out)
}

func TestAttack_A26_QuestionsAreGoodOnceAndForOne(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada, bob := w.person("ada"), w.person("bob")
		adas, _ := w.signIn("ada")
		bobs, _ := w.signIn("bob")
		d, _ := w.withPasskey(adas, ada.ID, "Laptop")
		asked, err := w.s.BeginPasskeySignIn(from("192.0.2.7"))
		must(t, err)
		answer := d.get(asked.JSON)
		form := identity.PasskeyForm{Ceremony: asked.Ceremony, Credential: answer}
		oneWinner(t, "one answer of a passkey", func(int) error { _, err := w.s.SignInWithPasskey(from("192.0.2.7"), form); return err })
		_, err = w.s.SignInWithPasskey(from("192.0.2.7"), form)
		want(t, err, identity.ErrPasskeyRefused) // replayed
		other, err := w.s.BeginPasskeySignIn(from("192.0.2.66"))
		must(t, err)
		_, err = w.s.SignInWithPasskey(from("192.0.2.66"), identity.PasskeyForm{Ceremony: other.Ceremony, Credential: answer})
		want(t, err, identity.ErrPasskeyRefused) // the question of somebody else
		late, err := w.s.BeginPasskeySignIn(from("192.0.2.7"))
		must(t, err)
		signed := d.get(late.JSON)
		w.clock.Advance(identity.CeremonyLife)
		_, err = w.s.SignInWithPasskey(from("192.0.2.7"), identity.PasskeyForm{Ceremony: late.Ceremony, Credential: signed})
		want(t, err, identity.ErrPasskeyRefused)
		for _, none := range []string{"", "made up"} {
			_, err = w.s.SignInWithPasskey(from("192.0.2.7"), identity.PasskeyForm{Ceremony: none, Credential: answer})
			want(t, err, identity.ErrPasskeyRefused)
		}
		// Bob cannot take ada's passkey, her question, or her answer to a registration for his.
		options, err := w.s.BeginPasskeyRegistration(adas)
		must(t, err)
		fresh := w.device()
		made := fresh.create(options)
		_, err = w.s.RegisterPasskey(bobs, identity.RegisterPasskeyInput{Name: "Mine", Credential: made})
		want(t, err, identity.ErrPasskeyRefused)
		_, err = w.s.BeginPasskeyRegistration(bobs)
		must(t, err)
		_, err = w.s.RegisterPasskey(bobs, identity.RegisterPasskeyInput{Name: "Mine", Credential: made})
		want(t, err, identity.ErrPasskeyRefused)
		list, err := w.s.SecurityOf(adas)
		must(t, err)
		want(t, w.s.RemovePasskey(bobs, list.Passkeys[0].ID), identity.ErrPasskeyNotFound)
		want(t, w.s.RenamePasskey(bobs, identity.RenamePasskeyInput{ID: list.Passkeys[0].ID, Name: "Mine"}), identity.ErrPasskeyNotFound)
		if n := w.rows(`SELECT COUNT(*) FROM identity_passkeys WHERE user_id = $1`, bob.ID); n != 0 {
			t.Errorf("bob has %d passkeys", n)
		}
	})
}

func TestAttack_A26_RegistrationsThatAreRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, _ := w.signIn("ada")
		d, codes := w.withPasskey(ctx, ada.ID, "Laptop")
		if len(codes) != identity.RecoveryCodes {
			t.Fatalf("%d recovery codes with the first factor", len(codes))
		}
		register := func(name string, answer func(options string) string) error {
			options, err := w.s.BeginPasskeyRegistration(ctx)
			must(t, err)
			_, err = w.s.RegisterPasskey(ctx, identity.RegisterPasskeyInput{Name: name, Credential: answer(options)})
			return err
		}
		for name, answer := range map[string]func(string) string{
			"the same credential": d.create,
			"garbage attestation": func(o string) string {
				return edit(t, w.device().create(o), "attestationObject", base64.RawURLEncoding.EncodeToString([]byte("\xa3\x63fmtfpacked")))
			},
			"no user verification": func(o string) string { x := w.device(); x.auth.Options.UserNotVerified = true; return x.create(o) },
			"another origin":       func(o string) string { x := w.device(); x.rp.Origin = "https://evil.example"; return x.create(o) },
			"an assertion":         func(string) string { return `{"id":"x","rawId":"x","type":"public-key","response":{}}` },
		} {
			if err := register("X", answer); !errorIs(err, identity.ErrPasskeyRefused) {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := w.s.RegisterPasskey(ctx, identity.RegisterPasskeyInput{Name: " "})
		want(t, err, identity.ErrPasskeyName)
		for n := 1; n < identity.PasskeyCap; n++ {
			must(t, register("More", func(o string) string { return w.device().create(o) }))
		}
		_, err = w.s.BeginPasskeyRegistration(ctx)
		want(t, err, identity.ErrPasskeyCap)
		if n := w.rows(`SELECT COUNT(*) FROM identity_passkeys`); n != identity.PasskeyCap {
			t.Errorf("%d passkeys, want %d", n, identity.PasskeyCap)
		}
	})
}

func TestAttack_A26_AccountsThatMayNotEnter(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, _ := w.signIn("ada")
		d, _ := w.withPasskey(ctx, ada.ID, "Laptop")
		stillSignsIn(t, w, d)
		must(t, w.s.SystemSuspend(context.Background(), "ada", "test"))
		_, err := w.alone(d, nil)
		want(t, err, identity.ErrSuspended)
		must(t, w.s.SystemReinstate(context.Background(), "ada"))
		stillSignsIn(t, w, d)
		must(t, w.s.SystemDelete(context.Background(), "ada"))
		_, err = w.alone(d, nil)
		want(t, err, identity.ErrPasskeyRefused)
	})
}

func TestPasskeysAreHiddenWhereTheHostIsNotSecure(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		_, err := w.s.BeginPasskeySignIn(from("192.0.2.7"))
		want(t, err, identity.ErrPasskeysOff)
		_, err = w.s.BeginPasskeyRegistration(ctx)
		want(t, err, identity.ErrPasskeysOff)
		list, err := w.s.SecurityOf(ctx)
		must(t, err)
		if list.PasskeysOffered {
			t.Error("passkeys are offered on plain http")
		}
	}, func(d *identitysvc.Deps) { d.BaseURL = "http://log.example" })
}
