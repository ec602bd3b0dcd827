package notifysvc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

const (
	choicesFile  = "choices.json"
	choicesLimit = 64 << 10
	noticesFile  = "notices.jsonl"
	exportPage   = 500
)

// portableChoices is what a person chose, in an archive.
type portableChoices struct {
	Choices      []portableChoice   `json:"choices"`
	DigestTime   string             `json:"digestTime"`
	QuietFrom    *string            `json:"quietFrom"`
	QuietTo      *string            `json:"quietTo"`
	ReminderDays []identity.Weekday `json:"reminderDays"`
	ReminderTime *string            `json:"reminderTime"`
}

type portableChoice struct {
	Category  string           `json:"category"`
	Channel   notify.Channel   `json:"channel"`
	Frequency notify.Frequency `json:"frequency"`
}

// portableNotice is a notice in the record of an account.
type portableNotice struct {
	At       time.Time       `json:"at"`
	Category string          `json:"category"`
	Facts    json.RawMessage `json:"facts"`
	Kind     string          `json:"kind"`
	ReadAt   *time.Time      `json:"readAt"`
}

// Portable is what notify takes along, brings, erases and shows.
func (s *Service) Portable() portable.Part {
	return portable.Part{
		Domain: "notify", Export: s.export, Record: s.record, Import: s.importChoices, Erase: s.erase, Outlets: s.outlets, Close: s.closeOutlet,
	}
}

func (s *Service) portableOf(ctx context.Context, userID string) (portableChoices, bool, error) {
	settings, err := s.settingsOf(ctx, s.DB.Reader(), personRow{ID: userID})
	if err != nil {
		return portableChoices{}, false, err
	}
	rows, err := s.store.preferences(ctx, s.DB.Reader(), userID)
	if err != nil {
		return portableChoices{}, false, err
	}
	out := written(settings)
	for _, r := range rows {
		out.Choices = append(out.Choices, portableChoice(r))
	}
	return out, len(rows) > 0 || !alike(out, written(notify.DefaultSettings())), nil
}

// written are settings in the form of an archive.
func written(s notify.Settings) portableChoices {
	out := portableChoices{Choices: []portableChoice{}, DigestTime: s.Digest.String(), ReminderDays: s.ReminderDays}
	if s.Quiet.On() {
		from, to := s.Quiet.From.String(), s.Quiet.To.String()
		out.QuietFrom, out.QuietTo = &from, &to
	}
	if s.Reminder != nil {
		at := s.Reminder.String()
		out.ReminderTime = &at
	}
	return out
}

// alike compares all but the choices.
func alike(a, b portableChoices) bool {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return a.DigestTime == b.DigestTime && text(a.QuietFrom) == text(b.QuietFrom) && text(a.QuietTo) == text(b.QuietTo) &&
		text(a.ReminderTime) == text(b.ReminderTime) && slices.Equal(a.ReminderDays, b.ReminderDays)
}

func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	choices, any, err := s.portableOf(ctx, userID)
	if err != nil || !any {
		return err
	}
	return out.JSON(choicesFile, choices)
}

func (s *Service) record(ctx context.Context, userID string, out *portable.Out) error {
	w, err := out.Begin(noticesFile, time.Time{})
	if err != nil {
		return err
	}
	for after := ""; ; {
		rows, err := s.store.noticesAfter(ctx, userID, after, exportPage)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			n := portableNotice{At: db.FromMillis(r.CreatedAt), Category: r.Category, Facts: json.RawMessage(r.Facts), Kind: r.Kind, ReadAt: instant(r.ReadAt)}
			if err := portable.Line(w, n); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}

func (s *Service) importChoices(ctx context.Context, in *portable.In) error {
	if !in.Has(choicesFile) {
		return nil
	}
	var c portableChoices
	if err := in.JSON(choicesFile, choicesLimit, &c); err != nil {
		return in.Report.Refuse("notificationChoices", choicesFile, err)
	}
	settings, err := notify.UpdateNotificationSettingsInput{
		QuietFrom: c.QuietFrom, QuietTo: c.QuietTo, DigestTime: c.DigestTime, ReminderTime: c.ReminderTime, ReminderDays: c.ReminderDays,
	}.Settings()
	if err != nil {
		return in.Report.Refuse("notificationChoices", choicesFile, err)
	}
	have, _, err := s.portableOf(ctx, in.UserID)
	if err != nil {
		return err
	}
	if err := s.bringSettings(ctx, in, settings, have); err != nil {
		return err
	}
	for _, one := range c.Choices {
		if err := s.bringChoice(ctx, in, one, have); err != nil {
			return err
		}
	}
	return nil
}

// bringSettings takes the archive's times over where the person has chosen none here.
func (s *Service) bringSettings(ctx context.Context, in *portable.In, settings notify.Settings, have portableChoices) error {
	switch {
	case alike(written(settings), have):
		in.Report.Note("notificationChoices", portable.Same)
		return nil
	case !alike(have, written(notify.DefaultSettings())):
		in.Report.Note("notificationChoices", portable.Kept)
		return nil
	}
	in.Report.Note("notificationChoices", portable.Created)
	if in.DryRun {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		p, err := s.store.person(ctx, tx, in.UserID)
		if errors.Is(err, db.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the person: %w", err)
		}
		return s.store.saveSettings(ctx, tx, s.timed(p, rowFor(p.ID, settings)))
	})
}

func (s *Service) bringChoice(ctx context.Context, in *portable.In, one portableChoice, have portableChoices) error {
	c, ok := s.Catalogue.Category(one.Category)
	if !ok || !c.Rules[one.Channel].Allows(one.Frequency) {
		return in.Report.Refuse("notificationChoices", choicesFile, portable.ErrFileBroken)
	}
	for _, h := range have.Choices {
		if h.Category == one.Category && h.Channel == one.Channel {
			outcome := portable.Kept
			if h.Frequency == one.Frequency {
				outcome = portable.Same
			}
			in.Report.Note("notificationChoices", outcome)
			return nil
		}
	}
	in.Report.Note("notificationChoices", portable.Created)
	if in.DryRun {
		return nil
	}
	return s.store.savePreference(ctx, s.DB.Writer(), in.UserID, preferenceRow(one))
}

// erase removes some of the notices, with what belongs to them; the rest goes with the last of them.
func (s *Service) erase(ctx context.Context, userID string) (bool, error) {
	n, err := s.store.eraseNotices(ctx, userID, exportPage)
	if err != nil || n == exportPage {
		return n == exportPage, err
	}
	return false, s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.forget(ctx, tx, userID) })
}

// outlets are the browsers that get pushes.
func (s *Service) outlets(ctx context.Context, userID string) ([]portable.Outlet, error) {
	devices, err := s.store.endpoints(ctx, s.DB.Reader(), userID, db.Millis(s.now()))
	if err != nil {
		return nil, err
	}
	actor, _ := identity.ActorFrom(ctx)
	out := make([]portable.Outlet, len(devices))
	for i, d := range devices {
		since := db.FromMillis(d.CreatedAt)
		out[i] = portable.Outlet{
			ID: d.ID, Kind: "push", Name: d.Name, Facts: []string{}, Link: "/settings/notifications", Since: &since, LastAt: instant(d.LastUsed),
			Closable: true, Current: actor.SessionID != "" && d.SessionID == actor.SessionID,
		}
	}
	return out, nil
}

func (s *Service) closeOutlet(ctx context.Context, userID, outletID string) error {
	n, err := s.store.dropEndpoint(ctx, s.DB.Writer(), userID, strings.TrimSpace(outletID))
	if err == nil && n == 0 {
		return portable.ErrNoOutlet
	}
	return err
}
