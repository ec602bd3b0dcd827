package reviewssvc

import (
	"context"
	"encoding/json"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/reviews"
	"tamatar.dev/tamatar/internal/tags"
)

// Review is the review page of a week, a month or a year of the actor.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, reviews.ErrPeriodInvalid, reviews.ErrNoReview.
func (s *Service) Review(ctx context.Context, text string) (*reviews.Review, error) {
	p, err := s.person(ctx, identity.ScopeRead)
	if err != nil {
		return nil, err
	}
	period, err := s.reviewed(p, text)
	if err != nil {
		return nil, err
	}
	out := &reviews.Review{Period: period, Over: period.To < p.today, Tags: []reviews.TagFigure{}, Earlier: []reviews.EarlierReview{}}
	if before := period.Previous(); before.From >= reviews.FirstDay {
		out.Previous = &before.Key
	}
	if after := period.Next(); after.From <= p.today {
		out.Next = &after.Key
	}
	if err := s.count(ctx, p, out); err != nil {
		return nil, err
	}
	return out, s.remember(ctx, p, out)
}

func (s *Service) reviewed(p person, text string) (reviews.Period, error) {
	period, err := reviews.ParsePeriod(text, p.today, p.WeekStart)
	if err != nil {
		return period, reviews.ErrPeriodInvalid.WithField("period", reviews.ErrPeriodInvalid.Public)
	}
	if !period.Unit.Reviewed() {
		return period, reviews.ErrNoReview.WithField("period", reviews.ErrNoReview.Public)
	}
	return period, nil
}

// count fills the figures, the bars and the tags.
func (s *Service) count(ctx context.Context, p person, out *reviews.Review) error {
	rows, err := s.store.sums(ctx, p.UserID, out.Period.Range())
	if err != nil {
		return fmt.Errorf("count entries: %w", err)
	}
	out.Bars = emptyBars(out.Period)
	out.Figures = figuresOf(rows)
	for _, r := range rows {
		b := &out.Bars[barOf(out.Period, r.Day)]
		b.Entries += r.Entries
		b.Minutes += r.Minutes
	}
	if out.Figures.OpenPlans, out.Figures.DonePlans, err = s.plans(ctx, p, out.Period); err != nil {
		return err
	}
	carried, err := s.store.tagSums(ctx, p.UserID, out.Period.Range(), reviews.MaxTags)
	if err != nil {
		return fmt.Errorf("count tags: %w", err)
	}
	for _, t := range carried {
		out.Tags = append(out.Tags, reviews.TagFigure{
			Tag: tags.Tag{ID: t.ID, Name: t.Name, OwnerID: p.UserID, Key: t.Key, Color: t.Color}, Entries: t.Entries, Minutes: t.Minutes,
		})
	}
	return nil
}

func figuresOf(rows []sumRow) reviews.ReviewFigures {
	var f reviews.ReviewFigures
	mood, energy := 0, 0
	kinds, days := map[journal.Kind]int{}, map[day.Date]bool{}
	for _, r := range rows {
		f.Entries += r.Entries
		f.Minutes += r.Minutes
		f.Commits += r.Commits
		f.Drafts += r.Drafts
		f.MoodCount += r.MoodCount
		f.EnergyCount += r.EnergyCount
		mood += r.Mood
		energy += r.Energy
		kinds[r.Kind] += r.Entries
		days[r.Day] = true
	}
	f.Days, f.Mood, f.Energy, f.Kinds = len(days), average(mood, f.MoodCount), average(energy, f.EnergyCount), []reviews.KindFigure{}
	for _, k := range journal.Kinds {
		if kinds[k] > 0 {
			f.Kinds = append(f.Kinds, reviews.KindFigure{Kind: k, Entries: kinds[k]})
		}
	}
	return f
}

func average(sum, n int) *float64 {
	if n == 0 {
		return nil
	}
	v := float64(sum) / float64(n)
	return &v
}

func emptyBars(p reviews.Period) []reviews.ReviewBar {
	var out []reviews.ReviewBar
	if p.Unit != reviews.PeriodUnitYear {
		for d := range p.Range().All() {
			out = append(out, reviews.ReviewBar{From: d, To: d})
		}
		return out
	}
	for d := p.From; d <= p.To; d = d.AddMonths(1) {
		r := day.MonthOf(d)
		out = append(out, reviews.ReviewBar{From: r.From, To: r.To})
	}
	return out
}

func barOf(p reviews.Period, d day.Date) int {
	if p.Unit == reviews.PeriodUnitYear {
		return int(d.Month()) - 1
	}
	return d.Sub(p.From)
}

// maxPlans bounds how many plans are looked at.
const maxPlans = 2000

func (s *Service) plans(ctx context.Context, p person, period reviews.Period) (open, done int, err error) {
	rows, err := s.store.plans(ctx, p.UserID, period.Range(), maxPlans)
	if err != nil {
		return 0, 0, fmt.Errorf("count plans: %w", err)
	}
	for _, r := range rows {
		left, boxes := 0, []journal.Task{}
		if r.Tasks != "" {
			if err := json.Unmarshal([]byte(r.Tasks), &boxes); err != nil {
				return 0, 0, fmt.Errorf("read tasks of entry %s: %w", r.ID, err)
			}
		}
		for _, b := range boxes {
			if !b.Done {
				left++
			}
		}
		switch {
		case left > 0, len(boxes) == 0 && r.Day >= p.today:
			open++
		case len(boxes) > 0:
			done++
		}
	}
	return open, done, nil
}

// remember fills what the same period held in earlier years, and what was answered.
func (s *Service) remember(ctx context.Context, p person, out *reviews.Review) error {
	periods := []reviews.Period{out.Period}
	for n := 1; n <= reviews.MaxEarlier; n++ {
		if e := out.Period.YearsBack(n); e.From >= reviews.FirstDay {
			periods = append(periods, e)
		}
	}
	ids, picked := []string{}, map[string][]pickRow{}
	answers, err := s.store.answers(ctx, p.UserID, periods)
	if err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	for _, a := range answers {
		ids = append(ids, a.EntryID)
	}
	for _, e := range periods[1:] {
		rows, err := s.store.picks(ctx, p.UserID, e.Range(), reviews.MaxEarlierEntries)
		if err != nil {
			return fmt.Errorf("read earlier entries: %w", err)
		}
		picked[e.Key] = rows
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
	}
	found, err := s.entries(ctx, p, ids)
	if err != nil {
		return err
	}
	out.Answer = answerIn(found, answers, out.Period.Key)
	for _, e := range periods[1:] {
		if rows := picked[e.Key]; len(rows) > 0 {
			out.Earlier = append(out.Earlier, earlier(e, rows, found, answerIn(found, answers, e.Key)))
		}
	}
	return nil
}

func (s *Service) entries(ctx context.Context, p person, ids []string) (map[string]*journal.Entry, error) {
	list, err := s.Journal.EntriesByIDs(ctx, p.UserID, ids)
	if err != nil {
		return nil, fmt.Errorf("load entries: %w", err)
	}
	out := make(map[string]*journal.Entry, len(list))
	for i := range list {
		out[list[i].ID] = &list[i]
	}
	return out, nil
}

func answerIn(found map[string]*journal.Entry, answers []answerRow, key string) *journal.Entry {
	for _, a := range answers {
		if a.Period == key {
			return found[a.EntryID]
		}
	}
	return nil
}

func earlier(p reviews.Period, rows []pickRow, found map[string]*journal.Entry, answer *journal.Entry) reviews.EarlierReview {
	out := reviews.EarlierReview{Period: p, Picked: []journal.EntryChoice{}, Answer: choice(answer), Entries: rows[0].Total}
	for _, r := range rows {
		if c := choice(found[r.ID]); c != nil {
			out.Picked = append(out.Picked, *c)
		}
	}
	return out
}

func choice(e *journal.Entry) *journal.EntryChoice {
	if e == nil {
		return nil
	}
	return &journal.EntryChoice{ID: e.ID, Title: e.Title, Day: e.Day}
}
