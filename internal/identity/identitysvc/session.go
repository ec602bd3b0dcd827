package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// startBrowser opens a browser session in tx. The person was proven just now, so it counts as confirmed.
func (s *Service) startBrowser(ctx context.Context, tx *db.Tx, u *userRow, step firstStep) (identity.SignInResult, error) {
	token, _ := secret.Token()
	hash := hashText(token)
	row, err := s.startSession(ctx, tx, u, deviceName(ctx), &hash, step)
	if err != nil {
		return identity.SignInResult{}, err
	}
	out := identity.SignInResult{SessionToken: token, ExpiresAt: db.FromMillis(row.ExpiresAt), Onboarded: u.OnboardedAt != nil}
	out.Device, out.DeviceExpiresAt = s.newDevice(u.ID, s.now())
	return out, nil
}

func (s *Service) startSession(ctx context.Context, tx *db.Tx, u *userRow, device string, hash *string, step firstStep) (*sessionRow, error) {
	now := s.now()
	ms := db.Millis(now)
	row := &sessionRow{
		ID: id.New(now), UserID: u.ID, Kind: step.kind, Device: device, Network: route.RequestFrom(ctx).Network(),
		CreatedAt: ms, SeenAt: ms, ExpiresAt: db.Millis(now.Add(identity.SessionMax)), ConfirmedAt: &ms,
	}
	evicted, err := s.store.insertSession(ctx, tx, row, hash)
	if err != nil {
		return nil, err
	}
	if evicted > 0 {
		ended := identity.SessionRevoked{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, Count: int(evicted), Reason: "replaced"}
		if err := s.emit(ctx, tx, u.ID, ended); err != nil {
			return nil, err
		}
	}
	started := identity.SessionStarted{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, SessionID: row.ID, Kind: step.kind, Device: device, How: step.how, Second: step.second}
	return row, s.emit(ctx, tx, "", started)
}

// SessionsOf lists the living sessions of the signed-in person, the last used first. Error: [identity.ErrSignInRequired].
func (s *Service) SessionsOf(ctx context.Context) ([]identity.Session, error) {
	a, err := s.allowed(ctx, identity.ActionReadSelf)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.sessions(ctx, s.DB.Reader(), a.UserID, s.now())
	if err != nil {
		return nil, err
	}
	out := make([]identity.Session, len(rows))
	for i, r := range rows {
		out[i] = r.noun(a.SessionID)
	}
	return out, nil
}

// allowed gives the actor when they may do the action to what is their own.
func (s *Service) allowed(ctx context.Context, action identity.Action) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return a, err
	}
	return a, identity.Can(a, action, a.UserID, s.Clock.Now())
}

// SignOut ends the session of the actor and tells how many ended. A personal access token has none to end.
func (s *Service) SignOut(ctx context.Context) (int, error) {
	a, err := s.allowed(ctx, identity.ActionEndSession)
	if err != nil {
		return 0, err
	}
	return s.endOne(ctx, a.UserID, a.SessionID, "sign_out")
}

// SignOutBrowser ends the session behind a cookie. A cookie that is not known is no error.
func (s *Service) SignOutBrowser(ctx context.Context, sessionToken string) error {
	p, err := s.store.proofByCookie(ctx, s.DB.Reader(), hashText(sessionToken))
	if err != nil {
		return ignoreNoRows(err)
	}
	_, err = s.endOne(ctx, p.user.ID, p.session.ID, "sign_out")
	return err
}

// RevokeSession ends one session of the actor. Error: [identity.ErrSessionNotFound], also for other people's.
func (s *Service) RevokeSession(ctx context.Context, sessionID string) (int, error) {
	a, err := s.allowed(ctx, identity.ActionEndSession)
	if err != nil {
		return 0, err
	}
	n, err := s.endOne(ctx, a.UserID, sessionID, "revoked")
	if err == nil && n == 0 {
		err = identity.ErrSessionNotFound
	}
	return n, err
}

func (s *Service) endOne(ctx context.Context, userID, sessionID, reason string) (int, error) {
	var n int64
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if n, err = s.store.deleteSession(ctx, tx, sessionID, userID); err != nil || n == 0 {
			return err
		}
		return s.emit(ctx, tx, userID, identity.SessionRevoked{
			Trace: s.byThemselves(ctx, userID), UserID: userID, SessionID: sessionID, Count: 1, Reason: reason,
		})
	})
	return int(n), err
}

// SignOutEverywhere ends the sessions of the actor, on request all but this one, and on request their tokens too.
func (s *Service) SignOutEverywhere(ctx context.Context, in identity.SignOutEverywhereInput) (int, error) {
	a, err := s.allowed(ctx, identity.ActionEndSession)
	if err != nil {
		return 0, err
	}
	keep := ""
	if in.KeepCurrent {
		keep = a.SessionID
	}
	var n int
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if n, err = s.endAll(ctx, tx, a.UserID, keep, "everywhere"); err != nil || !in.IncludeTokens {
			return err
		}
		return s.endTokens(ctx, tx, a.UserID)
	})
	return n, err
}

// endAll ends every session of the user but keep, and with them every access token.
func (s *Service) endAll(ctx context.Context, tx *db.Tx, userID, keep, reason string) (int, error) {
	if err := s.store.raiseAuthVersion(ctx, tx, userID); err != nil {
		return 0, err
	}
	n, err := s.store.deleteSessions(ctx, tx, userID, keep)
	if err != nil {
		return 0, err
	}
	ev := identity.SessionRevoked{Trace: s.byThemselves(ctx, userID), UserID: userID, Count: int(n), Reason: reason}
	if n == 0 {
		return 0, s.emit(ctx, tx, userID)
	}
	return int(n), s.emit(ctx, tx, userID, ev)
}

func (s *Service) endTokens(ctx context.Context, tx *db.Tx, userID string) error {
	n, err := s.store.deleteTokens(ctx, tx, userID)
	if err != nil || n == 0 {
		return err
	}
	return s.emit(ctx, tx, userID, identity.TokenRevoked{Trace: s.byThemselves(ctx, userID), UserID: userID, Count: int(n)})
}

// localTime writes an instant as the person's clock shows it, for letters.
func localTime(at time.Time, u *userRow) string {
	return at.In(zoneOf(u.TimeZone)).Format("2006-01-02 15:04 MST")
}
