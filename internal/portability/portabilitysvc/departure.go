package portabilitysvc

import (
	"context"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/portability"
)

// departBatch is how many people one run of the schedule reminds or erases.
const departBatch = 50

// Leave sets the end of the actor's account. Until then everything works as before. Sensitive. Doing it again changes
// nothing. Errors: those of [portability.CanTake], [portability.ErrLastAdmin].
func (s *Service) Leave(ctx context.Context) (*portability.Departure, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanTake(a, s.now())
	}
	if err != nil {
		return nil, err
	}
	return s.setDeparture(ctx, a.UserID, false)
}

// SendAway sets the end of somebody's account. Sensitive, for administrators. Errors: those of [portability.CanSend],
// [identity.ErrUserNotFound], [portability.ErrLastAdmin].
func (s *Service) SendAway(ctx context.Context, userID string) (*portability.Departure, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanSend(a, userID, s.now())
	}
	if err != nil {
		return nil, err
	}
	return s.setDeparture(ctx, userID, true)
}

func (s *Service) setDeparture(ctx context.Context, userID string, byAdmin bool) (*portability.Departure, error) {
	var out portability.Departure
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Accounts.CheckLeaving(ctx, tx, userID); err != nil {
			if errors.Is(err, identity.ErrLastAdmin) {
				err = portability.ErrLastAdmin
			}
			return err
		}
		now := s.now()
		r, fresh, err := s.store.setDeparture(ctx, tx, departureRow{
			UserID: userID, AskedAt: db.Millis(now), DueAt: db.Millis(now.Add(s.Grace)), ByAdmin: byAdmin,
		})
		if err != nil {
			return err
		}
		if out = r.noun(); !fresh {
			return nil
		}
		if err := s.Accounts.WriteDeparture(ctx, tx, userID, identity.LetterLeaving, out.DueAt); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, portability.DepartureSet{Trace: s.trace(ctx), UserID: userID, DueAt: out.DueAt, ByAdmin: byAdmin})
	})
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// Stay takes the actor's departure back. Errors: those of [portability.CanSee], [portability.ErrNotLeaving],
// [portability.ErrSetByAdmin].
func (s *Service) Stay(ctx context.Context) error {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanSee(a)
	}
	if err != nil {
		return err
	}
	return s.endDeparture(ctx, a.UserID, false)
}

// LetStay takes somebody's departure back. Sensitive, for administrators. Errors: those of [portability.CanSend],
// [portability.ErrNotLeaving].
func (s *Service) LetStay(ctx context.Context, userID string) error {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanSend(a, userID, s.now())
	}
	if err != nil {
		return err
	}
	return s.endDeparture(ctx, userID, true)
}

func (s *Service) endDeparture(ctx context.Context, userID string, admin bool) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := s.store.departure(ctx, tx, userID)
		switch {
		case errors.Is(err, db.ErrNoRows):
			return portability.ErrNotLeaving
		case err != nil:
			return err
		case r.ByAdmin && !admin:
			return portability.ErrSetByAdmin
		}
		if err := s.store.deleteDeparture(ctx, tx, userID); err != nil {
			return err
		}
		if err := s.Accounts.WriteDeparture(ctx, tx, userID, identity.LetterStaying, time.Time{}); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, portability.DepartureWithdrawn{Trace: s.trace(ctx), UserID: userID})
	})
}

// Departure is the actor's, or nil. Errors: those of [portability.CanSee].
func (s *Service) Departure(ctx context.Context) (*portability.Departure, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	r, err := s.store.departure(ctx, s.DB.Reader(), a.UserID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // most people stay
	}
	if err != nil {
		return nil, err
	}
	out := r.noun()
	return &out, nil
}

// Departures are those of a page of accounts, for administrators. Errors: those of identity's policy.
func (s *Service) Departures(ctx context.Context, people []identity.AdminUser) ([]portability.AdminDeparture, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = identity.Can(a, identity.ActionAdminRead, "", s.now())
	}
	if err != nil {
		return nil, err
	}
	rows, err := s.store.departures(ctx, people)
	if err != nil {
		return nil, err
	}
	out := make([]portability.AdminDeparture, len(rows))
	for i, r := range rows {
		out[i] = portability.AdminDeparture{UserID: r.UserID, Departure: r.noun()}
	}
	return out, nil
}

// Depart tells people whose time is nearly over, and erases the accounts of those whose time is.
func (s *Service) Depart(ctx context.Context) error {
	now := s.now()
	soon, err := s.store.unreminded(ctx, db.Millis(now.Add(portability.ReminderBefore)), departBatch)
	if err != nil {
		return err
	}
	for _, r := range soon {
		err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			told, err := s.store.remind(ctx, tx, r.UserID, db.Millis(now))
			if err != nil || !told {
				return err
			}
			return s.Accounts.WriteDeparture(ctx, tx, r.UserID, identity.LetterLeavingSoon, db.FromMillis(r.DueAt))
		})
		if err != nil {
			return err
		}
	}
	due, err := s.store.due(ctx, db.Millis(now), departBatch)
	if err != nil {
		return err
	}
	for _, userID := range due {
		if err := s.departNow(ctx, userID); err != nil {
			return err
		}
	}
	return nil
}

// departNow erases an account. Somebody who has become the only administrator meanwhile stays, and is told in the log.
func (s *Service) departNow(ctx context.Context, userID string) error {
	err := s.Accounts.EraseLeft(ctx, userID)
	if errors.Is(err, identity.ErrLastAdmin) {
		s.Log.WarnContext(ctx, "the only administrator cannot leave", "user", userID)
		return nil
	}
	if err != nil && !errors.Is(err, identity.ErrUserNotFound) {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.deleteDeparture(ctx, tx, userID) })
}
