package journalsvc

import (
	"context"
	"slices"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
)

// Templates are the actor's templates in their order.
func (s *Service) Templates(ctx context.Context, a identity.Actor) ([]journal.Template, error) {
	return s.store.templates(ctx, s.store.db.Reader(), a.UserID)
}

// CreateTemplate keeps a text to begin entries with. The same client id again gives the template as it is now.
// Errors: journal.ErrClientIDInvalid, journal.ErrTooManyTemplates, those of [journal.Template.Check].
func (s *Service) CreateTemplate(ctx context.Context, a identity.Actor, in journal.CreateTemplateInput) (*journal.Template, error) {
	if err := journal.CheckClientID(in.ClientID); err != nil {
		return nil, onField("clientId", err)
	}
	now := s.now()
	t := journal.Template{
		ID: id.New(now), OwnerID: a.UserID, Name: in.Name, Body: in.Body, Kind: in.Kind, Tags: in.Tags, Weekdays: in.Weekdays, CreatedAt: now, UpdatedAt: now,
	}
	if err := t.Check(); err != nil {
		return nil, err
	}
	var saved *journal.Template
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.insertTemplate(ctx, tx, t, in.ClientID); err != nil {
			return err
		}
		list, err := s.store.templates(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if saved, err = s.store.templateByKey(ctx, tx, a.UserID, in.ClientID); err != nil {
			return err
		}
		if len(list) > journal.MaxTemplates && saved.ID == t.ID {
			return journal.ErrTooManyTemplates
		}
		return nil
	})
	return saved, err
}

// UpdateTemplate replaces a template of the actor. Errors: journal.ErrTemplateNotFound, those of [journal.Template.Check].
func (s *Service) UpdateTemplate(ctx context.Context, a identity.Actor, in journal.UpdateTemplateInput) (*journal.Template, error) {
	list, err := s.Templates(ctx, a)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(t journal.Template) bool { return t.ID == in.ID })
	if at < 0 {
		return nil, journal.ErrTemplateNotFound
	}
	t := list[at]
	t.Name, t.Body, t.Kind, t.Tags, t.Weekdays, t.UpdatedAt = in.Name, in.Body, in.Kind, in.Tags, in.Weekdays, s.now()
	if err := t.Check(); err != nil {
		return nil, err
	}
	return &t, s.store.updateTemplate(ctx, t)
}

// DeleteTemplate removes a template of the actor; one that is not there is gone already.
func (s *Service) DeleteTemplate(ctx context.Context, a identity.Actor, templateID string) error {
	return s.store.deleteTemplate(ctx, a.UserID, templateID)
}

// OrderTemplates puts the actor's templates into the order of the ids; those not named come behind, as they were.
// Error: journal.ErrTooManyTemplates.
func (s *Service) OrderTemplates(ctx context.Context, a identity.Actor, ids []string) ([]journal.Template, error) {
	if len(ids) > journal.MaxTemplates {
		return nil, journal.ErrTooManyTemplates
	}
	var list []journal.Template
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if list, err = s.store.templates(ctx, tx, a.UserID); err != nil {
			return err
		}
		place := func(t journal.Template) int {
			if at := slices.Index(ids, t.ID); at >= 0 {
				return at
			}
			return journal.MaxTemplates
		}
		slices.SortStableFunc(list, func(x, y journal.Template) int { return place(x) - place(y) })
		for i, t := range list {
			if err := s.store.placeTemplate(ctx, tx, t.ID, i); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// RollOver is how the actor's unchecked tasks are carried over.
func (s *Service) RollOver(ctx context.Context, a identity.Actor) (*journal.RollOver, error) {
	r, chosen, err := s.store.rollOver(ctx, a.UserID)
	if !chosen {
		r = journal.DefaultRollOver
	}
	return &r, err
}

// ChooseRollOver keeps what the actor chose. Errors: those of [journal.RollOver.Check].
func (s *Service) ChooseRollOver(ctx context.Context, a identity.Actor, in journal.ChooseRollOverInput) (*journal.RollOver, error) {
	r := journal.RollOver(in)
	if err := r.Check(); err != nil {
		return nil, err
	}
	return &r, s.store.saveRollOver(ctx, a.UserID, r, db.Millis(s.now()))
}
