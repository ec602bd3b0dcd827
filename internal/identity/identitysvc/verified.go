package identitysvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// VerifiedEmail is the address that a person has proven to have; "" when there is none, or nobody of that id.
func (s *Service) VerifiedEmail(ctx context.Context, userID string) (string, error) {
	u, err := s.store.userByID(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) || errors.Is(err, identity.ErrUserNotFound) || err == nil && !u.EmailVerified {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return u.Email, nil
}
