package insightssvc

import (
	"context"
	"encoding/json"
	"fmt"

	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Today is what the actor logged on their running civil day. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) Today(ctx context.Context) (*insights.Today, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	_, ends := day.Bounds(p.today, p.zone, p.DayStart)
	out := &insights.Today{Day: p.today, Late: day.Late(p.now, p.zone, p.DayStart), EndsAt: ends}
	sums, err := s.store.tallies(ctx, p.UserID, day.Range{From: p.today, To: p.today})
	if err != nil {
		return nil, fmt.Errorf("count today: %w", err)
	}
	for _, t := range sums {
		out.Entries, out.Minutes = t.Entries, t.Minutes
	}
	ids, err := s.store.latest(ctx, p.UserID, p.today, insights.MaxLatest)
	if err != nil {
		return nil, fmt.Errorf("list today: %w", err)
	}
	out.Latest, err = s.load(ctx, ids)
	return out, err
}

// Next is what waits for the actor. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) Next(ctx context.Context) (*insights.Next, error) {
	p, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	since := p.today.AddDays(-insights.NextDays)
	plans, err := s.store.plans(ctx, p.UserID, p.today, insights.MaxNext)
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	blocked, err := s.store.blocked(ctx, p.UserID, since, insights.MaxNext)
	if err != nil {
		return nil, fmt.Errorf("list what is blocked: %w", err)
	}
	rows, err := s.store.withTasks(ctx, p.UserID, since, maxTaskRows)
	if err != nil {
		return nil, fmt.Errorf("list tasks: %w", err)
	}
	tasks, err := openTasks(rows, insights.MaxTasks)
	if err != nil {
		return nil, err
	}
	entries, err := s.load(ctx, append(plans, blocked...))
	if err != nil {
		return nil, err
	}
	out := &insights.Next{Plans: []journal.Entry{}, Tasks: tasks, Blocked: []journal.Entry{}}
	for _, e := range entries {
		if e.Kind == journal.KindPlan {
			out.Plans = append(out.Plans, e)
		} else {
			out.Blocked = append(out.Blocked, e)
		}
	}
	return out, nil
}

// maxTaskRows bounds how many entries with checkboxes are looked through for open ones.
const maxTaskRows = 500

// openTasks picks the unticked checkboxes, in the order of the rows, at most limit.
func openTasks(rows []taskRow, limit int) ([]insights.OpenTask, error) {
	out := []insights.OpenTask{}
	for _, row := range rows {
		var tasks []journal.Task
		if err := json.Unmarshal([]byte(row.Tasks), &tasks); err != nil {
			return nil, fmt.Errorf("read tasks of entry %s: %w", row.ID, err)
		}
		for _, t := range tasks {
			if t.Done {
				continue
			}
			if len(out) == limit {
				return out, nil
			}
			out = append(out, insights.OpenTask{EntryID: row.ID, Day: row.Day, Text: t.Text})
		}
	}
	return out, nil
}

// load fetches entries by id; no ids cost nothing.
func (s *Service) load(ctx context.Context, ids []string) ([]journal.Entry, error) {
	if len(ids) == 0 {
		return []journal.Entry{}, nil
	}
	entries, err := s.entries.OwnEntries(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("load entries: %w", err)
	}
	return entries, nil
}
