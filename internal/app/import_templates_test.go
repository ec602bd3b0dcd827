package app_test

import (
	"slices"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// TestTemplatesPassThroughAnArchive: templates arrive whole, in their order and with their variables as typed, and once; none
// becomes an entry. The way tasks are carried over comes along too, and gives way to a choice that was made here.
func TestTemplatesPassThroughAnArchive(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada, bea, cem := in.Person("ada", identity.RoleMember), in.Person("bea", identity.RoleMember), in.Person("cem", identity.RoleMember)
		j := in.App.Journal
		actor := func(p *apptest.Person) identity.Actor {
			return identity.Actor{UserID: p.ID, SessionID: "s", Role: identity.RoleMember, Zone: "Europe/Berlin", Locale: "en", WeekStart: time.Monday}
		}
		templates := func(p *apptest.Person) []journal.Template {
			t.Helper()
			list, err := j.Templates(t.Context(), actor(p))
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		plan := journal.KindPlan
		var made []string
		for _, c := range []journal.CreateTemplateInput{
			{ClientID: "client-standup", Name: "Standup", Body: "## {{date}}\n\n{{open tasks}}\n- [ ] {{nonsense}}", Kind: &plan, Tags: []string{"go/generics"}, Weekdays: []identity.Weekday{identity.Monday, identity.Friday}},
			{ClientID: "client-retro", Name: "Retro", Body: "{{done yesterday}}"},
		} {
			made = append(made, must(j.CreateTemplate(t.Context(), actor(ada), c))(t).ID)
		}
		slices.Reverse(made)
		must(j.OrderTemplates(t.Context(), actor(ada), made))(t)
		how := journal.ChooseRollOverInput{Automatic: true, Place: journal.RollOverHeading, Heading: "Open", DoneHeading: "Done", TakeOut: true}
		must(j.ChooseRollOver(t.Context(), actor(ada), how))(t)
		own := journal.ChooseRollOverInput{Place: journal.RollOverStart}
		must(j.ChooseRollOver(t.Context(), actor(cem), own))(t)

		archive := archiveOf(t, in, ada, false)
		for _, r := range []*portable.Report{bring(t, in, bea, archive, true), bring(t, in, bea, archive, false)} {
			if r.Of("templates", portable.Created) != 2 || r.Of("entries", portable.Created) != 0 || r.Refused > 0 {
				t.Fatalf("%+v %+v", r.Counts, r.Problems)
			}
		}
		there, here := templates(ada), templates(bea)
		if len(there) != 2 || len(here) != 2 || there[0].Name != "Retro" {
			t.Fatalf("%+v became %+v", there, here)
		}
		for i, want := range there {
			got := here[i]
			if got.Name != want.Name || got.Body != want.Body || !slices.Equal(got.Tags, want.Tags) || !slices.Equal(got.Weekdays, want.Weekdays) || (got.Kind == nil) != (want.Kind == nil) {
				t.Errorf("%+v became %+v", want, got)
			}
		}
		if got := must(j.RollOver(t.Context(), actor(bea)))(t); *got != journal.RollOver(how) {
			t.Errorf("carried over as %+v", got)
		}
		if again := bring(t, in, bea, archive, false); again.Of("templates", portable.Created) != 0 || len(templates(bea)) != 2 {
			t.Errorf("imported twice: %+v", again.Counts)
		}
		bring(t, in, cem, archive, false)
		if got := must(j.RollOver(t.Context(), actor(cem)))(t); *got != journal.RollOver(own) {
			t.Errorf("a choice made here became %+v", got)
		}
	})
}

// must gives what came without an error, and ends the test of any other.
func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
