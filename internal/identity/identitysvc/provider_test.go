package identitysvc_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/openid/openidtest"
)

// provider starts a provider and configures it; change may be nil.
func (w *world) provider(slug string, change func(*identity.SaveProviderInput)) *openidtest.Provider {
	w.t.Helper()
	p := openidtest.Start(w.t, w.clock.Now)
	w.configure(slug, p.URL, change)
	return p
}

func (w *world) configure(slug, issuer string, change func(*identity.SaveProviderInput)) *identity.Provider {
	w.t.Helper()
	secret := openidtest.ClientSecret
	in := identity.SaveProviderInput{
		Slug: slug, Name: strings.ToUpper(slug), Issuer: issuer, ClientID: openidtest.ClientID, ClientSecret: &secret,
		Enabled: true, SignUp: true, Private: true,
	}
	if change != nil {
		change(&in)
	}
	p, err := w.s.SystemSaveProvider(context.Background(), in)
	if err != nil {
		w.t.Fatalf("configure %s: %v", slug, err)
	}
	return p
}

// begin sends a browser to the provider.
func (w *world) begin(ctx context.Context, slug string) identity.ProviderStart {
	w.t.Helper()
	start, err := w.s.BeginProvider(ctx, identity.BeginProviderForm{Slug: slug, Next: "/app/journal"})
	if err != nil {
		w.t.Fatalf("begin with %s: %v", slug, err)
	}
	return start
}

// visit is a whole sign-in up to the answer of the callback.
func (w *world) visit(ctx context.Context, slug string, p *openidtest.Provider, who openidtest.Person) (identity.ProviderFinish, error) {
	w.t.Helper()
	start := w.begin(ctx, slug)
	return w.finish(ctx, slug, start.Flow, p.SignIn(w.t, start.URL, who))
}

func (w *world) finish(ctx context.Context, slug, flow string, answer url.Values) (identity.ProviderFinish, error) {
	return w.s.FinishProvider(ctx, identity.FinishProviderForm{Slug: slug, Flow: flow, Answer: answer})
}

// join makes an account by the provider.
func (w *world) join(slug string, p *openidtest.Provider, who openidtest.Person, handle string) identity.ProviderFinish {
	w.t.Helper()
	ctx := from("192.0.2.7")
	came, err := w.visit(ctx, slug, p, who)
	if err != nil || came.Newcomer == "" {
		w.t.Fatalf("a newcomer: %+v, %v", came, err)
	}
	out, err := w.s.SignUpByProvider(ctx, identity.NewcomerForm{Slug: slug, Ticket: came.Newcomer, Email: who.Email, Handle: handle, TimeZone: "Europe/Berlin"})
	if err != nil {
		w.t.Fatalf("sign up by provider: %v", err)
	}
	return out
}

// link ties the account of the session to the person at the provider.
func (w *world) link(ctx context.Context, slug string, p *openidtest.Provider, who openidtest.Person) error {
	w.t.Helper()
	return w.started(ctx, slug, false, p, who)
}

func (w *world) started(ctx context.Context, slug string, confirm bool, p *openidtest.Provider, who openidtest.Person) error {
	w.t.Helper()
	address, err := w.s.StartProvider(ctx, identity.StartProviderInput{Slug: slug, Confirm: confirm, Next: "/app/settings/sign-in"})
	if err != nil {
		return err
	}
	u, err := url.Parse(address)
	must(w.t, err)
	start, err := w.s.BeginProvider(ctx, identity.BeginProviderForm{Slug: slug, Ticket: u.Query().Get("ticket")})
	if err != nil {
		return err
	}
	_, err = w.finish(ctx, slug, start.Flow, p.SignIn(w.t, start.URL, who))
	return err
}

var ada = openidtest.Person{Subject: "ada-1", Email: "ada@mail.example", Verified: true, Name: "Ada", Username: "Ada.L"}

func TestSignUpAndInByProvider(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		came, err := w.visit(from("192.0.2.7"), "corp", p, ada)
		must(t, err)
		look, err := w.s.Newcomer(context.Background(), "corp", came.Newcomer)
		if err != nil || look.Handle != "ada-l" || look.Email != ada.Email || !look.Verified || look.DisplayName != "Ada" || look.InviteNeeded {
			t.Fatalf("%+v, %v", look, err)
		}
		out := w.join("corp", p, ada, "ada")
		if out.SignIn.SessionToken == "" || out.VerifyTicket != "" {
			t.Fatalf("%+v", out)
		}
		ctx := w.with(out.SignIn.SessionToken)
		again, err := w.visit(from("192.0.2.8"), "corp", p, ada)
		if err != nil || again.SignIn.SessionToken == "" || again.Next != "/app/journal" {
			t.Fatalf("%+v, %v", again, err)
		}
		m, err := w.s.SignInMethods(ctx)
		if err != nil || m.HasPassword || len(m.Links) != 1 || m.Links[0].Label != ada.Email || m.Links[0].LastUsedAt == nil || len(m.Providers) != 1 {
			t.Fatalf("%+v, %v", m, err)
		}
		changed := ada
		changed.Email, changed.Name = "new@mail.example", "Countess"
		if out, err := w.visit(from("192.0.2.8"), "corp", p, changed); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("another address at the provider is the same person: %+v, %v", out, err)
		}
		w.drain()
		if w.heard["provider_linked"] != 1 || w.heard["user_registered"] != 1 || w.rows(`SELECT COUNT(*) FROM identity_users`) != 1 {
			t.Error(w.heard)
		}
	})
}

func TestProviderObeysTheRegistrationMode(t *testing.T) {
	try := func(t *testing.T, mode identity.RegistrationMode, check func(t *testing.T, w *world, p *openidtest.Provider)) {
		onBoth(t, func(t *testing.T, w *world) {
			admin := w.account("head", identity.RoleAdmin)
			ctx, _ := w.signIn(admin.Handle)
			_, err := w.s.UpdateSettings(ctx, identity.AdminUpdateSettingsInput{Registration: &mode, AllowedDomains: []string{"corp.example"}})
			must(t, err)
			check(t, w, w.provider("corp", nil))
		})
	}
	form := func(w *world, p *openidtest.Provider, who openidtest.Person, invite string) (identity.ProviderFinish, error) {
		came, err := w.visit(from("192.0.2.7"), "corp", p, who)
		if err != nil {
			return came, err
		}
		return w.s.SignUpByProvider(from("192.0.2.7"), identity.NewcomerForm{Slug: "corp", Ticket: came.Newcomer, Email: who.Email, Handle: "ada", Invite: invite})
	}
	try(t, identity.RegistrationClosed, func(t *testing.T, w *world, p *openidtest.Provider) {
		_, err := form(w, p, ada, "")
		want(t, err, identity.ErrProviderNoSignUp)
	})
	try(t, identity.RegistrationInvite, func(t *testing.T, w *world, p *openidtest.Provider) {
		_, err := form(w, p, ada, "")
		want(t, err, identity.ErrInviteNeeded)
		admin, _ := w.signIn("head")
		address, _, err := w.s.CreateInvite(admin, identity.AdminCreateInviteInput{Note: "hi", ExpiresInDays: 2})
		must(t, err)
		if out, err := form(w, p, ada, linkIn(t, address)); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("%+v, %v", out, err)
		}
	})
	try(t, identity.RegistrationDomains, func(t *testing.T, w *world, p *openidtest.Provider) {
		_, err := form(w, p, ada, "")
		want(t, err, identity.ErrDomainRefused)
		inside := ada
		inside.Email = "ada@corp.example"
		if out, err := form(w, p, inside, ""); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("%+v, %v", out, err)
		}
	})
	try(t, identity.RegistrationApproval, func(t *testing.T, w *world, p *openidtest.Provider) {
		if out, err := form(w, p, ada, ""); err != nil || !out.SignIn.Wait || out.SignIn.SessionToken != "" {
			t.Errorf("%+v, %v", out, err)
		}
		_, err := w.visit(from("192.0.2.7"), "corp", p, ada)
		want(t, err, identity.ErrWaitForApproval)
		if n := w.letters(identity.LetterApprovalWanted, "head@mail.example"); n != 1 {
			t.Errorf("%d letters to the administrator", n)
		}
	})
}

// An address that the provider has not verified, or has no say about, is proven by a letter.
func TestProviderAddressIsProven(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", func(in *identity.SaveProviderInput) { in.EmailDomains = []string{"corp.example"} })
		out := w.join("corp", p, ada, "ada") // verified, they say, but of a foreign domain
		if out.SignIn.SessionToken != "" || out.VerifyTicket == "" {
			t.Fatalf("%+v", out)
		}
		letter := w.letter(identity.LetterVerify, ada.Email)
		if letter == nil {
			t.Fatal("no letter")
		}
		again, err := w.visit(from("192.0.2.7"), "corp", p, ada)
		if err != nil || again.VerifyTicket == "" || again.SignIn.SessionToken != "" {
			t.Fatalf("before the proof: %+v, %v", again, err)
		}
		code := w.letter(identity.LetterVerify, ada.Email)["code"]
		in, err := w.s.VerifyByCode(from("192.0.2.7"), identity.VerifyCodeForm{Ticket: again.VerifyTicket, Code: code})
		if err != nil || in.SessionToken == "" {
			t.Fatalf("%+v, %v", in, err)
		}
		if out, err := w.visit(from("192.0.2.7"), "corp", p, ada); err != nil || out.SignIn.SessionToken == "" {
			t.Errorf("after the proof: %+v, %v", out, err)
		}
	})
}

func TestConfirmByProvider(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.provider("corp", nil)
		token := w.join("corp", p, ada, "ada").SignIn.SessionToken
		w.clock.Advance(time.Hour)
		ctx := w.with(token)
		_, _, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "x", Scopes: []identity.Scope{identity.ScopeRead}})
		want(t, err, identity.ErrConfirmPassword)
		must(t, w.started(ctx, "corp", true, p, ada))
		if _, _, err := w.s.CreateToken(w.with(token), identity.CreateTokenInput{Name: "x", Scopes: []identity.Scope{identity.ScopeRead}}); err != nil {
			t.Error(err)
		}
		w.clock.Advance(time.Hour)
		ctx = w.with(token)
		other := ada
		other.Subject = "eve-1"
		want(t, w.started(ctx, "corp", true, p, other), identity.ErrProviderRefused)
		p.Claims = func(c jwt.MapClaims) { c["auth_time"] = w.clock.Now().Add(-time.Hour).Unix() }
		want(t, w.started(ctx, "corp", true, p, ada), identity.ErrProviderRefused)
		_, _, err = w.s.CreateToken(w.with(token), identity.CreateTokenInput{Name: "x", Scopes: []identity.Scope{identity.ScopeRead}})
		want(t, err, identity.ErrConfirmPassword)
	})
}

func TestProviderSettings(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("head", identity.RoleAdmin)
		ctx, _ := w.signIn("head")
		p := w.provider("corp", nil)
		list, err := w.s.Providers(ctx)
		if err != nil || len(list) != 1 || !list[0].HasSecret || list[0].CallbackURL != baseURL+"/sign-in/with/corp/callback" {
			t.Fatalf("%+v, %v", list, err)
		}
		stored, err := db.Get[string](ctx, w.d.Reader(), `SELECT client_secret FROM identity_providers`)
		if err != nil || !strings.HasPrefix(stored, "v1|") || strings.Contains(stored, "canary") {
			t.Errorf("the secret at rest: %q, %v", stored, err)
		}
		if test, err := w.s.TestProvider(ctx, list[0].ID); err != nil || !test.OK || test.Keys != 1 || !test.AnnouncesIssuer {
			t.Errorf("%+v, %v", test, err)
		}
		in := identity.SaveProviderInput{ID: &list[0].ID, Slug: "corp", Name: "Corp", Issuer: "https://elsewhere.example", ClientID: "tamatar", Enabled: true}
		_, err = w.s.SaveProvider(ctx, in)
		want(t, err, identity.ErrProviderInvalid) // the secret does not go to another issuer
		in.Issuer, in.Private = p.URL, true
		if saved, err := w.s.SaveProvider(ctx, in); err != nil || !saved.HasSecret || saved.SignUp {
			t.Errorf("%+v, %v", saved, err)
		}
		for _, bad := range []identity.SaveProviderInput{
			{Slug: "A b", Name: "x", Issuer: "https://x.example", ClientID: "x"},
			{Slug: "x", Name: "x", Issuer: "http://x.example", ClientID: "x"},
			{Slug: "x", Name: "x", Issuer: "https://u:p@x.example", ClientID: "x"},
			{Slug: "x", Name: "", Issuer: "https://x.example", ClientID: "x"},
			{Slug: "corp", Name: "x", Issuer: "https://x.example", ClientID: "x"},
		} {
			_, err := w.s.SaveProvider(ctx, bad)
			want(t, err, identity.ErrProviderInvalid)
		}
		must(t, w.s.RemoveProvider(ctx, list[0].ID))
		want(t, w.s.RemoveProvider(ctx, list[0].ID), identity.ErrProviderNotFound)
		member, _ := w.memberSession("mia")
		_, err = w.s.Providers(member)
		want(t, err, identity.ErrAdminOnly)
		_, err = w.s.SaveProvider(member, in)
		want(t, err, identity.ErrAdminOnly)
	})
}

func (w *world) memberSession(handle string) (context.Context, identity.SignInResult) {
	w.t.Helper()
	w.person(handle)
	return w.signIn(handle)
}

// A provider is a first step: the second one of this instance is asked for, unless an administrator trusts the
// provider's word that it asked for one itself.
func TestProviderAndTheSecondStep(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		strong, weak := ada, ada
		strong.Methods, weak.Methods = []string{"pwd", "otp"}, []string{"pwd"}
		for slug, trusted := range map[string]bool{"plain": false, "trusted": true} {
			p := w.provider(slug, func(in *identity.SaveProviderInput) { in.TrustsFactors = trusted })
			ctx, _ := w.memberSession("m" + slug)
			must(t, w.link(ctx, slug, p, strong))
			key, _ := w.withTOTP(ctx)
			for _, who := range []openidtest.Person{strong, weak} {
				out, err := w.visit(from("192.0.2.7"), slug, p, who)
				must(t, err)
				if passes := trusted && len(who.Methods) > 1; (out.SignIn.SessionToken != "") != passes || (out.SignIn.Challenge == nil) != passes {
					t.Errorf("%s, %v: %+v", slug, who.Methods, out.SignIn)
				}
				if out.SignIn.Challenge == nil {
					continue
				}
				w.nextStep()
				if in, err := w.second(out.SignIn.Challenge.Token, w.code(key)); err != nil || in.SessionToken == "" {
					t.Errorf("the second step: %v", err)
				}
			}
		}
	})
}
