package journalsvc

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

const (
	schedulesFile = "schedules.jsonl"
	schedulesNoun = "schedules"
)

// portableSchedule is an entry that waits for its time, in an archive.
type portableSchedule struct {
	Audience  audience.Level `json:"audience"`
	CreatedAt time.Time      `json:"createdAt"`
	Day       day.Date       `json:"day"`
	Entry     string         `json:"entry"`
	Time      string         `json:"time"`
	Zone      string         `json:"zone"`
}

func (s *Service) exportSchedules(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.schedules(ctx, userID, journal.MaxSchedules)
	if err != nil || len(rows) == 0 {
		return err
	}
	w, err := out.Begin(schedulesFile, time.Time{})
	if err != nil {
		return err
	}
	for i := range rows {
		n := rows[i].noun(nil)
		line := portableSchedule{Audience: n.Audience, CreatedAt: n.CreatedAt, Day: n.Day, Entry: rows[i].EntryID, Time: n.Time, Zone: n.Zone}
		if err := portable.Line(w, line); err != nil {
			return err
		}
	}
	return nil
}

// schedules brings the promises of entries that came with this archive. One whose time is over, or whose entry was here
// before, is not made: somebody may have taken it back.
func (b *archiveRun) schedules(ctx context.Context) error {
	if !b.in.Has(schedulesFile) {
		return nil
	}
	err := portable.Lines(b.in, schedulesFile, func(p portableSchedule) error {
		row, err := b.schedule(p)
		if err != nil {
			return b.in.Report.Refuse(schedulesNoun, "journal/"+schedulesFile, err)
		}
		return b.bringSchedule(ctx, row)
	})
	return b.orRefused(schedulesNoun, schedulesFile, err)
}

// schedule checks one promise. Errors: [portable.ErrFileBroken], those of journal.
func (b *archiveRun) schedule(p portableSchedule) (*scheduleRow, error) {
	minute, err := journal.ClockMinute(p.Time)
	if err != nil {
		return nil, err
	}
	row := &scheduleRow{
		EntryID: b.here[p.Entry], AuthorID: b.in.UserID, Audience: p.Audience, Day: p.Day, Minute: minute, Zone: p.Zone, CreatedAt: db.Millis(p.CreatedAt),
	}
	if row.EntryID == "" || !p.Audience.Valid() || !p.Day.Valid() || p.CreatedAt.UnixMilli() < 0 {
		return nil, portable.ErrFileBroken
	}
	due, err := row.due()
	if err != nil {
		return nil, journal.ErrZoneUnknown
	}
	row.DueAt = db.Millis(due)
	return row, nil
}

func (b *archiveRun) bringSchedule(ctx context.Context, row *scheduleRow) error {
	err := b.s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		old, err := b.s.store.schedule(ctx, tx, row.EntryID)
		switch {
		case err != nil:
			return err
		case old != nil && *old == *row:
			b.in.Report.Note(schedulesNoun, portable.Same)
			return nil
		case old != nil, !b.fresh[row.EntryID], row.DueAt <= db.Millis(b.s.now()):
			b.in.Report.Note(schedulesNoun, portable.Kept)
			return nil
		}
		b.in.Report.Note(schedulesNoun, portable.Created)
		if b.in.DryRun {
			return nil
		}
		if err := b.s.store.saveSchedule(ctx, tx, row); err != nil {
			return err
		}
		return b.s.enqueuePublish(ctx, tx, row)
	})
	if err != nil {
		return fmt.Errorf("bring schedule: %w", err)
	}
	return nil
}
