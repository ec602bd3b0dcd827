package journalsvc

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

// eraseAgainArgs asks to erase what a request still wrote that was under way when the person was deleted.
type eraseAgainArgs struct {
	UserID string `json:"userId"`
}

// Kind names the job.
func (eraseAgainArgs) Kind() string { return "journal.erase_again" }

// react subscribes to what other domains tell.
func (s *Service) react(b *events.Bus, r *jobs.Runner) {
	events.On(b, "journal.erase_person", func(ctx context.Context, tx *db.Tx, e identity.UserDeleted) error {
		if err := s.store.eraseAuthor(ctx, tx, e.UserID); err != nil || r == nil {
			return err
		}
		return r.Enqueue(ctx, tx, eraseAgainArgs{e.UserID}, jobs.EnqueueOptions{NotBefore: s.now().Add(eraseAgainAfter)})
	})
}

func (s *Service) eraseAgain(ctx context.Context, tx *db.Tx, args eraseAgainArgs) error {
	return s.store.eraseAuthor(ctx, tx, args.UserID)
}
