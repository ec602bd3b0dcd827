package identitysvc

import (
	"context"
	"errors"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// Viewer gives the signed-in person, or nil for a stranger. On a warm path it needs no SQL.
func (s *Service) Viewer(ctx context.Context) (*identity.Viewer, error) {
	a, ok := identity.ActorFrom(ctx)
	if !ok {
		return nil, nil //nolint:nilnil // a stranger is no error: the field is null.
	}
	if !a.Can(identity.ScopeRead) {
		return nil, identity.ErrScopeMissing
	}
	u, ok := s.auth.user(a.UserID, proofLife)
	if !ok {
		mark := s.auth.mark()
		var err error
		if u, err = s.store.userByID(ctx, s.DB.Reader(), a.UserID); err != nil {
			return nil, err
		}
		s.auth.keepUser(mark, u)
	}
	return u.viewer(a), nil
}

// viewerNow reads the signed-in person after a change.
func (s *Service) viewerNow(ctx context.Context) (*identity.Viewer, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return nil, err
	}
	return u.viewer(a), nil
}

// UsersByID gives the public part of people by id, in one statement for those not known yet. An id that never was is
// missing from the answer; a deleted account is there as [identity.DeletedUser].
func (s *Service) UsersByID(ctx context.Context, ids []string) (map[string]*identity.User, error) {
	out := make(map[string]*identity.User, len(ids))
	var missing []string
	for _, id := range ids {
		if _, seen := out[id]; seen || slices.Contains(missing, id) || id == "" {
			continue
		}
		if u, ok := s.auth.user(id, profileLife); ok {
			out[id] = u.public()
			continue
		}
		missing = append(missing, id)
	}
	for part := range slices.Chunk(missing, 100) {
		mark := s.auth.mark()
		rows, err := s.store.usersByID(ctx, s.DB.Reader(), part)
		if err != nil {
			return nil, err
		}
		for _, u := range rows {
			s.auth.keepUser(mark, u)
			out[u.ID] = u.public()
		}
	}
	return out, nil
}

// User finds a person by handle, also by one that they gave up lately, and nil when there is none. Only signed-in people may ask.
func (s *Service) User(ctx context.Context, handle string) (*identity.User, error) {
	if _, err := s.allowed(ctx, identity.ActionReadUser); err != nil {
		return nil, err
	}
	u, err := s.store.userByHandle(ctx, s.DB.Reader(), identity.NormalHandle(handle), true, db.Millis(s.now()))
	if errors.Is(err, db.ErrNoRows) || err == nil && u.Status != identity.StatusActive {
		return nil, nil //nolint:nilnil // the field is null.
	}
	if err != nil {
		return nil, err
	}
	return u.public(), nil
}

// Face finds a person by handle, as [Service.User] does, for the pages that strangers see; nil when there is none whom they
// may see. The caller shows nobody who shares nothing: that an account exists is not for strangers.
func (s *Service) Face(ctx context.Context, handle string) (*identity.User, error) {
	u, err := s.store.userByHandle(ctx, s.DB.Reader(), identity.NormalHandle(handle), true, db.Millis(s.now()))
	if errors.Is(err, db.ErrNoRows) || err == nil && u.Status != identity.StatusActive {
		return nil, nil //nolint:nilnil // nobody is an answer
	}
	if err != nil {
		return nil, err
	}
	return u.public(), nil
}

// PreviewDay tells what a change of zone or day start would do to today. Nothing that was saved moves.
// Errors: [identity.ErrProfileInvalid] with fields.
func (s *Service) PreviewDay(ctx context.Context, timeZone string, dayStart int) (*identity.DayPreview, error) {
	a, err := s.allowed(ctx, identity.ActionReadSelf)
	if err != nil {
		return nil, err
	}
	if _, err := (identity.UpdateProfileInput{TimeZone: &timeZone, DayStart: &dayStart}).Normal(); err != nil {
		return nil, err
	}
	c := day.PreviewChange(day.Settings{Zone: zoneOf(a.Zone), DayStart: a.DayStart},
		day.Settings{Zone: zoneOf(timeZone), DayStart: dayStart}, s.Clock.Now())
	return &identity.DayPreview{
		CurrentDay: c.Before, CurrentEndsAt: c.BeforeEnds.UTC(), PreviewDay: c.After, PreviewEndsAt: c.AfterEnds.UTC(),
	}, nil
}

// zoneOf is a stored zone; UTC when the name has left the tz database since.
func zoneOf(name string) *time.Location {
	loc, err := day.LoadZone(name)
	if err != nil {
		return time.UTC
	}
	return loc
}
