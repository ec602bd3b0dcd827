package httpd_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// TestAttack_A01_ForgedForwardingHeaders: guesses that each name another address are guesses of one network, and behind a
// proxy that is trusted they are still guesses at one account.
func TestAttack_A01_ForgedForwardingHeaders(t *testing.T) {
	for name, flags := range map[string][]string{"no proxy": nil, "a trusted proxy": {"--trusted-proxies=192.0.2.0/24"}} {
		t.Run(name, func(t *testing.T) {
			onInstance(t, func(t *testing.T, in *apptest.Instance) {
				in.Person("ada", identity.RoleMember)
				try := func(password, from string, device ...*http.Cookie) *http.Response {
					r := form(in, "/sign-in", url.Values{"login": {"ada"}, "password": {password}}, apptest.Credential{})
					r.Header.Set("X-Forwarded-For", from)
					for _, c := range device {
						r.AddCookie(c)
					}
					return in.Do(r)
				}
				honest := try(apptest.Password, "203.0.113.1")
				if honest.StatusCode != http.StatusSeeOther {
					t.Fatal("the honest sign-in:", honest.StatusCode)
				}
				sessions := sessionsOf(t, in)
				looked, refused := 0, 0
				for i := range 300 {
					switch res := try("a guess", fmt.Sprintf("198.51.%d.%d", 100+i/250, i%250)); res.StatusCode {
					case http.StatusUnprocessableEntity:
						looked++
					case http.StatusTooManyRequests:
						if refused++; res.Header.Get("Retry-After") == "" {
							t.Fatal("a refusal must tell how long to wait")
						}
					default:
						t.Fatal("a guess:", res.StatusCode)
					}
				}
				if looked != 10 || refused != 290 {
					t.Errorf("%d guesses were looked at and %d refused, want 10 and 290", looked, refused)
				}
				if res := try(apptest.Password, "203.0.113.2"); res.StatusCode != http.StatusTooManyRequests {
					t.Error("the account is not braked for an unknown browser:", res.StatusCode)
				}
				if res := try(apptest.Password, "203.0.113.1", honest.Cookies()...); res.StatusCode != http.StatusSeeOther {
					t.Error("the owner at a known browser is locked out:", res.StatusCode)
				}
				in.Clock.Advance(2 * time.Minute)
				if res := try(apptest.Password, "203.0.113.2"); res.StatusCode != http.StatusSeeOther {
					t.Error("a minute later:", res.StatusCode)
				}
				if n := sessionsOf(t, in); n > sessions+2 {
					t.Errorf("%d sessions, were %d", n, sessions)
				}
			}, flags...)
		})
	}
}

func sessionsOf(t *testing.T, in *apptest.Instance) int64 {
	t.Helper()
	n, err := db.Get[int64](t.Context(), in.App.DB.Reader(), `SELECT COUNT(*) FROM identity_sessions`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
