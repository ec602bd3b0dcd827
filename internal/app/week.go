package app

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/notify"
)

// weekTags is how many tags a weekly summary names.
const weekTags = 3

// weeks gives notify what insights counts, as the person themselves would see it.
type weeks struct{ insights *insightssvc.Service }

// Week implements [notifysvc.Weeks].
func (w weeks) Week(ctx context.Context, a identity.Actor, back int) (notify.Week, error) {
	ctx = identity.WithActor(ctx, a)
	last := back + 1
	totals, err := w.insights.Weeks(ctx, &last)
	if err != nil {
		return notify.Week{}, fmt.Errorf("count weeks: %w", err)
	}
	t := totals[0]
	out := notify.Week{From: string(t.From), To: string(t.To), Entries: t.Entries, Minutes: t.Minutes, ActiveDays: t.ActiveDays}
	most := weekTags
	tags, err := w.insights.TagTotals(ctx, &t.From, &t.To, &most)
	if err != nil {
		return notify.Week{}, fmt.Errorf("count tags: %w", err)
	}
	for _, tag := range tags {
		out.Tags = append(out.Tags, "#"+tag.Tag.Name)
	}
	streak, err := w.insights.Streak(ctx)
	if err != nil {
		return notify.Week{}, fmt.Errorf("compute the streak: %w", err)
	}
	out.Streak = streak.Current
	return out, nil
}
