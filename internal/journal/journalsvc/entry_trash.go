package journalsvc

import (
	"context"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// Delete moves the actor's entry to the trash; doing so again changes nothing.
// Error: journal.ErrEntryNotFound.
func (s *Service) Delete(ctx context.Context, a identity.Actor, entryID string) error {
	r, err := s.own(ctx, a, entryID)
	if err != nil {
		return err
	}
	at := db.Millis(s.now())
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		moved, err := s.store.setDeleted(ctx, tx, r.ID, a.UserID, &at)
		if err != nil || !moved {
			return err
		}
		if err := s.store.unindex(ctx, tx, r); err != nil {
			return err
		}
		if err := s.store.sharedChanged(ctx, tx, at, r.AuthorID, r.Audience); err != nil {
			return err
		}
		return s.emit(ctx, tx, journal.EntryDeleted{EntryID: r.ID, AuthorID: r.AuthorID, Day: r.Day})
	})
}

// Restore brings the actor's entry back from the trash; an entry that is not there is returned as it is.
// Error: journal.ErrEntryNotFound.
func (s *Service) Restore(ctx context.Context, a identity.Actor, entryID string) (*journal.Entry, error) {
	r, err := s.own(ctx, a, entryID)
	if err != nil {
		return nil, err
	}
	list, err := s.tagsOf(ctx, r)
	if err != nil {
		return nil, err
	}
	err = s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		moved, err := s.store.setDeleted(ctx, tx, r.ID, a.UserID, nil)
		if err != nil || !moved {
			return err
		}
		if err := s.store.index(ctx, tx, r, list); err != nil {
			return err
		}
		if err := s.store.sharedChanged(ctx, tx, db.Millis(s.now()), r.AuthorID, r.Audience); err != nil {
			return err
		}
		return s.emit(ctx, tx, journal.EntryRestored{EntryID: r.ID, AuthorID: r.AuthorID, Day: r.Day})
	})
	if err != nil {
		return nil, err
	}
	r.DeletedAt = nil
	return s.load(ctx, r)
}

func (s *Service) tagsOf(ctx context.Context, r *entryRow) ([]tags.Tag, error) {
	ids := strings.Fields(r.TagIDs)
	byID, err := s.tags.ByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]tags.Tag, 0, len(ids))
	for _, tagID := range ids {
		if t, ok := byID[tagID]; ok && !carries(out, t.ID) {
			out = append(out, t)
		}
	}
	return out, nil
}

// Purge removes the actor's entry from the trash for good. Errors: journal.ErrEntryNotFound, ErrNotInTrash.
func (s *Service) Purge(ctx context.Context, a identity.Actor, entryID string) error {
	r, err := s.own(ctx, a, entryID)
	if err != nil {
		return err
	}
	if r.DeletedAt == nil {
		return journal.ErrNotInTrash
	}
	purged, err := s.purge(ctx, r)
	if err == nil && !purged {
		return journal.ErrNotInTrash // restored or purged since we looked
	}
	return err
}

func (s *Service) purge(ctx context.Context, r *entryRow) (purged bool, err error) {
	err = s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if purged, err = s.store.purge(ctx, tx, r, db.Millis(s.now())); err != nil || !purged {
			return err
		}
		return s.emit(ctx, tx, journal.EntryPurged{EntryID: r.ID, AuthorID: r.AuthorID})
	})
	return purged, err
}

// PurgeTrash removes what has been in the trash for [journal.TrashDays] days, and tells how many entries went.
func (s *Service) PurgeTrash(ctx context.Context) (int, error) {
	const batch = 100
	cutoff := db.Millis(s.now().Add(-journal.TrashDays * 24 * time.Hour))
	for total := 0; ; {
		rows, err := s.store.overdue(ctx, cutoff, batch)
		if err != nil || len(rows) == 0 {
			return total, err
		}
		before := total
		for i := range rows {
			purged, err := s.purge(ctx, &rows[i])
			if err != nil {
				return total, err
			}
			if purged {
				total++
			}
		}
		if total == before {
			return total, nil // others are at it
		}
	}
}

// AcceptDrafts makes entries of the actor's imported drafts and tells which ones. Those that are no drafts
// any more, in the trash or not the actor's are left out. Error: journal.ErrTooManyEntries.
func (s *Service) AcceptDrafts(ctx context.Context, a identity.Actor, ids []string) ([]string, error) {
	if len(ids) > journal.MaxImport {
		return nil, journal.ErrTooManyEntries
	}
	var accepted []string
	now := db.Millis(s.now())
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := s.store.acceptAll(ctx, tx, a.UserID, ids, now)
		if err != nil {
			return err
		}
		accepted = make([]string, 0, len(rows))
		for _, r := range rows {
			accepted = append(accepted, r.ID)
			ev := journal.EntryEdited{EntryID: r.ID, AuthorID: a.UserID, Day: r.Day, DayBefore: r.Day, Revision: r.Revision}
			if err := s.emit(ctx, tx, ev); err != nil {
				return err
			}
		}
		return nil
	})
	return accepted, err
}
