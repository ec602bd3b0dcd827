package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/audit/auditsvc"
	"tamatar.dev/tamatar/internal/capture/capturesvc"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/notify/notifysvc"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/sealed"
	"tamatar.dev/tamatar/internal/platform/secret"
)

const (
	// keyringPoll is how soon a running node takes up a keyring that another process changed.
	keyringPoll = 2 * time.Second
	// keySettle is how long a rotation waits until every node seals with the new key.
	keySettle = 2*keyringPoll + time.Second
	// keyOverlap is how long a key has to stand beside its successor: what it signed is valid that long.
	keyOverlap = identity.AccessTokenLife + time.Minute
)

// sealedColumns are all columns that hold sealed values, from every domain.
func sealedColumns() []sealed.Column {
	return slices.Concat(
		identitysvc.SealedColumns(),
		notifysvc.SealedColumns(),
		auditsvc.SealedColumns(),
		capturesvc.SealedColumns(),
	)
}

// Errors of key retirement; their sentences are for the operator.
var (
	errKeyHolds = errors.New("values are still sealed with this key")
	errKeyYoung = errors.New("this key was replaced a moment ago")
	errKeyText  = errors.New("the keyring is the text of TAMATAR_KEYRING")
)

// Keys is the keyring of an instance with its database, for the command line.
type Keys struct{ app *App }

// KeysOf gives the keys of an opened instance.
func KeysOf(a *App) Keys { return Keys{a} }

// KeyState is a key and how many values are sealed with it.
type KeyState struct {
	secret.Key

	Uses sealed.Use
}

// List tells of every key what is sealed with it.
func (k Keys) List(ctx context.Context) ([]KeyState, error) {
	var out []KeyState
	for _, key := range k.app.Keyring.Keys() {
		uses, err := sealed.Uses(ctx, k.app.DB, sealedColumns(), key.ID)
		if err != nil {
			return nil, fmt.Errorf("count what %s holds: %w", key.ID, err)
		}
		out = append(out, KeyState{key, uses})
	}
	return out, nil
}

// Rotate makes a new current key, waits until running nodes use it, and seals everything anew.
func (k Keys) Rotate(ctx context.Context) (sealed.Report, error) {
	err := k.change(func(old *secret.Keyring) (*secret.Keyring, error) { return old.Rotated(k.app.Clock.Now()), nil })
	if err != nil {
		return sealed.Report{}, err
	}
	k.wait(ctx)
	return k.Reseal(ctx)
}

// wait lets running nodes take up the file.
func (k Keys) wait(ctx context.Context) {
	if k.app.Sleep != nil {
		k.app.Sleep(ctx, keySettle)
	}
}

// Reseal seals everything anew that is not sealed with the current key.
func (k Keys) Reseal(ctx context.Context) (sealed.Report, error) {
	return sealed.Reseal(ctx, k.app.DB, k.app.Keyring, sealedColumns())
}

// Retire takes the key out of use. It refuses while values are sealed with it, and, unless now is set, while tokens that
// it signed may be valid.
func (k Keys) Retire(ctx context.Context, kid string, now bool) error {
	if err := k.MayRetire(ctx, kid, now); err != nil {
		return err
	}
	return k.change(func(old *secret.Keyring) (*secret.Keyring, error) { return old.Retired(kid) })
}

// MayRetire tells why a key cannot be retired yet.
func (k Keys) MayRetire(ctx context.Context, kid string, now bool) error {
	uses, err := sealed.Uses(ctx, k.app.DB, sealedColumns(), kid)
	if err != nil {
		return fmt.Errorf("count what %s holds: %w", kid, err)
	}
	if uses.Total() > 0 {
		var places []string
		for place, n := range uses {
			places = append(places, fmt.Sprintf("%s: %d", place, n))
		}
		slices.Sort(places)
		return fmt.Errorf("%w (%s); run tamatar keys reseal; what is in the queue leaves with the next mails", errKeyHolds, strings.Join(places, ", "))
	}
	for _, key := range k.app.Keyring.Keys() {
		if age := k.app.Clock.Now().Sub(key.ReplacedAt); key.ID == kid && !key.ReplacedAt.IsZero() && age < keyOverlap && !now {
			return fmt.Errorf("%w, and access tokens that it signed are valid for %s more; wait, or add --now when the key has leaked",
				errKeyYoung, (keyOverlap - age).Round(time.Second))
		}
	}
	return nil
}

// change writes the keyring of the data folder and takes it up.
func (k Keys) change(with func(*secret.Keyring) (*secret.Keyring, error)) error {
	if k.app.Config.Keyring != "" {
		return fmt.Errorf("%w: use tamatar keys add, rotate or retire with --print, and put the text where it comes from", errKeyText)
	}
	next, err := secret.ChangeKeyring(k.app.Config.DataDir, with)
	if err != nil {
		return err
	}
	k.app.Keyring.Take(next)
	return nil
}

// ChangedKeyring gives the text of the configured keyring after a change, for instances whose keyring is a setting. It
// changes nothing.
func ChangedKeyring(cfg *config.Config, with func(*secret.Keyring) (*secret.Keyring, error)) ([]byte, error) {
	old, err := keyring(cfg)
	if err != nil {
		return nil, err
	}
	next, err := with(old)
	if err != nil {
		return nil, err
	}
	return next.Bytes(), nil
}

// AddKey adds a standby key to the keyring of the data folder. No database is needed.
func AddKey(cfg *config.Config) (*secret.Keyring, error) {
	if err := cfg.EnsureDataDir(); err != nil {
		return nil, err
	}
	if _, err := secret.LoadKeyring(cfg.DataDir); err != nil {
		return nil, err
	}
	return secret.ChangeKeyring(cfg.DataDir, func(old *secret.Keyring) (*secret.Keyring, error) { return old.WithStandby(), nil })
}

// RotatedNow is the change that a rotation makes to a keyring.
func RotatedNow(old *secret.Keyring) (*secret.Keyring, error) {
	return old.Rotated(clock.System{}.Now()), nil
}

// followKeyring takes up what other processes write into the keyring file.
func (a *App) followKeyring(ctx context.Context) {
	a.Keyring.Follow(ctx, keyringPoll,
		func() { a.Log.InfoContext(ctx, "keyring taken up", "current", a.Keyring.Current()) },
		func(err error) { a.Log.ErrorContext(ctx, "keyring not taken up; the old keys stay in use", "err", err) })
}
