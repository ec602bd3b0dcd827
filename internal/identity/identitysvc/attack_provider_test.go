package identitysvc_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

func (w *world) linked() int64 { return w.rows(`SELECT COUNT(*) FROM identity_provider_links`) }

// TestAttack_A14_PreHijackByAddress: somebody signs up with the victim's address and waits for them to come by a provider.
func TestAttack_A14_PreHijackByAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		if out := w.join("corp", p, openidtest.Person{Subject: "bob", Email: "bob@mail.example", Verified: true}, "bob"); out.SignIn.SessionToken == "" {
			t.Fatal("honest:", out)
		}
		_, err := w.s.SignUp(from("198.51.100.1"), identity.SignUpForm{Email: ada.Email, Handle: "mallory", Password: otherPassword})
		must(t, err)
		out := w.join("corp", p, ada, "ada")
		if out.SignIn.SessionToken == "" {
			t.Fatalf("%+v", out)
		}
		_, err = w.s.SignInBrowser(from("198.51.100.1"), identity.SignInForm{Login: ada.Email, Password: otherPassword})
		want(t, err, identity.ErrWrongCredentials)
		if v := w.rows(`SELECT COUNT(*) FROM identity_users WHERE email = 'ada@mail.example' AND password_hash = '' AND handle = 'ada'`); v != 1 {
			t.Error("the account is not the victim's alone")
		}
	})
}

// TestAttack_A14_PreHijackByProvider: the same with the attacker's own identity at a provider.
func TestAttack_A14_PreHijackByProvider(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		mallory := openidtest.Person{Subject: "mallory", Email: ada.Email} // not verified
		if out := w.join("corp", p, mallory, "mallory"); out.SignIn.SessionToken != "" {
			t.Fatal("an address counts that nobody has proven")
		}
		if out := w.join("corp", p, ada, "ada"); out.SignIn.SessionToken == "" {
			t.Fatalf("the victim is kept out: %+v", out)
		}
		came, err := w.visit(from("198.51.100.1"), "corp", p, mallory)
		if err != nil || came.SignIn.SessionToken != "" || came.Newcomer == "" {
			t.Errorf("mallory is in: %+v, %v", came, err)
		}
		if w.linked() != 1 {
			t.Error("a link of the attacker is left")
		}
	})
	onBoth(t, func(t *testing.T, w *world) { // the victim signs up with a password instead, and proves the address
		p := w.provider("corp", nil)
		mallory := openidtest.Person{Subject: "mallory", Email: "vic@mail.example"}
		w.join("corp", p, mallory, "mallory")
		res, err := w.s.SignUp(from("192.0.2.7"), identity.SignUpForm{Email: "vic@mail.example", Handle: "vic", Password: goodPassword})
		must(t, err)
		in, err := w.s.VerifyByCode(from("192.0.2.7"), identity.VerifyCodeForm{Ticket: res.Ticket, Code: w.letter(identity.LetterVerify, "vic@mail.example")["code"]})
		if err != nil || in.SessionToken == "" {
			t.Fatal("honest:", err)
		}
		if out, err := w.visit(from("198.51.100.1"), "corp", p, mallory); err != nil || out.SignIn.SessionToken != "" || w.linked() != 0 {
			t.Errorf("mallory is in: %+v, %v", out, err)
		}
	})
}

// TestAttack_A14_NeverLinkedByAddress: a provider's word about an address opens no account that has it.
func TestAttack_A14_NeverLinkedByAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		w.person("ada") // ada@mail.example, with a password
		came, err := w.visit(from("198.51.100.1"), "corp", p, ada)
		if err != nil || came.SignIn.SessionToken != "" {
			t.Fatalf("in by address: %+v, %v", came, err)
		}
		_, err = w.s.SignUpByProvider(from("198.51.100.1"), identity.NewcomerForm{Slug: "corp", Ticket: came.Newcomer, Email: ada.Email, Handle: "ada2"})
		want(t, err, identity.ErrEmailTaken)
		unverified := ada
		unverified.Subject, unverified.Verified = "ada-2", false
		if out := w.join("corp", p, unverified, "ada3"); out.SignIn.SessionToken != "" {
			t.Error("in with an address of somebody else")
		}
		if w.linked() != 0 || w.letters(identity.LetterAlreadyRegistered, ada.Email) != 1 {
			t.Error("the owner of the address is not told, or linked")
		}
		ctx, _ := w.signIn("ada")
		must(t, w.link(ctx, "corp", p, ada))
		if out, err := w.visit(from("192.0.2.7"), "corp", p, ada); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("the honest way: %+v, %v", out, err)
		}
		if w.letters(identity.LetterProviderLinked, ada.Email) != 1 {
			t.Error("no letter about the new way in")
		}
	})
}

// TestAttack_A17_SuspendedByProvider: the provider's door neither opens a stopped account nor brings it back.
func TestAttack_A17_SuspendedByProvider(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		w.join("corp", p, ada, "ada")
		start := w.begin(from("192.0.2.7"), "corp")
		must(t, w.s.SystemSuspend(context.Background(), "ada", "spam"))
		_, err := w.finish(from("192.0.2.7"), "corp", start.Flow, p.SignIn(t, start.URL, ada)) // begun before
		want(t, err, identity.ErrSuspended)
		_, err = w.visit(from("192.0.2.7"), "corp", p, ada)
		want(t, err, identity.ErrSuspended)
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE status = 'suspended'`) != 1 || w.rows(`SELECT COUNT(*) FROM identity_sessions`) != 0 {
			t.Error("the account was brought back")
		}
		must(t, w.s.SystemReinstate(context.Background(), "ada"))
		must(t, w.s.SystemDelete(context.Background(), "ada"))
		if out, err := w.visit(from("192.0.2.7"), "corp", p, ada); err != nil || out.SignIn.SessionToken != "" || out.Newcomer == "" || w.linked() != 0 {
			t.Errorf("a deleted account: %+v, %v", out, err)
		}
	})
}

// TestAttack_D01_StateCodeAndVerifier: answers that belong to no sign-in, to another browser, or come again.
func TestAttack_D01_StateCodeAndVerifier(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		w.join("corp", p, ada, "ada")
		ctx := from("192.0.2.7")
		start, other := w.begin(ctx, "corp"), w.begin(ctx, "corp")
		answer := p.SignIn(t, start.URL, ada)
		without := url.Values{"code": answer["code"], "iss": answer["iss"]}
		double := url.Values{"code": answer["code"], "iss": answer["iss"], "state": {answer.Get("state"), "x"}}
		for name, try := range map[string]struct {
			flow   string
			answer url.Values
		}{
			"no state": {start.Flow, without}, "no browser": {"", answer}, "another browser": {other.Flow, answer},
			"a made-up flow": {strings.Repeat("A", 200), answer},
			"another state":  {start.Flow, url.Values{"code": answer["code"], "iss": answer["iss"], "state": {strings.Repeat("x", 43)}}},
		} {
			if out, err := w.finish(ctx, "corp", try.flow, try.answer); !errors.Is(err, identity.ErrProviderRefused) || out.SignIn.SessionToken != "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		exchanges := p.Exchanges
		if out, err := w.finish(ctx, "corp", start.Flow, answer); err != nil || out.SignIn.SessionToken == "" {
			t.Fatalf("honest: %v", err)
		}
		for range 2 {
			_, err := w.finish(ctx, "corp", start.Flow, answer)
			want(t, err, identity.ErrProviderRefused)
		}
		if p.Exchanges != exchanges+1 {
			t.Error("a code was traded twice")
		}
		stolen := w.begin(ctx, "corp") // a code of the victim in the attacker's browser: the verifier is another
		hers := w.begin(ctx, "corp")
		code := p.SignIn(t, hers.URL, ada)
		mine := p.SignIn(t, stolen.URL, ada)
		mine.Set("code", code.Get("code"))
		_, err := w.finish(ctx, "corp", stolen.Flow, mine)
		want(t, err, identity.ErrProviderRefused)
		_, err = w.finish(ctx, "corp", w.begin(ctx, "corp").Flow, double)
		want(t, err, identity.ErrProviderRefused)
		late := w.begin(ctx, "corp")
		lateAnswer := p.SignIn(t, late.URL, ada)
		w.clock.Advance(11 * time.Minute)
		_, err = w.finish(ctx, "corp", late.Flow, lateAnswer)
		want(t, err, identity.ErrProviderRefused)
	})
}

// TestAttack_D01_CallbackTwiceAtOnce: twenty tabs finish one sign-up; one account comes of it.
func TestAttack_D01_CallbackTwiceAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		ctx := from("192.0.2.7")
		start := w.begin(ctx, "corp")
		answer := p.SignIn(t, start.URL, ada)
		var all sync.WaitGroup
		var mu sync.Mutex
		var tickets []string
		for range 20 {
			all.Go(func() {
				if out, err := w.finish(ctx, "corp", start.Flow, answer); err == nil {
					mu.Lock()
					tickets = append(tickets, out.Newcomer)
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if len(tickets) != 1 || p.Exchanges != 1 {
			t.Fatalf("%d came through, %d codes were traded", len(tickets), p.Exchanges)
		}
		sessions := 0
		for i := range 20 {
			all.Go(func() {
				form := identity.NewcomerForm{Slug: "corp", Ticket: tickets[0], Email: ada.Email, Handle: "ada" + string(rune('a'+i))}
				if out, err := w.s.SignUpByProvider(from("192.0.2.7"), form); err == nil && out.SignIn.SessionToken != "" {
					mu.Lock()
					sessions++
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if sessions != 1 || w.linked() != 1 || w.rows(`SELECT COUNT(*) FROM identity_users`) != 1 {
			t.Errorf("%d sessions, %d links", sessions, w.linked())
		}
	})
}

// TestAttack_D03_MixUp: the answer of one provider at the callback of another, and answers that do not say whose they are.
func TestAttack_D03_MixUp(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		a, b := w.provider("alpha", nil), w.provider("beta", nil)
		w.join("alpha", a, ada, "ada")
		ctx := from("192.0.2.7")
		start := w.begin(ctx, "alpha")
		answer := a.SignIn(t, start.URL, ada)
		if u, err := url.Parse(start.URL); err != nil || u.Query().Get("redirect_uri") != baseURL+"/sign-in/with/alpha/callback" {
			t.Fatal(start.URL)
		}
		_, err := w.finish(ctx, "beta", start.Flow, answer)
		want(t, err, identity.ErrProviderRefused)
		other := w.begin(ctx, "beta")
		mixed := url.Values{"code": answer["code"], "iss": answer["iss"], "state": b.SignIn(t, other.URL, ada)["state"]}
		_, err = w.finish(ctx, "beta", other.Flow, mixed)
		want(t, err, identity.ErrProviderRefused)
		if a.Exchanges != 1 || b.Exchanges != 0 {
			t.Error("a code of one went to the other")
		}
		for name, iss := range map[string][]string{"missing": nil, "wrong": {b.URL}, "twice": {a.URL, a.URL}} {
			begun := w.begin(ctx, "alpha")
			answer := a.SignIn(t, begun.URL, ada)
			answer["iss"] = iss
			if _, err := w.finish(ctx, "alpha", begun.Flow, answer); !errors.Is(err, identity.ErrProviderRefused) {
				t.Errorf("iss %s: %v", name, err)
			}
		}
		if out, err := w.visit(ctx, "alpha", a, ada); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("honest: %v", err)
		}
		if out, err := w.visit(ctx, "beta", b, ada); err != nil || out.SignIn.SessionToken != "" {
			t.Errorf("the same subject at another issuer is somebody else: %+v, %v", out, err)
		}
	})
}

// TestAttack_D05_LinkingAndTheLastWayIn: a link is made by the session that asked alone, after a step-up; the last way in stays.
func TestAttack_D05_LinkingAndTheLastWayIn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		zoe, in := w.memberSession("zoe")
		eve, _ := w.memberSession("eve")
		mallory := openidtest.Person{Subject: "mallory", Email: "m@mail.example", Verified: true}
		address, err := w.s.StartProvider(eve, identity.StartProviderInput{Slug: "corp", Next: "/app/"})
		must(t, err)
		u, _ := url.Parse(address)
		_, err = w.s.BeginProvider(zoe, identity.BeginProviderForm{Slug: "corp", Ticket: u.Query().Get("ticket")})
		want(t, err, identity.ErrProviderRefused) // eve's link, opened by zoe
		begun, err := w.s.BeginProvider(eve, identity.BeginProviderForm{Slug: "corp", Ticket: u.Query().Get("ticket")})
		must(t, err)
		_, err = w.finish(zoe, "corp", begun.Flow, p.SignIn(t, begun.URL, mallory))
		want(t, err, identity.ErrProviderRefused) // eve's flow, finished in zoe's browser
		plain := w.begin(zoe, "corp")             // a sign-in that a page of eve's began does not link
		if out, err := w.finish(zoe, "corp", plain.Flow, p.SignIn(t, plain.URL, mallory)); err != nil || out.Newcomer == "" || w.linked() != 0 {
			t.Errorf("linked without asking: %+v, %v", out, err)
		}
		w.clock.Advance(time.Hour)
		stale := w.with(in.SessionToken)
		_, err = w.s.StartProvider(stale, identity.StartProviderInput{Slug: "corp"})
		want(t, err, identity.ErrConfirmPassword)
		_, err = w.s.ConfirmPassword(stale, goodPassword)
		must(t, err)
		zoe = w.with(in.SessionToken)
		must(t, w.link(zoe, "corp", p, ada))
		want(t, w.link(zoe, "corp", p, mallory), identity.ErrProviderLinked)
		eve, _ = w.signIn("eve")
		want(t, w.link(eve, "corp", p, ada), identity.ErrProviderTaken)

		token := w.join("corp", p, mallory, "mallory").SignIn.SessionToken // no password
		methods, err := w.s.SignInMethods(w.with(token))
		must(t, err)
		_, err = w.s.UnlinkProvider(w.with(token), methods.Links[0].ID)
		want(t, err, identity.ErrLastWayIn)
		_, err = w.s.UnlinkProvider(zoe, methods.Links[0].ID)
		want(t, err, identity.ErrProviderNotFound) // of somebody else
		methods, err = w.s.SignInMethods(zoe)
		must(t, err)
		if after, err := w.s.UnlinkProvider(zoe, methods.Links[0].ID); err != nil || len(after.Links) != 0 {
			t.Errorf("with a password it may go: %+v, %v", after, err)
		}
		if w.letters(identity.LetterProviderUnlinked, "zoe@mail.example") != 1 || w.heard["provider_unlinked"] != 1 {
			t.Error("nobody was told")
		}
	})
}
