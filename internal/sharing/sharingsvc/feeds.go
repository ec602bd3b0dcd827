package sharingsvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/internal/sharing"
	"tamatar.dev/tamatar/internal/tags"
)

// CreateFeed makes a private feed and gives its addresses this once.
// Errors: those of sharing.Can, sharing.ErrFeedName, ErrFeedLimit, tags.ErrNameInvalid, journal.ErrViewNotFound.
func (s *Service) CreateFeed(ctx context.Context, a identity.Actor, in sharing.CreateFeedInput) (*sharing.Feed, *sharing.FeedURLs, error) {
	if err := sharing.Can(a); err != nil {
		return nil, nil, err
	}
	in, err := in.Normal()
	if err != nil {
		return nil, nil, err
	}
	now := s.now()
	row := &feedRow{ID: id.New(now), OwnerID: a.UserID, Name: in.Name, CreatedAt: db.Millis(now)}
	if in.Tag != nil && *in.Tag != "" {
		if row.Tag, err = tags.Key(*in.Tag); err != nil {
			return nil, nil, tags.ErrNameInvalid.WithField("tag", tags.ErrNameInvalid.Public)
		}
	}
	if in.ViewID != nil && *in.ViewID != "" {
		v, err := s.Journal.View(ctx, a, *in.ViewID)
		if err != nil {
			return nil, nil, err
		}
		if v == nil {
			return nil, nil, journal.ErrViewNotFound.WithField("viewId", journal.ErrViewNotFound.Public)
		}
		row.ViewID = v.ID
	}
	plain, _ := secret.PrefixedToken(feedPrefix)
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n, err := s.store.countFeeds(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if n >= sharing.MaxFeeds {
			return sharing.ErrFeedLimit
		}
		if err := s.store.insertFeed(ctx, tx, row, hashText(plain)); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, sharing.FeedMade{Trace: s.trace(ctx), UserID: a.UserID, FeedID: row.ID, Name: row.Name})
	})
	if err != nil {
		return nil, nil, err
	}
	feed := row.noun()
	at := func(form string) string { return s.address("feeds", plain, form) }
	return &feed, &sharing.FeedURLs{RSS: at(rssFile), Atom: at(atomFile), JSON: at(jsonFile)}, nil
}

// RevokeFeed ends a private feed of the actor. Errors: those of sharing.Can, sharing.ErrFeedNotFound.
func (s *Service) RevokeFeed(ctx context.Context, a identity.Actor, feedID string) error {
	if err := sharing.Can(a); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := s.store.deleteFeed(ctx, tx, a.UserID, feedID)
		if errors.Is(err, db.ErrNoRows) {
			return sharing.ErrFeedNotFound
		}
		if err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, sharing.FeedRevoked{Trace: s.trace(ctx), UserID: a.UserID, FeedID: r.ID, Name: r.Name})
	})
}

// Feeds are the actor's private feeds, newest first.
func (s *Service) Feeds(ctx context.Context, a identity.Actor) ([]sharing.Feed, error) {
	rows, err := s.store.feeds(ctx, a.UserID, sharing.MaxFeeds)
	if err != nil {
		return nil, err
	}
	out := make([]sharing.Feed, len(rows))
	for i := range rows {
		out[i] = rows[i].noun()
	}
	return out, nil
}

// openFeed finds the private feed of a token and its owner, and notes the use. Error: sharing.ErrFeedNotFound, also for
// the feed of somebody suspended.
func (s *Service) openFeed(ctx context.Context, token string) (*feedRow, *identity.User, error) {
	if !secret.ValidPrefixed(feedPrefix, token) {
		return nil, nil, sharing.ErrFeedNotFound
	}
	r, err := s.store.feedByHash(ctx, hashText(token))
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil, sharing.ErrFeedNotFound
	}
	if err != nil {
		return nil, nil, err
	}
	people, err := s.People.UsersByID(ctx, []string{r.OwnerID})
	if err != nil {
		return nil, nil, err
	}
	owner := people[r.OwnerID]
	if owner == nil || owner.Hidden {
		return nil, nil, sharing.ErrFeedNotFound
	}
	now := s.now()
	if r.LastAt == nil || *r.LastAt <= db.Millis(now.Add(-usedEvery)) {
		req := route.RequestFrom(ctx)
		err = s.store.useFeed(ctx, r.ID, db.Millis(now), req.Network(), clip(req.UserAgent))
	}
	return &r, owner, err
}

// clip is what is kept of the name that a program gives itself.
func clip(text string) string {
	const most = 120
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}
