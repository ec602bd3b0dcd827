package notifysvc

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/SherClockHolmes/webpush-go"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/netguard"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// vapidKeys prove to push services that messages come from this instance (RFC 8292).
type vapidKeys struct{ public, private string }

const vapidState = "vapid"

// vapid is the key pair; the first use makes it. Two nodes that begin at once agree on one.
func (s *Service) vapid(ctx context.Context) (vapidKeys, error) {
	sealed, err := s.store.state(ctx, s.DB.Reader(), vapidState)
	if errors.Is(err, db.ErrNoRows) {
		private, public, err := webpush.GenerateVAPIDKeys()
		if err != nil {
			return vapidKeys{}, fmt.Errorf("make push keys: %w", err)
		}
		value := s.Keyring.Seal(vapidAAD, []byte(public+" "+private))
		if err := s.store.keepState(ctx, s.DB.Writer(), vapidState, value); err != nil {
			return vapidKeys{}, fmt.Errorf("keep push keys: %w", err)
		}
		sealed, err = s.store.state(ctx, s.DB.Writer(), vapidState)
		if err != nil {
			return vapidKeys{}, fmt.Errorf("read push keys: %w", err)
		}
	} else if err != nil {
		return vapidKeys{}, fmt.Errorf("read push keys: %w", err)
	}
	text, err := s.Keyring.Open(vapidAAD, sealed)
	if err != nil {
		return vapidKeys{}, fmt.Errorf("open push keys: %w", err)
	}
	public, private, _ := strings.Cut(string(text), " ")
	return vapidKeys{public: public, private: private}, nil
}

var vapidAAD = secret.AAD("notify_state", "value", vapidState)

// PushKey is the public key with which a browser subscribes. Error: identity.ErrSignInRequired.
func (s *Service) PushKey(ctx context.Context) (string, error) {
	if _, err := s.reader(ctx); err != nil {
		return "", err
	}
	keys, err := s.vapid(ctx)
	return keys.public, err
}

// SubscribePush lets the browser of this session get pushes until the session ends.
// Errors: [notify.ErrPushEndpoint], identity.ErrSessionOnly, identity.ErrSignInRequired.
func (s *Service) SubscribePush(ctx context.Context, in notify.SubscribePushInput) error {
	a, err := s.session(ctx)
	if err != nil {
		return err
	}
	if err := in.Check(); err != nil {
		return err
	}
	u, err := netguard.CheckURL(in.Endpoint, netguard.Options{AllowLoopback: s.Push != nil})
	if err != nil || u.Scheme != "https" && s.Push == nil {
		return notify.ErrPushEndpoint.With(err)
	}
	sub, err := json.Marshal(webpush.Subscription{Endpoint: in.Endpoint, Keys: webpush.Keys{Auth: in.Auth, P256dh: in.P256dh}})
	if err != nil {
		return fmt.Errorf("write browser: %w", err)
	}
	now := s.now()
	row := endpointRow{
		ID: id.New(now), UserID: a.UserID, SessionID: a.SessionID, Hash: hex.EncodeToString(secret.Hash(in.Endpoint)),
		Name: clientName(ctx), CreatedAt: db.Millis(now),
	}
	row.Sealed = s.Keyring.Seal(endpointAAD(row.ID), sub)
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.saveEndpoint(ctx, tx, row) })
}

// clientName is what the list of browsers shows.
func clientName(ctx context.Context) string {
	agent := route.RequestFrom(ctx).UserAgent
	for _, known := range []struct{ sign, name string }{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	} {
		if strings.Contains(agent, known.sign) {
			return known.name
		}
	}
	return "Browser"
}

// UnsubscribePush forgets a browser. Errors: [notify.ErrNoPushDevice], identity.ErrSessionOnly.
func (s *Service) UnsubscribePush(ctx context.Context, deviceID string) error {
	a, err := s.session(ctx)
	if err != nil {
		return err
	}
	n, err := s.store.dropEndpoint(ctx, s.DB.Writer(), a.UserID, deviceID)
	if err != nil {
		return err
	}
	if n == 0 {
		return notify.ErrNoPushDevice
	}
	return nil
}

// SendTest brings a notice to the actor's inbox and browsers, once a minute. Errors: [notify.ErrTestTooSoon].
func (s *Service) SendTest(ctx context.Context) error {
	a, err := s.session(ctx)
	if err != nil {
		return err
	}
	now := s.now()
	key := "test:" + now.UTC().Format("2006-01-02T15:04")
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		told, err := s.store.told(ctx, tx, a.UserID, key)
		if err != nil {
			return err
		}
		if told {
			return notify.ErrTestTooSoon
		}
		return s.tell(ctx, tx, telling{userID: a.UserID, kind: notify.KindTest, key: key, path: "/settings/notifications", anyway: true})
	})
}

// session is the actor of a signed-in browser or client, not of a personal access token.
func (s *Service) session(ctx context.Context) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return a, err
	}
	if a.SessionID == "" || a.TokenID != "" {
		return a, identity.ErrSessionOnly
	}
	return a, nil
}
