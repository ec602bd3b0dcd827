package identitysvc_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

func TestAttack_A14_PreHijack(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const victim = "victim@mail.example"
		signUp := func(handle, password string) identity.SignUpResult {
			w.clock.Advance(time.Minute)
			out, err := w.s.SignUp(from("10.20.0.1"), identity.SignUpForm{Email: victim, Handle: handle, Password: password})
			must(t, err)
			w.drain()
			return out
		}
		attacker := signUp("attacker", otherPassword)
		oldCode := w.letter(identity.LetterVerify, victim)["code"]
		honest := signUp("victim", goodPassword)
		letter := w.letter(identity.LetterVerify, victim)
		// The attacker's ticket and password are worth nothing beside the owner's newer sign-up.
		_, err := w.s.VerifyByCode(from("10.20.0.1"), identity.VerifyCodeForm{Ticket: attacker.Ticket, Code: letter["code"]})
		want(t, err, identity.ErrCodeWrong)
		_, err = w.s.VerifyByCode(from("10.20.0.1"), identity.VerifyCodeForm{Ticket: attacker.Ticket, Code: oldCode})
		want(t, err, identity.ErrCodeWrong)
		_, err = w.s.VerifyByLink(from("10.20.0.1"), identity.VerifyLinkForm{Link: linkIn(t, letter["url"]), Password: otherPassword})
		want(t, err, identity.ErrWrongCredentials)
		// The attacker signs up once more after the owner: the owner's password does not open what the attacker set up.
		signUp("attacker2", otherPassword)
		letter = w.letter(identity.LetterVerify, victim)
		_, err = w.s.VerifyByCode(from("10.20.1.1"), identity.VerifyCodeForm{Ticket: honest.Ticket, Code: letter["code"]})
		want(t, err, identity.ErrCodeWrong)
		_, err = w.s.VerifyByLink(from("10.20.1.1"), identity.VerifyLinkForm{Link: linkIn(t, letter["url"]), Password: goodPassword})
		want(t, err, identity.ErrWrongCredentials)
		// Proving the address another way takes the attacker's password away.
		must(t, w.s.RequestReset(from("10.20.1.1"), identity.RequestResetForm{Login: victim}))
		_, err = w.s.CompleteReset(from("10.20.1.1"), identity.CompleteResetForm{
			Link: linkIn(t, w.letter(identity.LetterReset, victim)["url"]), Password: "a third and secret phrase",
		})
		must(t, err)
		_, err = w.s.SignInBrowser(from("10.20.0.1"), identity.SignInForm{Login: victim, Password: otherPassword})
		want(t, err, identity.ErrWrongCredentials)
		_, err = w.s.VerifyByLink(from("10.20.0.1"), identity.VerifyLinkForm{Link: linkIn(t, letter["url"]), Password: otherPassword})
		want(t, err, identity.ErrLinkDead)
		if w.rows(`SELECT COUNT(*) FROM identity_users`) != 1 || w.rows(`SELECT COUNT(*) FROM identity_users WHERE status = 'active' AND email_verified`) != 1 {
			t.Fatal("the owner has the one account")
		}
	})
}

func TestAttack_A14_InviteTakesOverUnverified(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const victim = "victim@mail.example"
		_, err := w.s.SignUp(from("10.21.0.1"), identity.SignUpForm{Email: victim, Handle: "attacker", Password: otherPassword})
		must(t, err)
		link := linkIn(t, w.letter(identity.LetterVerify, victim)["url"])
		w.account("root1", identity.RoleAdmin)
		admin, _ := w.signIn("root1")
		email := victim
		_, _, err = w.s.CreateInvite(admin, identity.AdminCreateInviteInput{Email: &email, ExpiresInDays: 7})
		must(t, err)
		invite := linkIn(t, w.letter(identity.LetterInvite, victim)["url"])
		_, err = w.s.SignUp(from("10.21.1.1"), identity.SignUpForm{Email: "other@mail.example", Handle: "somebody", Password: goodPassword, Invite: invite})
		want(t, err, identity.ErrInviteNeeded) // bound to the address
		out, err := w.s.SignUp(from("10.21.1.1"), identity.SignUpForm{Email: victim, Handle: "victim", Password: goodPassword, Invite: invite})
		must(t, err)
		if out.Next != identity.SignUpSignIn {
			t.Fatalf("an invite sent to the address proves it: %+v", out)
		}
		_, err = w.s.SignInBrowser(from("10.21.1.1"), identity.SignInForm{Login: victim, Password: goodPassword})
		must(t, err)
		_, err = w.s.SignInBrowser(from("10.21.0.1"), identity.SignInForm{Login: victim, Password: otherPassword})
		want(t, err, identity.ErrWrongCredentials)
		_, err = w.s.VerifyByLink(from("10.21.0.1"), identity.VerifyLinkForm{Link: link, Password: otherPassword})
		want(t, err, identity.ErrLinkDead)
		_, err = w.s.SignUp(from("10.21.1.1"), identity.SignUpForm{Email: "third@mail.example", Handle: "third3", Password: goodPassword, Invite: invite})
		want(t, err, identity.ErrInviteNeeded) // spent
	})
}

func TestAttack_A30_SignUpGivesNoMore(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		out, err := w.s.SignUp(from("10.23.0.1"), identity.SignUpForm{
			Email: "eve@mail.example", Handle: "eve", Password: goodPassword, DisplayName: `{"role":"admin"}`, Locale: "admin", TimeZone: "Local",
		})
		must(t, err)
		_, err = w.s.SignInBrowser(from("10.23.0.1"), identity.SignInForm{Login: "eve", Password: goodPassword})
		want(t, err, identity.ErrVerifyFirst)
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE role = 'member' AND NOT email_verified AND status = 'pending' AND locale = 'en' AND time_zone = 'UTC'`) != 1 {
			t.Fatal("something was set that only the instance sets")
		}
		// Six digits cannot be guessed through.
		must(t, w.s.ResendSignUp(from("10.23.0.1"), out.Ticket))
		code := w.letter(identity.LetterVerify, "eve@mail.example")["code"]
		for range identity.VerifyCodeTries {
			_, err = w.s.VerifyByCode(from("10.23.0.1"), identity.VerifyCodeForm{Ticket: out.Ticket, Code: "12345x"})
			want(t, err, identity.ErrCodeWrong)
		}
		_, err = w.s.VerifyByCode(from("10.23.0.1"), identity.VerifyCodeForm{Ticket: out.Ticket, Code: code})
		want(t, err, identity.ErrCodeWrong)
	})
}
