package identitysvc

import (
	"context"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// CheckLeaving refuses whom the instance cannot do without. It locks the person's row, and the administration where they
// belong to it. Errors: [identity.ErrLastAdmin], [identity.ErrUserNotFound].
func (s *Service) CheckLeaving(ctx context.Context, tx *db.Tx, userID string) error {
	if err := s.adminTurn(ctx, tx, ""); err != nil {
		return err
	}
	u, err := s.store.lockUser(ctx, tx, userID)
	if errors.Is(err, db.ErrNoRows) || err == nil && u.Status == identity.StatusDeleted {
		return identity.ErrUserNotFound
	}
	if err != nil {
		return err
	}
	return s.notLastAdmin(ctx, tx, u)
}

// WriteDeparture puts a letter about leaving on its way: one of [identity.LetterLeaving], LetterLeavingSoon, LetterStaying.
func (s *Service) WriteDeparture(ctx context.Context, tx *db.Tx, userID, kind string, due time.Time) error {
	u, err := s.store.userByID(ctx, tx, userID)
	if errors.Is(err, db.ErrNoRows) || err == nil && u.Status == identity.StatusDeleted {
		return nil
	}
	if err != nil {
		return err
	}
	return s.write(ctx, tx, kind, u, u.Email, map[string]string{"url": s.BaseURL + "/app/settings/data", "time": localTime(due, u)})
}

// EraseLeft erases the account of somebody whose time is over. Errors: [identity.ErrLastAdmin], [identity.ErrUserNotFound].
func (s *Service) EraseLeft(ctx context.Context, userID string) error {
	_, err := s.onUser(ctx, "", userID, s.erase)
	return err
}

// IDByHandle finds an account by handle or address. Error: [identity.ErrUserNotFound].
func (s *Service) IDByHandle(ctx context.Context, handle string) (string, error) {
	return s.idOf(ctx, handle)
}
