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
		plain = newSecret()
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

// newSecret is a fresh personal access token: "tmt_", 43 random characters, 6 of checksum.
func newSecret() string {
	plain, _ := secret.PrefixedToken(strings.TrimSuffix(identity.TokenPrefix, "_"))
	return plain
}

// RotateToken gives a token of the actor a new secret, shown this once. Sensitive. Its life starts anew with the length it
// had; the old secret works on for the hours asked for, and no longer than the token would have lived.
// Errors: [identity.ErrConfirmPassword], [identity.ErrSessionOnly], [identity.ErrTokenInvalid], [identity.ErrTokenNotFound].
func (s *Service) RotateToken(ctx context.Context, in identity.RotateTokenInput) (out identity.PersonalAccessToken, plain string, err error) {
	a, err := s.allowed(ctx, identity.ActionRotateToken)
	if err != nil {
		return out, "", err
	}
	if err := in.Validate(); err != nil {
		return out, "", err
	}
	plain = newSecret()
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if _, err := s.store.lockUser(ctx, tx, a.UserID); err != nil {
			return err
		}
		row, err := s.store.token(ctx, tx, in.ID, a.UserID)
		if errors.Is(err, db.ErrNoRows) {
			return identity.ErrTokenNotFound
		}
		if err != nil {
			return err
		}
		now := s.now()
		row.renew(now, time.Duration(in.GraceHours)*time.Hour)
		row.Prefix = plain[:shownPrefix]
		if err := s.store.rotateToken(ctx, tx, row, hashText(plain), now); err != nil {
			return err
		}
		out = row.noun()
		return s.emit(ctx, tx, a.UserID, identity.TokenRotated{
			Trace: s.trace(ctx), UserID: a.UserID, TokenID: row.ID, Name: row.Name, OldUntil: *out.OldSecretUntil,
		})
	})
	return out, plain, err
}

// renew starts the life of the token anew; its old secret ends after the grace, or when it would have ended anyway.
func (r *tokenRow) renew(now time.Time, grace time.Duration) {
	until := db.Millis(now.Add(grace))
	if r.ExpiresAt != nil {
		until = min(until, *r.ExpiresAt)
		end := db.Millis(now) + *r.ExpiresAt - r.BornAt
		r.ExpiresAt = &end
	}
	r.OldUntil = &until
}

// warnBatch is how many owners of tokens are told in one run of the job.
const warnBatch = 500

// WarnExpiring tells of tokens that end within [identity.TokenWarnDays] days, once each.
func (s *Service) WarnExpiring(ctx context.Context) error {
	now := s.now()
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := s.store.expiringTokens(ctx, tx, now, now.AddDate(0, 0, identity.TokenWarnDays), warnBatch)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if n, err := s.store.markWarned(ctx, tx, r.ID, now); err != nil {
				return err
			} else if n == 0 {
				continue
			}
			ev := identity.TokenExpiring{Trace: s.trace(ctx), UserID: r.UserID, TokenID: r.ID, Name: r.Name, ExpiresAt: db.FromMillis(*r.ExpiresAt)}
			if err := s.emit(ctx, tx, "", ev); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.store.forgetOldSecrets(ctx, s.DB.Writer(), now)
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
