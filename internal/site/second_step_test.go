package site

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// withApp gives somebody an authenticator app.
func (st *stand) withApp(t *testing.T, handle string) (key string, codes []string) {
	t.Helper()
	in, err := st.people.SignInBrowser(context.Background(), identity.SignInForm{Login: handle, Password: goodPassword})
	if err != nil {
		t.Fatal(err)
	}
	a, err := st.people.Authenticate(context.Background(), in.SessionToken)
	if err != nil {
		t.Fatal(err)
	}
	ctx := identity.WithActor(context.Background(), a)
	setUp, err := st.people.BeginTOTP(ctx)
	if err != nil {
		t.Fatal(err)
	}
	codes, err = st.people.ConfirmTOTP(ctx, st.code(t, setUp.Secret))
	if err != nil {
		t.Fatal(err)
	}
	st.clock.Advance(identity.TOTPStep)
	return setUp.Secret, codes
}

func (st *stand) code(t *testing.T, key string) string {
	t.Helper()
	code, err := totp.GenerateCode(key, st.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestSecondStepWithoutScripts(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara")
		key, codes := st.withApp(t, "amara")
		b := st.browser()
		b.submit("/sign-in?next=/app/search", "/sign-in", "login", "amara", "password", goodPassword).
			want(t, http.StatusSeeOther, "/sign-in/second?next=%2Fapp%2Fsearch")
		if page := b.get("/app/"); page.status != http.StatusSeeOther {
			t.Fatal("half a session opened the app")
		}
		page := b.get("/sign-in/second?next=/app/search")
		if !strings.Contains(page.body, `autocomplete="one-time-code"`) || strings.Contains(page.body, "passkey.js") {
			t.Fatalf("the page of the second step: %s", page.body)
		}
		wrong := b.submit("/sign-in/second?next=/app/search", "/sign-in/second", "code", "12")
		if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.body, "This code is not right") {
			t.Fatalf("a wrong code: %d %s", wrong.status, wrong.body)
		}
		typed := st.code(t, key)
		b.submit("/sign-in/second?next=/app/search", "/sign-in/second", "code", typed[:3]+" "+typed[3:]).want(t, http.StatusSeeOther, "/app/search")
		if page := b.get("/app/"); page.status != http.StatusOK {
			t.Fatal("the second step gave no session")
		}
		b.get("/sign-in/second").want(t, http.StatusSeeOther, "/sign-in") // nothing waits any more

		other := st.browser()
		other.submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword).want(t, http.StatusSeeOther, "/sign-in/second")
		bad := other.post("/sign-in/second", "recovery", "nope")
		if bad.status != http.StatusUnprocessableEntity || !strings.Contains(bad.body, `<details class="more" open>`) {
			t.Fatalf("a wrong recovery code: %d %s", bad.status, bad.body)
		}
		other.post("/sign-in/second", "recovery", strings.ToUpper(codes[0])).want(t, http.StatusSeeOther, "/app/")
	})
}

func TestSecondStepThatTookTooLong(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara")
		key, _ := st.withApp(t, "amara")
		b := st.browser()
		b.submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword).want(t, http.StatusSeeOther, "/sign-in/second")
		st.clock.Advance(identity.ChallengeLife)
		b.post("/sign-in/second", "code", st.code(t, key)).want(t, http.StatusSeeOther, "/sign-in?done=late")
		if page := b.get("/sign-in?done=late"); !strings.Contains(page.body, "Begin once more.") {
			t.Error("the page does not say what happened")
		}
		b.submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword).want(t, http.StatusSeeOther, "/sign-in/second")
		for range identity.ChallengeTries - 1 {
			if got := b.post("/sign-in/second", "code", "12"); got.status != http.StatusUnprocessableEntity {
				t.Fatalf("a wrong code: %d", got.status)
			}
		}
		b.post("/sign-in/second", "code", "12").want(t, http.StatusSeeOther, "/sign-in?done=late")
	})
}

func TestAttack_A21_CookiesOfTheSecondStep(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara")
		st.withApp(t, "amara")
		in := st.browser().submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword)
		asked := st.browser().post("/sign-in/passkey/options")
		for name, res := range map[string]*reply{ChallengeCookie: &in, ceremonyCookie: &asked} {
			found := false
			for _, c := range res.header.Values("Set-Cookie") {
				if !strings.HasPrefix(c, name+"=") {
					continue
				}
				found = true
				for _, part := range []string{"Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age="} {
					if !strings.Contains(c, part) {
						t.Errorf("%s lacks %s", c, part)
					}
				}
			}
			if !found {
				t.Errorf("no cookie %s in %v", name, res.header.Values("Set-Cookie"))
			}
		}
		var options map[string]any
		if err := json.Unmarshal([]byte(asked.body), &options); err != nil || options["challenge"] == "" || options["rpId"] != "tamatar.test" {
			t.Errorf("options: %s", asked.body)
		}
		if got := st.browser().post("/sign-in/second/options"); got.status != http.StatusUnprocessableEntity {
			t.Errorf("options without a sign-in that waits: %d", got.status)
		}
	})
}

func TestPasskeyAnswersThatDoNotFit(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		b := st.browser()
		b.post("/sign-in/passkey/options")
		got := b.post("/sign-in/passkey", "credential", "{}", "next", "/app/search")
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "This passkey was not accepted") || !strings.Contains(got.body, `value="/app/search"`) {
			t.Errorf("%d %s", got.status, got.body)
		}
		var last reply
		for range 60 {
			last = b.post("/sign-in/passkey/options")
		}
		if last.status != http.StatusTooManyRequests || last.header.Get("Retry-After") == "" {
			t.Errorf("the 61st question: %d", last.status)
		}
		st.clock.Advance(time.Minute)
	})
}
