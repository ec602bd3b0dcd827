package journalsvc

import (
	"context"
	"strconv"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// SampleWriter makes the entries of some weeks up to and including last, in the person's language and zone. They carry no
// tags, so that nothing stays when they go.
type SampleWriter func(locale, zone string, last day.Date) ([]journal.ImportEntryInput, error)

// SampledBy says who writes samples; the wiring calls it before anything is served.
func (s *Service) SampledBy(w SampleWriter) { s.samples = w }

// sampleKey marks a sample for ever: by its source key, which no other import may use.
func sampleKey(n int) string { return "sample:" + strconv.Itoa(n) }

func sampleKeys() []any {
	keys := make([]any, journal.MaxSamples)
	for n := range keys {
		keys[n] = originImport + sampleKey(n)
	}
	return keys
}

// LoadSamples gives the actor entries to look around with, up to yesterday: today stays their own. Doing it again brings
// only what is missing. It tells how many came.
func (s *Service) LoadSamples(ctx context.Context, a identity.Actor) (int, error) {
	list, err := s.samples(a.Locale, a.Zone, today(a, s.now()).AddDays(-1))
	if err != nil {
		return 0, err
	}
	list = list[:min(len(list), journal.MaxSamples)]
	for n := range list {
		list[n].SourceKey = sampleKey(n)
	}
	p, err := s.Import(ctx, a.UserID, journal.ImportEntriesInput{Source: journal.EntrySourceDemo, Entries: list})
	if err != nil {
		return 0, err
	}
	return p.Created, nil
}

// RemoveSamples takes the samples of the actor away for good, those in the trash too, without a trace. What the person has
// changed is theirs, and stays. It tells how many went.
func (s *Service) RemoveSamples(ctx context.Context, a identity.Actor) (int, error) {
	var gone []sampleRow
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if gone, err = s.store.removeSamples(ctx, tx, a.UserID); err != nil {
			return err
		}
		for _, r := range gone {
			if r.DeletedAt == nil {
				if err := s.emit(ctx, tx, journal.EntryDeleted{EntryID: r.ID, AuthorID: a.UserID, Day: r.Day}); err != nil {
					return err
				}
			}
			if err := s.emit(ctx, tx, journal.EntryPurged{EntryID: r.ID, AuthorID: a.UserID}); err != nil {
				return err
			}
		}
		return nil
	})
	return len(gone), err
}

// Samples tells how many samples the actor has.
func (s *Service) Samples(ctx context.Context, a identity.Actor) (*journal.SampleEntries, error) {
	return s.store.countSamples(ctx, a.UserID)
}

// Samples is how many sample entries the viewer has. Error: identity.ErrSignInRequired.
func (f ViewerFields) Samples(ctx context.Context, _ *identity.Viewer) (*journal.SampleEntries, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return f.S.Samples(ctx, a)
}

// LoadSampleEntries resolves Mutation.loadSampleEntries.
func (m Mutations) LoadSampleEntries(ctx context.Context) (*journal.SampleEntriesPayload, error) {
	return m.sampled(ctx, m.S.LoadSamples)
}

// RemoveSampleEntries resolves Mutation.removeSampleEntries.
func (m Mutations) RemoveSampleEntries(ctx context.Context) (*journal.SampleEntriesPayload, error) {
	return m.sampled(ctx, m.S.RemoveSamples)
}

func (m Mutations) sampled(ctx context.Context, act func(context.Context, identity.Actor) (int, error)) (*journal.SampleEntriesPayload, error) {
	a, err := writer(ctx)
	if err != nil {
		return nil, err
	}
	n, err := act(ctx, a)
	if err != nil {
		return nil, err
	}
	now, err := m.S.Samples(ctx, a)
	if err != nil {
		return nil, err
	}
	return &journal.SampleEntriesPayload{Samples: now, Changed: n, Errors: []errs.UserError{}}, nil
}
