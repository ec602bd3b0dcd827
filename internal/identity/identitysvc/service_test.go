package identitysvc_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

func TestSignUpAndVerify(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		sign := func(handle string) (identity.SignUpResult, map[string]string) {
			out, err := w.s.SignUp(from("10.30.0.1"), identity.SignUpForm{
				Email: handle + "@mail.example", Handle: "@" + strings.ToUpper(handle), Password: goodPassword, Locale: "en-US", TimeZone: "America/New_York",
			})
			must(t, err)
			if out.Next != identity.SignUpCheckMail {
				t.Fatalf("%+v", out)
			}
			return out, w.letter(identity.LetterVerify, handle+"@mail.example")
		}
		out, letter := sign("ada")
		in, err := w.s.VerifyByCode(from("10.30.0.1"), identity.VerifyCodeForm{Ticket: out.Ticket, Code: " " + letter["code"][:3] + " " + letter["code"][3:] + " "})
		must(t, err)
		v, err := w.s.Viewer(w.with(in.SessionToken))
		must(t, err)
		if v.User.Handle != "ada" || !v.EmailVerified || v.WeekStart != identity.Sunday || v.TimeZone != "America/New_York" || v.OnboardedAt != nil {
			t.Fatalf("%+v", v)
		}
		out, _ = sign("linus")
		w.clock.Advance(time.Minute)
		_, err = w.s.SignInBrowser(from("10.30.0.9"), identity.SignInForm{Login: "linus", Password: goodPassword})
		want(t, err, identity.ErrVerifyFirst) // and a fresh letter, whose code fits the page that waits
		_, err = w.s.VerifyByCode(from("10.30.0.1"), identity.VerifyCodeForm{Ticket: out.Ticket, Code: w.letter(identity.LetterVerify, "linus@mail.example")["code"]})
		must(t, err)
		_, letter = sign("grace")
		in, err = w.s.VerifyByLink(from("10.30.0.2"), identity.VerifyLinkForm{Link: linkIn(t, letter["url"]), Password: goodPassword})
		must(t, err)
		w.with(in.SessionToken)
		// A sign-up that nobody proves is gone after a week, and its handle is free.
		sign("nobody2")
		w.clock.Advance(8 * 24 * time.Hour)
		must(t, w.s.Sweep(context.Background()))
		if w.rows(`SELECT COUNT(*) FROM identity_users`) != 3 {
			t.Fatal("an unproven sign-up stays")
		}
		sign("nobody2")
	})
}

func TestInvitesAreForgottenLongAfterTheirEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("root1", identity.RoleAdmin)
		ctx, _ := w.signIn("root1")
		_, _, err := w.s.CreateInvite(ctx, identity.AdminCreateInviteInput{ExpiresInDays: 2})
		must(t, err)
		for _, step := range []struct {
			days int
			left int64
		}{{89, 1}, {4, 0}} {
			w.clock.Advance(time.Duration(step.days) * 24 * time.Hour)
			must(t, w.s.Sweep(context.Background()))
			if n := w.rows(`SELECT COUNT(*) FROM identity_invites`); n != step.left {
				t.Fatalf("%d invites %d days later", n, step.days)
			}
		}
	})
}

func TestSignUpModes(t *testing.T) {
	form := identity.SignUpForm{Email: "ada@mail.example", Handle: "ada", Password: goodPassword}
	settings := func(w *world, in identity.AdminUpdateSettingsInput) {
		w.account("root1", identity.RoleAdmin)
		ctx, _ := w.signIn("root1")
		if _, err := w.s.UpdateSettings(ctx, in); err != nil {
			w.t.Fatal(err)
		}
	}
	set := func(m identity.RegistrationMode, domains ...string) func(w *world) {
		return func(w *world) {
			settings(w, identity.AdminUpdateSettingsInput{Registration: &m, AllowedDomains: domains})
		}
	}
	for _, c := range []struct {
		name string
		set  func(w *world)
		want *errs.Error
		next identity.SignUpNext
	}{
		{"open", set(identity.RegistrationOpen), nil, identity.SignUpSignIn},
		{"closed", set(identity.RegistrationClosed), identity.ErrRegistrationClosed, ""},
		{"invite", set(identity.RegistrationInvite), identity.ErrInviteNeeded, ""},
		{"domains other", set(identity.RegistrationDomains, "@Other.Example"), identity.ErrDomainRefused, ""},
		{"domains ours", set(identity.RegistrationDomains, "mail.example"), nil, identity.SignUpSignIn},
		{"approval", set(identity.RegistrationApproval), nil, identity.SignUpWait},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, w *world) {
				c.set(w)
				out, err := w.s.SignUp(from("10.31.0.1"), form)
				if c.want != nil {
					want(t, err, c.want)
					return
				}
				must(t, err)
				if out.Next != c.next {
					t.Fatalf("%+v", out)
				}
				_, err = w.s.SignInBrowser(from("10.31.0.1"), identity.SignInForm{Login: "ada", Password: goodPassword})
				if c.next == identity.SignUpWait {
					want(t, err, identity.ErrWaitForApproval)
					ctx, _ := w.signIn("root1")
					list, err := w.s.AdminUsers(ctx, page.Args{}, identity.AdminUserFilter{Status: identity.StatusPending})
					must(t, err)
					_, err = w.s.ApproveUser(ctx, list.Nodes[0].ID)
					must(t, err)
					_, err = w.s.SignInBrowser(from("10.31.0.1"), identity.SignInForm{Login: "ada", Password: goodPassword})
					must(t, err)
					return
				}
				must(t, err)
			}, noMail)
		})
	}
}

func TestWithoutMailEverythingWorks(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.account("root1", identity.RoleAdmin)
		admin, _ := w.signIn("root1")
		s, err := w.s.Settings(admin)
		must(t, err)
		if s.SendsMail || !strings.Contains(s.Verification, "no mail server") {
			t.Fatalf("%+v", s)
		}
		want(t, w.s.RequestReset(from("10.32.0.1"), identity.RequestResetForm{Login: "root1"}), identity.ErrNoMail)
		u, link, err := w.s.CreateUser(admin, identity.AdminCreateUserInput{Email: "new@mail.example", Handle: "newbie", DisplayName: "New", Role: identity.RoleMember})
		must(t, err)
		in, err := w.s.CompleteReset(from("10.32.0.1"), identity.CompleteResetForm{Link: linkIn(t, link), Password: otherPassword})
		must(t, err)
		v, err := w.s.ChangeEmail(w.with(in.SessionToken), identity.ChangeEmailInput{Email: "Newer@Mail.Example"})
		must(t, err)
		if v.Email != "Newer@mail.example" || v.PendingEmail != nil {
			t.Fatalf("%+v", v)
		}
		_, err = w.s.ChangeEmail(w.with(in.SessionToken), identity.ChangeEmailInput{Email: "root1@mail.example"})
		want(t, err, identity.ErrEmailTaken)
		url, _, err := w.s.CreateResetLink(admin, u.ID)
		must(t, err)
		must(t, w.complete(linkIn(t, url)))
		w.drain()
		if len(w.box.List()) != 0 {
			t.Fatal("a letter without a mail server")
		}
	}, noMail)
}

func TestLastUseIsWrittenNowAndThen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, in := w.signIn("ada")
		_, pat, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "cli", Scopes: []identity.Scope{identity.ScopeRead}})
		must(t, err)
		for range 10 {
			w.with("Bearer " + pat)
			w.clock.Advance(10 * time.Second)
		}
		first := w.rows(`SELECT last_used_at FROM identity_tokens`)
		if first == 0 || first == db.Millis(w.clock.Now().Add(-10*time.Second)) {
			t.Fatal("the last use is written at most once a minute")
		}
		w.clock.Advance(13 * 24 * time.Hour)
		w.with(in.SessionToken)
		w.clock.Advance(13 * 24 * time.Hour)
		w.with(in.SessionToken) // used, so it lives past 14 days
		w.clock.Advance(15 * 24 * time.Hour)
		if !w.refused(w.s, in.SessionToken) {
			t.Fatal("an idle session lives for 14 days")
		}
		in, err = w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: "ada", Password: goodPassword})
		must(t, err)
		for range 8 {
			w.clock.Advance(11 * 24 * time.Hour)
			w.with(in.SessionToken)
		}
		w.clock.Advance(3 * 24 * time.Hour)
		if !w.refused(w.s, in.SessionToken) {
			t.Fatal("no session lives longer than 90 days")
		}
	})
}

func TestTokensAndScopes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.person("eve")
		ctx, _ := w.signIn("ada")
		days := 1
		tok, pat, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: " cli ", Scopes: []identity.Scope{identity.ScopeRead, identity.ScopeEntriesWrite}, ExpiresInDays: &days})
		must(t, err)
		if !strings.HasPrefix(pat, identity.TokenPrefix) || !strings.HasPrefix(pat, tok.Prefix) || tok.Name != "cli" || len(tok.Scopes) != 2 {
			t.Fatalf("%+v %s", tok, pat)
		}
		if w.rows(`SELECT COUNT(*) FROM identity_tokens WHERE hash LIKE '%' || $1 || '%' OR prefix = $1`, pat) != 0 {
			t.Fatal("the token is stored in clear")
		}
		p := w.with("Bearer " + pat)
		name := "x"
		_, err = w.s.UpdateProfile(p, identity.UpdateProfileInput{DisplayName: &name})
		want(t, err, identity.ErrScopeMissing)
		_, err = w.s.SignOutEverywhere(p, identity.SignOutEverywhereInput{})
		want(t, err, identity.ErrSessionOnly)
		_, _, err = w.s.CreateToken(p, identity.CreateTokenInput{Name: "more", Scopes: []identity.Scope{identity.ScopeRead}})
		want(t, err, identity.ErrSessionOnly)
		_, _, err = w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "root", Scopes: []identity.Scope{identity.ScopeAdmin}})
		want(t, err, identity.ErrTokenInvalid)
		eve, _ := w.signIn("eve")
		want(t, w.s.RevokeToken(eve, tok.ID), identity.ErrTokenNotFound)
		list, err := w.s.TokensOf(ctx)
		must(t, err)
		if len(list) != 1 || list[0].ExpiresAt == nil {
			t.Fatalf("%+v", list)
		}
		w.clock.Advance(25 * time.Hour)
		if !w.refused(w.s, "Bearer "+pat) {
			t.Fatal("an expired token works")
		}
		must(t, w.s.RevokeToken(ctx, tok.ID))
	})
}
