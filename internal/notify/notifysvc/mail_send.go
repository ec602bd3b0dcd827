package notifysvc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/mail"
)

// sendMailArgs asks to send what belongs to a batch.
type sendMailArgs struct {
	BatchID string `json:"batchId"`
}

// Kind names the job.
func (sendMailArgs) Kind() string { return "notify.send_mail" }

// claimLife is how long a worker has a batch for itself: longer than a handler may run, shorter than it takes until the
// job of a process that died is taken up again.
const claimLife = 3 * time.Minute

// maxItems is how many notices of a digest are written out.
const maxItems = 30

var errClaimed = errors.New("another worker sends this mail")

// sendMail sends one mail for a batch: nobody else at the same time, and nobody once it is sent. A copy after a crash
// between the mail server's answer and our note of it has the same Message-ID.
func (s *Service) sendMail(ctx context.Context, args sendMailArgs) error {
	rows, err := s.store.batch(ctx, s.DB.Reader(), args.BatchID)
	if err != nil {
		return fmt.Errorf("read batch: %w", err)
	}
	rows = open(rows)
	if len(rows) == 0 {
		return nil
	}
	m, err := s.compose(ctx, args.BatchID, rows)
	if err != nil {
		return err
	}
	now := s.now()
	if m == nil {
		return s.store.finish(ctx, s.DB.Writer(), args.BatchID, "not wanted", db.Millis(now))
	}
	mine, err := s.store.claim(ctx, args.BatchID, db.Millis(now), db.Millis(now.Add(-claimLife)))
	if err != nil {
		return fmt.Errorf("claim batch: %w", err)
	}
	if !mine {
		return errClaimed
	}
	outcome := "sent"
	if err := s.Mail.Send(ctx, *m); errors.Is(err, mail.ErrPermanent) {
		s.Log.WarnContext(ctx, "notice refused for good", "err", err)
		outcome = "refused"
	} else if err != nil {
		return errors.Join(err, s.store.release(context.WithoutCancel(ctx), args.BatchID))
	}
	return s.store.finish(context.WithoutCancel(ctx), s.DB.Writer(), args.BatchID, outcome, db.Millis(s.now()))
}

// open are the deliveries that were not done yet.
func open(rows []deliveryRow) []deliveryRow {
	out := rows[:0]
	for _, r := range rows {
		if r.DoneAt == nil {
			out = append(out, r)
		}
	}
	return out
}

// compose writes the mail of a batch as the person wants it now; nil when nothing of it is wanted any more.
func (s *Service) compose(ctx context.Context, batchID string, rows []deliveryRow) (*mail.Message, error) {
	p, err := s.store.person(ctx, s.DB.Reader(), rows[0].UserID)
	if errors.Is(err, db.ErrNoRows) || err == nil && !p.EmailVerified {
		return nil, nil //nolint:nilnil // "no mail" is an answer.
	}
	if err != nil {
		return nil, fmt.Errorf("read the person: %w", err)
	}
	wanted, err := s.wanted(ctx, p, rows)
	if err != nil || len(wanted) == 0 {
		return nil, err
	}
	in, err := s.Instance.Instance(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the instance: %w", err)
	}
	category := wanted[0].Category
	if f := wanted[0].Frequency; f.Digest() {
		category = string(f)
	}
	l := notify.Letter{
		Locale: p.Locale, Instance: in.Name, BaseURL: s.BaseURL, Name: p.DisplayName, Frequency: wanted[0].Frequency,
		UnsubscribeURL: s.unsubscribeURL(p.ID, category), SettingsURL: s.BaseURL + settingsPath,
	}
	if l.Items, err = s.items(p, wanted); err != nil {
		return nil, err
	}
	l.More = len(wanted) - len(l.Items)
	subject, text, html, err := s.Wording.Letter(l)
	if err != nil {
		return nil, fmt.Errorf("write mail: %w", err)
	}
	return &mail.Message{
		To: p.Email, Subject: subject, Text: text, HTML: html, Kind: "notify_" + wanted[0].Kind, Locale: p.Locale,
		IdempotencyKey: batchID, UnsubscribeURL: l.UnsubscribeURL,
	}, nil
}

const settingsPath = "/app/settings/notifications"

// wanted leaves out what is stale by now and what the person has switched off since.
func (s *Service) wanted(ctx context.Context, p personRow, rows []deliveryRow) ([]deliveryRow, error) {
	choices, err := s.choices(ctx, s.DB.Reader(), p.ID)
	if err != nil {
		return nil, err
	}
	out := make([]deliveryRow, 0, len(rows))
	for _, r := range rows {
		kind, category, ok := s.Catalogue.Kind(r.Kind)
		stale := ok && kind.Life > 0 && s.Clock.Now().Sub(db.FromMillis(r.CreatedAt)) > kind.Life
		if !ok || stale || r.DeletedAt != nil || category.AdminsOnly && !p.admin() {
			continue
		}
		if kind.Name != notify.KindTest && choices.of(category, r.Channel) == notify.FrequencyOff {
			continue
		}
		out = append(out, r)
	}
	return out, nil
}

// items are the notices of a letter in words.
func (s *Service) items(p personRow, rows []deliveryRow) ([]notify.LetterItem, error) {
	out := make([]notify.LetterItem, 0, min(len(rows), maxItems))
	for _, r := range rows[:min(len(rows), maxItems)] {
		facts, err := r.factsFor(p.zone())
		if err != nil {
			return nil, err
		}
		title, body, err := s.Wording.Line(r.Kind, p.Locale, facts)
		if err != nil {
			return nil, fmt.Errorf("word notice %s: %w", r.Kind, err)
		}
		item := notify.LetterItem{Title: title, Body: body}
		if r.Path != "" {
			item.URL = s.BaseURL + "/app" + r.Path
		}
		out = append(out, item)
	}
	return out, nil
}
