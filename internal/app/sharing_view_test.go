package app_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/sharing"
)

// look is what a stranger gets at the path, with its status.
func (s *sharer) look(t *testing.T, path string) (int, string, http.Header) {
	t.Helper()
	res := s.in.Do(s.in.Request(http.MethodGet, path, nil, apptest.Credential{}))
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body), res.Header
}

func (s *sharer) show(streak, times bool, days any) apptest.Answer {
	return s.in.GraphQL(s.as, `mutation($i:UpdatePublicViewInput!){updatePublicView(input:$i){publicView{streak times lookBackDays} errors{code field}}}`,
		map[string]any{"i": map[string]any{"streak": streak, "times": times, "lookBackDays": days}})
}

// TestPublicViewByDimension: strangers see of a person what was switched on, on the page, on the entry and in every feed,
// from the next request on.
func TestPublicViewByDimension(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		s := newSharer(t, apptest.New(t, d))
		old := s.ids["PUBLIC"]
		link := s.link(old, nil)
		link = link[strings.Index(link, "/s/"):]
		s.in.Clock.Advance(24 * time.Hour)
		s.write("PRIVATE", "not for others")
		s.in.Clock.Advance(24*time.Hour + 37*time.Minute)
		fresh := s.write("PUBLIC", "zqfresh")
		s.in.Clock.Advance(time.Minute)
		minute := s.in.Clock.Now().Add(-time.Minute).UTC().Format("15:04")
		places := []string{"/u/ada/" + fresh, "/u/ada/rss.xml", "/u/ada/atom.xml", "/u/ada/feed.json"}

		for _, path := range places {
			if status, body, _ := s.look(t, path); status != 200 || !strings.Contains(body, minute) {
				t.Errorf("%s: %d; before anything was chosen it tells the time", path, status)
			}
		}
		if _, body, _ := s.look(t, "/u/ada"); strings.Contains(body, "Days in a row") || !strings.Contains(body, old) {
			t.Error("the usual page shows no streak, and everything public")
		}

		if code := s.show(true, false, 1).Code(); code != "" {
			t.Fatal(code)
		}
		_, body, _ := s.look(t, "/u/ada")
		if !strings.Contains(body, "Days in a row: 3") || strings.Contains(body, old) || !strings.Contains(body, fresh) {
			t.Errorf("streak and look-back: %s", body)
		}
		for _, path := range places {
			status, body, h := s.look(t, path)
			if status != 200 || strings.Contains(body, minute) || strings.Contains(body, old) || !strings.Contains(body, fresh) {
				t.Errorf("%s: %d, tells the time: %t, the old entry: %t", path, status, strings.Contains(body, minute), strings.Contains(body, old))
			}
			if h.Get("Last-Modified") != "" {
				t.Errorf("%s tells the time in a header", path)
			}
		}
		if status, _, _ := s.look(t, "/u/ada/"+old); status != http.StatusNotFound {
			t.Error("the page of an entry before the look-back:", status)
		}
		if status, _, _ := s.look(t, link); status != 200 {
			t.Error("a link was given to somebody and goes on:", status)
		}

		if code := s.show(false, true, nil).Code(); code != "" {
			t.Fatal(code)
		}
		if _, body, _ := s.look(t, "/u/ada"); strings.Contains(body, "Days in a row") || !strings.Contains(body, old) {
			t.Error("taking it back holds at once")
		}
	})
}

// TestPublicViewIsOnesOwn: nobody chooses for another, tokens choose for nobody, and nonsense is refused.
func TestPublicViewIsOnesOwn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		s := newSharer(t, apptest.New(t, d))
		if got := s.show(true, false, 30).At("updatePublicView", "publicView", "lookBackDays"); got != float64(30) {
			t.Fatal("the honest request:", got)
		}
		bea := s.in.Person("bea", identity.RoleAdmin)
		s.in.Must(bea.Browser(), `mutation{updatePublicView(input:{streak:false,times:true}){errors{code}}}`, nil)
		for name, as := range map[string]apptest.Credential{
			"stranger": {}, "token": s.ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite, identity.ScopeProfileWrite),
		} {
			if code := s.in.GraphQL(as, `mutation{updatePublicView(input:{streak:false,times:true}){errors{code}}}`, nil).Code(); code == "" {
				t.Error(name, "chose")
			}
		}
		// The policy of the room refuses by itself, whatever door was passed.
		for name, as := range map[string]identity.Actor{"nobody": {}, "token": {UserID: s.ada.ID, TokenID: "t"}} {
			if _, err := s.in.App.Sharing.UpdatePublicView(t.Context(), as, sharing.DefaultPublicView()); err == nil {
				t.Error(name, "chose behind the doors")
			}
		}
		for _, days := range []int{0, -1, 3661} {
			if a := s.show(false, true, days); !strings.Contains(string(a.Raw), `"sharing.look_back"`) {
				t.Errorf("%d days: %s", days, a.Raw)
			}
		}
		kept := s.in.Must(s.as, `{viewer{publicView{streak times lookBackDays}}}`, nil)
		if kept.At("viewer", "publicView", "streak") != true || kept.At("viewer", "publicView", "times") != false || kept.At("viewer", "publicView", "lookBackDays") != float64(30) {
			t.Errorf("the choice moved: %v", kept)
		}
	})
}
