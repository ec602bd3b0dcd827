package journalsvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
)

// audienceTries is how often a change of many entries begins again when others edit them meanwhile.
const audienceTries = 3

// ChangeAudience gives the actor's entries other audiences, all or none, and tells what each had. A change that somebody
// makes takes the schedule of the entry away. With in.DryRun nothing is written.
// Errors: journal.ErrTooManyEntries, ErrAudienceInvalid, ErrAudienceRace.
func (s *Service) ChangeAudience(ctx context.Context, a identity.Actor, in journal.ChangeAudienceInput) (changed []journal.AudienceChange, unchanged int, err error) {
	wanted, err := audiencesWanted(in)
	if err != nil || len(wanted) == 0 {
		return nil, 0, err
	}
	for range audienceTries {
		changed, unchanged, err = s.changeAudience(ctx, a, wanted, in.DryRun)
		if !errors.Is(err, errStale) {
			return changed, unchanged, err
		}
	}
	return nil, 0, journal.ErrAudienceRace
}

// audiencesWanted are the audiences by the id of the entry; the last one said of an entry holds.
func audiencesWanted(in journal.ChangeAudienceInput) (map[string]audience.Level, error) {
	if len(in.Changes) > journal.MaxImport {
		return nil, journal.ErrTooManyEntries.WithField("changes", journal.ErrTooManyEntries.Public)
	}
	wanted := make(map[string]audience.Level, len(in.Changes))
	for _, c := range in.Changes {
		if !c.Audience.Valid() {
			return nil, journal.ErrAudienceInvalid.WithField("audience", journal.ErrAudienceInvalid.Public)
		}
		wanted[c.ID] = c.Audience
	}
	return wanted, nil
}

func (s *Service) changeAudience(ctx context.Context, a identity.Actor, wanted map[string]audience.Level, dryRun bool) (changed []journal.AudienceChange, unchanged int, err error) {
	now := db.Millis(s.now())
	err = s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		changed, unchanged = nil, len(wanted)
		rows, err := s.store.ownedRows(ctx, tx, a.UserID, wanted)
		if err != nil {
			return err
		}
		for i := range rows {
			old, to := &rows[i], wanted[rows[i].ID]
			if old.Draft || old.DeletedAt != nil || old.Audience == to {
				continue
			}
			changed, unchanged = append(changed, journal.AudienceChange{ID: old.ID, From: old.Audience, To: to}), unchanged-1
			if dryRun {
				continue
			}
			if err := s.setAudience(ctx, tx, old, to, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return changed, unchanged, nil
}

// setAudience gives an entry another audience as a new revision. Error: errStale.
func (s *Service) setAudience(ctx context.Context, tx *db.Tx, old *entryRow, to audience.Level, now int64) error {
	next := *old
	next.Audience, next.Revision, next.EditKey, next.UpdatedAt = to, old.Revision+1, "", now
	ok, err := s.store.update(ctx, tx, &next, old.Revision)
	if err != nil {
		return err
	}
	if !ok {
		return errStale
	}
	if err := s.store.keepRevision(ctx, tx, old, now); err != nil {
		return err
	}
	return s.edited(ctx, tx, old, &next)
}
