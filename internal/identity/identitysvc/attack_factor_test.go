package identitysvc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

func TestAttack_A23_ACodeIsGoodOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		key, codes := w.withTOTP(ctx)
		if len(codes) != identity.RecoveryCodes {
			t.Fatalf("%d recovery codes", len(codes))
		}
		_, err := w.second(w.half("ada").Token, w.code(key))
		want(t, err, identity.ErrFactorCode) // the code of the set-up is spent
		w.nextStep()
		code := w.code(key)
		in, err := w.second(w.half("ada").Token, code)
		must(t, err)
		if in.SessionToken == "" || w.refused(w.s, in.SessionToken) {
			t.Fatal("the honest second step gave no session")
		}
		before := w.rows(`SELECT COUNT(*) FROM identity_sessions`)
		_, err = w.second(w.half("ada").Token, code)
		want(t, err, identity.ErrFactorCode)
		_, err = w.second(w.half("ada").Token, w.codeAt(key, w.clock.Now().Add(-identity.TOTPStep)))
		want(t, err, identity.ErrFactorCode)
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions`); n != before {
			t.Errorf("%d sessions, want %d", n, before)
		}
	})
}

func TestAttack_A23_OneStepEitherSide(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		key, _ := w.withTOTP(ctx)
		for _, c := range []struct {
			steps time.Duration
			good  bool
		}{{0, true}, {-1, true}, {1, true}, {-2, false}, {2, false}, {-20, false}, {20, false}} {
			w.clock.Advance(100 * identity.TOTPStep)
			_, err := w.second(w.half("ada").Token, w.codeAt(key, w.clock.Now().Add(c.steps*identity.TOTPStep)))
			if (err == nil) != c.good {
				t.Errorf("a code %d steps away: %v", c.steps, err)
			}
		}
	})
}

func TestAttack_A23_TwentyAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		key, codes := w.withTOTP(ctx)
		w.nextStep()
		waiting := make([]string, 20)
		for i := range waiting {
			waiting[i] = w.half("ada").Token
		}
		before := w.rows(`SELECT COUNT(*) FROM identity_sessions`)
		code := w.code(key)
		// The limit of ten a minute lets ten of the twenty look at the code at all; still only one may win.
		oneWinner(t, "one code of the app", func(i int) error { _, err := w.second(waiting[i], code); return err })
		w.clock.Advance(time.Hour)
		for i := range waiting {
			waiting[i] = w.half("ada").Token
		}
		oneWinner(t, "one recovery code", func(i int) error { _, err := w.second(waiting[i], codes[0]); return err })
		w.clock.Advance(time.Hour)
		one := w.half("ada").Token
		oneWinner(t, "one challenge", func(i int) error { _, err := w.second(one, codes[1+i%5]); return err })
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions`); n != before+3 {
			t.Errorf("%d sessions, want %d", n, before+3)
		}
	})
}

func TestAttack_A23_FiveTriesThenTheChallengeIsLocked(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		key, _ := w.withTOTP(ctx)
		w.nextStep()
		c := w.half("ada").Token
		for range identity.ChallengeTries {
			_, err := w.second(c, w.wrong(key))
			want(t, err, identity.ErrFactorCode)
		}
		_, err := w.second(c, w.code(key))
		want(t, err, identity.ErrChallengeGone)
		if n := w.letters(identity.LetterSecondStepLocked, "ada@mail.example"); n != 1 {
			t.Errorf("%d letters about a locked sign-in, want 1", n)
		}
		// The account is not locked: the owner begins anew.
		_, err = w.second(w.half("ada").Token, w.code(key))
		must(t, err)
	})
}

// wrong is a code that is none of the three that would be taken.
func (w *world) wrong(key string) string {
	for n := 0; ; n++ {
		code := fmt.Sprintf("%06d", n)
		ok := true
		for s := -1; s <= 1; s++ {
			ok = ok && code != w.codeAt(key, w.clock.Now().Add(time.Duration(s)*identity.TOTPStep))
		}
		if ok {
			return code
		}
	}
}

// Whoever knows the password may begin as many sign-ins as they like; the codes they may try are counted over all of them.
func TestAttack_A23_GuessingOverManyChallenges(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, first := w.signIn("ada")
		key, _ := w.withTOTP(ctx)
		looked := 0
		for range 400 {
			w.clock.Advance(20 * time.Second)
			if _, err := w.second(w.half("ada").Token, w.wrong(key)); errorIs(err, identity.ErrFactorCode) {
				looked++
			}
		}
		if looked > 100 {
			t.Errorf("%d guesses were looked at, want at most 100", looked)
		}
		// The owner gets in from a browser that the account knows.
		w.nextStep()
		in, err := w.s.CompleteSignIn(from("192.0.2.7"), identity.SecondStepForm{Challenge: w.half("ada").Token, Code: w.code(key), Device: first.Device})
		must(t, err)
		if w.refused(w.s, in.SessionToken) {
			t.Error("the owner got no session")
		}
	})
}

func TestAttack_A23_CodesOfOthersAndOfOtherDoors(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.person("bob")
		ada, _ := w.signIn("ada")
		bob, _ := w.signIn("bob")
		keyA, codesA := w.withTOTP(ada)
		keyB, _ := w.withTOTP(bob)
		w.nextStep()
		_, err := w.second(w.half("ada").Token, w.code(keyB))
		want(t, err, identity.ErrFactorCode)
		_, err = w.second(w.half("bob").Token, codesA[0])
		want(t, err, identity.ErrFactorCode)
		// The door of API clients asks as well, and its challenge ends in tokens, never in a cookie.
		api, err := w.s.SignIn(from("192.0.2.8"), identity.SignInInput{Login: "ada", Password: goodPassword, Client: "cli"})
		must(t, err)
		if api.Tokens != nil || api.Challenge == nil || api.Challenge.Has(identity.FactorPasskey) {
			t.Fatalf("the door of API clients gave %+v", api)
		}
		done, err := w.second(api.Challenge.Token, w.code(keyA))
		must(t, err)
		if done.Tokens == nil || done.SessionToken != "" {
			t.Fatalf("the second step of an API client gave %+v", done)
		}
		if w.refused(w.s, "Bearer "+done.Tokens.AccessToken) {
			t.Error("the access token opens nothing")
		}
	})
}

func TestAttack_A24_HalfASessionOpensNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		w.person("mallory")
		ctx, _ := w.signIn("ada")
		key, _ := w.withTOTP(ctx)
		w.nextStep()
		c := w.half("ada").Token
		for _, credential := range []string{c, "Bearer " + c, "Bearer " + identity.TokenPrefix + c} {
			if !w.refused(w.s, credential) {
				t.Fatal("a challenge opened a door")
			}
		}
		if _, err := w.s.Refresh(context.Background(), c); !errorIs(err, identity.ErrBadCredential) {
			t.Errorf("as refresh token: %v", err)
		}
		// Enrolling a factor of one's own with only the password step done.
		_, err := w.s.BeginTOTP(from("192.0.2.66"))
		want(t, err, identity.ErrSignInRequired)
		_, err = w.s.BeginPasskeyRegistration(from("192.0.2.66"))
		want(t, err, identity.ErrSignInRequired)
		_, err = w.s.CreateRecoveryCodes(from("192.0.2.66"))
		want(t, err, identity.ErrSignInRequired)
		// Nothing typed, and a challenge that nobody was given.
		for _, form := range []identity.SecondStepForm{{Challenge: c}, {Challenge: c, Code: "000000000000"}, {Challenge: c, Credential: "{}"}} {
			if _, err := w.s.CompleteSignIn(from("192.0.2.66"), form); err == nil {
				t.Fatalf("%+v opened the account", form)
			}
		}
		_, err = w.second("made up", w.code(key))
		want(t, err, identity.ErrChallengeGone)
		// Another person's half: mallory's own factor does not finish ada's sign-in.
		mal, _ := w.signIn("mallory")
		keyM, _ := w.withTOTP(mal)
		w.nextStep()
		_, err = w.second(c, w.code(keyM))
		want(t, err, identity.ErrFactorCode)
		_, err = w.second(c, w.code(key))
		must(t, err)
		_, err = w.second(c, w.codeAt(key, w.clock.Now().Add(identity.TOTPStep)))
		want(t, err, identity.ErrChallengeGone) // replayed
		if n := w.rows(`SELECT COUNT(*) FROM identity_totp WHERE user_id = $1`, ada.ID); n != 1 {
			t.Errorf("%d authenticator apps", n)
		}
	})
}

func TestAttack_A24_WhatWaitsEndsWithTheRest(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		key, codes := w.withTOTP(ctx)
		w.nextStep()
		for name, end := range map[string]func(){
			"a new password": func() {
				_, err := w.s.ChangePassword(ctx, identity.ChangePasswordInput{CurrentPassword: goodPassword, NewPassword: otherPassword})
				must(t, err)
				ctx2 := identity.WithActor(from("192.0.2.7"), mustActor(t, ctx))
				_, err = w.s.ChangePassword(ctx2, identity.ChangePasswordInput{CurrentPassword: otherPassword, NewPassword: goodPassword})
				must(t, err)
			},
			"its time":   func() { w.clock.Advance(identity.ChallengeLife) },
			"suspension": func() { must(t, w.s.SystemSuspend(context.Background(), "ada", "test")) },
		} {
			if name == "suspension" {
				continue // last, below
			}
			c := w.half("ada").Token
			end()
			w.nextStep()
			_, err := w.second(c, codes[0])
			if !errorIs(err, identity.ErrChallengeGone) {
				t.Errorf("after %s: %v", name, err)
			}
		}
		c := w.half("ada").Token
		must(t, w.s.SystemSuspend(context.Background(), "ada", "test"))
		_, err := w.second(c, w.code(key))
		want(t, err, identity.ErrChallengeGone)
	})
}

func mustActor(t *testing.T, ctx context.Context) identity.Actor {
	t.Helper()
	a, err := identity.MustActor(ctx)
	must(t, err)
	return a
}

func TestAttack_A25_RecoveryCodes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		ctx, _ := w.signIn("ada")
		_, codes := w.withTOTP(ctx)
		// As it was shown, and as people type it.
		_, err := w.second(w.half("ada").Token, codes[0])
		must(t, err)
		_, err = w.second(w.half("ada").Token, " "+strings.ToUpper(strings.ReplaceAll(codes[1], "-", " ")))
		must(t, err)
		if data := w.letter(identity.LetterRecoveryCodeUsed, "ada@mail.example"); data["left"] != "8" {
			t.Errorf("letter: %v", data)
		}
		_, err = w.second(w.half("ada").Token, codes[0])
		want(t, err, identity.ErrFactorCode)
		for _, c := range codes {
			plain := strings.ReplaceAll(c, "-", "")
			if n := w.rows(`SELECT COUNT(*) FROM identity_recovery_codes WHERE hash LIKE $1 OR hash LIKE $2`, "%"+c+"%", "%"+plain+"%"); n != 0 {
				t.Fatal("a recovery code stands in clear")
			}
		}
		fresh, err := w.s.CreateRecoveryCodes(ctx)
		must(t, err)
		if n := w.rows(`SELECT COUNT(*) FROM identity_recovery_codes WHERE user_id = $1`, ada.ID); n != identity.RecoveryCodes {
			t.Errorf("%d rows, want %d", n, identity.RecoveryCodes)
		}
		_, err = w.second(w.half("ada").Token, codes[5])
		want(t, err, identity.ErrFactorCode)
		_, err = w.second(w.half("ada").Token, fresh[5])
		must(t, err)
		looked := 0
		for n := range 300 {
			w.clock.Advance(10 * time.Second)
			if _, err := w.second(w.half("ada").Token, fmt.Sprintf("%012d", n)); errorIs(err, identity.ErrFactorCode) {
				looked++
			}
		}
		if looked > 100 {
			t.Errorf("%d guesses were looked at, want at most 100", looked)
		}
	})
}
