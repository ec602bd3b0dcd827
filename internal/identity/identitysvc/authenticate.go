package identitysvc

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
)

const (
	// sessionTouch is how often the last use of a session is written.
	sessionTouch = 5 * time.Minute
	// tokenTouch is how often the last use of a personal access token is written.
	tokenTouch    = time.Minute
	credentialMax = 4096
)

// Authenticate gives the actor behind a credential: the value of the session cookie, "Bearer <access token>" or
// "Bearer tmt_<personal access token>". Error: [identity.ErrBadCredential], the same for every reason.
func (s *Service) Authenticate(ctx context.Context, credential string) (identity.Actor, error) {
	if credential == "" || len(credential) > credentialMax {
		return identity.Actor{}, identity.ErrBadCredential
	}
	bearer, isBearer := cutBearer(credential)
	var p proof
	var err error
	switch {
	case !isBearer:
		p, err = s.proveCookie(ctx, credential)
	case strings.HasPrefix(bearer, identity.TokenPrefix):
		p, err = s.proveToken(ctx, bearer)
	default:
		p, err = s.proveAccess(ctx, bearer)
	}
	if err != nil {
		return identity.Actor{}, err
	}
	if !s.mayAct(p.user) {
		return identity.Actor{}, identity.ErrBadCredential
	}
	s.touch(ctx, p)
	return p.actor(), nil
}

func cutBearer(credential string) (string, bool) {
	const scheme = "bearer "
	if len(credential) <= len(scheme) || !strings.EqualFold(credential[:len(scheme)], scheme) {
		return "", false
	}
	return credential[len(scheme):], true
}

// mayAct is the one answer to "may this account do anything now", asked at every door.
func (s *Service) mayAct(u *userRow) bool {
	return u.Status == identity.StatusActive && (u.EmailVerified || !s.SendsMail)
}

func (p proof) actor() identity.Actor {
	a := identity.Actor{
		UserID: p.user.ID, Role: p.user.Role, Zone: p.user.TimeZone, DayStart: p.user.DayStart,
		WeekStart: p.user.WeekStart.Time(), Locale: p.user.Locale,
	}
	if p.token != nil {
		a.TokenID, a.Scopes = p.token.ID, identity.ParseScopes(p.token.Scopes)
		return a
	}
	a.SessionID = p.session.ID
	if p.session.ConfirmedAt != nil {
		a.ReauthAt = db.FromMillis(*p.session.ConfirmedAt)
	}
	return a
}

func (s *Service) proveCookie(ctx context.Context, value string) (proof, error) {
	hash := hashText(value)
	return s.prove("c:"+hash, func() (proof, error) { return s.store.proofByCookie(ctx, s.DB.Reader(), hash) }, s.sessionHolds)
}

func (s *Service) proveToken(ctx context.Context, value string) (proof, error) {
	if !secret.ValidPrefixed(strings.TrimSuffix(identity.TokenPrefix, "_"), value) {
		return proof{}, identity.ErrBadCredential
	}
	hash := hashText(value)
	return s.prove("t:"+hash, func() (proof, error) { return s.store.proofByToken(ctx, s.DB.Reader(), hash) }, func(p proof) bool {
		return p.token.holds(hash, s.Clock.Now())
	})
}

// proveAccess verifies a signature once per token; the session behind it is looked at every time.
func (s *Service) proveAccess(ctx context.Context, token string) (proof, error) {
	if len(token) > accessTokenMax {
		return proof{}, identity.ErrBadCredential
	}
	key := hashText(token)
	claims, known := s.auth.claims.Get(key)
	if known && s.signer.check(claims) != nil {
		return proof{}, identity.ErrBadCredential
	}
	if !known {
		var err error
		if claims, err = s.signer.verify(token); err != nil {
			return proof{}, err
		}
		s.auth.claims.Add(key, claims)
	}
	read := func() (proof, error) { return s.store.proofBySession(ctx, s.DB.Reader(), claims.SessionID) }
	return s.prove("s:"+claims.SessionID, read, func(p proof) bool {
		return s.sessionHolds(p) && p.session.Kind == identity.SessionAPI &&
			p.user.ID == claims.Subject && p.user.AuthVersion == claims.Version
	})
}

func (s *Service) sessionHolds(p proof) bool { return p.session.alive(s.Clock.Now()) }

// prove answers from the cache or reads, and checks either way.
func (s *Service) prove(key string, read func() (proof, error), holds func(proof) bool) (proof, error) {
	p, ok := s.auth.proof(key)
	if !ok {
		mark := s.auth.mark()
		var err error
		if p, err = read(); errors.Is(err, db.ErrNoRows) {
			return proof{}, identity.ErrBadCredential
		} else if err != nil {
			return proof{}, err
		}
		s.auth.keepProof(key, mark, p)
	}
	if !holds(p) {
		return proof{}, identity.ErrBadCredential
	}
	return p, nil
}

// touch writes the last use now and then. It never fails a request: the use is known only a little late.
func (s *Service) touch(ctx context.Context, p proof) {
	now := s.now()
	var err error
	if p.token != nil {
		last := time.Time{}
		if p.token.LastUsedAt != nil {
			last = db.FromMillis(*p.token.LastUsedAt)
		}
		if s.auth.due("t:"+p.token.ID, last, now, tokenTouch) {
			err = s.store.touchToken(ctx, s.DB.Writer(), p.token.ID, now, route.RequestFrom(ctx).Network(), clientName(ctx))
		}
	} else if s.auth.due("s:"+p.session.ID, db.FromMillis(p.session.SeenAt), now, sessionTouch) {
		err = s.store.touchSession(ctx, s.DB.Writer(), p.session.ID, p.user.ID, now)
	}
	if err != nil {
		s.Log.WarnContext(ctx, "last use not written", "err", err)
	}
}

// hashText is the stored form of a token: its SHA-256 in hexadecimal.
func hashText(plain string) string { return hex.EncodeToString(secret.Hash(plain)) }
