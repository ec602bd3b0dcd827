package identitysvc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
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

func TestProfile(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.person("eve")
		ctx, _ := w.signIn("ada")
		v, err := w.s.Viewer(ctx)
		must(t, err)
		p := func(s string) *string { return &s }
		n, day, theme := 4, identity.Saturday, identity.ThemeDark
		got, err := w.s.UpdateProfile(ctx, identity.UpdateProfileInput{
			BaseRevision: v.Revision, DisplayName: p(" Ada L. "), Bio: p("I like **looms**.\n"), Pronouns: p("she/her"), Location: p("London"),
			Links: []identity.ProfileLinkInput{{Label: "", URL: "https://ada.example/x"}}, TimeZone: p("Europe/London"), DayStart: &n, WeekStart: &day, Locale: p("de-ch"), Theme: &theme,
		})
		must(t, err)
		if got.User.DisplayName != "Ada L." || got.Bio != "I like **looms**.\n" || !strings.Contains(got.User.BioHTML, "<strong>looms</strong>") ||
			got.User.Links[0].Label != "ada.example" || got.Locale != "de-CH" || got.Revision != v.Revision+1 || got.DayStart != 4 {
			t.Fatalf("%+v", got)
		}
		_, err = w.s.UpdateProfile(ctx, identity.UpdateProfileInput{BaseRevision: v.Revision, Location: p("Paris")})
		want(t, err, identity.ErrProfileConflict)
		bad := 12
		_, err = w.s.UpdateProfile(ctx, identity.UpdateProfileInput{
			BaseRevision: got.Revision, DisplayName: p("a\u202eb"), TimeZone: p("Local"), DayStart: &bad, Locale: p("???"), Handle: p("a"), Links: []identity.ProfileLinkInput{{URL: "javascript:alert(1)"}},
		})
		want(t, err, identity.ErrProfileInvalid)
		if len(errs.From(err).Fields) != 6 {
			t.Fatalf("%+v", errs.From(err).Fields)
		}
		for _, taken := range []string{"eve", "EVE", "admin", "adm1n"} {
			if _, err = w.s.UpdateProfile(ctx, identity.UpdateProfileInput{BaseRevision: got.Revision, Handle: p(taken)}); err == nil {
				t.Fatalf("%s was given away", taken)
			}
		}
		got, err = w.s.UpdateProfile(ctx, identity.UpdateProfileInput{BaseRevision: got.Revision, Handle: p("Ada-Lovelace")})
		must(t, err)
		for handle, found := range map[string]bool{"ada-lovelace": true, "ada": true, "eve": true, "nobody2": false} {
			u, err := w.s.User(ctx, handle)
			must(t, err)
			if (u != nil) != found || u != nil && handle == "ada" && u.Handle != "ada-lovelace" {
				t.Fatalf("%s: %+v", handle, u)
			}
		}
		eve, _ := w.signIn("eve")
		evesView, err := w.s.Viewer(eve)
		must(t, err)
		_, err = w.s.UpdateProfile(eve, identity.UpdateProfileInput{BaseRevision: evesView.Revision, Handle: p("ada")})
		want(t, err, identity.ErrHandleTaken)
		w.clock.Advance(identity.SessionIdle - time.Hour) // the one who gave it up may have it back at any time
		back, err := w.s.UpdateProfile(ctx, identity.UpdateProfileInput{BaseRevision: got.Revision, Handle: p("ada")})
		must(t, err)
		_, err = w.s.UpdateProfile(ctx, identity.UpdateProfileInput{BaseRevision: back.Revision, Handle: p("ada2nd")})
		must(t, err)
		w.clock.Advance(identity.HandleHold + time.Second)
		_, err = w.s.UpdateProfile(eve, identity.UpdateProfileInput{BaseRevision: evesView.Revision, Handle: p("ada")})
		must(t, err)
		preview, err := w.s.PreviewDay(eve, "Pacific/Auckland", 4)
		must(t, err)
		if preview.EntriesMoved != 0 || preview.CurrentDay == "" || !preview.PreviewEndsAt.After(w.clock.Now()) {
			t.Fatalf("%+v", preview)
		}
		done, err := w.s.FinishOnboarding(eve)
		must(t, err)
		again, err := w.s.FinishOnboarding(eve)
		must(t, err)
		if done.OnboardedAt == nil || !again.OnboardedAt.Equal(*done.OnboardedAt) || again.Revision != done.Revision {
			t.Fatal("finishing twice changes nothing")
		}
	})
}

func TestViewerIsWarmWithoutSQL(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		_, in := w.signIn("ada")
		pair := w.api("ada")
		tokenCtx := w.with(in.SessionToken)
		_, pat, err := w.s.CreateToken(tokenCtx, identity.CreateTokenInput{Name: "cli", Scopes: []identity.Scope{identity.ScopeRead}})
		must(t, err)
		for _, credential := range []string{in.SessionToken, "Bearer " + pair.AccessToken, "Bearer " + pat} {
			w.with(credential)
			ctx, n := db.CountStatements(context.Background())
			a, err := w.s.Authenticate(ctx, credential)
			must(t, err)
			_, err = w.s.Viewer(identity.WithActor(ctx, a))
			must(t, err)
			if *n != 0 {
				t.Errorf("%.10s… warm: %d statements", credential, *n)
			}
			w.clock.Advance(3 * time.Second)
			_, err = w.s.Authenticate(ctx, credential)
			must(t, err)
			if *n != 1 {
				t.Errorf("%.10s… after the cache's time: %d statements", credential, *n)
			}
		}
	})
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

func TestSessionsOfOthersAreOutOfReach(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.person("eve")
		ada, _ := w.signIn("ada")
		w.signIn("ada")
		eve, in := w.signIn("eve")
		list, err := w.s.SessionsOf(ada)
		must(t, err)
		if len(list) != 2 || list[0].Device != "Firefox on Linux" || list[0].Network != "192.0.2.0/24" || list[0].Current == list[1].Current {
			t.Fatalf("%+v", list)
		}
		_, err = w.s.RevokeSession(eve, list[0].ID)
		want(t, err, identity.ErrSessionNotFound)
		_, err = w.s.RevokeSession(eve, "nothing")
		want(t, err, identity.ErrSessionNotFound)
		n, err := w.s.SignOutEverywhere(ada, identity.SignOutEverywhereInput{KeepCurrent: true})
		must(t, err)
		if n != 1 || w.refused(w.s, in.SessionToken) {
			t.Fatalf("%d sessions ended", n)
		}
	})
}

func TestAdministration(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		root := w.account("root1", identity.RoleAdmin)
		for i := range 7 {
			w.person(fmt.Sprintf("person%d", i))
		}
		ctx, _ := w.signIn("root1")
		first := 3
		var seen []string
		var after *string
		for {
			c, err := w.s.AdminUsers(ctx, page.Args{First: &first, After: after}, identity.AdminUserFilter{Search: "@Person"})
			must(t, err)
			if c.TotalCount != 7 {
				t.Fatalf("%d in all", c.TotalCount)
			}
			for _, u := range c.Nodes {
				seen = append(seen, u.Handle)
			}
			if after = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
				break
			}
		}
		if len(seen) != 7 || seen[0] != "person6" {
			t.Fatal(seen)
		}
		c, err := w.s.AdminUsers(ctx, page.Args{}, identity.AdminUserFilter{Search: "100%_"})
		must(t, err)
		if len(c.Nodes) != 0 {
			t.Fatal("a search text is no pattern")
		}
		member, _ := w.signIn("person0")
		_, err = w.s.AdminUsers(member, page.Args{}, identity.AdminUserFilter{})
		want(t, err, identity.ErrAdminOnly)
		_, err = w.s.SetRole(ctx, root.ID, identity.RoleMember)
		want(t, err, identity.ErrLastAdmin)
		_, err = w.s.DeleteUser(ctx, root.ID)
		want(t, err, identity.ErrNotYourself)
		want(t, w.s.SystemDelete(context.Background(), "root1"), identity.ErrLastAdmin)
		_, err = w.s.SuspendUser(ctx, "01jzzzzzzzzzzzzzzzzzzzzzzz", "x")
		want(t, err, identity.ErrUserNotFound)
		victim, err := w.s.AdminUsers(ctx, page.Args{}, identity.AdminUserFilter{Search: "person0"})
		must(t, err)
		gone, err := w.s.DeleteUser(ctx, victim.Nodes[0].ID)
		must(t, err)
		if gone.Status != identity.StatusDeleted || gone.Email != "" || gone.Handle != "deleted" {
			t.Fatalf("%+v", gone)
		}
		people, err := w.s.UsersByID(ctx, []string{gone.ID, root.ID, "nothing", gone.ID})
		must(t, err)
		if len(people) != 2 || people[gone.ID].DisplayName != "Deleted account" {
			t.Fatalf("%+v", people)
		}
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE email LIKE '%person0%' OR handle LIKE '%person0%' OR display_name LIKE '%person0%'`) != 0 {
			t.Fatal("something personal is left")
		}
		_, err = w.s.SignUp(from("10.33.0.1"), identity.SignUpForm{Email: "new@mail.example", Handle: "person0", Password: goodPassword})
		want(t, err, identity.ErrHandleTaken) // kept back, so that nobody poses as the former owner
		_, err = w.s.SignUp(from("10.33.0.1"), identity.SignUpForm{Email: "person0@mail.example", Handle: "fresh1", Password: goodPassword})
		must(t, err)
		w.drain()
		if w.heard["user_deleted"] != 1 {
			t.Fatal("other rooms were not told")
		}
	})
}

func TestTwoAdminsCannotStopEachOther(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one, two := w.account("root1", identity.RoleAdmin), w.account("root2", identity.RoleAdmin)
		ctx1, _ := w.signIn("root1")
		ctx2, _ := w.signIn("root2")
		done := make(chan error, 2)
		go func() { _, err := w.s.SuspendUser(ctx1, two.ID, "x"); done <- err }()
		go func() { _, err := w.s.SuspendUser(ctx2, one.ID, "x"); done <- err }()
		a, b := <-done, <-done
		if (a == nil) == (b == nil) {
			t.Fatalf("exactly one may succeed: %v, %v", a, b)
		}
		if !errors.Is(a, identity.ErrAdminOnly) && !errors.Is(b, identity.ErrAdminOnly) {
			t.Fatal(a, b)
		}
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE role = 'admin' AND status = 'active'`) != 1 {
			t.Fatal("one administrator must be left")
		}
	})
}

func TestAvatar(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s := w.s
		w.person("ada")
		ctx, _ := w.signIn("ada")
		picture := image.NewNRGBA(image.Rect(0, 0, 400, 300))
		picture.Set(1, 1, color.NRGBA{200, 10, 10, 255})
		var buf bytes.Buffer
		must(t, png.Encode(&buf, picture))
		v, err := s.SetAvatar(ctx, bytes.NewReader(buf.Bytes()))
		must(t, err)
		res := fetch(t, s, *v.User.AvatarURL)
		cfg, _, err := image.DecodeConfig(res.Body)
		must(t, err)
		if cfg.Width != 256 || cfg.Height != 256 || res.Header().Get("X-Content-Type-Options") != "nosniff" ||
			!strings.Contains(res.Header().Get("Content-Security-Policy"), "sandbox") || !strings.Contains(res.Header().Get("Cache-Control"), "immutable") {
			t.Fatalf("%+v %v", cfg, res.Header())
		}
		bomb := append([]byte{}, buf.Bytes()...)
		copy(bomb[16:24], []byte{0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20}) // 20,000 by 20,000
		for name, bad := range map[string][]byte{
			"empty": {}, "html": []byte("<html><script>"), "svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "cut": buf.Bytes()[:60], "bomb": bomb, "large": make([]byte, 6<<20),
		} {
			if _, err := s.SetAvatar(ctx, bytes.NewReader(bad)); !errors.Is(err, identity.ErrAvatarInvalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		var form bytes.Buffer
		mw := multipart.NewWriter(&form)
		part, err := mw.CreateFormFile("file", "../../me.png")
		must(t, err)
		_, _ = part.Write(buf.Bytes())
		must(t, mw.Close())
		req := httptest.NewRequestWithContext(ctx, http.MethodPost, "/api/avatar", &form)
		req.Header.Set("Content-Type", mw.FormDataContentType())
		rec := httptest.NewRecorder()
		s.Routes()[0].Handler.ServeHTTP(rec, req)
		if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), `"avatarUrl":"/files/avatar/`) {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
		w.drain()
		if fetch(t, s, *v.User.AvatarURL).Code != http.StatusNotFound || fetch(t, s, "/files/avatar/..%2fkeyring").Code != http.StatusNotFound {
			t.Fatal("the former picture is still there")
		}
		gone, err := s.RemoveAvatar(ctx)
		must(t, err)
		if gone.User.AvatarURL != nil {
			t.Fatal("the picture stays")
		}
	})
}

func fetch(t *testing.T, s *identitysvc.Service, path string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	for _, r := range s.Routes() {
		mux.Handle(r.Pattern, r.Handler)
	}
	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return rec
}
