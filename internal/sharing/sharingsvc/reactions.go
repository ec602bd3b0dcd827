package sharingsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

const subscriber = "sharing.end_links"

// audienceChanged ends the link of an entry that was narrowed. The audience has closed the entry already; this is so that
// opening it again does not bring old addresses back.
func (s *Service) audienceChanged(ctx context.Context, tx *db.Tx, e journal.EntryAudienceChanged) error {
	if journal.Open(e.To) {
		return nil
	}
	return s.endLinks(ctx, tx, e.EntryID, "narrowed")
}

func (s *Service) entryPurged(ctx context.Context, tx *db.Tx, e journal.EntryPurged) error {
	_, err := s.store.deleteLinksOf(ctx, tx, e.EntryID)
	return err
}
