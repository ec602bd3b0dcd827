package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
)

// react subscribes to what other domains tell.
func (s *Service) react(b *events.Bus) {
	events.On(b, "journal.erase_person", func(ctx context.Context, tx *db.Tx, e identity.UserDeleted) error {
		return s.store.eraseAuthor(ctx, tx, e.UserID)
	})
}
