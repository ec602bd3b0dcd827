package evidencesvc_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/evidence"
	"tamatar.dev/tamatar/internal/evidence/evidencesvc"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// faces are the public faces of people, as identity would give them.
type faces struct{}

func (faces) UsersByID(_ context.Context, ids []string) (map[string]*identity.User, error) {
	out := map[string]*identity.User{}
	for _, id := range ids {
		out[id] = &identity.User{ID: id, Handle: id}
	}
	return out, nil
}

// plain are words as the site would give them.
type plain struct{}

func (plain) Evidence(string) evidence.Words {
	return evidence.Words{
		Works:   map[evidence.Work]string{evidence.WorkNew: "New", evidence.WorkFixed: "Fixed", evidence.WorkOther: "Also"},
		Commits: func(n int) string { return fmt.Sprintf("%d commits", n) },
		More:    func(n int) string { return fmt.Sprintf("and %d more", n) },
	}
}

// A world is the journal and its evidence on one database.
type world struct {
	t        *testing.T
	journal  *journalsvc.Service
	evidence *evidencesvc.Service
	writes   int
}

func run(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC))
		j := journalsvc.New(journalsvc.Deps{
			DB: d, Clock: c, Users: faces{}, Tags: tagssvc.New(tagssvc.Deps{DB: d, Clock: c}), Cursors: page.NewSealer(make([]byte, 32)),
		})
		fn(t, &world{t: t, journal: j, evidence: evidencesvc.New(evidencesvc.Deps{Journal: j, Wording: plain{}})})
	})
}

func someone(id string) identity.Actor {
	return identity.Actor{UserID: id, SessionID: "s-" + id, Role: identity.RoleMember, Zone: "Europe/Berlin", Locale: "en"}
}

func (w *world) as(a identity.Actor) context.Context { return identity.WithActor(w.t.Context(), a) }

// commits imports a day of a repository.
func (w *world) commits(a identity.Actor, repository string, d day.Date, count int, subjects ...string) {
	w.t.Helper()
	body := fmt.Sprintf("%d commits in %s\n\n", count, repository)
	for _, s := range subjects {
		body += "- " + s + "\n"
	}
	in := journal.ImportEntryInput{
		SourceKey: "git:" + repository + ":" + a.UserID + ":" + string(d), Body: body, Kind: journal.KindDone, Day: d, Zone: "+01:00",
		LoggedAt: d.Time(time.UTC).Add(9 * time.Hour), SourceCount: &count, Draft: true,
	}
	p, err := w.journal.Import(w.as(a), a.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: []journal.ImportEntryInput{in}})
	if err != nil || p.Created+p.Updated != 1 {
		w.t.Fatalf("%+v %v", p, err)
	}
}

func (w *world) write(a identity.Actor, d day.Date, body string) *journal.Entry {
	w.t.Helper()
	w.writes++
	e, err := w.journal.Write(w.as(a), a, journal.WriteEntryInput{ClientID: fmt.Sprintf("client-%06d", w.writes), Body: body, Day: &d})
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func (w *world) on(a identity.Actor, d day.Date) *evidence.Evidence {
	w.t.Helper()
	out, err := w.evidence.On(w.as(a), d)
	if err != nil {
		w.t.Fatal(err)
	}
	rows := 0
	for _, g := range out.Groups {
		in := g.More
		for _, i := range g.Items {
			in += i.Times
		}
		if in != g.Count {
			w.t.Errorf("%s counts %d and has %d", g.Name, g.Count, in)
		}
		rows += in
	}
	if rows != out.Count {
		w.t.Errorf("the day counts %d and has %d", out.Count, rows)
	}
	days, err := w.evidence.Days(w.as(a), day.Range{From: d, To: d})
	if err != nil {
		w.t.Fatal(err)
	}
	if told := sum(days); told != out.Count {
		w.t.Errorf("the day is told to have %d items, and has %d", told, out.Count)
	}
	return out
}

func sum(days []evidence.EvidenceDay) int {
	n := 0
	for _, d := range days {
		n += d.Items
	}
	return n
}

const friday day.Date = "2026-11-20"

func TestEvidenceOfADay(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ada := someone("ada")
		if out := w.on(ada, friday); out.Count != 0 || len(out.Groups) != 0 || out.Draft != "" {
			t.Fatalf("of nothing: %+v", out)
		}
		w.commits(ada, "engine", friday, 5, "feat(api): retry", "fix: leak", "fix: leak")
		w.commits(ada, "site", friday, 1, "wip")
		w.commits(ada, "site", "2026-11-19", 2, "a", "b")
		out := w.on(ada, friday)
		if out.Count != 6 || len(out.Groups) != 2 || out.Groups[0].More != 2 || len(out.Groups[0].Items) != 2 || out.Groups[0].Items[1].Times != 2 {
			t.Fatalf("%+v", out)
		}
		want := "**engine**: 5 commits\n\n- New (api): retry\n- Fixed: leak ×2\n- and 2 more\n\n**site**: 1 commits\n\n- Also: wip\n"
		if out.Draft != want {
			t.Errorf("got\n%s", out.Draft)
		}
		days, err := w.evidence.Days(w.as(ada), day.Range{From: "2026-11-01", To: "2026-11-30"})
		if err != nil || len(days) != 2 || days[0].Day != "2026-11-19" || days[0].Items != 2 || days[1].Items != 6 {
			t.Errorf("%+v %v", days, err)
		}
		if _, err := w.evidence.Days(w.as(ada), day.Range{From: "2020-01-01", To: "2026-11-30"}); !errors.Is(err, journal.ErrDaysOutOfRange) {
			t.Errorf("seven years: %v", err)
		}
	})
}

// TestEvidenceStaysWhatItWas: what its author makes of an imported entry changes no evidence; throwing it away does.
func TestEvidenceStaysWhatItWas(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ada := someone("ada")
		w.commits(ada, "engine", friday, 1, "first")
		w.commits(ada, "engine", friday, 2, "first", "second") // a draft nobody touched grows with its origin
		before := w.on(ada, friday)
		if before.Count != 2 {
			t.Fatalf("%+v", before)
		}
		id := before.Groups[0].EntryID
		e, err := w.journal.Entry(w.as(ada), ada, id)
		if err != nil || e == nil {
			t.Fatal(e, err)
		}
		for n, body := range []string{"All my own words", "And again"} {
			_, conflict, err := w.journal.Edit(w.as(ada), ada, journal.EditEntryInput{
				ID: id, BaseRevision: e.Revision + n, ClientID: fmt.Sprintf("edit-%06d", n), Body: body, Kind: e.Kind, Day: e.Day, Audience: audience.Private,
			})
			if err != nil || conflict != nil {
				t.Fatal(conflict, err)
			}
		}
		if after := w.on(ada, friday); after.Draft != before.Draft || after.Groups[0].Items[1].Key != before.Groups[0].Items[1].Key {
			t.Errorf("after an edit: %+v", after)
		}
		if err := w.journal.Delete(w.as(ada), ada, id); err != nil {
			t.Fatal(err)
		}
		if gone := w.on(ada, friday); gone.Count != 0 {
			t.Errorf("in the trash: %+v", gone)
		}
	})
}

func TestCitationsAreFound(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ada, bea := someone("ada"), someone("bea")
		w.commits(ada, "engine", friday, 2, "feat: retry", "fix: leak")
		before := w.on(ada, friday)
		item := before.Groups[0].Items[0]
		if len(before.Citations) != 0 {
			t.Fatal(before.Citations)
		}
		first := w.write(ada, friday, "Was proud of "+item.Reference+".")
		second := w.write(ada, "2026-11-22", "Later\n\n- "+item.Reference)
		w.write(bea, friday, "Not mine: "+item.Reference)
		w.write(ada, friday, "Only the word "+strings.TrimPrefix(item.Key, "commits-"))
		if got := w.on(ada, friday).Citations; len(got) != 1 || got[0].Key != item.Key || got[0].EntryID != second.ID {
			t.Fatalf("the newest: %+v", got)
		}
		if err := w.journal.Delete(w.as(ada), ada, second.ID); err != nil {
			t.Fatal(err)
		}
		if got := w.on(ada, friday).Citations; len(got) != 1 || got[0].EntryID != first.ID || got[0].Title != "Was proud of feat: retry." {
			t.Errorf("the one that is left: %+v", got)
		}
	})
}

func TestAttack_B14_EvidenceOfSomebodyElse(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ada, bea := someone("ada"), someone("bea")
		w.commits(ada, "secret-engine", friday, 1, "fix: leak")
		if own := w.on(ada, friday); own.Count != 1 {
			t.Fatalf("%+v", own)
		}
		if out := w.on(bea, friday); out.Count != 0 || out.Draft != "" {
			t.Errorf("somebody else sees %+v", out)
		}
		if _, err := w.evidence.On(t.Context(), friday); !errors.Is(err, identity.ErrSignInRequired) {
			t.Errorf("a stranger: %v", err)
		}
		writer := ada
		writer.SessionID, writer.TokenID, writer.Scopes = "", "t", nil
		if _, err := w.evidence.Days(w.as(writer), day.Range{From: friday, To: friday}); !errors.Is(err, identity.ErrScopeMissing) {
			t.Errorf("a token without the scope: %v", err)
		}
	})
}

// TestADayCostsTheSame: the statements of a day do not grow with its items.
func TestADayCostsTheSame(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ada := someone("ada")
		cost := func() int64 {
			ctx, count := db.CountStatements(w.as(ada))
			if _, err := w.evidence.On(ctx, friday); err != nil {
				t.Fatal(err)
			}
			return *count
		}
		w.commits(ada, "r0", friday, 1, "one")
		few := cost()
		var many []string
		for i := range 200 {
			many = append(many, fmt.Sprintf("commit number %d", i))
		}
		for r := range 10 {
			w.commits(ada, fmt.Sprintf("big%d", r), friday, 200, many...)
		}
		if most := cost(); few == 0 || most > few || most > 4 {
			t.Errorf("%d statements for one commit, %d for two thousand", few, most)
		}
		listed := 0
		for _, g := range w.on(ada, friday).Groups { // on sees to it that those beyond are counted
			listed += len(g.Items)
		}
		if listed != evidence.MaxItems {
			t.Errorf("%d items are listed", listed)
		}
	})
}
