package identitysvc_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/password"
)

func TestAttack_A01_GuessingOneAccount(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		_, honest := w.signIn("ada")
		runs := w.hasher.(*cheapHasher)
		before := runs.runs.Load()
		// Eight hours of guessing: 10,000 tries from 1,000 networks, as a bot net would.
		for i := range 10_000 {
			ctx := from(fmt.Sprintf("10.%d.%d.9", i%1000/250, i%250))
			_, err := w.s.SignInBrowser(ctx, identity.SignInForm{Login: "ada", Password: fmt.Sprint("guess ", i)})
			if !errors.Is(err, identity.ErrWrongCredentials) && !errors.Is(err, identity.ErrTooManyTries) {
				t.Fatal(err)
			}
			if errors.Is(err, identity.ErrTooManyTries) && errs.From(err).RetryAfter <= 0 {
				t.Fatal("a refusal must tell how long to wait")
			}
			if i%5 == 4 {
				w.clock.Advance(15 * time.Second)
			}
			if i == 600 {
				break // from here on nothing gets through for a week; checked below
			}
		}
		if got := runs.runs.Load() - before; got > 100 {
			t.Fatalf("%d guesses were looked at, at most 100 may be", got)
		}
		w.clock.Advance(time.Hour)
		_, err := w.s.SignInBrowser(from("203.0.113.5"), identity.SignInForm{Login: "ada", Password: goodPassword})
		want(t, err, identity.ErrTooManyTries)
		// The owner at their own browser is not locked out.
		_, err = w.s.SignInBrowser(from("203.0.113.5"), identity.SignInForm{Login: "ada", Password: goodPassword, Device: honest.Device})
		must(t, err)
		// A known device with wrong passwords has few tries of its own, and a made-up one none.
		for range 12 {
			_, err = w.s.SignInBrowser(from("203.0.113.5"), identity.SignInForm{Login: "ada", Password: "wrong", Device: honest.Device})
		}
		want(t, err, identity.ErrTooManyTries)
		_, err = w.s.SignInBrowser(from("203.0.113.5"), identity.SignInForm{Login: "ada", Password: goodPassword, Device: honest.Device + "x"})
		want(t, err, identity.ErrTooManyTries)
		if w.letters(identity.LetterSignInLocked, "ada@mail.example") != 1 {
			t.Fatal("the owner must be told once")
		}
		if w.heard["sign_in_failed"] == 0 || w.heard["sign_in_failed"] > 150 {
			t.Fatalf("%d events of failed sign-ins", w.heard["sign_in_failed"])
		}
		// A reset by mail unlocks.
		must(t, w.s.RequestReset(from("203.0.113.5"), identity.RequestResetForm{Login: "ada"}))
		link := linkIn(t, w.letter(identity.LetterReset, "ada@mail.example")["url"])
		_, err = w.s.CompleteReset(from("203.0.113.5"), identity.CompleteResetForm{Link: link, Password: otherPassword})
		must(t, err)
		_, err = w.s.SignInBrowser(from("203.0.113.5"), identity.SignInForm{Login: "ada", Password: otherPassword})
		must(t, err)
	})
}

func TestAttack_A01_ParallelGuessesAndRestart(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.signIn("ada")
		var looked atomic.Int64
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Go(func() {
				_, err := w.s.SignInBrowser(from(fmt.Sprintf("10.1.%d.1", i)), identity.SignInForm{Login: "ada", Password: "wrong one"})
				if errors.Is(err, identity.ErrWrongCredentials) {
					looked.Add(1)
				}
			})
		}
		wg.Wait()
		if looked.Load() != 10 {
			t.Fatalf("%d parallel guesses were looked at, want exactly 10 in the minute", looked.Load())
		}
		again, _, _ := w.node() // a restart must not open the limits again
		_, err := again.SignInBrowser(from("10.2.0.1"), identity.SignInForm{Login: "ada", Password: goodPassword})
		want(t, err, identity.ErrTooManyTries)
		w.clock.Advance(61 * time.Second)
		_, err = again.SignInBrowser(from("10.2.0.1"), identity.SignInForm{Login: "ada", Password: goodPassword})
		must(t, err)
	})
}

func TestAttack_A02_OneCounterForEverySpelling(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("grace")
		w.signIn("grace")
		spellings := []string{
			"grace", "GRACE", " grace ", "@grace", "grace@mail.example", "Grace@Mail.Example", " grace@mail.example\t",
			"ｇｒａｃｅ", "GRACE@mail.example", "grace@MAIL.example",
		}
		for i, login := range spellings {
			_, err := w.s.SignInBrowser(from(fmt.Sprintf("10.3.%d.1", i)), identity.SignInForm{Login: login, Password: "wrong one"})
			want(t, err, identity.ErrWrongCredentials)
		}
		for _, login := range []string{"grace", "grace@mail.example", "ｇｒａｃｅ@mail.example"} {
			_, err := w.s.SignInBrowser(from("10.4.0.1"), identity.SignInForm{Login: login, Password: goodPassword})
			want(t, err, identity.ErrTooManyTries)
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_throttles WHERE key LIKE 'signin:minute:%'`); n != 1 {
			t.Fatalf("%d counters for one account", n)
		}
	})
}

func TestAttack_A03_SprayingManyAccounts(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for i := range 30 {
			w.person(fmt.Sprintf("victim%02d", i))
		}
		w.signIn("victim00")
		looked := 0
		for i := range 30 {
			_, err := w.s.SignInBrowser(from(fmt.Sprintf("198.51.100.%d", i+1)), identity.SignInForm{Login: fmt.Sprintf("victim%02d", i), Password: "Summer2026!!"})
			if errors.Is(err, identity.ErrWrongCredentials) {
				looked++
			}
		}
		if looked > 10 {
			t.Fatalf("%d accounts were tried from one network in a minute", looked)
		}
		w.clock.Advance(time.Second)
		for i := range 30 { // nobody is locked out by it
			_, err := w.s.SignInBrowser(from(fmt.Sprintf("10.5.%d.1", i)), identity.SignInForm{Login: fmt.Sprintf("victim%02d", i), Password: goodPassword})
			must(t, err)
		}
		w.drain()
		if w.heard["sign_in_failed"] != looked {
			t.Fatalf("%d events for %d failed tries", w.heard["sign_in_failed"], looked)
		}
	})
}

func TestAttack_A03_GlobalBrake(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		_, honest := w.signIn("ada")
		var braked bool
		for i := range 1100 {
			ctx := from(fmt.Sprintf("10.%d.%d.1", 10+i/250, i%250))
			_, err := w.s.SignInBrowser(ctx, identity.SignInForm{Login: fmt.Sprintf("leaked%d@other.example", i), Password: "from a list"})
			braked = braked || errors.Is(err, identity.ErrTooManyTries)
		}
		if !braked {
			t.Fatal("1,100 failures in a minute met no brake")
		}
		_, err := w.s.SignInBrowser(from("203.0.113.5"), identity.SignInForm{Login: "ada", Password: goodPassword, Device: honest.Device})
		must(t, err)
		w.clock.Advance(2 * time.Hour)
		must(t, w.s.Sweep(context.Background()))
		if n := w.rows(`SELECT COUNT(*) FROM identity_throttles WHERE key NOT LIKE 'signin:cap:%'`); n != 0 {
			t.Fatalf("%d counters are left after their time", n)
		}
	})
}

func TestAttack_A04_KnownAndUnknownAnswerAlike(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		runs := w.hasher.(*cheapHasher)
		type answer struct {
			code  string
			slept time.Duration
			hash  int64
		}
		observe := func(fn func() error) answer {
			w.slept.Store(0)
			before := runs.runs.Load()
			code := ""
			if err := fn(); err != nil {
				code = errs.From(err).Code
			}
			return answer{code, time.Duration(w.slept.Load()), runs.runs.Load() - before}
		}
		signIn := func(login string) answer {
			return observe(func() error {
				_, err := w.s.SignInBrowser(from("10.6.0.1"), identity.SignInForm{Login: login, Password: "wrong one"})
				return err
			})
		}
		if a, b := signIn("ada@mail.example"), signIn("eve@mail.example"); a != b || a.code != "identity.wrong_credentials" || a.hash != 1 {
			t.Fatalf("sign-in differs: %+v %+v", a, b)
		}
		signUp := func(email, handle string) answer {
			return observe(func() error {
				out, err := w.s.SignUp(from("10.6.1.1"), identity.SignUpForm{Email: email, Handle: handle, Password: goodPassword})
				if err == nil && (out.Next != identity.SignUpCheckMail || len(out.Ticket) != 43) {
					t.Fatalf("%+v", out)
				}
				return err
			})
		}
		if a, b := signUp("ada@mail.example", "ada2222"), signUp("eve@mail.example", "evelyn"); a != b || a.code != "" || a.hash != 1 {
			t.Fatalf("sign-up differs: %+v %+v", a, b)
		}
		// The handle is gone after either, so asking again tells nothing.
		if a, b := signUp("x1@mail.example", "ada2222"), signUp("x2@mail.example", "evelyn"); a != b || a.code != "identity.handle_taken" {
			t.Fatalf("the second sign-up differs: %+v %+v", a, b)
		}
		reset := func(login string) (answer, int64) {
			ctx, n := db.CountStatements(from("10.6.2.1"))
			return observe(func() error { return w.s.RequestReset(ctx, identity.RequestResetForm{Login: login}) }), *n
		}
		a, n := reset("ada@mail.example")
		b, m := reset("nobody@mail.example")
		if a != b || n != m || a.code != "" {
			t.Fatalf("reset differs: %+v %d %+v %d", a, n, b, m)
		}
		w.drain()
		if w.letter(identity.LetterReset, "ada@mail.example") == nil || w.letter(identity.LetterAlreadyRegistered, "ada@mail.example") == nil {
			t.Fatal("the owner gets the letters")
		}
		if w.letters("", "nobody@mail.example") != 0 || w.letter(identity.LetterVerify, "eve@mail.example") == nil {
			t.Fatal("letters to the wrong people")
		}
		for range 6 {
			a, _ = reset("ada")
			b, _ = reset("nobody")
		}
		if a != b || a.code != "identity.too_many_tries" {
			t.Fatalf("the limit on resets differs: %+v %+v", a, b)
		}
	})
}

func TestAttack_A06_WeakPasswordsAreRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		form := identity.SignUpForm{Email: "ada.byron@engine.example", Handle: "adabyron", DisplayName: "Ada Byron"}
		for _, weak := range []string{
			"", "short", "password1234", "123456789012", "qwertyuiop12", "tamatar2026!", "adabyron2026", "ada.byron@engine.example", "aaaaaaaaaaaaaa", "abcdefghijklmnop",
		} {
			form.Password = weak
			_, err := w.s.SignUp(from("10.7.0.1"), form)
			want(t, err, identity.ErrSignUpInvalid)
			if f := errs.From(err).Fields; len(f) != 1 || f[0].Name != "password" || f[0].Message == "" {
				t.Fatalf("%q: %+v", weak, f)
			}
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_users`); n != 0 {
			t.Fatalf("%d accounts were made", n)
		}
		for i, good := range []string{goodPassword, "ünïcödé straße fünf", "Zx9#kQ!mP2$vL7", strings.Repeat("long but fine ", 10)} {
			form.Password, form.Email, form.Handle = good, fmt.Sprintf("p%d@engine.example", i), fmt.Sprintf("person%d", i)
			_, err := w.s.SignUp(from("10.7.1.1"), form)
			must(t, err)
		}
	})
}

func TestAttack_A07_ManySignInsAtOnce(t *testing.T) {
	if testing.Short() {
		t.Log("the storm takes some seconds of computing")
	}
	d := dbtest.Open(t, db.SQLite)
	w := newWorld(t, d)
	w.hasher = password.New(password.Options{Pepper: w.keys.Derive("pepper"), Parallel: 4, Wait: 500 * time.Millisecond})
	s, _, _ := w.node()
	_, _, err := s.SystemCreateUser(context.Background(), identity.AdminCreateUserInput{
		Email: "ada@mail.example", Handle: "ada", DisplayName: "Ada", Role: identity.RoleMember,
	}, goodPassword)
	must(t, err)
	in, err := s.SignInBrowser(from("10.8.0.1"), identity.SignInForm{Login: "ada", Password: goodPassword})
	must(t, err)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var wg sync.WaitGroup
	var busy, other atomic.Int64
	for i := range 200 {
		wg.Go(func() {
			_, err := s.SignInBrowser(from(fmt.Sprintf("10.9.%d.1", i)), identity.SignInForm{Login: fmt.Sprintf("user%d", i), Password: "wrong one"})
			switch {
			case errors.Is(err, password.ErrBusy) && errs.From(err).RetryAfter > 0:
				busy.Add(1)
			case !errors.Is(err, identity.ErrWrongCredentials):
				other.Add(1)
			}
		})
	}
	wg.Wait()
	runtime.ReadMemStats(&after)
	if other.Load() != 0 || busy.Load() == 0 {
		t.Fatalf("%d were told to come back, %d failed otherwise", busy.Load(), other.Load())
	}
	if grown := int64(after.Sys) - int64(before.Sys); grown > 200<<20 {
		t.Fatalf("memory grew by %d MiB", grown>>20)
	}
	if w.refused(s, in.SessionToken) {
		t.Fatal("the honest session must live on")
	}
}

func TestAttack_A29_SessionsAndTokensAreCapped(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		var cookies []string
		for range 120 {
			_, in := w.signIn("ada")
			cookies = append(cookies, in.SessionToken)
			w.clock.Advance(time.Second)
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions`); n != identity.SessionCap {
			t.Fatalf("%d sessions", n)
		}
		if !w.refused(w.s, cookies[0]) || w.refused(w.s, cookies[119]) {
			t.Fatal("the oldest has to give way, not the newest")
		}
		ctx := w.with(cookies[119])
		for i := range identity.TokenCap {
			_, _, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: fmt.Sprint("t", i), Scopes: []identity.Scope{identity.ScopeRead}})
			must(t, err)
		}
		_, _, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "more", Scopes: []identity.Scope{identity.ScopeRead}})
		want(t, err, identity.ErrTokenCap)
		if n := w.rows(`SELECT COUNT(*) FROM identity_tokens`); n != identity.TokenCap {
			t.Fatalf("%d tokens", n)
		}
	})
}

var _ identitysvc.Hasher = (*cheapHasher)(nil)
