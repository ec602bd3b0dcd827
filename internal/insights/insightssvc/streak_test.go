package insightssvc_test

import (
	"errors"
	"slices"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func (w *world) choose(a identity.Actor, in insights.StreakSettingsInput) {
	w.t.Helper()
	p, err := insightssvc.Mutations{S: w.insights}.UpdateStreakSettings(w.as(a), in)
	if err != nil || len(p.Errors) != 0 || p.Settings == nil {
		w.t.Fatalf("%+v %v", p, err)
	}
}

func (w *world) markOff(a identity.Actor, from, to day.Date, k insights.DayOffKind) {
	w.t.Helper()
	p, err := insightssvc.Mutations{S: w.insights}.SetDaysOff(w.as(a), insights.DaysOffInput{From: from, To: to, Kind: k})
	if err != nil || len(p.Errors) != 0 {
		w.t.Fatalf("%+v %v", p, err)
	}
}

// Today is Sunday, 2026-11-22.
func TestStreak_FreezesOfTheDefault(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		if s := w.streak(ann); s.Current != 0 || s.State != insights.StreakState(day.StreakNone) || s.AliveUntil != nil || s.LastActive != nil {
			t.Fatalf("%+v", s)
		}
		for i := range 7 {
			w.write(ann, on(day.Date("2026-11-14").AddDays(i)))
		}
		if s := w.streak(ann); s.Current != 7 || s.State != frozen || s.FreezesLeft != 0 {
			t.Fatalf("the seventh day earned a freeze, the 21st used it: %+v", s)
		}
		if hd := dayIn(t, w.heatmap(ann, nil), "2026-11-21"); hd.Mark != insights.DayMark(day.MarkFreeze) || hd.Entries != 0 {
			t.Fatalf("%+v", hd)
		}
		w.choose(ann, insights.StreakSettingsInput{FreezeEvery: 0, FreezeMax: 0})
		if s := w.streak(ann); s.Current != 7 {
			t.Fatalf("switching freezes off keeps the past: %+v", s)
		}
	})
}

func TestStreak_RestDaysAndDaysOff(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		for _, date := range []day.Date{"2026-11-12", "2026-11-13", "2026-11-16", "2026-11-19", "2026-11-20"} {
			w.write(ann, on(date))
		}
		if s := w.streak(ann); s.State != broken || s.Longest != 2 {
			t.Fatalf("%+v", s)
		}
		w.choose(ann, insights.StreakSettingsInput{RestDays: []identity.Weekday{identity.Sunday, identity.Saturday, identity.Sunday}, FreezeEvery: 7, FreezeMax: 2})
		if s := w.streak(ann); s.Current != 2 || s.State != alive || s.Longest != 3 {
			t.Fatalf("the first choice of rest days holds for the past: %+v", s)
		}
		w.markOff(ann, "2026-11-17", "2026-11-18", insights.DayOffKindSick)
		w.markOff(ann, "2026-11-23", "2026-12-04", insights.DayOffKindVacation)
		s := w.streak(ann)
		if s.Current != 5 || s.State != alive || s.AliveUntil.Format("2006-01-02") != "2026-12-08" {
			t.Fatalf("%+v until %s", s, s.AliveUntil)
		}
		h := w.heatmap(ann, ptr(2026))
		for date, mark := range map[day.Date]day.Mark{
			"2026-11-14": day.MarkRest, "2026-11-16": day.MarkActive, "2026-11-17": day.MarkSick,
			"2026-11-22": day.MarkRest, "2026-11-23": day.MarkVacation, "2026-12-07": day.MarkFuture, "2026-11-11": day.MarkNone,
		} {
			if got := dayIn(t, h, date).Mark; got != insights.DayMark(mark) {
				t.Errorf("%s is %s, want %s", date, got, mark)
			}
		}
		w.checkDaysOff(ann)
	})
}

func (w *world) checkDaysOff(a identity.Actor) {
	w.t.Helper()
	r := day.Range{From: "2026-11-01", To: "2026-11-24"}
	got := must(w.insights.DaysOff(w.as(a), r))(w.t)
	want := []insights.DayOff{
		{Day: "2026-11-17", Kind: insights.DayOffKindSick},
		{Day: "2026-11-18", Kind: insights.DayOffKindSick},
		{Day: "2026-11-23", Kind: insights.DayOffKindVacation},
		{Day: "2026-11-24", Kind: insights.DayOffKindVacation},
	}
	if !slices.Equal(got, want) {
		w.t.Fatalf("%+v", got)
	}
	w.markOff(a, "2026-11-18", "2026-11-18", insights.DayOffKindVacation)
	p, err := insightssvc.Mutations{S: w.insights}.ClearDaysOff(w.as(a), "2026-11-18", "2026-11-24")
	if err != nil || p.Days != 3 {
		w.t.Fatalf("%+v %v", p, err)
	}
	if got := must(w.insights.DaysOff(w.as(a), r))(w.t); len(got) != 1 {
		w.t.Fatalf("%+v", got)
	}
}

func TestStreak_LaterChoicesLeaveThePastAlone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		w.at("UTC", "2026-11-02 12:00")
		w.choose(ann, insights.StreakSettingsInput{RestDays: []identity.Weekday{identity.Sunday}})
		for i := range 20 {
			if date := day.Date("2026-11-02").AddDays(i); date != "2026-11-08" && date != "2026-11-15" {
				w.write(ann, on(date))
			}
		}
		w.at("UTC", "2026-11-21 12:00")
		w.choose(ann, insights.StreakSettingsInput{RestDays: []identity.Weekday{identity.Friday}})
		if s := w.streak(ann); s.Current != 18 || s.State != alive {
			t.Fatalf("%+v", s)
		}
		if got := must(w.insights.StreakSettings(w.as(ann)))(t); !slices.Equal(got.RestDays, []identity.Weekday{identity.Friday}) {
			t.Fatalf("%+v", got)
		}
		// Chosen in Kiritimati, where it is the 22nd already; changed again in Los Angeles on the 21st.
		w.choose(someone("ann", "Pacific/Kiritimati", 0), insights.StreakSettingsInput{RestDays: []identity.Weekday{identity.Monday}})
		w.choose(someone("ann", "America/Los_Angeles", 0), insights.StreakSettingsInput{RestDays: []identity.Weekday{identity.Tuesday}})
		if got := must(w.insights.StreakSettings(w.as(ann)))(t); !slices.Equal(got.RestDays, []identity.Weekday{identity.Tuesday}) {
			t.Fatalf("the last choice wins: %+v", got)
		}
	})
}

func TestStreak_PlansAheadAreNoWork(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		w.write(ann)
		w.write(ann, on("2026-11-23"), kind(journal.KindPlan))
		w.at("UTC", "2026-11-23 09:00")
		s, today := w.streak(ann), w.today(ann)
		if s.State != open || s.Current != 1 || today.Entries != 1 {
			t.Fatalf("yesterday's plan is listed today, but nothing is logged: %+v %+v", s, today)
		}
		w.write(ann, kind(journal.KindPlan))
		if s := w.streak(ann); s.State != alive || s.Current != 2 {
			t.Fatalf("a plan written today is an entry of today: %+v", s)
		}
	})
}

func TestSettings_BadInputIsToldInWords(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		m := insightssvc.Mutations{S: w.insights}
		for _, in := range []insights.StreakSettingsInput{{FreezeEvery: -1}, {FreezeEvery: 366}, {FreezeMax: 31}, {FreezeMax: -1}} {
			p, err := m.UpdateStreakSettings(w.as(ann), in)
			if err != nil || p.Settings != nil || len(p.Errors) != 1 || p.Errors[0].Field == nil || p.Errors[0].Code != "insights.freeze_out_of_range" {
				t.Errorf("%+v: %+v %v", in, p, err)
			}
		}
		for _, r := range []day.Range{{From: "2026-11-22", To: "2026-11-21"}, {From: "2025-01-01", To: "2026-01-02"}, {From: "1969-12-31", To: "1970-01-01"}, {From: "2029-01-01", To: "2029-01-01"}, {From: "2026-02-30", To: "2026-03-01"}} {
			p, err := m.SetDaysOff(w.as(ann), insights.DaysOffInput{From: r.From, To: r.To, Kind: insights.DayOffKindSick})
			if err != nil || p.Days != 0 || len(p.Errors) != 1 {
				t.Errorf("%v: %+v %v", r, p, err)
			}
			if p, err = m.ClearDaysOff(w.as(ann), r.From, r.To); err != nil || len(p.Errors) != 1 {
				t.Errorf("%v: %+v %v", r, p, err)
			}
		}
		if got := must(w.insights.StreakSettings(w.as(ann)))(t); got.FreezeEvery != insights.DefaultFreezeEvery || len(got.RestDays) != 0 {
			t.Fatalf("nothing was saved: %+v", got)
		}
		f := insightssvc.ViewerFields{S: w.insights}
		for _, year := range []int{1969, 2028, -1} {
			if _, err := f.Heatmap(w.as(ann), nil, &year); !errors.Is(err, insights.ErrYearInvalid) {
				t.Errorf("%d: %v", year, err)
			}
		}
		for _, weeks := range []int{0, 54, -3} {
			if _, err := f.Weeks(w.as(ann), nil, &weeks); !errors.Is(err, insights.ErrWeeksInvalid) {
				t.Errorf("%d: %v", weeks, err)
			}
		}
	})
}

func TestTheYearsToChooseFromBeginWithTheFirstEntry(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ann := someone("ann", "UTC", 0)
		w.at("UTC", "2026-11-22 09:00")
		if first := w.heatmap(ann, nil).FirstDay; first != nil {
			t.Fatal("nothing is written, and the first day is", *first)
		}
		for _, written := range []day.Date{"2026-11-22", "2019-03-04", "2024-01-01"} {
			w.write(ann, on(written))
		}
		year := 2024
		for _, h := range []*insights.Heatmap{w.heatmap(ann, nil), w.heatmap(ann, &year)} {
			if h.FirstDay == nil || *h.FirstDay != "2019-03-04" {
				t.Error(h.FirstDay)
			}
		}
	})
}
