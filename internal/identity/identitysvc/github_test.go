package identitysvc_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

// github starts a GitHub and configures it; change may be nil.
func (w *world) github(slug string, change func(*identity.SaveProviderInput)) *githubtest.Fake {
	w.t.Helper()
	f := githubtest.Start(w.t, w.clock.Now)
	secret := githubtest.ClientSecret
	w.configure(slug, f.URL, func(in *identity.SaveProviderInput) {
		in.Kind, in.ClientID, in.ClientSecret = identity.ProviderGitHub, githubtest.ClientID, &secret
		if change != nil {
			change(in)
		}
	})
	return f
}

// byGitHub is a whole sign-in up to the answer of the callback; an empty login cancels.
func (w *world) byGitHub(ctx context.Context, f *githubtest.Fake, login string) (identity.ProviderFinish, error) {
	w.t.Helper()
	start := w.begin(ctx, "github")
	return w.finish(ctx, "github", start.Flow, f.SignIn(w.t, start.URL, login))
}

// joinGitHub makes an account by GitHub.
func (w *world) joinGitHub(f *githubtest.Fake, login, email, handle string) (identity.ProviderFinish, error) {
	w.t.Helper()
	came, err := w.byGitHub(from("192.0.2.7"), f, login)
	if err != nil || came.Newcomer == "" {
		return came, err
	}
	return w.s.SignUpByProvider(from("192.0.2.7"), identity.NewcomerForm{Slug: "github", Ticket: came.Newcomer, Email: email, Handle: handle})
}

// linkGitHub ties the account of the session to somebody at GitHub.
func (w *world) linkGitHub(ctx context.Context, f *githubtest.Fake, login string) error {
	w.t.Helper()
	address, err := w.s.StartProvider(ctx, identity.StartProviderInput{Slug: "github", Next: "/app/settings/sign-in"})
	if err != nil {
		return err
	}
	u, err := url.Parse(address)
	must(w.t, err)
	start, err := w.s.BeginProvider(ctx, identity.BeginProviderForm{Slug: "github", Ticket: u.Query().Get("ticket")})
	if err != nil {
		return err
	}
	_, err = w.finish(ctx, "github", start.Flow, f.SignIn(w.t, start.URL, login))
	return err
}

const octaviasEmail = "octavia@dev.example"

func TestSignUpAndInWithGitHub(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		came, err := w.byGitHub(from("192.0.2.7"), f, "octavia")
		must(t, err)
		look, err := w.s.Newcomer(context.Background(), "github", came.Newcomer)
		if err != nil || look.Handle != "octavia" || look.Email != octaviasEmail || !look.Verified || look.DisplayName != "Octavia Reyes" {
			t.Fatalf("%+v, %v", look, err)
		}
		out, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia")
		if err != nil || out.SignIn.SessionToken == "" || out.VerifyTicket != "" {
			t.Fatalf("%+v, %v", out, err)
		}
		ctx := w.with(out.SignIn.SessionToken)
		if m, err := w.s.SignInMethods(ctx); err != nil || m.HasPassword || len(m.Links) != 1 || m.Links[0].Label != octaviasEmail || m.Links[0].Provider.Confirms {
			t.Fatalf("%+v, %v", m, err)
		}
		subject, err := db.Get[string](ctx, w.d.Reader(), `SELECT subject FROM identity_provider_links`)
		if err != nil || subject != "1001" {
			t.Errorf("linked by %q, %v", subject, err)
		}
		// The login and the address change hands; the number stays.
		f.SetPerson(githubtest.Person{ID: 1001, Login: "reyes", Name: "O. Reyes", Emails: []githubtest.Email{{Email: "reyes@mail.example", Primary: true, Verified: true}}})
		f.SetPerson(githubtest.Person{ID: 6666, Login: "octavia", Emails: []githubtest.Email{{Email: octaviasEmail, Primary: true, Verified: true}}})
		if again, err := w.byGitHub(from("192.0.2.8"), f, "reyes"); err != nil || again.SignIn.SessionToken == "" || again.Next != "/app/journal" {
			t.Errorf("renamed: %+v, %v", again, err)
		}
		if other, err := w.byGitHub(from("192.0.2.8"), f, "octavia"); err != nil || other.SignIn.SessionToken != "" || other.Newcomer == "" {
			t.Errorf("who took the old login and address: %+v, %v", other, err)
		}
		_, err = w.byGitHub(from("192.0.2.8"), f, "")
		want(t, err, identity.ErrProviderDenied)
	})
}

// An address that GitHub has not verified is proven by a letter, and so is another one than the primary.
func TestGitHubAddressIsProven(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		for login, email := range map[string]string{"hubert": "hubert@dev.example", "octavia": "octavia@work.example"} {
			out, err := w.joinGitHub(f, login, email, login)
			if err != nil || out.SignIn.SessionToken != "" || out.VerifyTicket == "" || w.letter(identity.LetterVerify, email) == nil {
				t.Fatalf("%s: %+v, %v", login, out, err)
			}
			if again, err := w.byGitHub(from("192.0.2.7"), f, login); err != nil || again.SignIn.SessionToken != "" || again.VerifyTicket == "" {
				t.Errorf("before the proof: %+v, %v", again, err)
			}
		}
	})
}

// GitHub is a first step alone: the second one of this instance is asked for, and it confirms no session.
func TestGitHubIsNoSecondDoor(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		f := w.github("github", nil)
		ctx, in := w.memberSession("mia")
		must(t, w.linkGitHub(ctx, f, "mona"))
		_, err := w.s.StartProvider(ctx, identity.StartProviderInput{Slug: "github", Confirm: true})
		want(t, err, identity.ErrProviderNoConfirm)
		w.clock.Advance(time.Hour)
		stale := w.with(in.SessionToken)
		_, err = w.s.StartProvider(stale, identity.StartProviderInput{Slug: "github", Confirm: true})
		want(t, err, identity.ErrProviderNoConfirm)
		_, _, err = w.s.CreateToken(stale, identity.CreateTokenInput{Name: "x", Scopes: []identity.Scope{identity.ScopeRead}})
		want(t, err, identity.ErrConfirmPassword)
		_, err = w.s.ConfirmPassword(stale, goodPassword)
		must(t, err)
		key, _ := w.withTOTP(w.with(in.SessionToken))
		out, err := w.byGitHub(from("192.0.2.7"), f, "mona")
		if err != nil || out.SignIn.SessionToken != "" || out.SignIn.Challenge == nil {
			t.Fatalf("past the second step: %+v, %v", out, err)
		}
		w.nextStep()
		if in, err := w.second(out.SignIn.Challenge.Token, w.code(key)); err != nil || in.SessionToken == "" {
			t.Errorf("the second step: %v", err)
		}
	})
}

func TestGitHubObeysTheSettings(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("head", identity.RoleAdmin)
		ctx, _ := w.signIn("head")
		f := w.github("github", nil)
		must(t, w.linkGitHub(ctx, f, "mona"))
		set := func(in identity.AdminUpdateSettingsInput) {
			t.Helper()
			_, err := w.s.UpdateSettings(ctx, in)
			must(t, err)
		}
		closed, approval, on := identity.RegistrationClosed, identity.RegistrationApproval, true
		set(identity.AdminUpdateSettingsInput{Registration: &closed})
		_, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia")
		want(t, err, identity.ErrProviderNoSignUp)
		set(identity.AdminUpdateSettingsInput{Registration: &approval})
		if out, err := w.joinGitHub(f, "octavia", octaviasEmail, "octavia"); err != nil || !out.SignIn.Wait || out.SignIn.SessionToken != "" {
			t.Errorf("%+v, %v", out, err)
		}
		set(identity.AdminUpdateSettingsInput{ProviderOnly: &on})
		_, err = w.s.SignInBrowser(from("192.0.2.9"), identity.SignInForm{Login: "head", Password: goodPassword})
		want(t, err, identity.ErrProviderOnly)
		if out, err := w.byGitHub(from("192.0.2.9"), f, "mona"); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("%+v, %v", out, err)
		}

		list, err := w.s.Providers(ctx)
		must(t, err)
		if p := list[0]; p.Kind != identity.ProviderGitHub || !p.HasSecret || strings.Join(p.Scopes, " ") != "user:email" {
			t.Errorf("%+v", p)
		}
		stored, err := db.Get[string](ctx, w.d.Reader(), `SELECT client_secret FROM identity_providers`)
		if err != nil || !strings.HasPrefix(stored, "v1|") || strings.Contains(stored, "canary") {
			t.Errorf("the secret at rest: %q, %v", stored, err)
		}
		if test, err := w.s.TestProvider(ctx, list[0].ID); err != nil || !test.OK {
			t.Errorf("%+v, %v", test, err)
		}
		in := identity.SaveProviderInput{ID: &list[0].ID, Slug: "github", Name: "GitHub", Issuer: f.URL, ClientID: githubtest.ClientID, Enabled: true, Private: true}
		_, err = w.s.SaveProvider(ctx, in) // as OpenID Connect, with the links of the other kind
		want(t, err, identity.ErrProviderInvalid)
		in.ID = nil
		_, err = w.s.SaveProvider(ctx, in)
		want(t, err, identity.ErrProviderInvalid)
		in.Slug, in.Issuer = "corp", "https://login.example.org"
		if _, err = w.s.SaveProvider(ctx, in); err != nil {
			t.Error("another issuer:", err)
		}
		wrong := "wrong"
		in = identity.SaveProviderInput{ID: &list[0].ID, Kind: identity.ProviderGitHub, Slug: "github", Name: "GitHub", Issuer: f.URL, ClientID: githubtest.ClientID, ClientSecret: &wrong, Enabled: true, Private: true}
		_, err = w.s.SaveProvider(ctx, in)
		must(t, err)
		if test, err := w.s.TestProvider(ctx, list[0].ID); err != nil || test.OK || !strings.Contains(test.Problem, "client secret") {
			t.Errorf("%+v, %v", test, err)
		}
	})
}
