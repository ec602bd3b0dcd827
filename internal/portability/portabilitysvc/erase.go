package portabilitysvc

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

const (
	// eraseAgainAfter is longer than any request lives, and than any process believes that a person is still there.
	eraseAgainAfter = 5 * time.Minute
	// eraseSteps bounds how many batches one job removes; the next job goes on.
	eraseSteps = 2000
	// lostAfter is when an erasure that nobody works at any more is begun again.
	lostAfter = 30 * time.Minute
)

// eraseArgs asks to erase what every room holds of a person. Last is the second round, for what requests still wrote
// that were under way in the first.
type eraseArgs struct {
	UserID string `json:"userId"`
	Last   bool   `json:"last"`
}

// Kind names the job.
func (eraseArgs) Kind() string { return "portability.erase" }

func (s *Service) personDeleted(ctx context.Context, tx *db.Tx, e identity.UserDeleted) error {
	if err := s.store.askErasure(ctx, tx, e.UserID, db.Millis(s.now())); err != nil {
		return err
	}
	return s.Jobs.Enqueue(ctx, tx, eraseArgs{UserID: e.UserID}, jobs.EnqueueOptions{})
}

// erasePerson runs without a transaction: each room removes small pieces in transactions of its own, so that others
// write in between, however much there is.
func (s *Service) erasePerson(ctx context.Context, args eraseArgs) error {
	finished, err := s.eraseEverywhere(ctx, args.UserID)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		switch {
		case !finished:
			return s.Jobs.Enqueue(ctx, tx, args, jobs.EnqueueOptions{})
		case !args.Last:
			return s.Jobs.Enqueue(ctx, tx, eraseArgs{args.UserID, true}, jobs.EnqueueOptions{NotBefore: s.now().Add(eraseAgainAfter)})
		default:
			return s.store.endErasure(ctx, tx, args.UserID)
		}
	})
}

// eraseEverywhere asks the rooms from the highest rank down: what refers to something goes before it.
func (s *Service) eraseEverywhere(ctx context.Context, userID string) (finished bool, err error) {
	steps := 0
	for i := len(s.Parts) - 1; i >= 0; i-- {
		p := s.Parts[i]
		for more := p.Erase != nil; more; {
			if steps++; steps > eraseSteps {
				return false, nil
			}
			if more, err = p.Erase(ctx, userID); err != nil {
				return false, fmt.Errorf("erase %s: %w", p.Domain, err)
			}
		}
	}
	return true, nil
}

// eraseRest begins erasures anew that nobody works at: after a release that could not, or a job that was given up.
func (s *Service) eraseRest(ctx context.Context) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		ids, err := s.store.lostErasures(ctx, tx, db.Millis(s.now().Add(-lostAfter)), db.Millis(s.now()))
		if err != nil {
			return err
		}
		for _, userID := range ids {
			if err := s.Jobs.Enqueue(ctx, tx, eraseArgs{UserID: userID}, jobs.EnqueueOptions{}); err != nil {
				return err
			}
		}
		return nil
	})
}
