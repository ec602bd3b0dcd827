package journalsvc

import (
	"context"
	"slices"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/query"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
)

// Views are the actor's views in their order.
func (s *Service) Views(ctx context.Context, a identity.Actor) ([]journal.View, error) {
	return s.store.views(ctx, s.store.db.Reader(), a.UserID)
}

// View is one of the actor's views; nil when there is none.
func (s *Service) View(ctx context.Context, a identity.Actor, viewID string) (*journal.View, error) {
	list, err := s.Views(ctx, a)
	if at := slices.IndexFunc(list, func(v journal.View) bool { return v.ID == viewID }); err == nil && at >= 0 {
		return &list[at], nil
	}
	return nil, err
}

// CreateView keeps a query under a name. The same client id again gives the view as it is now.
// Errors: journal.ErrClientIDInvalid, journal.ErrViewName, journal.ErrViewQuery, journal.ErrTooManyViews.
func (s *Service) CreateView(ctx context.Context, a identity.Actor, in journal.CreateViewInput) (*journal.View, error) {
	if err := journal.CheckClientID(in.ClientID); err != nil {
		return nil, onField("clientId", err)
	}
	if err := s.checkView(a, in.Name, in.Query); err != nil {
		return nil, err
	}
	now := s.now()
	v := journal.View{ID: id.New(now), OwnerID: a.UserID, Name: in.Name, Query: in.Query, Pinned: or(in.Pinned, false), CreatedAt: now, UpdatedAt: now}
	var saved *journal.View
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.insertView(ctx, tx, v, in.ClientID); err != nil {
			return err
		}
		list, err := s.store.views(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if saved, err = s.store.viewByKey(ctx, tx, a.UserID, in.ClientID); err != nil {
			return err
		}
		if len(list) > journal.MaxViews && saved.ID == v.ID {
			return journal.ErrTooManyViews
		}
		return nil
	})
	return saved, err
}

func (s *Service) checkView(a identity.Actor, name, text string) error {
	if err := journal.CheckViewName(name); err != nil {
		return err
	}
	q := query.Parse(text, today(a, s.now()))
	if utf8.RuneCountInString(text) > journal.MaxQuery || q.Empty() || q.Blocked() {
		return journal.ErrViewQuery.WithField("query", journal.ErrViewQuery.Public)
	}
	return nil
}

// UpdateView changes a view of the actor. Errors: journal.ErrViewNotFound, journal.ErrViewName, journal.ErrViewQuery.
func (s *Service) UpdateView(ctx context.Context, a identity.Actor, in journal.UpdateViewInput) (*journal.View, error) {
	v, err := s.View(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, journal.ErrViewNotFound
	}
	v.Name, v.Query, v.Pinned, v.UpdatedAt = or(in.Name, v.Name), or(in.Query, v.Query), or(in.Pinned, v.Pinned), s.now()
	if err := s.checkView(a, v.Name, v.Query); err != nil {
		return nil, err
	}
	return v, s.store.updateView(ctx, *v)
}

// DeleteView removes a view of the actor; one that is not there is gone already.
func (s *Service) DeleteView(ctx context.Context, a identity.Actor, viewID string) error {
	return s.store.deleteView(ctx, a.UserID, viewID)
}

// OrderViews puts the actor's views into the order of the ids; those not named come behind, as they were.
func (s *Service) OrderViews(ctx context.Context, a identity.Actor, ids []string) ([]journal.View, error) {
	if len(ids) > journal.MaxViews {
		return nil, journal.ErrTooManyViews
	}
	var list []journal.View
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if list, err = s.store.views(ctx, tx, a.UserID); err != nil {
			return err
		}
		place := func(v journal.View) int {
			if at := slices.Index(ids, v.ID); at >= 0 {
				return at
			}
			return journal.MaxViews
		}
		slices.SortStableFunc(list, func(x, y journal.View) int { return place(x) - place(y) })
		for i, v := range list {
			if err := s.store.placeView(ctx, tx, v.ID, i); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}
