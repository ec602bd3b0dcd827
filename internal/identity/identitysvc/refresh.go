package identitysvc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// startAPI opens an API session in tx: the family of its refresh tokens.
func (s *Service) startAPI(ctx context.Context, tx *db.Tx, u *userRow, step firstStep) (*identity.TokenPair, error) {
	client := clip(step.client, 60)
	if client == "" {
		client = deviceName(ctx)
	}
	row, err := s.startSession(ctx, tx, u, client, nil, step)
	if err != nil {
		return nil, err
	}
	now := s.now()
	plain, _ := secret.Token()
	expires := s.refreshEnd(row, now)
	if err := s.store.insertRefresh(ctx, tx, hashText(plain), row.ID, now, expires); err != nil {
		return nil, err
	}
	return s.pair(u, row.ID, plain, expires, now)
}

// refreshEnd is when an unused refresh token ends: with the idle time, at the latest with the session.
func (s *Service) refreshEnd(row *sessionRow, now time.Time) time.Time {
	end, last := now.Add(identity.SessionIdle), db.FromMillis(row.ExpiresAt)
	if end.After(last) {
		return last
	}
	return end
}

func (s *Service) pair(u *userRow, sessionID, refresh string, refreshExpires, now time.Time) (*identity.TokenPair, error) {
	access, expires, err := s.signer.sign(u, sessionID, now)
	if err != nil {
		return nil, fmt.Errorf("sign access token: %w", err)
	}
	return &identity.TokenPair{AccessToken: access, AccessExpiresAt: expires, RefreshToken: refresh, RefreshExpiresAt: refreshExpires}, nil
}

// Refresh trades a refresh token for the next pair. Of any number of callers at once one rotates it, and the others get
// the same successor, as does everybody within [identity.RefreshGrace]. A replay after that ends the session, tells
// its owner and is refused. Error: [identity.ErrBadCredential].
func (s *Service) Refresh(ctx context.Context, refreshToken string) (*identity.TokenPair, error) {
	if refreshToken == "" || len(refreshToken) > 100 {
		return nil, identity.ErrBadCredential
	}
	hash := hashText(refreshToken)
	var out *identity.TokenPair
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		out, err = s.rotate(ctx, tx, hash)
		if errors.Is(err, db.ErrNoRows) {
			out, err = s.again(ctx, tx, hash)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if out == nil { // refused, and what that changed is committed
		return nil, identity.ErrBadCredential
	}
	return out, nil
}

// rotate spends the token and makes its successor. Error: ErrNoRows when it is unknown, expired or was spent before.
func (s *Service) rotate(ctx context.Context, tx *db.Tx, hash string) (*identity.TokenPair, error) {
	now := s.now()
	plain, _ := secret.Token()
	sealed := s.Keyring.Seal(successorAAD(hash), []byte(plain))
	sessionID, err := s.store.spendRefresh(ctx, tx, hash, sealed, now)
	if err != nil {
		return nil, err
	}
	p, err := s.store.proofBySession(ctx, tx, sessionID)
	if err != nil {
		return nil, err
	}
	if !p.session.alive(now) || !s.mayAct(p.user) {
		return nil, identity.ErrBadCredential
	}
	expires := s.refreshEnd(p.session, now)
	if err := s.store.insertRefresh(ctx, tx, hashText(plain), sessionID, now, expires); err != nil {
		return nil, err
	}
	if err := s.store.touchSession(ctx, tx, sessionID, p.user.ID, now); err != nil {
		return nil, err
	}
	return s.pair(p.user, sessionID, plain, expires, now)
}

// again answers a token that was spent before: with its successor within the grace window, else by ending the family.
// A nil pair without an error is a refusal that has to be committed.
func (s *Service) again(ctx context.Context, tx *db.Tx, hash string) (*identity.TokenPair, error) {
	r, err := s.store.refresh(ctx, tx, hash)
	if errors.Is(err, db.ErrNoRows) {
		return nil, identity.ErrBadCredential
	}
	if err != nil {
		return nil, err
	}
	now := s.now()
	if r.UsedAt == nil { // expired unused
		return nil, identity.ErrBadCredential
	}
	p, err := s.store.proofBySession(ctx, tx, r.SessionID)
	if err != nil {
		return nil, err
	}
	if r.Successor != nil && now.Sub(db.FromMillis(*r.UsedAt)) < identity.RefreshGrace {
		if !p.session.alive(now) || !s.mayAct(p.user) {
			return nil, identity.ErrBadCredential
		}
		plain, err := s.Keyring.Open(successorAAD(hash), *r.Successor)
		if err != nil {
			return nil, fmt.Errorf("open successor: %w", err)
		}
		return s.pair(p.user, r.SessionID, string(plain), s.refreshEnd(p.session, db.FromMillis(*r.UsedAt)), now)
	}
	return nil, s.endReplayed(ctx, tx, p)
}

func (s *Service) endReplayed(ctx context.Context, tx *db.Tx, p proof) error {
	if _, err := s.store.deleteSession(ctx, tx, p.session.ID, p.user.ID); err != nil {
		return err
	}
	t := s.trace(ctx)
	err := s.emit(ctx, tx, p.user.ID,
		identity.RefreshReplayed{Trace: t, UserID: p.user.ID, SessionID: p.session.ID},
		identity.SessionRevoked{Trace: t, UserID: p.user.ID, SessionID: p.session.ID, Count: 1, Reason: "refresh_replayed"})
	if err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterRefreshReplayed, p.user, p.user.Email, map[string]string{
		"url": s.BaseURL + "/app/settings/sessions", "device": p.session.Device, "network": t.Network, "time": localTime(t.At, p.user),
	})
}

func successorAAD(hash string) string {
	return secret.AAD("identity_refresh_tokens", "successor", hash)
}
