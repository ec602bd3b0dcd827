package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/app/demo"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/site"
)

const (
	resetSchedule = "demo.reset"
	// visitorPrefix begins the cookie of a visitor; the handle of the persona follows. It is no secret: everybody may be
	// one, and the cookie opens nothing but reading.
	visitorPrefix = "demo."
	// visitorLogin stands in the place of a session or a token.
	visitorLogin = "visitor"
)

// demonstration lets strangers look around as the personas, and makes these anew from time to time.
type demonstration struct {
	app    *App
	loader demo.Loader
}

// demonstrate makes the demonstration, where the settings want one.
func (a *App) demonstrate() *demonstration {
	if a.Config.Demo == 0 {
		return nil
	}
	d := &demonstration{app: a, loader: demo.Loader{
		Accounts: a.Identity, Entries: a.Journal, Notices: a.Notify, Answers: a.Reviews, Writing: a.Journal, Files: a.Files, Shares: a.Sharing, Hooks: a.Capture,
	}}
	jobs.Every(a.Jobs, resetSchedule, a.Config.Demo, d.reset)
	return d
}

// check refuses a database with accounts of others than the personas.
func (d *demonstration) check(ctx context.Context) error {
	if d == nil {
		return nil
	}
	users, err := d.app.Identity.SystemUsers(ctx, "")
	if err != nil {
		return err
	}
	for _, u := range users {
		if persona(u.Handle) == nil || persona(u.Handle).Email != u.Email {
			return fmt.Errorf("TAMATAR_DEMO: the database has accounts of people (%s); a demonstration makes its people anew and needs a database of its own", u.Handle)
		}
	}
	return nil
}

// reset makes the personas and their logs anew, up to today.
func (d *demonstration) reset(ctx context.Context) error {
	if err := d.check(ctx); err != nil {
		return err
	}
	if _, err := d.loader.Remove(ctx); err != nil {
		return err
	}
	_, err := d.loader.Load(ctx, day.Of(d.app.Clock.Now(), time.UTC, 0), demo.Password())
	return err
}

// next is when the people are made anew; zero when that is not known.
func (d *demonstration) next(ctx context.Context) time.Time {
	list, err := d.app.Jobs.Schedules(ctx)
	if err != nil {
		return time.Time{}
	}
	for _, s := range list {
		if s.Name == resetSchedule {
			return s.NextAt
		}
	}
	return time.Time{}
}

// authenticate proves callers: a visitor is the persona of the cookie, and may read. Error: identity.ErrBadCredential.
func (a *App) authenticate(ctx context.Context, credential string) (identity.Actor, error) {
	handle, visits := strings.CutPrefix(credential, visitorPrefix)
	if a.demonstration == nil || !visits {
		return a.Identity.Authenticate(ctx, credential)
	}
	if persona(handle) == nil {
		return identity.Actor{}, identity.ErrBadCredential
	}
	face, err := a.Identity.Face(ctx, handle)
	if err != nil {
		return identity.Actor{}, err
	}
	if face == nil { // being made anew at this moment
		return identity.Actor{}, identity.ErrBadCredential
	}
	actor, err := a.Identity.ActorOf(ctx, face.ID, visitorLogin, identity.Scopes{identity.ScopeRead})
	actor.Visitor = true
	return actor, err
}

// site is what the pages need of the demonstration; nil without one.
func (d *demonstration) site() *site.Demonstration {
	if d == nil {
		return nil
	}
	out := &site.Demonstration{Next: d.next, Cookie: func(handle string) string {
		if persona(handle) == nil {
			return ""
		}
		return visitorPrefix + handle
	}}
	for _, p := range demo.Personas() {
		out.People = append(out.People, site.DemoPerson{Handle: p.Handle, Name: p.Name, Lang: p.Locale, Bio: p.Bio})
	}
	return out
}

// above is what stands above the app on its page; nil for nothing.
func (a *App) above(pages *site.Site) func(*http.Request) string {
	bar := a.toolbar()
	if a.demonstration == nil && bar == nil {
		return nil
	}
	return func(r *http.Request) string { return pages.DemoBanner(r) + bar.markup(r) }
}

func persona(handle string) *demo.Persona {
	for _, p := range demo.Personas() {
		if p.Handle == handle {
			return &p
		}
	}
	return nil
}
