package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/sharing"
)

// writing takes what the personas write by hand; journalsvc has it.
type writing interface {
	Write(ctx context.Context, a identity.Actor, in journal.WriteEntryInput) (*journal.Entry, error)
	CreateView(ctx context.Context, a identity.Actor, in journal.CreateViewInput) (*journal.View, error)
	CreateTemplate(ctx context.Context, a identity.Actor, in journal.CreateTemplateInput) (*journal.Template, error)
}

// pictures keeps files; filessvc has it.
type pictures interface {
	Take(ctx context.Context, ownerID, name, alt string, body []byte) (*files.File, error)
}

// shares opens entries to others; sharingsvc has it.
type shares interface {
	Links(ctx context.Context, a identity.Actor, entryID *string) ([]sharing.EntryLink, error)
	CreateLink(ctx context.Context, a identity.Actor, in sharing.CreateEntryLinkInput) (*sharing.EntryLink, string, error)
	Feeds(ctx context.Context, a identity.Actor) ([]sharing.Feed, error)
	CreateFeed(ctx context.Context, a identity.Actor, in sharing.CreateFeedInput) (*sharing.Feed, *sharing.FeedURLs, error)
}

// shown is what a persona shows: a picture, two open entries, a view with its feed.
type shown struct {
	picture, alt, public, unlisted, view, query string
}

// actor is the persona as the one who acts.
func (p Persona) actor(userID string) identity.Actor {
	return identity.Actor{
		UserID: userID, Role: identity.RoleMember, SessionID: "demo", Zone: p.Zone, DayStart: p.DayStart, WeekStart: time.Monday, Locale: p.Locale,
	}
}

// share has the persona write three entries that others may see, or that show a picture, and keep a view with a feed. Doing
// it again adds nothing; what the persona threw away stays away.
func (l Loader) share(ctx context.Context, p Persona, userID string, last day.Date) error {
	a := p.actor(userID)
	ctx = identity.WithActor(ctx, a)
	body, err := drawing(p.seed)
	if err != nil {
		return err
	}
	file, err := l.Files.Take(ctx, userID, "week.png", p.shown.alt, body)
	if err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	picture := p.shown.picture + "\n\n![" + p.shown.alt + "](" + files.Path + file.ID + ")\n"
	if _, err := l.writeOnce(ctx, a, "picture", last.AddDays(-1), picture, audience.Private); err != nil {
		return err
	}
	if _, err := l.writeOnce(ctx, a, "public", last.AddDays(-3), p.shown.public, audience.Public); err != nil {
		return err
	}
	unlisted, err := l.writeOnce(ctx, a, "unlisted", last.AddDays(-5), p.shown.unlisted, audience.Unlisted)
	if err != nil {
		return err
	}
	if err := l.link(ctx, a, unlisted); err != nil {
		return fmt.Errorf("link: %w", err)
	}
	if err := l.template(ctx, a); err != nil {
		return err
	}
	return l.feed(ctx, a, p.shown)
}

// template keeps a text to begin the working days with; its words are the same in every language.
func (l Loader) template(ctx context.Context, a identity.Actor) error {
	plan := journal.KindPlan
	_, err := l.Writing.CreateTemplate(ctx, a, journal.CreateTemplateInput{
		ClientID: "demo-template", Name: "Standup", Body: "## {{weekday}}\n\n{{open tasks}}\n", Kind: &plan,
		Weekdays: []identity.Weekday{identity.Monday, identity.Tuesday, identity.Wednesday, identity.Thursday, identity.Friday},
	})
	if err != nil {
		return fmt.Errorf("template: %w", err)
	}
	return nil
}

// writeOnce writes an entry of a day; nil when the persona threw it away.
func (l Loader) writeOnce(ctx context.Context, a identity.Actor, name string, d day.Date, body string, level audience.Level) (*journal.Entry, error) {
	kind, source := journal.KindLearned, journal.EntrySourceWritten
	zone, err := day.LoadZone(a.Zone)
	if err != nil {
		return nil, err
	}
	at := d.Time(zone).Add(17 * time.Hour)
	e, err := l.Writing.Write(ctx, a, journal.WriteEntryInput{
		ClientID: "demo-" + name, Body: body, Kind: &kind, Day: &d, LoggedAt: &at, Zone: &a.Zone, Audience: &level, Source: &source,
	})
	if errors.Is(err, journal.ErrGone) {
		return nil, nil //nolint:nilnil // thrown away is an answer
	}
	if err != nil {
		return nil, fmt.Errorf("write %s entry: %w", name, err)
	}
	return e, nil
}

// link makes the link of an entry that has none yet.
func (l Loader) link(ctx context.Context, a identity.Actor, e *journal.Entry) error {
	if e == nil || e.Audience != audience.Unlisted || e.InTrash() {
		return nil
	}
	have, err := l.Shares.Links(ctx, a, &e.ID)
	if err != nil || len(have) > 0 {
		return err
	}
	_, _, err = l.Shares.CreateLink(ctx, a, sharing.CreateEntryLinkInput{EntryID: e.ID})
	return err
}

// feed keeps the view, and makes its feed when there is none of its name.
func (l Loader) feed(ctx context.Context, a identity.Actor, s shown) error {
	pinned := true
	view, err := l.Writing.CreateView(ctx, a, journal.CreateViewInput{ClientID: "demo-view", Name: s.view, Query: s.query, Pinned: &pinned})
	if err != nil {
		return fmt.Errorf("view: %w", err)
	}
	have, err := l.Shares.Feeds(ctx, a)
	if err != nil || view == nil || slices.ContainsFunc(have, func(f sharing.Feed) bool { return f.Name == s.view }) {
		return err
	}
	if _, _, err = l.Shares.CreateFeed(ctx, a, sharing.CreateFeedInput{Name: s.view, ViewID: &view.ID}); err != nil {
		return fmt.Errorf("feed: %w", err)
	}
	return nil
}
