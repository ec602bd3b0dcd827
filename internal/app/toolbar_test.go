package app_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// TestToolbarTravelsInTime: the clock of the instance moves there and back, with the header of the app alone.
func TestToolbarTravelsInTime(t *testing.T) {
	parts := apptest.New(t, dbtest.Open(t, db.SQLite), "--dev-toolbar").App.Parts
	travel := clock.NewTravel(0)
	parts.Clock = travel
	a, err := app.Assemble(parts)
	if err != nil {
		t.Fatal(err)
	}
	web, err := app.NewWeb(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !web.Above {
		t.Error("the page of the app does not load it")
	}
	ask := func(method, path, header string) (int, string) {
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		r.Host = apptest.Host
		if header != "" {
			r.Header.Set(header, "1")
		}
		w := httptest.NewRecorder()
		web.Server.Handler().ServeHTTP(w, r)
		body, err := io.ReadAll(w.Result().Body)
		if err != nil {
			t.Fatal(err)
		}
		return w.Code, string(body)
	}
	moved := func() int {
		var shown struct{ MovedSeconds int }
		if _, body := ask(http.MethodGet, "/dev/clock", ""); json.Unmarshal([]byte(body), &shown) != nil {
			t.Fatal(body)
		}
		return shown.MovedSeconds
	}
	for path, want := range map[string]int{"/dev/clock?seconds=604800": 604800, "/dev/clock?seconds=-604800": 0} {
		travel.ComeBack()
		if want == 0 {
			travel.Move(7 * 24 * time.Hour)
		}
		if status, body := ask(http.MethodPost, path, "X-Tamatar"); status != http.StatusOK || moved() != want {
			t.Errorf("%s: %d %s, moved %d", path, status, body, moved())
		}
	}
	travel.Move(time.Hour)
	if status, _ := ask(http.MethodPost, "/dev/clock?reset=1", "X-Tamatar"); status != http.StatusOK || moved() != 0 {
		t.Error("back:", status, moved())
	}
	for path, header := range map[string]string{"/dev/clock?seconds=60": "", "/dev/clock?seconds=x": "X-Tamatar", "/dev/clock?seconds=99999999999": "X-Tamatar"} {
		if status, _ := ask(http.MethodPost, path, header); status == http.StatusOK || moved() != 0 {
			t.Errorf("%s with %q: %d, moved %d", path, header, status, moved())
		}
	}
	if status, body := ask(http.MethodGet, "/dev/clock.js", ""); status != http.StatusOK || !strings.Contains(body, "toolbar") {
		t.Error("script:", status)
	}
}

// TestNoToolbarInProduction: neither the routes nor a trace in the page, also where only development is on.
func TestNoToolbarInProduction(t *testing.T) {
	for _, dev := range []bool{true, false} {
		parts := apptest.New(t, dbtest.Open(t, db.SQLite)).App.Parts
		cfg := *parts.Config
		cfg.Dev, cfg.DevToolbar = dev, !dev // the toolbar alone is nothing either
		parts.Config, parts.Clock = &cfg, clock.NewTravel(0)
		a, err := app.Assemble(parts)
		if err != nil {
			t.Fatal(err)
		}
		web, err := app.NewWeb(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range web.Routes {
			if strings.Contains(r.Pattern, "/dev") {
				t.Errorf("development %t: %s", dev, r.Pattern)
			}
		}
		if web.Above {
			t.Errorf("development %t: something stands above the app", dev)
		}
	}
}
