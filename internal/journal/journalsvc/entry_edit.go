package journalsvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// errStale ends the transaction of an edit whose base is no longer what is saved.
var errStale = errors.New("journalsvc: base revision is stale")

// Edit replaces the content of the actor's entry and accepts it when it was a draft. When the entry is no
// longer at the base revision nothing is written and the conflict comes back instead, with both versions.
// The same client id again gives the entry as it is now.
// Errors: those of journal.EditEntryInput.Validate, journal.ErrEntryNotFound, ErrInTrash, ErrRevisionInvalid,
// markdown.ErrTooComplex, tags.ErrTooMany.
func (s *Service) Edit(ctx context.Context, a identity.Actor, in journal.EditEntryInput) (*journal.Entry, *journal.EntryConflict, error) {
	now := s.now()
	if err := in.Validate(today(a, now)); err != nil {
		return nil, nil, err
	}
	old, err := s.own(ctx, a, in.ID)
	if err != nil {
		return nil, nil, err
	}
	if old.Revision != in.BaseRevision || old.DeletedAt != nil {
		return s.stale(ctx, old, in)
	}
	c, err := compile(in.Body, in.Tags)
	if err != nil {
		return nil, nil, err
	}
	list, err := s.tags.Ensure(ctx, a.UserID, c.tagNames)
	if err != nil {
		return nil, nil, err
	}
	next, err := old.edited(in, c, list, db.Millis(now))
	if err != nil {
		return nil, nil, err
	}
	err = s.saveEdit(ctx, old, next, list)
	if errors.Is(err, errStale) {
		return s.afterRace(ctx, a, in)
	}
	if err != nil {
		return nil, nil, err
	}
	e, err := s.fresh(next, list)
	return e, nil, err
}

// edited is the row as the edit leaves it. A chosen day keeps instant and zone; the mark "late" belongs to
// the day it was told for.
func (r *entryRow) edited(in journal.EditEntryInput, c content, list []tags.Tag, now int64) (*entryRow, error) {
	next := *r
	next.Kind, next.Audience, next.Draft = in.Kind, in.Audience, false
	next.Minutes, next.Mood, next.Energy = in.Minutes, in.Mood, in.Energy
	if in.Day != r.Day {
		next.Day, next.Late = in.Day, false
	}
	next.Revision, next.EditKey, next.UpdatedAt = r.Revision+1, in.ClientID, now
	return &next, next.setContent(c, list)
}

func (s *Service) saveEdit(ctx context.Context, old, next *entryRow, list []tags.Tag) error {
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		ok, err := s.store.update(ctx, tx, next, old.Revision)
		if err != nil {
			return err
		}
		if !ok {
			return errStale
		}
		if err := s.store.keepRevision(ctx, tx, old, next.UpdatedAt); err != nil {
			return err
		}
		if err := s.store.replaceDerived(ctx, tx, old, next, list); err != nil {
			return err
		}
		return s.edited(ctx, tx, old, next)
	})
}

// edited tells of an edit, and what it means for those who may see the entry. An edit of a private entry that stays so
// costs no statement more.
func (s *Service) edited(ctx context.Context, tx *db.Tx, old, next *entryRow) error {
	if err := s.store.sharedChanged(ctx, tx, next.UpdatedAt, old.AuthorID, old.Audience, next.Audience); err != nil {
		return err
	}
	if old.Audience != next.Audience {
		if err := s.store.unschedule(ctx, tx, next.ID); err != nil {
			return err
		}
		if err := s.emit(ctx, tx, journal.EntryAudienceChanged{
			EntryID: next.ID, AuthorID: next.AuthorID, From: old.Audience, To: next.Audience,
		}); err != nil {
			return err
		}
	}
	return s.emit(ctx, tx, journal.EntryEdited{
		EntryID: next.ID, AuthorID: next.AuthorID, Day: next.Day, DayBefore: old.Day, Revision: next.Revision,
	})
}

// replaceDerived brings tags and search text of an entry in line with its row.
func (s store) replaceDerived(ctx context.Context, tx *db.Tx, old, next *entryRow, list []tags.Tag) error {
	if old.TagIDs != next.TagIDs {
		if err := s.deleteTags(ctx, tx, next.ID); err != nil {
			return err
		}
		if err := s.insertTags(ctx, tx, carriedBy(next, list)); err != nil {
			return err
		}
	}
	if err := s.replaceFiles(ctx, tx, next.ID, old.BodyHTML, next.BodyHTML); err != nil {
		return err
	}
	if old.TagIDs == next.TagIDs && old.Body == next.Body {
		return nil
	}
	return s.index(ctx, tx, next, list)
}

// afterRace reads again what another edit, made between our read and our write, has left.
func (s *Service) afterRace(ctx context.Context, a identity.Actor, in journal.EditEntryInput) (*journal.Entry, *journal.EntryConflict, error) {
	current, err := s.own(ctx, a, in.ID)
	if err != nil {
		return nil, nil, err
	}
	return s.stale(ctx, current, in)
}

// stale answers an edit that does not begin from what is saved: a replay, something in the trash, or a conflict.
func (s *Service) stale(ctx context.Context, r *entryRow, in journal.EditEntryInput) (*journal.Entry, *journal.EntryConflict, error) {
	saved := r.EditKey == in.ClientID
	if !saved {
		var err error
		if saved, err = s.store.editWasSaved(ctx, r.ID, in.ClientID); err != nil {
			return nil, nil, err
		}
	}
	e, err := s.load(ctx, r)
	switch {
	case err != nil:
		return nil, nil, err
	case saved:
		return e, nil, nil
	case r.DeletedAt != nil:
		return nil, nil, journal.ErrInTrash
	case in.BaseRevision > r.Revision:
		return nil, nil, journal.ErrRevisionInvalid.WithField("baseRevision", journal.ErrRevisionInvalid.Public)
	}
	base, err := s.store.revisionBody(ctx, r.ID, in.BaseRevision)
	if err != nil {
		return nil, nil, err
	}
	return nil, &journal.EntryConflict{Current: e, YourBody: in.Body, BaseBody: base}, nil
}
