package identitysvc_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
)

// Twenty at once with one link, code or invite: one wins. The codes and answers of second factors are in
// TestAttack_A23_TwentyAtOnce and TestAttack_A26_QuestionsAreGoodOnceAndForOne, refresh tokens in TestAttack_A15_TwentyAtOnce.
func TestAttack_A08_EveryLinkHasOneWinner(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		claim, err := w.s.EnsureClaimLink(context.Background())
		must(t, err)
		oneWinner(t, "the claim", func(i int) error {
			_, err := w.s.Claim(from(fmt.Sprintf("10.1.%d.1", i)), identity.ClaimForm{
				Link: linkIn(t, claim), Email: fmt.Sprintf("boss%d@mail.example", i), Handle: fmt.Sprintf("boss%d", i), Password: goodPassword,
			})
			return err
		})
		if n := w.rows(`SELECT COUNT(*) FROM identity_users WHERE role = 'admin'`); n != 1 {
			t.Fatalf("%d administrators", n)
		}
		reset := w.resetLinkFor(w.person("ada"))
		oneWinner(t, "a reset link", func(int) error { return w.complete(reset) })

		out, err := w.s.SignUp(from("10.2.0.1"), identity.SignUpForm{Email: "eve@mail.example", Handle: "evelyn", Password: goodPassword})
		must(t, err)
		letter := w.letter(identity.LetterVerify, "eve@mail.example")
		oneWinner(t, "a verify link or its code", func(i int) error {
			if i%5 == 0 {
				_, err := w.s.VerifyByCode(from("10.2.0.1"), identity.VerifyCodeForm{Ticket: out.Ticket, Code: letter["code"]})
				return err
			}
			_, err := w.s.VerifyByLink(from(fmt.Sprintf("10.2.%d.1", i)), identity.VerifyLinkForm{Link: linkIn(t, letter["url"]), Password: goodPassword})
			return err
		})
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions s JOIN identity_users u ON u.id = s.user_id WHERE u.handle = 'evelyn'`); n != 1 {
			t.Errorf("%d sessions came of one verification", n)
		}
	})
}

func TestAttack_A08_AnInviteHasOneWinner(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("boss", identity.RoleAdmin)
		admin, _ := w.signIn("boss")
		address, _, err := w.s.CreateInvite(admin, identity.AdminCreateInviteInput{ExpiresInDays: 3})
		must(t, err)
		oneWinner(t, "an invite", func(i int) error {
			_, err := w.s.SignUp(from(fmt.Sprintf("10.3.%d.1", i)), identity.SignUpForm{
				Email: fmt.Sprintf("guest%d@mail.example", i), Handle: fmt.Sprintf("guest%d", i), Password: goodPassword, Invite: linkIn(t, address),
			})
			return err
		})
	}, func(d *identitysvc.Deps) { d.Registration = identity.RegistrationInvite })
}

// A02 and A01: made-up logins fill their own part of the table of limits, and push nothing out that counts for an account.
func TestAttack_A01_MadeUpLoginsPushNothingOut(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ada := w.person("ada")
		for range 5 {
			_, err := w.s.SignInBrowser(from("192.0.2.66"), identity.SignInForm{Login: "ada", Password: "wrong one"})
			want(t, err, identity.ErrWrongCredentials)
		}
		later := w.clock.Now().Add(30 * 24 * time.Hour).UnixMilli()
		_, err := w.d.Writer().Exec(context.Background(), `INSERT INTO identity_throttles (key, window_start, used, expires_at)
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 61000)
			SELECT 'signin:cap:?' || i, 0, 1, $1 FROM n`, later)
		must(t, err)
		must(t, w.s.Sweep(context.Background()))
		if n := w.rows(`SELECT COUNT(*) FROM identity_throttles WHERE key LIKE 'signin:cap:?%'`); n != 50_000 {
			t.Errorf("%d counters of made-up logins, want 50000", n)
		}
		for _, key := range []string{"signin:cap:" + ada.ID, "signin:minute:" + ada.ID, "signin:net:192.0.2.0/24", "signin:global"} {
			if n := w.rows(`SELECT COALESCE(SUM(used), 0) FROM identity_throttles WHERE key = $1`, key); n != 5 {
				t.Errorf("%s counts %d, want 5", key, n)
			}
		}
	})
}
