package sharingsvc

import (
	"context"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/sharing"
)

// marks tells what state the entries of a feed are in and when they changed last, and gives the entries where they had to
// be read for that. What a saved search finds may change by the day alone: such a feed has no date that readers could trust.
func (s *Service) marks(ctx context.Context, src *source) ([]journal.SharedMark, time.Time, []journal.Entry, error) {
	if src.search == "" {
		marks, changed, err := s.Journal.SharedMarks(ctx, src.owner.ID, src.viewer, src.scope(), sharing.FeedItems)
		return marks, changed, nil, err
	}
	hits, err := s.hits(ctx, src)
	if errors.Is(err, identity.ErrBadCredential) || errors.Is(err, journal.ErrViewNotFound) {
		return nil, time.Time{}, nil, sharing.ErrFeedNotFound
	}
	if err != nil {
		return nil, time.Time{}, nil, err
	}
	changed := src.since
	marks := make([]journal.SharedMark, len(hits))
	for i := range hits {
		e := &hits[i]
		marks[i] = journal.SharedMark{ID: e.ID, Revision: e.Revision, Audience: e.Audience, UpdatedAt: e.UpdatedAt}
		if e.UpdatedAt.After(changed) {
			changed = e.UpdatedAt
		}
	}
	return marks, changed, hits, nil
}

// hits are the entries that the saved search of a feed finds. Errors: identity.ErrBadCredential, journal.ErrViewNotFound.
func (s *Service) hits(ctx context.Context, src *source) ([]journal.Entry, error) {
	a, err := s.People.ActorOf(ctx, src.owner.ID, "", nil)
	if err != nil {
		return nil, err
	}
	return s.Journal.SharedByView(ctx, a, src.viewer, src.search, src.tag, sharing.FeedItems)
}
