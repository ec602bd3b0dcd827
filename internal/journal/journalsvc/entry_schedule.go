package journalsvc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// publishArgs is the job that gives an entry its audience. DueAt names the schedule it was made for: one that was moved
// or taken away since leaves the job with nothing to do.
type publishArgs struct {
	EntryID string `json:"entryId"`
	DueAt   int64  `json:"dueAt"`
}

// Kind names the job.
func (publishArgs) Kind() string { return "journal.publish_entry" }

// Schedule promises the actor's entry another audience at a time, in place of an earlier promise.
// Errors: journal.ErrEntryNotFound, ErrInTrash, ErrAudienceInvalid, ErrZoneUnknown, ErrDayOutOfRange, and those of schedules.
func (s *Service) Schedule(ctx context.Context, a identity.Actor, in journal.ScheduleEntryInput) (*journal.Schedule, error) {
	r, err := s.own(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	row, err := s.scheduled(r, a, in)
	if err != nil {
		return nil, err
	}
	err = s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n, err := s.store.countSchedules(ctx, tx, a.UserID, r.ID)
		if err != nil {
			return err
		}
		if n >= journal.MaxSchedules {
			return journal.ErrScheduleLimit
		}
		if err := s.store.saveSchedule(ctx, tx, row); err != nil {
			return err
		}
		return s.enqueuePublish(ctx, tx, row)
	})
	if err != nil {
		return nil, err
	}
	e, err := s.load(ctx, r)
	if err != nil {
		return nil, err
	}
	return row.noun(e), nil
}

// scheduled is the checked schedule of an entry.
func (s *Service) scheduled(r *entryRow, a identity.Actor, in journal.ScheduleEntryInput) (*scheduleRow, error) {
	switch {
	case r.DeletedAt != nil:
		return nil, journal.ErrInTrash
	case r.Draft:
		return nil, journal.ErrScheduleDraft
	case !in.Audience.Valid():
		return nil, onField("audience", journal.ErrAudienceInvalid)
	case in.Audience == r.Audience:
		return nil, onField("audience", journal.ErrScheduleSame)
	case !in.Day.Valid():
		return nil, onField("day", journal.ErrDayOutOfRange)
	}
	minute, err := journal.ClockMinute(in.Time)
	if err != nil {
		return nil, onField("time", err)
	}
	now := s.now()
	row := &scheduleRow{
		EntryID: r.ID, AuthorID: r.AuthorID, Audience: in.Audience, Day: in.Day, Minute: minute,
		Zone: cmp.Or(or(in.Zone, ""), actorZone(a).String()), CreatedAt: db.Millis(now),
	}
	due, err := row.due()
	switch {
	case err != nil:
		return nil, onField("zone", journal.ErrZoneUnknown)
	case !due.After(now):
		return nil, onField("time", journal.ErrSchedulePast)
	case due.After(now.AddDate(1, 0, 0)):
		return nil, onField("day", journal.ErrScheduleFar)
	}
	row.DueAt = db.Millis(due)
	return row, nil
}

// due is the instant of the local time, by the rules of the zone as they are known now.
func (r *scheduleRow) due() (time.Time, error) {
	loc, err := day.LoadZone(r.Zone)
	if err != nil {
		return time.Time{}, err
	}
	at, _ := day.At(r.Day, loc, r.Minute)
	return at, nil
}

func (s *Service) enqueuePublish(ctx context.Context, tx *db.Tx, r *scheduleRow) error {
	if s.jobs == nil {
		return nil
	}
	return s.jobs.Enqueue(ctx, tx, publishArgs{EntryID: r.EntryID, DueAt: r.DueAt}, jobs.EnqueueOptions{
		NotBefore: db.FromMillis(r.DueAt), UniqueKey: fmt.Sprintf("%s:%d", r.EntryID, r.DueAt),
	})
}

// Unschedule takes the promise back; an entry without one stays as it is. Error: journal.ErrEntryNotFound.
func (s *Service) Unschedule(ctx context.Context, a identity.Actor, entryID string) error {
	r, err := s.own(ctx, a, entryID)
	if err != nil {
		return err
	}
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.unschedule(ctx, tx, r.ID) })
}

// Schedules are the actor's promises, soonest first; those of entries in the trash are left out.
func (s *Service) Schedules(ctx context.Context, a identity.Actor) ([]journal.Schedule, error) {
	rows, err := s.store.schedules(ctx, a.UserID, journal.MaxSchedules)
	if err != nil || len(rows) == 0 {
		return []journal.Schedule{}, err
	}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].EntryID
	}
	entries, err := s.EntriesByIDs(ctx, a.UserID, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*journal.Entry, len(entries))
	for i := range entries {
		byID[entries[i].ID] = &entries[i]
	}
	out := make([]journal.Schedule, 0, len(rows))
	for i := range rows {
		if e := byID[rows[i].EntryID]; e != nil {
			out = append(out, *rows[i].noun(e))
		}
	}
	return out, nil
}

// publish keeps a promise whose time has come, once: the schedule goes in the transaction that gives the audience. An
// entry in the trash and one of a person who may not be seen stay as they are, and the promise is off.
func (s *Service) publish(ctx context.Context, tx *db.Tx, args publishArgs) error {
	r, err := s.store.schedule(ctx, tx, args.EntryID)
	if err != nil || r == nil || r.DueAt != args.DueAt {
		return err
	}
	now := s.now()
	if due, err := r.due(); err == nil && due.After(now) { // the rules of the zone have changed since
		r.DueAt = db.Millis(due)
		if err := s.store.saveSchedule(ctx, tx, r); err != nil {
			return err
		}
		return s.enqueuePublish(ctx, tx, r)
	}
	if err := s.store.unschedule(ctx, tx, r.EntryID); err != nil {
		return err
	}
	author, err := s.authors(ctx, []string{r.AuthorID})
	if err != nil || author[r.AuthorID].Hidden {
		return err
	}
	entry, err := s.store.entryIn(ctx, tx, r.EntryID)
	if errors.Is(err, journal.ErrEntryNotFound) {
		return nil
	}
	if err != nil || entry.Draft || entry.DeletedAt != nil || entry.Audience == r.Audience {
		return err
	}
	return s.setAudience(ctx, tx, entry, r.Audience, db.Millis(now))
}

// publishOverdue finds promises whose job is gone, as after a restored backup, and gives each its job again.
func (s *Service) publishOverdue(ctx context.Context) error {
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := s.store.dueSchedules(ctx, tx, db.Millis(s.now()), journal.MaxSchedules)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := s.enqueuePublish(ctx, tx, &rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
}
