package insightssvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags"
)

// Heatmap is a year of the actor's days: the calendar year, or the twelve months up to today when year is nil.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrYearInvalid.
func (s *Service) Heatmap(ctx context.Context, year *int) (*insights.Heatmap, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	r, err := insights.YearRange(year, p.today)
	if err != nil {
		return nil, err
	}
	h, err := s.history(ctx, p, r)
	if err != nil {
		return nil, err
	}
	byDay := make(map[day.Date]tally, len(h.tallies))
	var first *day.Date
	for _, t := range h.tallies {
		byDay[t.Day] = t
		if t.Entries > 0 && (first == nil || t.Day < *first) {
			first = &t.Day
		}
	}
	out := &insights.Heatmap{
		From: r.From, To: r.To, WeekStart: identity.WeekdayOf(p.WeekStart), FirstDay: first,
		Days: make([]insights.HeatmapDay, 0, len(h.streak.Marks)),
	}
	for _, m := range h.streak.Marks {
		t := byDay[m.Day]
		out.Days = append(out.Days, insights.HeatmapDay{
			Day: m.Day, Entries: t.Entries, Minutes: t.Minutes, SourceItems: t.SourceItems, Mark: insights.DayMark(m.Mark),
		})
		out.Entries += t.Entries
		out.Minutes += t.Minutes
		if m.Mark == day.MarkActive {
			out.ActiveDays++
		}
	}
	return out, nil
}

// Weeks adds up the actor's last weeks, the oldest first; nil is [insights.DefaultWeeks]. Weeks begin on the actor's first day.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrWeeksInvalid.
func (s *Service) Weeks(ctx context.Context, last *int) ([]insights.WeekTotal, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	r, err := insights.WeeksRange(last, p.today, identity.WeekdayOf(p.WeekStart))
	if err != nil {
		return nil, err
	}
	all, err := s.store.tallies(ctx, p.UserID, r)
	if err != nil {
		return nil, fmt.Errorf("count weeks: %w", err)
	}
	out := make([]insights.WeekTotal, 0, r.Len()/7)
	for from := range day.WeekStarts(r, p.WeekStart) {
		out = append(out, insights.WeekTotal{From: from, To: from.AddDays(6)})
	}
	for _, t := range all {
		w := &out[t.Day.Sub(r.From)/7]
		w.Entries += t.Entries
		w.Minutes += t.Minutes
		if t.active() {
			w.ActiveDays++
		}
	}
	return out, nil
}

// TagTotals adds up the actor's entries of the range by tag, most entries first; a nil end leaves that end open.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, insights.ErrRangeInvalid, page.ErrBadFirst.
func (s *Service) TagTotals(ctx context.Context, from, to *day.Date, first *int) ([]insights.TagTotal, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(first, insights.DefaultTags)
	if err != nil {
		return nil, err
	}
	r := day.Range{From: day.First, To: day.Last}
	if from != nil {
		r.From = *from
	}
	if to != nil {
		r.To = *to
	}
	if r.To < r.From {
		return nil, insights.ErrRangeInvalid.WithField("to", insights.ErrRangeInvalid.Public)
	}
	rows, err := s.store.tagTotals(ctx, p.UserID, r, limit)
	if err != nil {
		return nil, fmt.Errorf("count tags: %w", err)
	}
	out := make([]insights.TagTotal, len(rows))
	for i, row := range rows {
		out[i] = insights.TagTotal{
			Tag:     tags.Tag{ID: row.ID, Name: row.Name, OwnerID: p.UserID, Key: row.Key},
			Entries: row.Entries, Minutes: row.Minutes,
		}
	}
	return out, nil
}
