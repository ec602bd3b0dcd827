package insights_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
)

const today = day.Date("2026-11-22")

func TestYearRange(t *testing.T) {
	leap := day.Date("2024-02-29")
	if r, err := insights.YearRange(nil, leap); err != nil || r != (day.Range{From: "2023-03-01", To: leap}) {
		t.Fatal(r, err)
	}
	if r, err := insights.YearRange(nil, today); err != nil || r.From != "2025-11-23" || r.Len() != 365 {
		t.Fatal(r, err)
	}
	for year, days := range map[int]int{1970: 365, 2024: 366, 2026: 365, 2027: 365, 1969: 0, 2028: 0, -5: 0, 1 << 40: 0} {
		r, err := insights.YearRange(&year, today)
		if (err == nil) != (days > 0) || (days > 0 && r.Len() != days) || (days == 0 && !errors.Is(err, insights.ErrYearInvalid)) {
			t.Errorf("%d: %v %v", year, r, err)
		}
	}
}

func TestWeeksRange(t *testing.T) {
	one := 1
	for start, want := range map[identity.Weekday]day.Range{
		identity.Monday:   {From: "2026-11-16", To: "2026-11-22"},
		identity.Sunday:   {From: "2026-11-22", To: "2026-11-28"},
		identity.Saturday: {From: "2026-11-21", To: "2026-11-27"},
	} {
		if r, err := insights.WeeksRange(&one, today, start); err != nil || r != want {
			t.Errorf("%s: %v %v", start, r, err)
		}
	}
	if r, err := insights.WeeksRange(nil, today, identity.Monday); err != nil || r.Len() != 7*insights.DefaultWeeks || r.To != "2026-11-22" {
		t.Fatal(r, err)
	}
}

func TestSettingsOfInput(t *testing.T) {
	in := insights.StreakSettingsInput{RestDays: []identity.Weekday{identity.Sunday, identity.Saturday, identity.Sunday}, FreezeEvery: 7, FreezeMax: 2}
	got, err := in.Settings()
	if err != nil || !slices.Equal(got.RestDays, []identity.Weekday{identity.Saturday, identity.Sunday}) {
		t.Fatal(got, err)
	}
	if r := got.Rules(today); r.From != today || len(r.RestWeekdays) != 2 || r.Freeze != (day.FreezePolicy{EarnEvery: 7, Max: 2}) {
		t.Fatalf("%+v", r)
	}
}

func TestEnumsSpeakGraphQL(t *testing.T) {
	var b strings.Builder
	insights.StreakState(day.StreakFrozen).MarshalGQL(&b)
	insights.DayMark(day.MarkFreeze).MarshalGQL(&b)
	insights.DayOffKindSick.MarshalGQL(&b)
	if b.String() != `"FROZEN""FREEZE""SICK"` {
		t.Fatal(b.String())
	}
	var (
		s insights.StreakState
		m insights.DayMark
		k insights.DayOffKind
	)
	if err := errors.Join(s.UnmarshalGQL("BROKEN"), m.UnmarshalGQL("FUTURE"), k.UnmarshalGQL("VACATION")); err != nil || k.Mark() != day.MarkVacation {
		t.Fatal(err)
	}
	if s.UnmarshalGQL("AT_RISK") == nil || m.UnmarshalGQL("OFF") == nil || k.UnmarshalGQL("REST") == nil {
		t.Fatal("unknown values are refused")
	}
}
