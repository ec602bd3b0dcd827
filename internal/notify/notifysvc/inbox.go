package notifysvc

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
)

const inboxPage = 30

// reader is the person who asks. Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) reader(ctx context.Context) (identity.Actor, error) {
	return s.actor(ctx, identity.ScopeRead)
}

func (s *Service) actor(ctx context.Context, need identity.Scope) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return a, err
	}
	if !a.Can(need) {
		return a, identity.ErrScopeMissing
	}
	return a, nil
}

// Inbox lists the actor's notices, newest first.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, page.ErrBadFirst, page.ErrBadCursor.
func (s *Service) Inbox(ctx context.Context, args page.Args, box notify.Box, unread bool) (*notify.NotificationConnection, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(args.First, inboxPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope("viewer.notifications", []any{box, unread})
	after, err := s.Pages.OpenN(scope, a.UserID, args.After, 1)
	if err != nil {
		return nil, err
	}
	before := ""
	if after != nil {
		before = after[0]
	}
	rows, err := s.store.inbox(ctx, a.UserID, before, box, unread, limit+1)
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	kept, cursors, info := page.Connect(s.Pages, scope, a.UserID, rows, limit, func(r noticeRow) []string { return []string{r.ID} })
	out := &notify.NotificationConnection{
		Nodes: make([]notify.Notification, len(kept)), Edges: make([]notify.NotificationEdge, len(kept)), PageInfo: info,
	}
	zone := zoneOf(a.Zone)
	for i, r := range kept {
		if out.Nodes[i], err = s.noun(r, a.Locale, zone); err != nil {
			return nil, err
		}
		out.Edges[i] = notify.NotificationEdge{Cursor: cursors[i], Node: out.Nodes[i]}
	}
	return out, nil
}

// noun words a notice in the reader's language. One of a kind that is gone shows its name.
func (s *Service) noun(r noticeRow, locale string, zone *time.Location) (notify.Notification, error) {
	facts, err := r.factsFor(zone)
	if err != nil {
		return notify.Notification{}, err
	}
	title, body, err := s.Wording.Line(r.Kind, locale, facts)
	if err != nil {
		title, body = r.Kind, ""
	}
	at := db.FromMillis(r.CreatedAt)
	out := notify.Notification{
		ID: r.ID, Category: r.Category, Kind: r.Kind, Title: title, Body: body, CreatedAt: at, Day: day.Of(at, zone, 0),
		ReadAt: instant(r.ReadAt), ArchivedAt: instant(r.ArchivedAt),
	}
	if r.Path != "" {
		out.Path = &r.Path
	}
	return out, nil
}

func instant(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := db.FromMillis(*ms)
	return &t
}

// Unread counts the actor's unread notices, at most [notify.MaxUnread].
func (s *Service) Unread(ctx context.Context) (int, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return 0, err
	}
	return s.store.unread(ctx, s.DB.Reader(), a.UserID)
}

// Update does an act to notices of the actor; those of others, and those that are as asked already, are passed over.
// Error: [notify.ErrTooManyNotices].
func (s *Service) Update(ctx context.Context, in notify.UpdateNotificationsInput) (changed, unread int, err error) {
	if len(in.IDs) > notify.MaxActs {
		return 0, 0, notify.ErrTooManyNotices.WithField("ids", notify.ErrTooManyNotices.Public)
	}
	return s.touch(ctx, func(ctx context.Context, tx *db.Tx, userID string, now int64) (int, error) {
		if len(in.IDs) == 0 {
			return 0, nil
		}
		return s.store.act(ctx, tx, userID, in.Act, in.IDs, now)
	})
}

// ReadAll marks everything in the actor's inbox as read.
func (s *Service) ReadAll(ctx context.Context) (changed, unread int, err error) {
	return s.touch(ctx, s.store.readAll)
}

func (s *Service) touch(ctx context.Context, change func(ctx context.Context, tx *db.Tx, userID string, now int64) (int, error)) (changed, unread int, err error) {
	a, err := s.actor(ctx, identity.ScopeProfileWrite)
	if err != nil {
		return 0, 0, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if changed, err = change(ctx, tx, a.UserID, db.Millis(s.now())); err != nil {
			return err
		}
		if changed > 0 {
			s.changed(ctx, tx, a.UserID)
		}
		unread, err = s.store.unread(ctx, tx, a.UserID)
		return err
	})
	return changed, unread, err
}
