package demo

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/reviews"
)

// answers takes what a persona says of a month; reviewssvc has it.
type answers interface {
	Answer(ctx context.Context, in reviews.AnswerReviewInput) (*journal.Entry, error)
}

// monthsBack is how many months the personas look back on: the last whole one, and the same a year before.
var monthsBack = []int{1, 13}

// lookBack has the persona answer the reviews of some months, once each.
func (l Loader) lookBack(ctx context.Context, p Persona, userID string, last day.Date) error {
	ctx = identity.WithActor(ctx, p.actor(userID))
	for i, n := range monthsBack {
		month := string(day.MonthOf(last).From.AddMonths(-n))[:7]
		_, err := l.Answers.Answer(ctx, reviews.AnswerReviewInput{ClientID: "demo-review-" + month, Period: month, Body: p.months[i%len(p.months)]})
		// The persona may have thrown the answer away, or written another.
		if err != nil && !errors.Is(err, reviews.ErrAnswered) && !errors.Is(err, journal.ErrGone) {
			return fmt.Errorf("review of %s: %w", month, err)
		}
	}
	return nil
}
