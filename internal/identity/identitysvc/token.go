package identitysvc

import (
	"context"
	"errors"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// shownPrefix is how many characters of a token people see to tell tokens apart.
const shownPrefix = len(identity.TokenPrefix) + 6

// CreateToken makes a personal access token. Sensitive. The secret is given this once and never stored.
// Errors: [identity.ErrConfirmPassword], [identity.ErrSessionOnly], [identity.ErrTokenInvalid], [identity.ErrTokenCap].
func (s *Service) CreateToken(ctx context.Context, in identity.CreateTokenInput) (identity.PersonalAccessToken, string, error) {
	a, err := s.allowed(ctx, identity.ActionCreateToken)
	if err != nil {
		return identity.PersonalAccessToken{}, "", err
	}
	return s.createToken(ctx, a.UserID, in)
}

func (s *Service) createToken(ctx context.Context, userID string, in identity.CreateTokenInput) (out identity.PersonalAccessToken, plain string, err error) {
	in.Name = strings.TrimSpace(in.Name)
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, userID)
		if err != nil {
			return err
		}
		if err := in.Validate(u.Role); err != nil {
			return err
		}
		n, err := s.store.countTokens(ctx, tx, userID)
		if err != nil {
			return err
		}
		if n >= identity.TokenCap {
			return identity.ErrTokenCap
		}
		now := s.now()
		plain, _ = secret.PrefixedToken(strings.TrimSuffix(identity.TokenPrefix, "_"))
		row := &tokenRow{
			ID: id.New(now), UserID: userID, Name: in.Name, Prefix: plain[:shownPrefix],
			Scopes: identity.Scopes(in.Scopes).String(), CreatedAt: db.Millis(now),
		}
		if in.ExpiresInDays != nil {
			end := db.Millis(now.Add(time.Duration(*in.ExpiresInDays) * 24 * time.Hour))
			row.ExpiresAt = &end
		}
		if err := s.store.insertToken(ctx, tx, row, hashText(plain)); err != nil {
			return err
		}
		out = row.noun()
		return s.emit(ctx, tx, userID, identity.TokenCreated{
			Trace: s.trace(ctx), UserID: userID, TokenID: row.ID, Name: row.Name, Scopes: strings.Fields(row.Scopes),
		})
	})
	return out, plain, err
}

// RevokeToken ends one personal access token of the actor. Error: [identity.ErrTokenNotFound], also for other people's.
func (s *Service) RevokeToken(ctx context.Context, tokenID string) error {
	a, err := s.allowed(ctx, identity.ActionRevokeToken)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		name, err := s.store.deleteToken(ctx, tx, tokenID, a.UserID)
		if errors.Is(err, db.ErrNoRows) {
			return identity.ErrTokenNotFound
		}
		if err != nil {
			return err
		}
		return s.emit(ctx, tx, a.UserID, identity.TokenRevoked{Trace: s.trace(ctx), UserID: a.UserID, TokenID: tokenID, Name: name, Count: 1})
	})
}

// TokensOf lists the personal access tokens of the actor, newest first.
func (s *Service) TokensOf(ctx context.Context) ([]identity.PersonalAccessToken, error) {
	a, err := s.allowed(ctx, identity.ActionReadSelf)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.tokens(ctx, s.DB.Reader(), a.UserID)
	if err != nil {
		return nil, err
	}
	out := make([]identity.PersonalAccessToken, len(rows))
	for i, r := range rows {
		out[i] = r.noun()
	}
	return out, nil
}
