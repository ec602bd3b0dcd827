package identitysvc_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

// TestAttack_A14_GitHubNeverLinkedByAddress: GitHub's word about an address opens no account that has it, and an account
// that somebody set up under the address before gives way.
func TestAttack_A14_GitHubNeverLinkedByAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		w.person("ada")
		f.SetPerson(githubtest.Person{ID: 7001, Login: "ada", Emails: []githubtest.Email{{Email: "ada@mail.example", Primary: true, Verified: true}}})
		came, err := w.byGitHub(from("198.51.100.1"), f, "ada")
		if err != nil || came.SignIn.SessionToken != "" {
			t.Fatalf("in by address: %+v, %v", came, err)
		}
		_, err = w.joinGitHub(f, "ada", "ada@mail.example", "ada2")
		want(t, err, identity.ErrEmailTaken)
		if w.linked() != 0 {
			t.Error("linked by address")
		}
		ctx, _ := w.signIn("ada")
		must(t, w.linkGitHub(ctx, f, "ada"))
		if out, err := w.byGitHub(from("192.0.2.7"), f, "ada"); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("the honest way: %+v, %v", out, err)
		}
		if w.letters(identity.LetterProviderLinked, "ada@mail.example") != 1 {
			t.Error("no letter about the new way in")
		}

		_, err = w.s.SignUp(from("198.51.100.1"), identity.SignUpForm{Email: octaviasEmail, Handle: "mallory", Password: otherPassword})
		must(t, err)
		if out, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia"); err != nil || out.SignIn.SessionToken == "" {
			t.Fatalf("the victim is kept out: %+v, %v", out, err)
		}
		_, err = w.s.SignInBrowser(from("198.51.100.1"), identity.SignInForm{Login: octaviasEmail, Password: otherPassword})
		want(t, err, identity.ErrWrongCredentials)
	})
}

// TestAttack_A17_SuspendedByGitHub: GitHub's door neither opens a stopped account nor brings it back.
func TestAttack_A17_SuspendedByGitHub(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		if out, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia"); err != nil || out.SignIn.SessionToken == "" {
			t.Fatalf("honest: %+v, %v", out, err)
		}
		start := w.begin(from("192.0.2.7"), "github")
		must(t, w.s.SystemSuspend(context.Background(), "octavia", "spam"))
		_, err := w.finish(from("192.0.2.7"), "github", start.Flow, f.SignIn(t, start.URL, "octavia")) // begun before
		want(t, err, identity.ErrSuspended)
		_, err = w.byGitHub(from("192.0.2.7"), f, "octavia")
		want(t, err, identity.ErrSuspended)
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE status = 'suspended'`) != 1 || w.rows(`SELECT COUNT(*) FROM identity_sessions`) != 0 {
			t.Error("the account was brought back")
		}
	})
}

// TestAttack_D01_GitHubStateCodeAndVerifier: answers that belong to no sign-in, to another browser, or come again.
func TestAttack_D01_GitHubStateCodeAndVerifier(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		_, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia")
		must(t, err)
		ctx := from("192.0.2.7")
		start, other := w.begin(ctx, "github"), w.begin(ctx, "github")
		answer := f.SignIn(t, start.URL, "octavia")
		for name, try := range map[string]struct {
			flow   string
			answer url.Values
		}{
			"no state":        {start.Flow, url.Values{"code": answer["code"]}},
			"no browser":      {"", answer},
			"another browser": {other.Flow, answer},
			"a made-up flow":  {strings.Repeat("A", 200), answer},
			"another state":   {start.Flow, url.Values{"code": answer["code"], "state": {strings.Repeat("x", 43)}}},
		} {
			if out, err := w.finish(ctx, "github", try.flow, try.answer); !errors.Is(err, identity.ErrProviderRefused) || out.SignIn.SessionToken != "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		traded := f.Exchanges()
		if out, err := w.finish(ctx, "github", start.Flow, answer); err != nil || out.SignIn.SessionToken == "" {
			t.Fatalf("honest: %v", err)
		}
		_, err = w.finish(ctx, "github", start.Flow, answer)
		want(t, err, identity.ErrProviderRefused)
		if f.Exchanges() != traded+1 {
			t.Error("a code was traded twice")
		}
		mine, hers := w.begin(ctx, "github"), w.begin(ctx, "github")
		stolen := f.SignIn(t, mine.URL, "mona")
		stolen.Set("code", f.SignIn(t, hers.URL, "octavia").Get("code")) // the verifier is another
		_, err = w.finish(ctx, "github", mine.Flow, stolen)
		want(t, err, identity.ErrProviderRefused)
		late := w.begin(ctx, "github")
		lateAnswer := f.SignIn(t, late.URL, "octavia")
		w.clock.Advance(11 * time.Minute)
		_, err = w.finish(ctx, "github", late.Flow, lateAnswer)
		want(t, err, identity.ErrProviderRefused)
	})
}

// TestAttack_D01_GitHubCallbackTwiceAtOnce: ten tabs finish one sign-in; one of them is in, and one account comes of it.
func TestAttack_D01_GitHubCallbackTwiceAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		ctx := from("192.0.2.7")
		start := w.begin(ctx, "github")
		answer := f.SignIn(t, start.URL, "octavia")
		var all sync.WaitGroup
		var mu sync.Mutex
		through := 0
		for range 10 {
			all.Go(func() {
				if out, err := w.finish(ctx, "github", start.Flow, answer); err == nil && out.Newcomer != "" {
					mu.Lock()
					through++
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if through != 1 || f.Exchanges() != 1 {
			t.Errorf("%d came through, %d codes were traded", through, f.Exchanges())
		}
	})
}

// TestAttack_D03_GitHubMixUp: the answer of one provider at the callback of another, an answer that names another issuer,
// and the same number at another GitHub.
func TestAttack_D03_GitHubMixUp(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		elsewhere := w.github("enterprise", nil)
		corp := w.provider("corp", nil)
		out, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia")
		must(t, err)
		ctx := from("192.0.2.7")
		start := w.begin(ctx, "github")
		answer := f.SignIn(t, start.URL, "octavia")
		if u, err := url.Parse(start.URL); err != nil || u.Query().Get("redirect_uri") != baseURL+"/sign-in/with/github/callback" || u.Query().Get("scope") != "user:email" {
			t.Fatal(start.URL)
		}
		for _, slug := range []string{"enterprise", "corp"} {
			_, err = w.finish(ctx, slug, start.Flow, answer)
			want(t, err, identity.ErrProviderRefused)
			begun := w.begin(ctx, slug)
			u, _ := url.Parse(begun.URL)
			_, err = w.finish(ctx, slug, begun.Flow, url.Values{"code": answer["code"], "state": {u.Query().Get("state")}})
			want(t, err, identity.ErrProviderRefused)
		}
		if f.Exchanges() != 1 || elsewhere.Exchanges() != 0 || corp.Exchanges != 0 {
			t.Error("a code of one was traded at another")
		}
		named := w.begin(ctx, "github")
		lie := f.SignIn(t, named.URL, "octavia")
		lie.Set("iss", corp.URL)
		_, err = w.finish(ctx, "github", named.Flow, lie)
		want(t, err, identity.ErrProviderRefused)
		begun := w.begin(ctx, "enterprise")
		if came, err := w.finish(ctx, "enterprise", begun.Flow, elsewhere.SignIn(t, begun.URL, "octavia")); err != nil || came.SignIn.SessionToken != "" || came.Newcomer == "" {
			t.Errorf("the same number at another GitHub is somebody else: %+v, %v", came, err)
		}
		if out.SignIn.SessionToken == "" {
			t.Error("honest:", out)
		}
	})
}

// TestAttack_D05_GitHubLinking: a link is made by the session that asked alone, after a step-up; the last way in stays.
func TestAttack_D05_GitHubLinking(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		zoe, in := w.memberSession("zoe")
		eve, _ := w.memberSession("eve")
		address, err := w.s.StartProvider(eve, identity.StartProviderInput{Slug: "github"})
		must(t, err)
		u, _ := url.Parse(address)
		ticket := u.Query().Get("ticket")
		_, err = w.s.BeginProvider(zoe, identity.BeginProviderForm{Slug: "github", Ticket: ticket})
		want(t, err, identity.ErrProviderRefused) // eve's link, opened by zoe
		begun, err := w.s.BeginProvider(eve, identity.BeginProviderForm{Slug: "github", Ticket: ticket})
		must(t, err)
		_, err = w.finish(zoe, "github", begun.Flow, f.SignIn(t, begun.URL, "hubert"))
		want(t, err, identity.ErrProviderRefused) // eve's flow, finished in zoe's browser
		plain := w.begin(zoe, "github")
		if out, err := w.finish(zoe, "github", plain.Flow, f.SignIn(t, plain.URL, "hubert")); err != nil || out.Newcomer == "" || w.linked() != 0 {
			t.Errorf("linked without asking: %+v, %v", out, err)
		}
		w.clock.Advance(time.Hour)
		want(t, w.linkGitHub(w.with(in.SessionToken), f, "mona"), identity.ErrConfirmPassword)
		_, err = w.s.ConfirmPassword(w.with(in.SessionToken), goodPassword)
		must(t, err)
		must(t, w.linkGitHub(w.with(in.SessionToken), f, "mona"))
		eve, _ = w.signIn("eve")
		want(t, w.linkGitHub(eve, f, "mona"), identity.ErrProviderTaken)
		out, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia")
		must(t, err)
		only := w.with(out.SignIn.SessionToken)
		methods, err := w.s.SignInMethods(only)
		must(t, err)
		_, err = w.s.UnlinkProvider(only, methods.Links[0].ID)
		want(t, err, identity.ErrLastWayIn)
		if w.linked() != 2 {
			t.Error(w.linked(), "links")
		}
	})
}

// TestAttack_D06_GitHubInTrouble: whatever GitHub answers instead, nobody is in, and the page can say when to try again.
func TestAttack_D06_GitHubInTrouble(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		_, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia")
		must(t, err)
		say := func(path string, answer http.HandlerFunc) {
			f.Answer = func(rw http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, path) {
					return false
				}
				answer(rw, r)
				return true
			}
		}
		for name, answer := range map[string]http.HandlerFunc{
			"500": func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusInternalServerError) },
			"limit": func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Retry-After", "60")
				rw.WriteHeader(http.StatusForbidden)
			},
			"10 MB": func(rw http.ResponseWriter, _ *http.Request) {
				_, _ = rw.Write([]byte(`{"x":"` + strings.Repeat("x", 10<<20) + `"}`))
			},
			"redirect": func(rw http.ResponseWriter, r *http.Request) {
				http.Redirect(rw, r, "http://127.0.0.1:1/", http.StatusFound)
			},
		} {
			for _, path := range []string{"/login/oauth/access_token", "/api/v3/user", "/api/v3/user/emails"} {
				say(path, answer)
				out, err := w.byGitHub(from("192.0.2.7"), f, "octavia")
				if !errors.Is(err, identity.ErrProviderUnavailable) || out.SignIn.SessionToken != "" {
					t.Errorf("%s at %s: %v", name, path, err)
				}
			}
			w.clock.Advance(time.Minute)
		}
		say("/api/v3/user", func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write([]byte("<html>")) })
		_, err = w.byGitHub(from("192.0.2.7"), f, "octavia")
		want(t, err, identity.ErrProviderRefused)
		f.Answer = nil
		if out, err := w.byGitHub(from("192.0.2.7"), f, "octavia"); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("well again: %+v, %v", out, err)
		}
	})
}
