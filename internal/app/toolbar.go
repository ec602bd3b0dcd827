package app

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/route"
)

// toolbarScript draws the toolbar; the development server of the web app and the page of the app load it.
//
//go:embed toolbar.js
var toolbarScript []byte

const (
	toolbarPath       = "/dev/clock"
	toolbarScriptPath = "/dev/clock.js"
	// farthest is how far the clock may be moved in one step.
	farthest = 20 * 366 * 24 * time.Hour
)

// toolbar moves the clock of the instance, for development alone; nil where the setting is off.
type toolbar struct {
	clock *clock.Travel
	base  string
}

// toolbar is that of the instance, or nil.
func (a *App) toolbar() *toolbar {
	travel, ok := a.Clock.(*clock.Travel)
	if !ok || !a.Config.Dev || !a.Config.DevToolbar {
		return nil
	}
	return &toolbar{clock: travel, base: a.Config.Base().Path}
}

func (t *toolbar) routes() []route.Route {
	if t == nil {
		return nil
	}
	return []route.Route{
		{Pattern: "GET " + toolbarPath, Handler: http.HandlerFunc(t.show), Public: true},
		{Pattern: "POST " + toolbarPath, Handler: http.HandlerFunc(t.move), Public: true, MaxBody: 1 << 10},
		{Pattern: "GET " + toolbarScriptPath, Handler: http.HandlerFunc(t.script), Public: true, Cacheable: true},
	}
}

// markup loads the toolbar into the page of the app; nothing where there is none.
func (t *toolbar) markup(r *http.Request) string {
	if t == nil {
		return ""
	}
	return `<script src="` + t.base + toolbarScriptPath + `" nonce="` + route.Nonce(r.Context()) + `" defer></script>`
}

func (t *toolbar) show(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(map[string]any{"now": t.clock.Now(), "movedSeconds": int(t.clock.Moved().Seconds())})
}

// move moves the clock by the seconds of the form, or takes every move back. The header keeps foreign pages out.
func (t *toolbar) move(w http.ResponseWriter, r *http.Request) {
	seconds, err := strconv.Atoi(r.URL.Query().Get("seconds"))
	by := time.Duration(seconds) * time.Second
	switch {
	case r.Header.Get("X-Tamatar") == "":
		http.Error(w, "The header X-Tamatar is missing.", http.StatusForbidden)
		return
	case r.URL.Query().Has("reset"):
		t.clock.ComeBack()
	case err != nil || by > farthest || by < -farthest:
		http.Error(w, "Give seconds, at most twenty years of them, or reset.", http.StatusUnprocessableEntity)
		return
	default:
		t.clock.Move(by)
	}
	t.show(w, r)
}

func (t *toolbar) script(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(toolbarScript)
}
