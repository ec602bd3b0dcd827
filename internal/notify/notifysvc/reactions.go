package notifysvc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
)

const subscriber = "notify.tell"

// hear turns one event into at most one notice; what of returns without a person is not told.
func hear[E events.Event](s *Service, of func(E) telling) {
	events.On(s.Bus, subscriber, func(ctx context.Context, tx *db.Tx, e E) error {
		t := of(e)
		if t.userID == "" {
			return nil
		}
		return s.tell(ctx, tx, t)
	})
}

// react subscribes to what other rooms tell.
func (s *Service) react() {
	s.hearSecurity()
	s.hearFactors()
	hear(s, func(e identity.UserApproved) telling {
		return telling{userID: e.UserID, kind: notify.KindAccountApproved, key: "approved:" + stamp(e.At), path: "/"}
	})
	hear(s, func(e identity.TokenExpiring) telling {
		return telling{
			userID: e.UserID, kind: notify.KindTokenExpiring, key: "token_expiring:" + e.TokenID + ":" + stamp(e.ExpiresAt), path: tokensPath,
			facts: map[string]string{"name": e.Name, "time": stamp(e.ExpiresAt)},
		}
	})
	events.On(s.Bus, subscriber, s.signedIn)
	events.On(s.Bus, subscriber, s.registered)
	events.On(s.Bus, subscriber, func(ctx context.Context, tx *db.Tx, e identity.UserVerified) error {
		return errors.Join(s.retime(ctx, tx, e.UserID), s.approvalWanted(ctx, tx, e.UserID))
	})
	events.On(s.Bus, subscriber, func(ctx context.Context, tx *db.Tx, e identity.ProfileUpdated) error {
		if !slices.ContainsFunc(e.Fields, func(f string) bool { return f == "timeZone" || f == "dayStart" || f == "weekStart" }) {
			return nil
		}
		return s.retime(ctx, tx, e.UserID)
	})
}

const (
	securityPath = "/settings/security"
	sessionsPath = "/settings/sessions"
	tokensPath   = "/settings/tokens"
)

func (s *Service) hearSecurity() {
	hear(s, func(e identity.PasswordChanged) telling {
		return telling{
			userID: e.UserID, kind: notify.KindPasswordChanged, key: "password:" + stamp(e.At), path: securityPath,
			facts: map[string]string{"time": stamp(e.At), "network": e.Network},
		}
	})
	hear(s, func(e identity.EmailChanged) telling {
		kind := notify.KindEmailChanged
		if e.Undone {
			kind = notify.KindEmailRestored
		}
		return telling{userID: e.UserID, kind: kind, key: "email:" + stamp(e.At), path: securityPath, facts: map[string]string{"time": stamp(e.At)}}
	})
	hear(s, func(e identity.RefreshReplayed) telling {
		return telling{
			userID: e.UserID, kind: notify.KindSessionEnded, key: "replayed:" + e.SessionID, path: sessionsPath,
			facts: map[string]string{"time": stamp(e.At), "network": e.Network},
		}
	})
	hear(s, func(e identity.TokenCreated) telling {
		return telling{
			userID: e.UserID, kind: notify.KindTokenCreated, key: "token:" + e.TokenID, path: tokensPath,
			facts: map[string]string{"name": e.Name, "time": stamp(e.At)},
		}
	})
	hear(s, func(e identity.TokenRotated) telling {
		return telling{
			userID: e.UserID, kind: notify.KindTokenRotated, key: "token_rotated:" + e.TokenID + ":" + stamp(e.At), path: tokensPath,
			facts: map[string]string{"name": e.Name, "time": stamp(e.At)},
		}
	})
	hear(s, func(e identity.RoleChanged) telling {
		return telling{
			userID: e.UserID, kind: notify.KindRoleChanged, key: "role:" + stamp(e.At), path: sessionsPath,
			facts: map[string]string{"role": string(e.To), "time": stamp(e.At)},
		}
	})
	hear(s, func(e identity.SignInFailed) telling {
		t := telling{userID: e.UserID, path: securityPath, facts: map[string]string{"time": stamp(e.At), "network": e.Network}}
		switch e.Reason {
		case "locked":
			t.kind, t.key = notify.KindSignInLocked, "locked:"+e.At.UTC().Format(time.DateOnly)
		case "second_step_locked":
			t.kind, t.key = notify.KindSecondStepLocked, "second_step_locked:"+stamp(e.At)
		default:
			return telling{}
		}
		return t
	})
}

// hearFactors tells of everything that changes how somebody signs in.
func (s *Service) hearFactors() {
	hear(s, func(e identity.FactorAdded) telling {
		return factorTelling(e.Trace, e.UserID, notify.KindFactorAdded, "factor_added:"+e.FactorID, e.Factor, e.Name)
	})
	hear(s, func(e identity.FactorRemoved) telling {
		return factorTelling(e.Trace, e.UserID, notify.KindFactorRemoved, "factor_removed:"+e.FactorID, e.Factor, e.Name)
	})
	hear(s, func(e identity.FactorsReset) telling {
		return factorTelling(e.Trace, e.UserID, notify.KindFactorsReset, "factors_reset", "", "")
	})
	hear(s, func(e identity.RecoveryCodesCreated) telling {
		return factorTelling(e.Trace, e.UserID, notify.KindRecoveryCodes, "recovery_codes", "", "")
	})
	hear(s, func(e identity.RecoveryCodeUsed) telling {
		t := factorTelling(e.Trace, e.UserID, notify.KindRecoveryCodeUsed, "recovery_code_used", "", "")
		t.facts["count"] = strconv.Itoa(e.Left)
		return t
	})
	hear(s, func(e identity.ProviderLinked) telling {
		return factorTelling(e.Trace, e.UserID, notify.KindProviderLinked, "provider_linked", "", e.Provider)
	})
	hear(s, func(e identity.ProviderUnlinked) telling {
		return factorTelling(e.Trace, e.UserID, notify.KindProviderUnlinked, "provider_unlinked", "", e.Provider)
	})
}

func factorTelling(at identity.Trace, userID, kind, key string, factor identity.FactorKind, name string) telling {
	return telling{
		userID: userID, kind: kind, key: key + ":" + stamp(at.At), path: securityPath,
		facts: map[string]string{"factor": string(factor), "name": name, "time": stamp(at.At)},
	}
}

// stamp is an instant as a fact and as a part of a key.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// signedIn tells of a sign-in from a client that was not seen before. The first one of all is no news.
func (s *Service) signedIn(ctx context.Context, tx *db.Tx, e identity.SessionStarted) error {
	sum := sha256.Sum256([]byte(string(e.Kind) + "\x00" + e.Device + "\x00" + e.Network))
	known, others, err := s.store.seen(ctx, tx, e.UserID, hex.EncodeToString(sum[:16]), db.Millis(e.At))
	if err != nil || known || !others {
		return err
	}
	return s.tell(ctx, tx, telling{
		userID: e.UserID, kind: notify.KindSignInNew, key: "sign_in:" + e.SessionID, path: sessionsPath,
		facts: map[string]string{"device": e.Device, "network": e.Network, "time": stamp(e.At)},
	})
}

// registered makes the settings of a new person and tells whoever invited them.
func (s *Service) registered(ctx context.Context, tx *db.Tx, e identity.UserRegistered) error {
	if err := s.retime(ctx, tx, e.UserID); err != nil {
		return err
	}
	if e.How != "invite" {
		return nil
	}
	inviter, err := s.store.inviter(ctx, tx, e.UserID)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	handle, err := s.store.handle(ctx, tx, e.UserID)
	if err != nil {
		return err
	}
	return s.tell(ctx, tx, telling{
		userID: inviter, kind: notify.KindInviteUsed, key: "invite:" + e.UserID, path: "/admin",
		facts: map[string]string{"handle": handle},
	})
}

// approvalWanted tells the administrators that somebody waits to be let in.
func (s *Service) approvalWanted(ctx context.Context, tx *db.Tx, userID string) error {
	handle, err := s.store.waiting(ctx, tx, userID)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read who waits: %w", err)
	}
	return s.tellAllAdmins(ctx, tx, telling{
		kind: notify.KindApprovalWanted, key: "approval_wanted:" + userID, path: "/admin", facts: map[string]string{"handle": handle},
	})
}
