package tagssvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// eraseAgainAfter is longer than any request lives, and than any process believes that a person is still there.
const eraseAgainAfter = 5 * time.Minute

// eraseAgainArgs asks to erase what a request still made that was under way when the person was deleted.
type eraseAgainArgs struct {
	UserID string `json:"userId"`
}

// Kind names the job.
func (eraseAgainArgs) Kind() string { return "tags.erase_again" }

// react subscribes to what other domains tell.
func (s *Service) react(b *events.Bus, r *jobs.Runner) {
	events.On(b, "tags.erase_person", func(ctx context.Context, tx *db.Tx, e identity.UserDeleted) error {
		if err := s.Forget(ctx, tx, e.UserID); err != nil || r == nil {
			return err
		}
		return r.Enqueue(ctx, tx, eraseAgainArgs{e.UserID}, jobs.EnqueueOptions{NotBefore: s.clock.Now().Add(eraseAgainAfter)})
	})
	if r != nil {
		jobs.Register(r, func(ctx context.Context, tx *db.Tx, args eraseAgainArgs) error { return s.Forget(ctx, tx, args.UserID) })
	}
}
