package identitysvc_test

import (
	"context"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/platform/password"
)

func shortBeside(d *identitysvc.Deps) {
	d.ShortPolicy = password.Policy{MinLength: identity.ShortPassword}
}

const shortPassword = "q7#mZp2w"

func TestShortPasswordsNeedASecondFactor(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, in := w.signIn("ada")
		change := func(from, to string) error {
			_, err := w.s.ChangePassword(w.with(in.SessionToken), identity.ChangePasswordInput{CurrentPassword: from, NewPassword: to})
			return err
		}
		want(t, change(goodPassword, shortPassword), identity.ErrPasswordWeak)
		w.withTOTP(ctx)
		list, err := w.s.SecurityOf(ctx)
		must(t, err)
		if list.PasswordMin != identity.ShortPassword || !list.SecondFactor() {
			t.Errorf("%+v", list)
		}
		want(t, change(goodPassword, "password"), identity.ErrPasswordWeak)
		want(t, change(goodPassword, "q7#mZp2"), identity.ErrPasswordWeak)
		must(t, change(goodPassword, shortPassword))
		want(t, w.s.RemoveTOTP(w.with(in.SessionToken)), identity.ErrPasswordShortAlone)
		must(t, change(shortPassword, goodPassword))
		must(t, w.s.RemoveTOTP(w.with(in.SessionToken)))
		if n := w.rows(`SELECT COUNT(*) FROM identity_recovery_codes`); n != 0 {
			t.Errorf("%d recovery codes outlived the last factor", n)
		}
		want(t, change(goodPassword, shortPassword), identity.ErrPasswordWeak)
	}, shortBeside)
}

func TestTheLastWayInIsKept(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, _ := w.signIn("ada")
		w.withPasskey(ctx, ada.ID, "One")
		w.withPasskey(ctx, ada.ID, "Two")
		_, err := w.d.Writer().Exec(context.Background(), `UPDATE identity_users SET password_hash = ''`)
		must(t, err)
		list, err := w.s.SecurityOf(ctx)
		must(t, err)
		if list.HasPassword || len(list.ConfirmBy) != 1 || list.ConfirmBy[0] != identity.ConfirmByPasskey {
			t.Errorf("%+v", list)
		}
		must(t, w.s.RemovePasskey(ctx, list.Passkeys[0].ID))
		want(t, w.s.RemovePasskey(ctx, list.Passkeys[1].ID), identity.ErrLastWayIn)
		if n := w.rows(`SELECT COUNT(*) FROM identity_passkeys`); n != 1 {
			t.Errorf("%d passkeys, want the last one", n)
		}
	})
}

func TestAnAdministratorTakesLostFactorsAway(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		w.account("boss", identity.RoleAdmin)
		ctx, in := w.signIn("ada")
		admin, root := w.signIn("boss")
		_, err := w.s.ResetFactors(admin, ada.ID)
		want(t, err, identity.ErrNoSecondFactor)
		w.withTOTP(ctx)
		w.withPasskey(ctx, ada.ID, "Lost phone")
		_, err = w.s.ResetFactors(ctx, ada.ID)
		want(t, err, identity.ErrAdminOnly)
		_, err = w.s.ResetFactors(admin, w.text(`SELECT id FROM identity_users WHERE handle = 'boss'`))
		want(t, err, identity.ErrNotYourself)
		w.clock.Advance(identity.ReauthWindow)
		_, err = w.s.ResetFactors(w.with(root.SessionToken), ada.ID)
		want(t, err, identity.ErrConfirmPassword)
		_, err = w.s.ConfirmPassword(w.with(root.SessionToken), goodPassword)
		must(t, err)
		half := w.half("ada").Token
		u, err := w.s.ResetFactors(w.with(root.SessionToken), ada.ID)
		must(t, err)
		if u.FactorCount != 0 || !w.refused(w.s, in.SessionToken) {
			t.Errorf("after the reset: %+v", u)
		}
		_, err = w.second(half, "123456")
		want(t, err, identity.ErrChallengeGone)
		if w.letters(identity.LetterFactorsReset, "ada@mail.example") != 1 {
			t.Error("ada was not told")
		}
		w.signIn("ada") // the password alone again
		must(t, w.s.SystemSetRole(context.Background(), "ada", identity.RoleMember))
		want(t, w.s.SystemResetFactors(context.Background(), "ada"), identity.ErrNoSecondFactor)
	})
}

func TestAShortPasswordGoesWithTheFactors(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, in := w.signIn("ada")
		w.withTOTP(ctx)
		_, err := w.s.ChangePassword(w.with(in.SessionToken), identity.ChangePasswordInput{CurrentPassword: goodPassword, NewPassword: shortPassword})
		must(t, err)
		must(t, w.s.SystemResetFactors(context.Background(), "ada"))
		_, err = w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: "ada", Password: shortPassword})
		want(t, err, identity.ErrWrongCredentials)
		if data := w.letter(identity.LetterFactorsReset, "ada@mail.example"); data["resetUrl"] == "" {
			t.Errorf("the letter does not say how to get in: %v", data)
		}
	}, shortBeside)
}

func TestFactorsAreTold(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		count[identity.FactorAdded](w)
		count[identity.FactorRemoved](w)
		count[identity.FactorRenamed](w)
		count[identity.RecoveryCodesCreated](w)
		ctx, _ := w.signIn("ada")
		w.withPasskey(ctx, ada.ID, "Laptop")
		list, err := w.s.SecurityOf(ctx)
		must(t, err)
		must(t, w.s.RenamePasskey(ctx, identity.RenamePasskeyInput{ID: list.Passkeys[0].ID, Name: "Old laptop"}))
		must(t, w.s.RemovePasskey(ctx, list.Passkeys[0].ID))
		added, removed := w.letter(identity.LetterFactorAdded, "ada@mail.example"), w.letter(identity.LetterFactorRemoved, "ada@mail.example")
		if added["factor"] != "passkey" || added["factorName"] != "Laptop" || removed["factorName"] != "Old laptop" {
			t.Errorf("letters: %v, %v", added, removed)
		}
		for _, name := range []string{"factor_added", "factor_removed", "factor_renamed", "recovery_codes_created"} {
			if w.heard[name] != 1 {
				t.Errorf("%s heard %d times", name, w.heard[name])
			}
		}
	})
}

func TestASecretWaitsOnlySoLong(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, in := w.signIn("ada")
		_, err := w.s.ConfirmTOTP(ctx, "123456")
		want(t, err, identity.ErrTOTPMissing)
		old, err := w.s.BeginTOTP(ctx)
		must(t, err)
		fresh, err := w.s.BeginTOTP(ctx)
		must(t, err)
		_, err = w.s.ConfirmTOTP(ctx, w.code(old.Secret))
		want(t, err, identity.ErrFactorCode)
		if _, err := w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: "ada", Password: goodPassword}); err != nil {
			t.Fatal("a secret that waits asks for codes already", err)
		}
		w.clock.Advance(identity.TOTPSetup)
		_, err = w.s.ConfirmPassword(w.with(in.SessionToken), goodPassword)
		must(t, err)
		_, err = w.s.ConfirmTOTP(w.with(in.SessionToken), w.code(fresh.Secret))
		want(t, err, identity.ErrTOTPMissing)
		again, err := w.s.BeginTOTP(w.with(in.SessionToken))
		must(t, err)
		_, err = w.s.ConfirmTOTP(w.with(in.SessionToken), w.code(again.Secret))
		must(t, err)
		_, err = w.s.BeginTOTP(w.with(in.SessionToken))
		want(t, err, identity.ErrTOTPExists)
		if w.rows(`SELECT COUNT(*) FROM identity_totp WHERE secret LIKE 'v1|%'`) != 1 {
			t.Error("the secret is not sealed")
		}
	})
}

// A session whose holder does not know the password ends after a hundred wrong ones a day.
func TestGuessingTheOwnPasswordEndsTheSession(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		_, in := w.signIn("ada")
		_, stays := w.signIn("ada")
		wrong := 0
		for range 400 {
			w.clock.Advance(2 * time.Minute)
			if w.refused(w.s, in.SessionToken) {
				break
			}
			if _, err := w.s.ConfirmPassword(w.with(in.SessionToken), "not the password at all"); errorIs(err, identity.ErrWrongPassword) {
				wrong++
			}
		}
		if wrong != 100 || !w.refused(w.s, in.SessionToken) {
			t.Errorf("the session ended after %d wrong passwords, want 100", wrong)
		}
		if w.refused(w.s, stays.SessionToken) {
			t.Error("another session ended with it")
		}
	})
}

// The undo link of a change of address takes away what the same hand added.
func TestUndoTakesTheFactorsOfTheThiefAway(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, in := w.signIn("ada")
		w.withPasskey(ctx, ada.ID, "Mine")
		w.clock.Advance(30 * 24 * time.Hour / 3)
		_, err := w.s.ConfirmPassword(w.with(in.SessionToken), goodPassword)
		must(t, err)
		thief := w.with(in.SessionToken)
		w.withTOTP(thief)
		w.withPasskey(thief, ada.ID, "Theirs")
		_, err = w.s.ChangeEmail(thief, identity.ChangeEmailInput{Email: "thief@mail.example"})
		must(t, err)
		must(t, w.s.ConfirmEmailChange(from("192.0.2.66"), linkIn(t, w.letter(identity.LetterEmailChange, "thief@mail.example")["url"])))
		must(t, w.s.UndoEmailChange(from("192.0.2.9"), linkIn(t, w.letter(identity.LetterEmailChanged, "ada@mail.example")["url"])))
		if name := w.text(`SELECT name FROM identity_passkeys WHERE user_id = $1`, ada.ID); name != "Mine" {
			t.Errorf("the passkey that stays is %q", name)
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_totp`); n != 0 {
			t.Error("the thief's app stays")
		}
	})
}

func TestSpentChallengesAreSweptAndFew(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		w.withTOTP(ctx)
		for range 30 {
			w.half("ada")
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_challenges`); n != 20 {
			t.Errorf("%d sign-ins wait, want 20", n)
		}
		w.clock.Advance(identity.ChallengeLife)
		must(t, w.s.Sweep(context.Background()))
		if n := w.rows(`SELECT COUNT(*) FROM identity_challenges`); n != 0 {
			t.Errorf("%d rows after the sweep", n)
		}
	})
}
