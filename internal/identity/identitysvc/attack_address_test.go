package identitysvc_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// changeTo asks for another address on ada's account and gives the link that was sent there.
func (w *world) changeTo(email string) string {
	w.t.Helper()
	ctx, _ := w.signIn("ada")
	_, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: email})
	must(w.t, err)
	return linkIn(w.t, w.letter(identity.LetterEmailChange, email)["url"])
}

// Whoever sets a new password keeps out who asked for another address before.
func TestAttack_A13_ChangeDoesNotOutliveThePassword(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		thief := w.changeTo("thief@evil.example")
		w.clock.Advance(time.Minute)
		must(t, w.complete(w.resetLinkFor(u)))
		want(t, w.s.ConfirmEmailChange(from("203.0.113.1"), thief), identity.ErrLinkDead)
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE id = $1 AND email = $2 AND pending_email IS NULL`, u.ID, u.Email) != 1 {
			t.Error("the address moved, or still waits")
		}
	})
}

// A thief who signs up with the old address, which proves nothing, does not block the way back.
func TestAttack_A13_SquattersGiveWay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		must(t, w.s.ConfirmEmailChange(from("203.0.113.1"), w.changeTo("thief@evil.example")))
		undo := linkIn(t, w.letter(identity.LetterEmailChanged, u.Email)["url"])
		squat := func(email, handle string) {
			t.Helper()
			_, err := w.s.SignUp(from("203.0.113.1"), identity.SignUpForm{Email: email, Handle: handle, Password: otherPassword})
			must(t, err)
			w.drain()
		}
		squat(u.Email, "squatter")
		must(t, w.s.UndoEmailChange(from("192.0.2.9"), undo))
		must(t, w.complete(linkIn(t, w.letter(identity.LetterEmailRestored, u.Email)["url"])))
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE email_key = $1`, u.Email) != 1 || w.rows(`SELECT COUNT(*) FROM identity_users WHERE handle = 'squatter'`) != 0 {
			t.Error("the squatter is left")
		}
		// Nor does a sign-up keep anybody from moving to an address of their own.
		squat("mine@mail.example", "squatter2")
		ctx := w.with(w.browser("ada", otherPassword))
		_, err := w.s.ChangeEmail(ctx, identity.ChangeEmailInput{Email: "mine@mail.example"})
		must(t, err)
		must(t, w.s.ConfirmEmailChange(ctx, linkIn(t, w.letter(identity.LetterEmailChange, "mine@mail.example")["url"])))
	})
}

// browser signs in with another password than the usual one.
func (w *world) browser(login, password string) string {
	w.t.Helper()
	in, err := w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: login, Password: password})
	must(w.t, err)
	return in.SessionToken
}

// Strangers cannot use up the letters of an hour so that the warning of a theft is dropped.
func TestAttack_K12_WarningsAreNotDropped(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		u := w.person("ada")
		for range 5 {
			must(t, w.s.RequestReset(from("203.0.113.1"), identity.RequestResetForm{Login: u.Email}))
			w.drain()
		}
		if n := w.letters("", u.Email); n != 5 {
			t.Fatalf("%d letters to begin with", n)
		}
		must(t, w.s.ConfirmEmailChange(from("203.0.113.1"), w.changeTo("thief@evil.example")))
		undo := w.letter(identity.LetterEmailChanged, u.Email)
		if undo == nil {
			t.Fatal("the old address was not told")
		}
		must(t, w.s.UndoEmailChange(from("192.0.2.9"), linkIn(t, undo["url"])))
		must(t, w.complete(linkIn(t, w.letter(identity.LetterEmailRestored, u.Email)["url"])))
		if w.letters(identity.LetterPasswordChanged, u.Email) != 1 {
			t.Error("the new password was not told")
		}
	})
}

// A sign-up that is repeated waits for its proof from the last time on.
func TestRepeatedSignUpIsNotSweptEarly(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		form := identity.SignUpForm{Email: "late@mail.example", Handle: "late", Password: goodPassword}
		_, err := w.s.SignUp(from("192.0.2.7"), form)
		must(t, err)
		w.clock.Advance(7*24*time.Hour - time.Minute)
		again, err := w.s.SignUp(from("192.0.2.7"), form)
		must(t, err)
		code := w.letter(identity.LetterVerify, form.Email)["code"]
		w.clock.Advance(5 * time.Minute)
		must(t, w.s.Sweep(t.Context()))
		_, err = w.s.VerifyByCode(from("192.0.2.7"), identity.VerifyCodeForm{Ticket: again.Ticket, Code: code})
		must(t, err)
	})
}

// An administrator who has never set a password is nobody to leave the instance to.
func TestAttack_E09_TheLastAdministratorWhoCanEnterStays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		head := w.account("head", identity.RoleAdmin)
		ctx, _ := w.signIn("head")
		_, _, err := w.s.CreateUser(ctx, identity.AdminCreateUserInput{Email: "new@mail.example", Handle: "newcomer", DisplayName: "New", Role: identity.RoleAdmin})
		must(t, err)
		_, err = w.s.SetRole(ctx, head.ID, identity.RoleMember)
		want(t, err, identity.ErrLastAdmin)
		w.account("second", identity.RoleAdmin)
		_, err = w.s.SetRole(ctx, head.ID, identity.RoleMember)
		must(t, err)
	})
}

// Changing one setting leaves the others to the configuration.
func TestSettingsNobodyChoseFollowTheConfiguration(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("head", identity.RoleAdmin)
		ctx, _ := w.signIn("head")
		off := false
		_, err := w.s.UpdateSettings(ctx, identity.AdminUpdateSettingsInput{Explorer: &off})
		must(t, err)
		if w.rows(`SELECT COUNT(*) FROM identity_settings WHERE name = '' AND registration = '' AND NOT explorer`) != 1 {
			t.Error("name and registration were chosen by nobody")
		}
	})
}
