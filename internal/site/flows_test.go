package site

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func TestSignUpVerifySignInSignOut(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		b := st.person("amara")
		if !b.signedIn() {
			t.Fatal("not signed in after the link")
		}
		b.get("/").want(t, http.StatusSeeOther, "/app/")
		b.get("/sign-in?next=/app/timeline").want(t, http.StatusSeeOther, "/app/timeline")
		b.submit("/sign-out", "/sign-out").want(t, http.StatusSeeOther, "/sign-in?done=out")
		if b.signedIn() {
			t.Fatal("still signed in after signing out")
		}
		if page := b.get("/sign-in?done=out"); !strings.Contains(page.body, "You are signed out.") {
			t.Error("the page does not say that the person is signed out")
		}
		b.submit("/sign-in?next=/app/search", "/sign-in", "login", "AMARA@example.org ", "password", goodPassword).
			want(t, http.StatusSeeOther, "/app/search")
		if !b.signedIn() {
			t.Fatal("not signed in by password")
		}
	})
}

func TestVerifyByTheSixDigits(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		b := st.browser()
		b.submit("/sign-up", "/sign-up", "email", "bilal@example.org", "handle", "bilal", "displayName", "Bilal", "password", goodPassword, "zone", "Asia/Karachi").
			want(t, http.StatusSeeOther, "/verify")
		wrong := b.submit("/verify", "/verify", "code", "000000x")
		if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.body, `value="000000x"`) || !strings.Contains(wrong.body, "This code is not right") {
			t.Fatalf("wrong code: %d\n%s", wrong.status, wrong.body)
		}
		code := codeLine.FindStringSubmatch(st.letter(identity.LetterVerify, "bilal@example.org").Text)[1]
		b.submit("/verify", "/verify", "code", code[:3]+" "+code[3:]).want(t, http.StatusSeeOther, "/app/")
		if !b.signedIn() {
			t.Fatal("not signed in by the code")
		}
	})
}

func TestResendSendsAnotherLetter(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		b := st.browser()
		b.submit("/sign-up", "/sign-up", "email", "chen@example.org", "handle", "chen", "displayName", "Chen", "password", goodPassword, "zone", "UTC")
		first := linkIn(t, st.letter(identity.LetterVerify, "chen@example.org"))
		b.submit("/verify", "/verify/resend").want(t, http.StatusSeeOther, "/verify?done=resent")
		second := linkIn(t, st.letter(identity.LetterVerify, "chen@example.org"))
		if first == second {
			t.Fatal("no new link")
		}
		if got := b.get(first); got.status != http.StatusNotFound {
			t.Errorf("the link that was replaced answers %d", got.status)
		}
		b.submit(second, "/verify", "password", goodPassword).want(t, http.StatusSeeOther, "/app/")
	})
}

func TestResetSetsANewPasswordAndEndsSessions(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		old := st.person("amara")
		b := st.browser()
		b.submit("/reset", "/reset", "login", "amara@example.org").want(t, http.StatusSeeOther, "/reset?done=sent")
		link := linkIn(t, st.letter(identity.LetterReset, "amara@example.org"))
		weak := b.submit(link, "/reset/new", "password", "short")
		if weak.status != http.StatusUnprocessableEntity || !strings.Contains(weak.body, "at least 12 characters") || strings.Contains(weak.body, `value="short"`) {
			t.Fatalf("weak password: %d\n%s", weak.status, weak.body)
		}
		b.post("/reset/new", append(hidden(weak.body), "password", nextPassword)...).want(t, http.StatusSeeOther, "/app/")
		if !b.signedIn() || old.signedIn() {
			t.Errorf("signed in: new browser %v, old browser %v", b.signedIn(), old.signedIn())
		}
		if st.letters(identity.LetterPasswordChanged) != 1 {
			t.Error("no notice of the change")
		}
		other := st.browser()
		if got := other.submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword); got.status != http.StatusUnprocessableEntity {
			t.Errorf("the old password answers %d", got.status)
		}
	})
}

// A31: of clients that claim at once exactly one wins, and the page is closed for ever after.
func TestAttack_A31_ClaimHasExactlyOneWinner(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		if page := st.browser().get("/"); !strings.Contains(page.body, `href="/claim"`) {
			t.Error("the landing page of a fresh instance does not lead to the claim")
		}
		link, err := st.people.EnsureClaimLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		const racers = 8
		replies := make([]reply, racers)
		var wg sync.WaitGroup
		for i := range racers {
			b := st.browser()
			form := append(hidden(b.get(link).body), "email", string(rune('a'+i))+"@example.org", "handle", "racer-"+string(rune('a'+i)),
				"displayName", "Racer", "password", goodPassword, "zone", "UTC")
			wg.Go(func() { replies[i] = b.post("/claim", form...) })
		}
		wg.Wait()
		winners := 0
		for _, r := range replies {
			if r.status == http.StatusSeeOther {
				winners++
			} else if r.status != http.StatusForbidden && r.status != http.StatusNotFound {
				t.Errorf("a loser was told %d", r.status)
			}
		}
		if n := count(t, d, `SELECT count(*) FROM identity_users`); winners != 1 || n != 1 {
			t.Fatalf("%d winners, %d accounts", winners, n)
		}
		if got := st.browser().get(link); got.status != http.StatusForbidden {
			t.Errorf("the claim page answers %d afterwards", got.status)
		}
	})
}

func TestModesOfRegistration(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		mode := identity.RegistrationClosed
		st := newStand(t, d, func(deps *identitysvc.Deps) { deps.Registration = mode })
		form := []string{"email", "amara@example.org", "handle", "amara", "displayName", "Amara", "password", goodPassword, "zone", "UTC"}
		for _, c := range []struct {
			mode    identity.RegistrationMode
			says    string
			hasForm bool
		}{
			{identity.RegistrationClosed, "not open for new accounts", false},
			{identity.RegistrationInvite, "by invitation", false},
			{identity.RegistrationDomains, "certain domains", true},
			{identity.RegistrationApproval, "looks at every new account", true},
			{identity.RegistrationOpen, "A minute now", true},
		} {
			st.people.Registration = c.mode
			page := st.browser().get("/sign-up")
			if !strings.Contains(page.body, c.says) || strings.Contains(page.body, `name="password"`) != c.hasForm {
				t.Errorf("%s: the page does not fit\n%s", c.mode, page.body)
			}
			if refused := c.mode == identity.RegistrationClosed || c.mode == identity.RegistrationInvite; refused {
				if got := st.browser().post("/sign-up", form...); got.status != http.StatusForbidden {
					t.Errorf("%s: a form sent anyway answers %d", c.mode, got.status)
				}
			}
		}
		if n := count(t, d, `SELECT count(*) FROM identity_users`); n != 0 {
			t.Errorf("%d accounts were made", n)
		}
	})
}

func TestApprovalIsWaitedFor(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, func(deps *identitysvc.Deps) { deps.Registration = identity.RegistrationApproval })
		st.claimed()
		b := st.browser()
		b.submit("/sign-up", "/sign-up", "email", "bilal@example.org", "handle", "bilal", "displayName", "Bilal", "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/verify")
		b.submit(linkIn(t, st.letter(identity.LetterVerify, "bilal@example.org")), "/verify", "password", goodPassword).
			want(t, http.StatusSeeOther, "/approve-wait")
		if page := b.get("/approve-wait"); page.status != http.StatusOK || !strings.Contains(page.body, "Almost there") {
			t.Errorf("the waiting page: %d", page.status)
		}
		if b.signedIn() {
			t.Fatal("signed in without approval")
		}
		waits := b.submit("/sign-in", "/sign-in", "login", "bilal", "password", goodPassword)
		if waits.status != http.StatusForbidden || !strings.Contains(waits.body, "has to approve your account") || !strings.Contains(waits.body, `value="bilal"`) {
			t.Fatalf("sign in while waiting: %d\n%s", waits.status, waits.body)
		}
		st.letter(identity.LetterApprovalWanted, "root@example.org")
		approve(t, st, "bilal")
		st.letter(identity.LetterApproved, "bilal@example.org")
		b.submit("/sign-in", "/sign-in", "login", "bilal", "password", goodPassword).want(t, http.StatusSeeOther, "/app/")
	})
}

func TestInvite(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, func(deps *identitysvc.Deps) { deps.Registration = identity.RegistrationInvite })
		st.claimed()
		link := invite(t, st, "chen@example.org")
		b := st.browser()
		page := b.get(link)
		if !strings.Contains(page.body, `value="chen@example.org"`) || !strings.Contains(page.body, "You are invited") {
			t.Fatalf("the page does not know the invite\n%s", page.body)
		}
		b.submit(link, "/invite", "email", "chen@example.org", "handle", "chen", "displayName", "Chen", "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/sign-in?done=account")
		b.submit("/sign-in", "/sign-in", "login", "chen", "password", goodPassword).want(t, http.StatusSeeOther, "/app/")
		if got := st.browser().get(link); got.status != http.StatusNotFound && got.status != http.StatusForbidden {
			t.Errorf("a spent invite answers %d", got.status)
		}
	})
}

func TestWithoutMailTheWayInIsOpen(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, func(deps *identitysvc.Deps) { deps.SendsMail = false })
		b := st.browser()
		b.submit("/sign-up", "/sign-up", "email", "amara@example.org", "handle", "amara", "displayName", "Amara", "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/sign-in?done=account")
		b.submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword).want(t, http.StatusSeeOther, "/app/")
		page := st.browser().get("/reset")
		if !strings.Contains(page.body, "sends no mail") || strings.Contains(page.body, `name="login"`) {
			t.Errorf("the reset page promises mail\n%s", page.body)
		}
	})
}

func count(t *testing.T, d *db.DB, query string, args ...any) int {
	t.Helper()
	n, err := db.Get[int](t.Context(), d.Reader(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
