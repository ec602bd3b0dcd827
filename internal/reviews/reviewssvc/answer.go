package reviewssvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/reviews"
)

// Answer writes what the actor says about a period as a private entry of its last day, or of today while it runs, and ties
// it to the period. The same client id again gives the first answer. An answer in the trash makes room for another.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, reviews.ErrPeriodInvalid, reviews.ErrNoReview,
// reviews.ErrNotYet, reviews.ErrAnswered, those of the journal's Write.
func (s *Service) Answer(ctx context.Context, in reviews.AnswerReviewInput) (*journal.Entry, error) {
	p, err := s.person(ctx, identity.ScopeEntriesWrite)
	if err != nil {
		return nil, err
	}
	period, err := s.reviewed(p, in.Period)
	if err != nil {
		return nil, err
	}
	if period.From > p.today {
		return nil, reviews.ErrNotYet.WithField("period", reviews.ErrNotYet.Public)
	}
	known, err := s.answered(ctx, p, period.Key)
	if err != nil {
		return nil, err
	}
	if known != nil && known.key != in.ClientID {
		return nil, reviews.ErrAnswered.WithField("period", reviews.ErrAnswered.Public)
	}
	if known != nil {
		return known.entry, nil
	}
	kind, level, on := journal.KindNote, audience.Private, min(period.To, p.today)
	e, err := s.Journal.Write(ctx, p.Actor, journal.WriteEntryInput{ClientID: in.ClientID, Body: in.Body, Kind: &kind, Audience: &level, Day: &on})
	if err != nil {
		return nil, err
	}
	row := answerRow{Period: period.Key, EntryID: e.ID, ClientKey: in.ClientID, SavedAt: db.Millis(s.Clock.Now())}
	if err := s.store.saveAnswer(ctx, s.store.db.Writer(), p.UserID, row); err != nil {
		return nil, fmt.Errorf("keep answer: %w", err)
	}
	return e, nil
}

// given is an answer that stands.
type given struct {
	key   string
	entry *journal.Entry
}

// answered is the answer of a period; nil when there is none, or it is in the trash.
func (s *Service) answered(ctx context.Context, p person, key string) (*given, error) {
	row, err := s.store.answer(ctx, p.UserID, key)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // not answered yet is an answer
	}
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	found, err := s.entries(ctx, p, []string{row.EntryID})
	if err != nil || found[row.EntryID] == nil {
		return nil, err
	}
	return &given{key: row.ClientKey, entry: found[row.EntryID]}, nil
}

// entryPurged forgets the tie of an entry that is gone for good.
func (s *Service) entryPurged(ctx context.Context, tx *db.Tx, e journal.EntryPurged) error {
	return s.store.forget(ctx, tx, e.AuthorID, e.EntryID)
}
