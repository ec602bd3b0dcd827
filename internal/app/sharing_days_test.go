package app_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// profile changes the profile of the sharer.
func (s *sharer) profile(t *testing.T, fields map[string]any) {
	t.Helper()
	revision := s.in.Must(s.as, `{viewer{revision}}`, nil).At("viewer", "revision")
	fields["baseRevision"] = revision
	a := s.in.Must(s.as, `mutation($i:UpdateProfileInput!){updateProfile(input:$i){viewer{revision} errors{code message}}}`, map[string]any{"i": fields})
	if a.At("updateProfile", "viewer") == nil {
		t.Fatalf("%s", a.Raw)
	}
}

// TestLookBackCountsTheAuthorsDays: what strangers see ends with the author's day, whatever day it is in UTC.
func TestLookBackCountsTheAuthorsDays(t *testing.T) {
	for _, c := range []struct {
		zone     string
		dayStart int
		written  string
		// last is the last minute at which one day of look-back shows the entry; the minute after it is gone.
		last string
	}{
		{"Pacific/Kiritimati", 0, "2026-11-23T12:00:00Z", "2026-11-25T09:59:00Z"},  // UTC+14: the 24th there, until the 25th ends
		{"Pacific/Kiritimati", 0, "2026-11-23T09:59:00Z", "2026-11-24T09:59:00Z"},  // the last minute of the 23rd there
		{"America/Los_Angeles", 0, "2026-11-24T02:00:00Z", "2026-11-25T07:59:00Z"}, // UTC-8: still the 23rd there
		{"America/Los_Angeles", 4, "2026-11-24T11:59:00Z", "2026-11-25T11:59:00Z"}, // the day begins at four: the last minute of the 23rd
		{"Europe/Berlin", 4, "2026-11-24T03:00:00Z", "2026-11-26T02:59:00Z"},       // four o'clock there: the first minute of the 24th
		{"Etc/UTC", 0, "2026-11-23T23:59:00Z", "2026-11-24T23:59:00Z"},
	} {
		t.Run(c.zone+" "+c.written, func(t *testing.T) {
			dbtest.Run(t, func(t *testing.T, d *db.DB) {
				s := newSharer(t, apptest.New(t, d))
				s.profile(t, map[string]any{"timeZone": c.zone, "dayStart": c.dayStart})
				if code := s.show(false, true, 1).Code(); code != "" {
					t.Fatal(code)
				}
				s.set(s.ids["PUBLIC"], "PRIVATE")
				s.in.Clock.Set(instant(t, c.written))
				s.as = s.ada.Browser()
				id := s.write("PUBLIC", "zqdays")
				seen := func(at time.Time, want bool) {
					t.Helper()
					s.in.Clock.Set(at)
					for _, door := range append([]string{"/u/ada", "/u/ada/" + id}, publicFeeds...) {
						status, body, _ := s.look(t, door)
						if shown := status == http.StatusOK && strings.Contains(body, "zqdays"); shown != want {
							t.Errorf("%s at %s: shown %t", door, at.Format(time.RFC3339), shown)
						}
					}
				}
				last := instant(t, c.last)
				seen(last, true)
				seen(last.Add(time.Minute), false)
			})
		})
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestOldHandleLeadsToThePerson: for as long as it is kept back, over HTTP, and never to somebody whom strangers do not see.
func TestOldHandleLeadsToThePerson(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		s := newSharer(t, apptest.New(t, d))
		entry := s.ids["PUBLIC"]
		s.profile(t, map[string]any{"handle": "lovelace"})
		doors := map[string]string{"/u/ada": "/u/lovelace", "/u/ada?tag=go": "/u/lovelace?tag=go", "/u/ada/" + entry: "/u/lovelace/" + entry}
		leads := func(why string) {
			t.Helper()
			for from, to := range doors {
				if status, _, h := s.look(t, from); status != http.StatusFound || h.Get("Location") != to {
					t.Errorf("%s: %s: %d to %q", why, from, status, h.Get("Location"))
				}
				if status, body, _ := s.look(t, to); status != http.StatusOK || !strings.Contains(body, "zqpublic") {
					t.Errorf("%s: %s: %d", why, to, status)
				}
			}
			if status, body, _ := s.look(t, "/u/ada/feed.json"); status != http.StatusOK || !strings.Contains(body, "/u/lovelace/"+entry) {
				t.Errorf("%s: the feed at the old address: %d", why, status)
			}
		}
		closed := func(why string) {
			t.Helper()
			for from := range doors {
				if status, body, h := s.look(t, from); status != http.StatusNotFound || h.Get("Location") != "" || strings.Contains(body, "lovelace") {
					t.Errorf("%s: %s: %d to %q", why, from, status, h.Get("Location"))
				}
			}
		}
		leads("after the change")
		if s.take(t, "ada") || s.take(t, "ADA") || s.take(t, "a-da") {
			t.Error("somebody else took a handle that leads to its owner")
		}

		s.set(entry, "PRIVATE")
		closed("nothing is shared")
		s.set(entry, "PUBLIC")
		leads("shared again")
		if err := s.in.App.Identity.SystemSuspend(t.Context(), "lovelace", "test"); err != nil {
			t.Fatal(err)
		}
		closed("suspended")
		if err := s.in.App.Identity.SystemReinstate(t.Context(), "lovelace"); err != nil {
			t.Fatal(err)
		}
		s.in.Clock.Advance(identity.HandleHold - time.Hour)
		leads("shortly before it is free")
		if s.take(t, "ada") {
			t.Error("it was taken before its time")
		}
		s.in.Clock.Advance(2 * time.Hour)
		closed("it leads nowhere any more")
		if !s.take(t, "ada") {
			t.Error("nobody can have it, after ninety days")
		}
		if status, _, h := s.look(t, "/u/ada"); status != http.StatusNotFound {
			t.Errorf("the new owner shares nothing: %d to %q", status, h.Get("Location"))
		}
	})
}

// take reports whether somebody new could have the handle.
func (s *sharer) take(t *testing.T, handle string) bool {
	t.Helper()
	_, _, err := s.in.App.Identity.SystemCreateUser(t.Context(), identity.AdminCreateUserInput{
		Email: "taker@example.org", Handle: handle, DisplayName: "Taker", Role: identity.RoleMember,
	}, apptest.Password)
	if err != nil && !errors.Is(err, identity.ErrHandleTaken) {
		t.Fatal(err)
	}
	return err == nil
}
