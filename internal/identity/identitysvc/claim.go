package identitysvc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// Claim makes the first administrator with the link that the first start printed, and signs in. Of any number of
// callers at once exactly one wins, and after that nobody ever. Errors: [identity.ErrClaimed], [identity.ErrLinkDead],
// [identity.ErrSignUpInvalid] with fields.
func (s *Service) Claim(ctx context.Context, in identity.ClaimForm) (identity.SignInResult, error) {
	if err := s.take(ctx, limit{"claim:net:" + throttleNetwork(ctx), 30, time.Hour}); err != nil {
		return identity.SignInResult{}, err
	}
	if _, err := s.peekLink(ctx, identity.LinkClaim, in.Link); err != nil {
		return identity.SignInResult{}, s.claimedOr(ctx, err)
	}
	u, err := s.newUser(newUserForm{in.Email, in.Handle, in.DisplayName, in.TimeZone, in.Locale}, &in.Password)
	if err != nil {
		return identity.SignInResult{}, err
	}
	if u.PasswordHash, err = s.Hasher.Hash(ctx, in.Password); err != nil {
		return identity.SignInResult{}, err
	}
	// Who can read the log of the server needs no further proof of the address.
	u.Role, u.Status, u.EmailVerified = identity.RoleAdmin, identity.StatusActive, true
	var out identity.SignInResult
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.claimOnce(ctx, tx); err != nil {
			return err
		}
		if _, err := s.spendLink(ctx, tx, identity.LinkClaim, in.Link); err != nil {
			return err
		}
		if err := s.createUser(ctx, tx, u, "claim"); err != nil {
			return err
		}
		out, err = s.finishFirstStep(ctx, tx, u, firstStep{how: "claim", kind: identity.SessionBrowser})
		return err
	})
	if err = handleTaken(err); errors.Is(err, db.ErrUnique) {
		err = identity.ErrSignUpInvalid.WithField("email", identity.ErrEmailTaken.Public)
	}
	return out, err
}

// claimOnce closes the claim for ever. Error: [identity.ErrClaimed] when it is closed.
func (s *Service) claimOnce(ctx context.Context, tx *db.Tx) error {
	n, err := tx.Exec(ctx, `UPDATE identity_settings SET claimed_at = $1 WHERE id = 1 AND claimed_at IS NULL`, db.Millis(s.now()))
	if err == nil && n == 0 {
		err = identity.ErrClaimed
	}
	return err
}

func (s *Service) claimedOr(ctx context.Context, err error) error {
	settings, readErr := s.store.settings(ctx, s.DB.Reader())
	if readErr != nil {
		return errors.Join(err, readErr)
	}
	if settings.ClaimedAt != nil {
		return identity.ErrClaimed
	}
	return err
}

// EnsureClaimLink gives a fresh one-time address to claim the instance, and "" once it has an administrator. Former ones
// are dead. Only `serve` calls it, to print it.
func (s *Service) EnsureClaimLink(ctx context.Context) (string, error) {
	address := ""
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		settings, err := s.store.settings(ctx, tx)
		if err != nil || settings.ClaimedAt != nil {
			return err
		}
		address, _, err = s.newLink(ctx, tx, linkSpec{purpose: identity.LinkClaim})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("make claim link: %w", err)
	}
	return address, nil
}

// Claimed reports whether the instance has had its administrator.
func (s *Service) Claimed(ctx context.Context) (bool, error) {
	r, err := s.store.settings(ctx, s.DB.Reader())
	return r.ClaimedAt != nil, err
}
