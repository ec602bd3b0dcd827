package journalsvc

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/page"
)

// maxOnThisDay is how many entries of past years are shown.
const maxOnThisDay = 50

// OnThisDay reads what the actor logged on the same date of earlier years, newest first; d is today when nil.
func (s *Service) OnThisDay(ctx context.Context, a identity.Actor, d *day.Date) ([]journal.Entry, error) {
	date := or(d, today(a, s.now()))
	var years []string
	for y := date.Year() - 1; y >= journal.FirstDay.Year() && len(years) < 100; y-- {
		if same := day.New(y, date.Month(), date.Day()); same.Day() == date.Day() {
			years = append(years, string(same))
		}
	}
	if len(years) == 0 {
		return []journal.Entry{}, nil
	}
	list, err := s.store.onDays(ctx, a.UserID, years, maxOnThisDay)
	if err != nil {
		return nil, err
	}
	return list, s.preload(ctx, list)
}

// RandomEntry is any of the actor's entries, each as likely as the others; nil when there is none.
func (s *Service) RandomEntry(ctx context.Context, a identity.Actor) (*journal.Entry, error) {
	n, err := s.store.countAlive(ctx, a.UserID)
	if err != nil || n == 0 {
		return nil, err
	}
	at, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		return nil, err
	}
	e, err := s.store.nth(ctx, a.UserID, int(at.Int64()))
	if errors.Is(err, journal.ErrEntryNotFound) {
		return nil, nil //nolint:nilnil // deleted since it was counted
	}
	if err != nil {
		return nil, err
	}
	return s.withEdges(ctx, e)
}

// Calendar counts the actor's entries by day: exactly those that the timeline shows for it. Days without any are left
// out. Error: journal.ErrDaysOutOfRange for more than 366 days.
func (s *Service) Calendar(ctx context.Context, a identity.Actor, from, to day.Date) ([]journal.DayCount, error) {
	if n := to.Sub(from); n < 0 || n > 366 {
		return nil, journal.ErrDaysOutOfRange
	}
	return s.store.dayCounts(ctx, a.UserID, from, to)
}

// Backlinks reads the actor's entries whose text links to this one with [[its title]], newest first.
func (s *Service) Backlinks(ctx context.Context, a identity.Actor, e *journal.Entry, first *int) ([]journal.Entry, error) {
	return s.related(ctx, a, e, first, linkedExpr(e))
}

// Mentions reads the actor's entries that have the words of this one's title in their order and do not link to it.
func (s *Service) Mentions(ctx context.Context, a identity.Actor, e *journal.Entry, first *int) ([]journal.Entry, error) {
	return s.related(ctx, a, e, first, mentionExpr(e))
}

const defaultRelated = 10

func (s *Service) related(ctx context.Context, a identity.Actor, e *journal.Entry, first *int, x related) ([]journal.Entry, error) {
	limit, err := page.Limit(first, defaultRelated)
	if err != nil {
		return nil, err
	}
	if a.UserID == "" || a.UserID != e.AuthorID || !x.asked {
		return []journal.Entry{}, nil
	}
	found, err := s.store.find(ctx, a.UserID, x.expr, filter{}, nil, limit+1)
	if err != nil {
		return nil, err
	}
	list := found[:0]
	for _, f := range found {
		if f.ID != e.ID {
			list = append(list, f)
		}
	}
	list = list[:min(len(list), limit)]
	return list, s.preload(ctx, list)
}
