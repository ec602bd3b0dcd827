package reviewssvc

import (
	"context"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/reviews"
)

// standup is the word for the last day with entries before today, and today.
const standup = "standup"

// DigestRequest is which digest is asked for.
type DigestRequest struct {
	// Period is a key or a word of reviews.ParsePeriod, or "standup".
	Period string
	Shape  reviews.DigestShape
	// Tag and Query narrow it; empty for everything.
	Tag, Query string
}

// Digest makes a digest of the actor's entries.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, reviews.ErrPeriodInvalid, journal.ErrSearchTooLong, tags.ErrNameInvalid.
func (s *Service) Digest(ctx context.Context, in DigestRequest) (*reviews.Digest, error) {
	p, err := s.person(ctx, identity.ScopeRead)
	if err != nil {
		return nil, err
	}
	period, err := s.period(ctx, p, in.Period)
	if err != nil {
		return nil, err
	}
	in.Query, in.Tag = strings.TrimSpace(in.Query), strings.TrimPrefix(strings.TrimSpace(in.Tag), "#")
	list, problems, err := s.Journal.Lines(ctx, p.Actor, in.Query, filterOf(period.Range(), in.Tag), reviews.MaxEntries+1)
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	ahead, err := s.ahead(ctx, p, period, in)
	if err != nil {
		return nil, fmt.Errorf("read plans: %w", err)
	}
	d := reviews.BuildDigest(reviews.DigestInput{
		Period: period, Shape: in.Shape, Today: p.today, Ahead: ahead,
		Entries: list[:min(len(list), reviews.MaxEntries)], Complete: len(list) <= reviews.MaxEntries,
	})
	d.Tag, d.Query, d.Problems = in.Tag, in.Query, problems
	return &d, d.Write(s.Wording.Digest(p.Locale), s.entryURL())
}

// period reads what period is meant.
func (s *Service) period(ctx context.Context, p person, text string) (reviews.Period, error) {
	if strings.EqualFold(strings.TrimSpace(text), standup) {
		last, err := s.store.lastDay(ctx, p.UserID, day.Range{From: p.today.AddDays(-reviews.AheadDays), To: p.today.AddDays(-1)})
		if err != nil {
			return reviews.Period{}, err
		}
		if last == "" {
			last = p.today.AddDays(-1)
		}
		return reviews.Between(last, p.today, p.WeekStart), nil
	}
	period, err := reviews.ParsePeriod(text, p.today, p.WeekStart)
	if err != nil {
		return period, reviews.ErrPeriodInvalid.WithField("period", reviews.ErrPeriodInvalid.Public)
	}
	return period, nil
}

// ahead reads the plans for the days behind the period.
func (s *Service) ahead(ctx context.Context, p person, period reviews.Period, in DigestRequest) ([]journal.Entry, error) {
	if in.Shape == reviews.DigestShapeBrag {
		return nil, nil
	}
	f := filterOf(day.Range{From: period.To.AddDays(1), To: period.To.AddDays(reviews.AheadDays)}, in.Tag)
	f.Kinds = []journal.Kind{journal.KindPlan}
	list, _, err := s.Journal.Lines(ctx, p.Actor, in.Query, f, reviews.MaxAhead)
	return list, err
}

func filterOf(r day.Range, tag string) journal.EntryFilter {
	f := journal.EntryFilter{From: &r.From, To: &r.To}
	if tag != "" {
		f.Tags = []string{tag}
	}
	return f
}
