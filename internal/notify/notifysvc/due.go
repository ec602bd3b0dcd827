package notifysvc

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
)

const (
	// duePart is how many people are looked at in one go.
	duePart = 200
	// remindWithin is how late a reminder may be; after a longer outage it would only startle.
	remindWithin = 2 * time.Hour
)

// runDue does what is due for everybody: reminders, digests, weekly summaries. Several nodes may run it at once.
func (s *Service) runDue(ctx context.Context) error {
	if err := s.welcome(ctx); err != nil {
		return err
	}
	for {
		ids, err := s.store.due(ctx, db.Millis(s.now()), duePart)
		if err != nil {
			return fmt.Errorf("look who is due: %w", err)
		}
		var failures []error
		for _, userID := range ids {
			if err := s.dueFor(ctx, userID); err != nil {
				failures = append(failures, err)
			}
		}
		if len(ids) < duePart || len(failures) > 0 || ctx.Err() != nil {
			return errors.Join(append(failures, ctx.Err())...)
		}
	}
}

// welcome makes the settings of people who were here before there were any.
func (s *Service) welcome(ctx context.Context) error {
	people, err := s.store.strangers(ctx, duePart)
	if err != nil {
		return fmt.Errorf("look for new people: %w", err)
	}
	for _, p := range people {
		if err := s.store.addSettings(ctx, s.DB.Writer(), s.timed(p, rowFor(p.ID, notify.DefaultSettings()))); err != nil {
			return fmt.Errorf("make settings: %w", err)
		}
	}
	return nil
}

// errand is what is due for one person, found out before the transaction begins.
type errand struct {
	person        personRow
	row           settingsRow
	daily, weekly bool
	week          *notify.Week
	remind        day.Date
}

// dueFor does what is due for one person. Whoever moves the next instant on does the work; a second node finds it moved.
func (s *Service) dueFor(ctx context.Context, userID string) error {
	e, err := s.errand(ctx, userID)
	if err != nil || e == nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		mine, err := s.store.moveOn(ctx, tx, s.timed(e.person, e.row), e.row.NextAt)
		if err != nil || !mine {
			return err
		}
		if e.remind != "" {
			if err := s.tell(ctx, tx, telling{userID: userID, kind: notify.KindLogToday, key: "log_today:" + string(e.remind), path: "/journal/new"}); err != nil {
				return err
			}
		}
		if e.week != nil {
			t := telling{userID: userID, kind: notify.KindWeek, key: "week:" + e.week.From, path: "/", facts: weekFacts(*e.week)}
			if err := s.tell(ctx, tx, t); err != nil {
				return err
			}
		}
		if e.daily {
			if err := s.digest(ctx, tx, userID, notify.FrequencyDaily); err != nil {
				return err
			}
		}
		if e.weekly {
			return s.digest(ctx, tx, userID, notify.FrequencyWeekly)
		}
		return nil
	})
}

// errand finds out what is due; nil when nothing is.
func (s *Service) errand(ctx context.Context, userID string) (*errand, error) {
	row, err := s.store.settings(ctx, s.DB.Reader(), userID)
	now := s.now()
	if errors.Is(err, db.ErrNoRows) || err == nil && row.NextAt > db.Millis(now) {
		return nil, nil //nolint:nilnil // "nothing" is an answer.
	}
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	e := &errand{row: row}
	e.person, err = s.store.person(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) { // suspended: look again when the next digest would be
		return &errand{row: row, person: personRow{ID: userID, TimeZone: "UTC"}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the person: %w", err)
	}
	ms := db.Millis(now)
	e.daily, e.weekly = row.DailyAt <= ms, row.WeeklyAt <= ms
	if e.weekly {
		if e.week, err = s.lastWeek(ctx, e.person); err != nil {
			return nil, err
		}
	}
	if row.ReminderAt != nil && *row.ReminderAt <= ms && ms-*row.ReminderAt < remindWithin.Milliseconds() {
		if e.remind, err = s.dayToLog(ctx, e.person, db.FromMillis(*row.ReminderAt)); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// lastWeek is what the person did in the week that has ended; nil when that is nothing: there is no summary of that.
func (s *Service) lastWeek(ctx context.Context, p personRow) (*notify.Week, error) {
	w, err := s.Weeks.Week(ctx, p.actor(), 1)
	if err != nil {
		return nil, fmt.Errorf("count the week: %w", err)
	}
	if w.Entries == 0 {
		return nil, nil //nolint:nilnil // "nothing" is an answer.
	}
	return &w, nil
}

// dayToLog is the person's civil day at the reminder when something is due on it and that day still runs; else "".
func (s *Service) dayToLog(ctx context.Context, p personRow, at time.Time) (day.Date, error) {
	d := day.Of(at, p.zone(), p.DayStart)
	if day.Of(s.now(), p.zone(), p.DayStart) != d {
		return "", nil
	}
	due, err := s.Days.Due(ctx, p.ID, d)
	if err != nil {
		return "", fmt.Errorf("look at the day: %w", err)
	}
	if !due {
		return "", nil
	}
	return d, nil
}

// digest makes one mail and one push of what was collected.
func (s *Service) digest(ctx context.Context, tx *db.Tx, userID string, f notify.Frequency) error {
	for _, c := range []notify.Channel{notify.ChannelMail, notify.ChannelPush} {
		batch := id.New(s.now())
		n, err := s.store.collect(ctx, tx, userID, c, f, batch)
		if err != nil {
			return fmt.Errorf("collect the digest: %w", err)
		}
		if n == 0 {
			continue
		}
		if err := s.send(ctx, tx, c, batch, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

// weekFacts are the facts of a weekly summary.
func weekFacts(w notify.Week) map[string]string {
	return map[string]string{
		"from": w.From, "to": w.To, "entries": strconv.Itoa(w.Entries), "minutes": strconv.Itoa(w.Minutes),
		"days": strconv.Itoa(w.ActiveDays), "streak": strconv.Itoa(w.Streak), "tags": strings.Join(slices.Clone(w.Tags), ", "),
	}
}
