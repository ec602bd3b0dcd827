package insightssvc_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
)

// listed reads every entry that the journal lists for a range of days, page by page.
func (w *world) listed(a identity.Actor, from, to day.Date) []journal.Entry {
	w.t.Helper()
	var out []journal.Entry
	args := page.Args{First: ptr(100)}
	for {
		c, err := w.journal.Timeline(w.as(a), a, args, &journal.EntryFilter{From: &from, To: &to})
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, c.Nodes...)
		if !c.PageInfo.HasNextPage {
			return out
		}
		args.After = c.PageInfo.EndCursor
	}
}

// fill writes a year of entries of all kinds, moves some, deletes some and restores some; always the same ones.
func (w *world) fill(a identity.Actor, n int) {
	w.t.Helper()
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a deterministic history
	var written []*journal.Entry
	for range n {
		d := day.Date("2026-11-25").AddDays(-r.IntN(380))
		in := []func(*journal.WriteEntryInput){on(d), kind(journal.Kinds[r.IntN(len(journal.Kinds))])}
		if r.IntN(2) == 0 {
			in = append(in, minutes(1+r.IntN(200)))
		}
		if r.IntN(3) == 0 {
			in = append(in, body(fmt.Sprintf("Looked into #go and #area%d\n- [ ] open\n- [x] done", r.IntN(5))))
		}
		written = append(written, w.write(a, in...))
	}
	for i, e := range written {
		switch i % 7 {
		case 0, 1:
			if err := w.journal.Delete(w.as(a), a, e.ID); err != nil {
				w.t.Fatal(err)
			}
		case 2:
			_, _, err := w.journal.Edit(w.as(a), a, journal.EditEntryInput{
				ID: e.ID, BaseRevision: 1, ClientID: "edit-" + e.ID, Body: e.Body, Kind: e.Kind,
				Day: e.Day.AddDays(-3), Minutes: ptr(7), Audience: e.Audience,
			})
			if err != nil {
				w.t.Fatal(err)
			}
		}
		if i%14 == 0 {
			if _, err := w.journal.Restore(w.as(a), a, e.ID); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

func (w *world) importDrafts(a identity.Actor) {
	w.t.Helper()
	var list []journal.ImportEntryInput
	for i := range 40 {
		d := day.Date("2026-09-01").AddDays(i)
		list = append(list, journal.ImportEntryInput{
			SourceKey: "git:root:ann:" + string(d), Body: "Commits", Kind: journal.KindDone, Day: d, Zone: a.Zone,
			LoggedAt: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, i), SourceCount: ptr(i + 1), Draft: i%2 == 0,
		})
	}
	got, err := w.journal.Import(w.as(a), a.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceGit, Entries: list})
	if err != nil || got.Created != 40 {
		w.t.Fatalf("%+v %v", got, err)
	}
}

func TestHeatmap_CountsEqualTheEntriesListed(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann, bob := someone("ann", "Europe/Berlin", 4), someone("bob", "Europe/Berlin", 4)
		w.fill(ann, 140)
		w.importDrafts(ann)
		w.write(bob, on("2026-11-20"), minutes(600)) // must not appear in Ann's numbers
		h := w.heatmap(ann, nil)
		all := w.listed(ann, h.From, h.To)
		count, mins, items := map[day.Date]int{}, map[day.Date]int{}, map[day.Date]int{}
		for _, e := range all {
			count[e.Day]++
			if e.Minutes != nil {
				mins[e.Day] += *e.Minutes
			}
			if e.SourceCount != nil {
				items[e.Day] += *e.SourceCount
			}
		}
		total := 0
		for _, hd := range h.Days {
			if hd.Entries != count[hd.Day] || hd.Minutes != mins[hd.Day] || hd.SourceItems != items[hd.Day] {
				t.Fatalf("%+v, listed %d entries, %d minutes, %d items", hd, count[hd.Day], mins[hd.Day], items[hd.Day])
			}
			total += hd.Entries
		}
		if total != len(all) || h.Entries != total || total < 100 {
			t.Fatalf("heatmap %d, sum %d, listed %d", h.Entries, total, len(all))
		}
		// Clicking on a day lists exactly what the cell counted.
		for _, hd := range h.Days[len(h.Days)-15:] {
			if got := len(w.listed(ann, hd.Day, hd.Day)); got != hd.Entries {
				t.Fatalf("%s lists %d, counts %d", hd.Day, got, hd.Entries)
			}
		}
		today := w.today(ann)
		if got := len(w.listed(ann, today.Day, today.Day)); got != today.Entries {
			t.Fatalf("today counts %d, lists %d", today.Entries, got)
		}
		w.checkWeeks(ann)
		w.checkTags(ann)
	})
}

func (w *world) checkWeeks(a identity.Actor) {
	w.t.Helper()
	weeks, err := w.insights.Weeks(w.as(a), ptr(insights.MaxWeeks))
	if err != nil || len(weeks) != insights.MaxWeeks {
		w.t.Fatalf("%d weeks, %v", len(weeks), err)
	}
	for i, week := range weeks {
		all := w.listed(a, week.From, week.To)
		mins, days := 0, map[day.Date]bool{}
		for _, e := range all {
			if e.Minutes != nil {
				mins += *e.Minutes
			}
			if e.Kind != journal.KindPlan || e.Day <= "2026-11-22" {
				days[e.Day] = true
			}
		}
		if week.Entries != len(all) || week.Minutes != mins || week.ActiveDays != len(days) {
			w.t.Fatalf("%+v, listed %d entries, %d minutes, %d days", week, len(all), mins, len(days))
		}
		if week.From.Weekday() != a.WeekStart || week.To != week.From.AddDays(6) || (i > 0 && week.From != weeks[i-1].To.AddDays(1)) {
			w.t.Fatalf("weeks do not join: %+v", week)
		}
	}
	if last := weeks[len(weeks)-1]; last.From > "2026-11-22" || last.To < "2026-11-22" {
		w.t.Fatalf("the last week holds today: %+v", last)
	}
}

func (w *world) checkTags(a identity.Actor) {
	w.t.Helper()
	from, to := day.Date("2026-03-01"), day.Date("2026-08-31")
	got, err := w.insights.TagTotals(w.as(a), &from, &to, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	count, mins := map[string]int{}, map[string]int{}
	for _, e := range w.listed(a, from, to) {
		for _, tag := range e.Tags {
			count[tag.Name]++
			if e.Minutes != nil {
				mins[tag.Name] += *e.Minutes
			}
		}
	}
	if len(got) != len(count) || len(got) < 4 {
		w.t.Fatalf("%d tags, listed %d", len(got), len(count))
	}
	for i, row := range got {
		if row.Entries != count[row.Tag.Name] || row.Minutes != mins[row.Tag.Name] || (i > 0 && row.Entries > got[i-1].Entries) {
			w.t.Fatalf("%+v, listed %d entries, %d minutes", row, count[row.Tag.Name], mins[row.Tag.Name])
		}
	}
}
