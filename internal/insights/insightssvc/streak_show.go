package insightssvc

import (
	"context"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Streak is where the actor's streak stands now. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) Streak(ctx context.Context) (*insights.Streak, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	h, err := s.history(ctx, p, day.Range{})
	if err != nil {
		return nil, err
	}
	out := &insights.Streak{
		Current: h.streak.Current, Longest: h.streak.Longest,
		State: insights.StreakState(h.streak.State), FreezesLeft: h.streak.FreezesLeft,
	}
	if !h.streak.AliveUntil.IsZero() {
		out.AliveUntil = &h.streak.AliveUntil
	}
	if h.streak.LastActive != "" {
		out.LastActive = &h.streak.LastActive
	}
	return out, nil
}

// A history is all days of a person and what follows from them.
type history struct {
	tallies []tally
	streak  day.Streak
}

// history reads the person's days with three statements and computes the streak, with marks for show.
func (s *Service) history(ctx context.Context, p person, show day.Range) (history, error) {
	rules, err := s.store.rules(ctx, s.store.db.Reader(), p.UserID, maxRules)
	if err != nil {
		return history{}, fmt.Errorf("read streak settings: %w", err)
	}
	off, err := s.store.daysOff(ctx, p.UserID, day.Range{From: day.First, To: day.Last}, maxDaysOffEver)
	if err != nil {
		return history{}, fmt.Errorf("read days off: %w", err)
	}
	all, err := s.store.tallies(ctx, p.UserID, day.Range{From: day.First, To: day.Last})
	if err != nil {
		return history{}, fmt.Errorf("count days: %w", err)
	}
	in := day.StreakInput{
		Rules: rulesOf(rules), Off: stretches(off), Today: p.today,
		Zone: p.zone, DayStart: p.DayStart, Show: show,
	}
	for _, t := range all {
		if t.active() {
			in.Active = append(in.Active, t.Day)
		}
	}
	return history{tallies: all, streak: day.ComputeStreak(in)}, nil
}

// rulesOf turns stored choices into rules; somebody who chose nothing has the defaults.
func rulesOf(rows []rulesRow) []day.Rules {
	if len(rows) == 0 {
		return []day.Rules{insights.DefaultStreakSettings().Rules(day.First)}
	}
	out := make([]day.Rules, len(rows))
	for i, r := range rows {
		out[i] = r.settings().Rules(r.FromDay)
	}
	return out
}

func (r rulesRow) settings() insights.StreakSettings {
	out := insights.StreakSettings{RestDays: []identity.Weekday{}, FreezeEvery: r.FreezeEvery, FreezeMax: r.FreezeMax}
	for name := range strings.FieldsSeq(r.RestDays) {
		out.RestDays = append(out.RestDays, identity.Weekday(name))
	}
	return out
}

func rowOf(s insights.StreakSettings, from day.Date) rulesRow {
	names := make([]string, len(s.RestDays))
	for i, w := range s.RestDays {
		names[i] = string(w)
	}
	return rulesRow{FromDay: from, RestDays: strings.Join(names, " "), FreezeEvery: s.FreezeEvery, FreezeMax: s.FreezeMax}
}

// stretches joins neighbouring days off of one kind.
func stretches(rows []dayOffRow) []day.Off {
	var out []day.Off
	for _, r := range rows {
		if n := len(out); n > 0 && out[n-1].Mark == r.Kind.Mark() && out[n-1].To.AddDays(1) == r.Day {
			out[n-1].To = r.Day
			continue
		}
		out = append(out, day.Off{Range: day.Range{From: r.Day, To: r.Day}, Mark: r.Kind.Mark()})
	}
	return out
}
