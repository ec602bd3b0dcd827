package notifysvc

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// Settings are the actor's settings, choices and browsers.
func (s *Service) Settings(ctx context.Context) (*notify.NotificationSettings, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	return s.settingsFor(ctx, a)
}

func (s *Service) settingsFor(ctx context.Context, a identity.Actor) (*notify.NotificationSettings, error) {
	q := s.DB.Reader()
	settings, err := s.settingsOf(ctx, q, personRow{ID: a.UserID})
	if err != nil {
		return nil, err
	}
	choices, err := s.choices(ctx, q, a.UserID)
	if err != nil {
		return nil, err
	}
	devices, err := s.store.endpoints(ctx, q, a.UserID, db.Millis(s.now()))
	if err != nil {
		return nil, fmt.Errorf("read browsers: %w", err)
	}
	out := &notify.NotificationSettings{
		Categories: s.matrix(a, choices), DigestTime: settings.Digest.String(), ReminderDays: settings.ReminderDays,
		TimeZone: a.Zone, SendsMail: s.SendsMail, Devices: make([]notify.PushDevice, len(devices)),
	}
	if settings.Quiet.On() {
		from, to := settings.Quiet.From.String(), settings.Quiet.To.String()
		out.QuietFrom, out.QuietTo = &from, &to
	}
	if settings.Reminder != nil {
		at := settings.Reminder.String()
		out.ReminderTime = &at
	}
	for i, d := range devices {
		out.Devices[i] = notify.PushDevice{
			ID: d.ID, Name: d.Name, Current: d.SessionID == a.SessionID, CreatedAt: db.FromMillis(d.CreatedAt), LastUsed: instant(d.LastUsed),
		}
	}
	return out, nil
}

// matrix is every category with its channels; mail is none where the instance sends no mail.
func (s *Service) matrix(a identity.Actor, choices choices) []notify.NotificationCategory {
	categories := s.Catalogue.Categories(a.Role == identity.RoleAdmin)
	out := make([]notify.NotificationCategory, len(categories))
	for i, c := range categories {
		out[i] = notify.NotificationCategory{Key: c.Key, Channels: []notify.NotificationChoice{}}
		out[i].Name, out[i].About = s.Wording.Category(c.Key, a.Locale)
		for _, channel := range notify.Channels {
			rule, ok := c.Rules[channel]
			if !ok || channel == notify.ChannelMail && !s.SendsMail {
				continue
			}
			out[i].Channels = append(out[i].Channels, notify.NotificationChoice{
				Channel: channel, Frequency: choices.of(c, channel), Choices: rule.Choices,
			})
		}
	}
	return out
}

// Choose sets one cell of the actor's matrix. Errors: [notify.ErrUnknownCategory], [notify.ErrFrequencyNotOffered].
func (s *Service) Choose(ctx context.Context, in notify.SetNotificationPreferenceInput) (*notify.NotificationSettings, error) {
	a, err := s.actor(ctx, identity.ScopeProfileWrite)
	if err != nil {
		return nil, err
	}
	c, ok := s.Catalogue.Category(in.Category)
	if !ok || c.AdminsOnly && a.Role != identity.RoleAdmin {
		return nil, notify.ErrUnknownCategory.WithField("category", notify.ErrUnknownCategory.Public)
	}
	if !c.Rules[in.Channel].Allows(in.Frequency) || in.Channel == notify.ChannelMail && !s.SendsMail {
		return nil, notify.ErrFrequencyNotOffered.WithField("frequency", notify.ErrFrequencyNotOffered.Public)
	}
	row := preferenceRow{Category: in.Category, Channel: in.Channel, Frequency: in.Frequency}
	if err := s.store.savePreference(ctx, s.DB.Writer(), a.UserID, row); err != nil {
		return nil, fmt.Errorf("save the choice: %w", err)
	}
	return s.settingsFor(ctx, a)
}

// SaveSettings replaces quiet hours, digest and reminder of the actor. Errors: [notify.ErrBadTime], [notify.ErrQuietHours].
func (s *Service) SaveSettings(ctx context.Context, in notify.UpdateNotificationSettingsInput) (*notify.NotificationSettings, error) {
	a, err := s.actor(ctx, identity.ScopeProfileWrite)
	if err != nil {
		return nil, err
	}
	settings, err := in.Settings()
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		p, err := s.store.person(ctx, tx, a.UserID)
		if err != nil {
			return fmt.Errorf("read the person: %w", err)
		}
		return s.store.saveSettings(ctx, tx, s.timed(p, rowFor(p.ID, settings)))
	})
	if err != nil {
		return nil, err
	}
	return s.settingsFor(ctx, a)
}

// timed fills in the next instants of a person from now on.
func (s *Service) timed(p personRow, r settingsRow) settingsRow {
	now, zone, settings := s.now(), p.zone(), r.settings()
	r.DailyAt = db.Millis(notify.Next(now, zone, settings.Digest, nil))
	r.WeeklyAt = db.Millis(notify.Next(now, zone, settings.Digest, func(t time.Time) bool {
		return day.Of(t, zone, 0).Weekday() == p.WeekStart.Time()
	}))
	r.NextAt, r.ReminderAt = min(r.DailyAt, r.WeeklyAt), nil
	if settings.Reminder == nil || len(settings.ReminderDays) == 0 {
		return r
	}
	at := notify.Next(now, zone, *settings.Reminder, func(t time.Time) bool {
		return slices.Contains(settings.ReminderDays, identity.WeekdayOf(day.Of(t, zone, p.DayStart).Weekday()))
	})
	if !at.IsZero() {
		ms := db.Millis(at)
		r.ReminderAt, r.NextAt = &ms, min(r.NextAt, ms)
	}
	return r
}

// retime sets the next instants anew after a change of zone, day start or week start, and makes the row of somebody new.
func (s *Service) retime(ctx context.Context, tx *db.Tx, userID string) error {
	p, err := s.store.person(ctx, tx, userID)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the person: %w", err)
	}
	row, err := s.store.settings(ctx, tx, userID)
	if errors.Is(err, db.ErrNoRows) {
		return s.store.addSettings(ctx, tx, s.timed(p, rowFor(userID, notify.DefaultSettings())))
	}
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	return s.store.saveSettings(ctx, tx, s.timed(p, row))
}

// Preview is what the weekly summary would say if the week ended now.
func (s *Service) Preview(ctx context.Context) (*notify.DigestPreview, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	w, err := s.Weeks.Week(ctx, a, 0)
	if err != nil {
		return nil, fmt.Errorf("count the week: %w", err)
	}
	title, body, err := s.Wording.Line(notify.KindWeek, a.Locale, weekFacts(w))
	if err != nil {
		return nil, fmt.Errorf("word the week: %w", err)
	}
	return &notify.DigestPreview{Title: title, Body: body}, nil
}
