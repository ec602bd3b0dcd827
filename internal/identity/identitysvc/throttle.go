package identitysvc

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/route"
)

// limit allows so many tries of one key in a window that begins with the first of them.
type limit struct {
	key    string
	max    int64
	window time.Duration
}

// The limits. Counters live in the database, so a restart does not open them again.
const (
	signInPerMinute = 10   // per account, and per network
	signInPerHour   = 120  // per network
	signInGlobal    = 1000 // per minute, over the whole instance
	guessCap        = 100  // per account, until the password is set anew
	guessWindow     = 7 * 24 * time.Hour
	devicePerWindow = 10 // per known device
	deviceWindow    = 15 * time.Minute
	signUpPerHour   = 5 // per network

	inviteSignUpPerHour = 60 // per network, with an invite
	resetPerHour        = 5  // per account, and per network
	mailPerHour         = 5  // per address
	confirmPerMinute    = 5  // per account
	factorPerMinute     = 10 // per account, second steps
)

// tooMany is the refusal of a throttle: which key was full, and whether it is the cap on guesses.
type tooMany struct {
	key   string
	retry time.Duration
}

// take counts one try against every limit, or none when one of them is full.
// Error: [identity.ErrTooManyTries] with RetryAfter.
func (s *Service) take(ctx context.Context, limits ...limit) error {
	slices.SortFunc(limits, func(a, b limit) int { return strings.Compare(a.key, b.key) }) // one order, so that no two wait for each other
	var full *tooMany
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		full = nil
		now := s.now()
		for _, l := range limits {
			used, start, err := s.store.countTry(ctx, tx, l, now)
			if err != nil {
				return err
			}
			if used > l.max {
				full = &tooMany{l.key, db.FromMillis(start).Add(l.window).Sub(now)}
				return identity.ErrTooManyTries
			}
		}
		return nil
	})
	if full != nil {
		return identity.ErrTooManyTries.WithRetryAfter(max(full.retry, time.Second))
	}
	return err
}

// giveBack takes one try back from every limit: it was none.
func (s *Service) giveBack(ctx context.Context, limits ...limit) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, l := range limits {
			if err := s.store.uncountTry(ctx, tx, l.key); err != nil {
				return err
			}
		}
		return nil
	})
}

// countTry adds one try in a single statement, which is what makes parallel tries count.
func (store) countTry(ctx context.Context, tx *db.Tx, l limit, now time.Time) (used, start int64, err error) {
	type row struct {
		Used        int64 `db:"used"`
		WindowStart int64 `db:"window_start"`
	}
	ms := db.Millis(now)
	r, err := db.Get[row](ctx, tx, `INSERT INTO identity_throttles (key, window_start, used, expires_at) VALUES ($1, $2, 1, $3)
		ON CONFLICT (key) DO UPDATE SET
			used = CASE WHEN identity_throttles.expires_at <= $2 THEN 1 ELSE identity_throttles.used + 1 END,
			window_start = CASE WHEN identity_throttles.expires_at <= $2 THEN $2 ELSE identity_throttles.window_start END,
			expires_at = CASE WHEN identity_throttles.expires_at <= $2 THEN $3 ELSE identity_throttles.expires_at END
		RETURNING used, window_start`, l.key, ms, ms+l.window.Milliseconds())
	return r.Used, r.WindowStart, err
}

func (store) uncountTry(ctx context.Context, tx *db.Tx, key string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_throttles SET used = used - 1 WHERE key = $1 AND used > 0`, key)
	return err
}

func (store) tries(ctx context.Context, q db.Querier, key string, now time.Time) (int64, error) {
	return db.Get[int64](ctx, q, `SELECT COALESCE(SUM(used), 0) FROM identity_throttles WHERE key = $1 AND expires_at > $2`, key, db.Millis(now))
}

func (store) clearTries(ctx context.Context, tx *db.Tx, keys ...string) error {
	args := make([]any, len(keys))
	for i, k := range keys {
		args[i] = k
	}
	_, err := tx.Exec(ctx, `DELETE FROM identity_throttles WHERE key IN `+db.In(len(keys), 1), args...)
	return err
}

// factorLimits are the limits of second steps: over all sign-ins of an account that wait. They are few, so that six digits
// cannot be guessed by whoever knows the password. A known device has a limit of its own, as in [Service.limitsFor].
func (s *Service) factorLimits(userID, device string) []limit {
	if nonce, ok := s.knownDevice(device, userID); ok {
		return []limit{{"factor:device:" + userID + ":" + nonce, devicePerWindow, deviceWindow}}
	}
	return []limit{{factorMinuteKey(userID), factorPerMinute, time.Minute}, {factorCapKey(userID), guessCap, guessWindow}}
}

// Keys of limits.
func factorMinuteKey(userID string) string      { return "factor:minute:" + userID }
func factorCapKey(userID string) string         { return "factor:cap:" + userID }
func accountMinuteKey(accountKey string) string { return "signin:minute:" + accountKey }
func accountCapKey(accountKey string) string    { return "signin:cap:" + accountKey }

// keyHash hides what was typed: a key must not tell an address to who reads the table.
func keyHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// throttleNetwork is the network that limits are counted by: a /24 or a /64; "unknown" when there is no address.
func throttleNetwork(ctx context.Context) string {
	ip := route.RequestFrom(ctx).Client
	if !ip.IsValid() {
		return "unknown"
	}
	ip = ip.Unmap().WithZone("")
	bits := 64
	if ip.Is4() {
		bits = 24
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return p.String()
}

func signInLimits(ctx context.Context, accountKey string) []limit {
	network := throttleNetwork(ctx)
	return []limit{
		{"signin:global", signInGlobal, time.Minute},
		{"signin:net:" + network, signInPerMinute, time.Minute},
		{"signin:nethour:" + network, signInPerHour, time.Hour},
		{accountMinuteKey(accountKey), signInPerMinute, time.Minute},
		{accountCapKey(accountKey), guessCap, guessWindow},
	}
}
