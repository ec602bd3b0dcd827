package identitysvc_test

import (
	"bytes"
	"context"
	"errors"
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
)

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
