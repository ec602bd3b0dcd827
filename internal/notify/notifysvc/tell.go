package notifysvc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// What one person gets in an hour: more notices of a category are dropped, more mails wait for the daily digest.
const (
	noticesPerHour       = 100
	mailsPerHour         = 5
	securityMailsPerHour = 20
)

// telling is one event as it concerns one person.
type telling struct {
	userID, kind string
	// key names the event for this person: telling it again does nothing.
	key string
	// path leads to what it is about; "" for nowhere.
	path  string
	facts map[string]string
	// anyway brings it on inbox and push whatever the person chose, and at once.
	anyway bool
}

// Tell is for events of rooms that this one cannot listen to; package app subscribes for them.
func (s *Service) Tell(ctx context.Context, tx *db.Tx, t notify.Telling) error {
	return s.tell(ctx, tx, of(t))
}

// TellAdmins is [Service.Tell] for every administrator; the user of t is left out.
func (s *Service) TellAdmins(ctx context.Context, tx *db.Tx, t notify.Telling) error {
	return s.tellAllAdmins(ctx, tx, of(t))
}

func of(t notify.Telling) telling {
	return telling{userID: t.UserID, kind: t.Kind, key: t.Key, path: t.Path, facts: t.Facts}
}

// tell is the one way into the pipeline: event, preference, schedule, channel. All of it happens in tx, so a notice is in
// the inbox exactly when its mail and push are promised. Somebody whose account is not active hears nothing.
func (s *Service) tell(ctx context.Context, tx *db.Tx, t telling) error {
	kind, category, ok := s.Catalogue.Kind(t.kind)
	if !ok {
		return fmt.Errorf("tell: no kind of notice %q", t.kind)
	}
	p, err := s.store.person(ctx, tx, t.userID)
	if errors.Is(err, db.ErrNoRows) || err == nil && category.AdminsOnly && !p.admin() {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the person: %w", err)
	}
	choices, err := s.choices(ctx, tx, t.userID)
	if err != nil {
		return err
	}
	n, fresh, err := s.keep(ctx, tx, t, category, t.anyway || choices.of(category, notify.ChannelInbox) != notify.FrequencyOff)
	if err != nil || !fresh {
		return err
	}
	if err := s.promise(ctx, tx, promise{notice: n, person: p, kind: kind, category: category, choices: choices, anyway: t.anyway}); err != nil {
		return err
	}
	s.changed(ctx, tx, t.userID)
	return nil
}

// keep writes the notice down; it is not fresh when it was told before or when there were too many.
func (s *Service) keep(ctx context.Context, tx *db.Tx, t telling, c notify.Category, inInbox bool) (n noticeRow, fresh bool, err error) {
	now := s.now()
	recent, err := s.store.recentNotices(ctx, tx, t.userID, c.Key, db.Millis(now.Add(-time.Hour)), noticesPerHour)
	if err != nil {
		return n, false, fmt.Errorf("count notices: %w", err)
	}
	if recent >= noticesPerHour {
		s.Log.WarnContext(ctx, "notice dropped, too many in an hour", "kind", t.kind)
		return n, false, nil
	}
	if t.facts == nil {
		t.facts = map[string]string{}
	}
	facts, err := json.Marshal(t.facts)
	if err != nil {
		return n, false, fmt.Errorf("write facts: %w", err)
	}
	n = noticeRow{
		ID: id.New(now), UserID: t.userID, Category: c.Key, Kind: t.kind, EventKey: t.key, Facts: string(facts), Path: t.path,
		InInbox: inInbox, CreatedAt: db.Millis(now),
	}
	fresh, err = s.store.insertNotice(ctx, tx, n)
	if err != nil {
		return n, false, fmt.Errorf("keep the notice: %w", err)
	}
	return n, fresh, nil
}

// promise is a notice that is to go out.
type promise struct {
	notice   noticeRow
	person   personRow
	kind     notify.Kind
	category notify.Category
	choices  choices
	anyway   bool
}

// promise puts the notice on its way on mail and push.
func (s *Service) promise(ctx context.Context, tx *db.Tx, p promise) error {
	settings, err := s.settingsOf(ctx, tx, p.person)
	if err != nil {
		return err
	}
	if f := p.choices.of(p.category, notify.ChannelMail); s.mails(p) && f != notify.FrequencyOff {
		if f == notify.FrequencyAtOnce {
			if f, err = s.paced(ctx, tx, p); err != nil {
				return err
			}
		}
		at := s.heldUntil(p, settings, p.category.Key == notify.CategorySecurity)
		if err := s.deliver(ctx, tx, p.notice, notify.ChannelMail, f, at); err != nil {
			return err
		}
	}
	f := p.choices.of(p.category, notify.ChannelPush)
	if p.anyway {
		f = notify.FrequencyAtOnce
	}
	if f == notify.FrequencyOff {
		return nil
	}
	devices, err := s.store.endpoints(ctx, tx, p.person.ID, p.notice.CreatedAt)
	if err != nil || len(devices) == 0 {
		return err
	}
	return s.deliver(ctx, tx, p.notice, notify.ChannelPush, f, s.heldUntil(p, settings, false))
}

// mails reports whether a mail of this notice can reach the person and is not written by another room.
func (s *Service) mails(p promise) bool {
	return s.SendsMail && p.person.EmailVerified && !p.kind.HasLetter && !p.anyway
}

// paced turns a mail at once into one for the daily digest when there were many within the hour: nothing is lost, and
// nobody is flooded.
func (s *Service) paced(ctx context.Context, tx *db.Tx, p promise) (notify.Frequency, error) {
	most := mailsPerHour
	if p.category.Key == notify.CategorySecurity {
		most = securityMailsPerHour
	}
	sent, err := s.store.mailsSince(ctx, tx, p.person.ID, db.Millis(s.now().Add(-time.Hour)))
	if err != nil {
		return "", fmt.Errorf("count mails: %w", err)
	}
	if sent >= most {
		return notify.FrequencyDaily, nil
	}
	return notify.FrequencyAtOnce, nil
}

// heldUntil is when the quiet hours let the notice out; zero for at once.
func (s *Service) heldUntil(p promise, settings notify.Settings, passes bool) time.Time {
	if passes || p.kind.OnTime {
		return time.Time{}
	}
	end, _ := settings.Quiet.End(s.now(), p.person.zone())
	return end
}

// deliver promises one notice on one channel: at once as a batch of its own, or waiting for its digest.
func (s *Service) deliver(ctx context.Context, tx *db.Tx, n noticeRow, c notify.Channel, f notify.Frequency, at time.Time) error {
	delivery := id.New(s.now())
	if f.Digest() {
		return s.store.insertDelivery(ctx, tx, delivery, n, c, f, nil)
	}
	if err := s.store.insertDelivery(ctx, tx, delivery, n, c, f, &delivery); err != nil {
		return fmt.Errorf("promise %s: %w", c, err)
	}
	return s.send(ctx, tx, c, delivery, at)
}

// send enqueues what brings a batch.
func (s *Service) send(ctx context.Context, tx *db.Tx, c notify.Channel, batchID string, at time.Time) error {
	o := jobs.EnqueueOptions{NotBefore: at}
	if c == notify.ChannelMail {
		return s.Jobs.Enqueue(ctx, tx, sendMailArgs{batchID}, o)
	}
	return s.Jobs.Enqueue(ctx, tx, spreadPushArgs{batchID}, o)
}

// choices are what a person chose, by category and channel.
type choices map[string]notify.Frequency

// of is the frequency that holds; a choice that is not offered any more gives way to the default.
func (c choices) of(category notify.Category, channel notify.Channel) notify.Frequency {
	rule, ok := category.Rules[channel]
	if !ok {
		return notify.FrequencyOff
	}
	if f := c[category.Key+" "+string(channel)]; rule.Allows(f) {
		return f
	}
	return rule.Default()
}

func (s *Service) choices(ctx context.Context, q db.Querier, userID string) (choices, error) {
	rows, err := s.store.preferences(ctx, q, userID)
	if err != nil {
		return nil, fmt.Errorf("read choices: %w", err)
	}
	out := choices{}
	for _, r := range rows {
		out[r.Category+" "+string(r.Channel)] = r.Frequency
	}
	return out, nil
}

// settingsOf are the settings of a person, or the defaults.
func (s *Service) settingsOf(ctx context.Context, q db.Querier, p personRow) (notify.Settings, error) {
	row, err := s.store.settings(ctx, q, p.ID)
	if errors.Is(err, db.ErrNoRows) {
		return notify.DefaultSettings(), nil
	}
	if err != nil {
		return notify.Settings{}, fmt.Errorf("read settings: %w", err)
	}
	return row.settings(), nil
}
