package identitysvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// ActorOf is a person as the actor of work that they asked for: a job, or a request by a secret that another room has
// proven. credentialID names what it is done by; it may do what the scopes say, never more.
// Error: [identity.ErrBadCredential] when the account may do nothing now.
func (s *Service) ActorOf(ctx context.Context, userID, credentialID string, scopes identity.Scopes) (identity.Actor, error) {
	u, err := s.store.userByID(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) || errors.Is(err, identity.ErrUserNotFound) || err == nil && !s.mayAct(u) {
		return identity.Actor{}, identity.ErrBadCredential
	}
	if err != nil {
		return identity.Actor{}, err
	}
	a := proof{user: u, token: &tokenRow{ID: credentialID, Scopes: scopes.String()}}.actor()
	return a, nil
}
