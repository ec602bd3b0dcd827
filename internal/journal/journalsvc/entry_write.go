package journalsvc

import (
	"context"
	"errors"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/tags"
)

// Origins of entries, as they begin in origin_key.
const (
	originClient = "c:"
	originImport = "i:"
)

// Write logs an entry. The same client id again gives the entry as it is now and writes nothing.
// Errors: those of journal.WriteEntryInput.Validate, journal.ErrZoneUnknown, markdown.ErrTooComplex,
// tags.ErrTooMany; journal.ErrGone when the entry was purged since.
func (s *Service) Write(ctx context.Context, a identity.Actor, in journal.WriteEntryInput) (*journal.Entry, error) {
	now := s.now()
	if err := in.Validate(today(a, now)); err != nil {
		return nil, err
	}
	st, err := newStamp(or(in.LoggedAt, now), or(in.Zone, a.Zone), a.DayStart, in.Day)
	if err != nil {
		return nil, err
	}
	c, err := compile(in.Body, in.Tags)
	if err != nil {
		return nil, err
	}
	list, err := s.tags.Ensure(ctx, a.UserID, c.tagNames)
	if err != nil {
		return nil, err
	}
	r, err := newRow(a.UserID, originClient+in.ClientID, st, c, list, now)
	if err != nil {
		return nil, err
	}
	r.Kind, r.Audience, r.Source = or(in.Kind, journal.KindNote), or(in.Audience, audience.Private), or(in.Source, journal.EntrySourceWritten)
	r.Minutes, r.Mood, r.Energy = in.Minutes, in.Mood, in.Energy
	err = s.writes.add(ctx, r, list)
	if originKnown(err) {
		return s.first(ctx, r, err)
	}
	if err != nil {
		return nil, err
	}
	return s.fresh(r, list)
}

// saveWrites saves new entries that waited at the same time, in one transaction.
func (s *Service) saveWrites(ctx context.Context, batch []*pendingWrite) error {
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.insertBatch(ctx, tx, batch); err != nil {
			return err
		}
		for _, w := range batch {
			ev := journal.EntryWritten{EntryID: w.row.ID, AuthorID: w.row.AuthorID, Day: w.row.Day, Source: w.row.Source}
			if err := s.emit(ctx, tx, ev); err != nil {
				return err
			}
		}
		return nil
	})
}

// first is the entry that the first write of this origin made; failure is why this one was not saved.
func (s *Service) first(ctx context.Context, r *entryRow, failure error) (*journal.Entry, error) {
	known, err := s.store.byOrigin(ctx, r.AuthorID, r.OriginKey)
	if err == nil {
		return s.load(ctx, known)
	}
	if !errors.Is(err, journal.ErrEntryNotFound) {
		return nil, err
	}
	purged, err := s.store.purged(ctx, r.AuthorID, r.OriginKey)
	if err == nil && purged {
		return nil, journal.ErrGone
	}
	return nil, errors.Join(failure, err)
}

// fresh is a row that was just written, as an entry.
func (s *Service) fresh(r *entryRow, list []tags.Tag) (*journal.Entry, error) {
	e, err := r.entry()
	if err != nil {
		return nil, err
	}
	e.Tags = list
	if e.Tags == nil {
		e.Tags = []tags.Tag{}
	}
	return e, nil
}

// newRow is a row with what every new entry has: place in time, content, first revision.
func newRow(authorID, originKey string, st stamp, c content, list []tags.Tag, now time.Time) (*entryRow, error) {
	r := &entryRow{
		ID: id.New(now), AuthorID: authorID, OriginKey: originKey, Audience: audience.Private,
		Day: st.day, Zone: st.zone, OffsetMinutes: st.offset, Late: st.late, LoggedAt: db.Millis(st.loggedAt),
		Revision: 1, CreatedAt: db.Millis(now), UpdatedAt: db.Millis(now),
	}
	return r, r.setContent(c, list)
}

func (r *entryRow) setContent(c content, list []tags.Tag) (err error) {
	r.Body, r.BodyHTML, r.HTMLVersion, r.Title = c.body, c.html, markdown.SanitiserVersion, c.title
	r.TagIDs = joinIDs(list)
	r.Tasks, err = encodeTasks(c.tasks)
	return err
}

func joinIDs(list []tags.Tag) string {
	ids := make([]string, len(list))
	for i, t := range list {
		ids[i] = t.ID
	}
	return strings.Join(ids, " ")
}

func or[T any](p *T, def T) T {
	if p != nil {
		return *p
	}
	return def
}
