package password

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// The cost of one hash: 19 MiB and two passes, the first choice of OWASP's password storage cheat sheet.
const (
	memoryKiB = 19456
	passes    = 2
	lanes     = 1
	saltBytes = 16
	keyBytes  = 32
)

const (
	// MaxLength is the longest password, in bytes; it bounds the work before hashing.
	MaxLength = 1024
	// DefaultParallel is how many hashes are computed at once.
	DefaultParallel = 4
	defaultWait     = 3 * time.Second
	retryAfter      = 2 * time.Second
)

// Errors of [Hasher].
var (
	// ErrBusy means that too many passwords are being checked at this moment.
	ErrBusy = errs.New(errs.Unavailable, "password.busy", "Many people are signing in at this moment. Try again in a few seconds.")
	// ErrHash means that a stored hash is damaged.
	ErrHash = errors.New("password: stored hash is not an argon2id PHC string")
)

// Options configure [New].
type Options struct {
	// Pepper is the instance's key, from the keyring; hashes are worthless without it.
	Pepper []byte
	// Parallel bounds the hashes computed at once; 0 means [DefaultParallel].
	Parallel int
	// MemoryKiB and Passes replace the cost of new hashes; 0 means the real ones. For tests only: a hash made
	// with less is renewed on the next sign-in.
	MemoryKiB, Passes uint32
	// Wait is the longest time in the queue; 0 means 3 seconds.
	Wait time.Duration
}

// Hasher computes and checks hashes. It is safe for concurrent use; share one, since its pool is what bounds the memory.
type Hasher struct {
	pepper []byte
	slots  chan struct{}
	left   atomic.Uint32 // KiB of spent hashes
	wait   time.Duration
	cost   params
}

// New returns a Hasher.
func New(o Options) *Hasher {
	if o.Parallel <= 0 {
		o.Parallel = DefaultParallel
	}
	if o.Wait <= 0 {
		o.Wait = defaultWait
	}
	cost := params{memory: memoryKiB, passes: passes, lanes: lanes}
	if o.MemoryKiB > 0 {
		cost.memory = o.MemoryKiB
	}
	if o.Passes > 0 {
		cost.passes = o.Passes
	}
	return &Hasher{pepper: o.Pepper, slots: make(chan struct{}, o.Parallel), wait: o.Wait, cost: cost}
}

// Hash returns the PHC string of plain with a fresh salt. Errors: [ErrBusy], the context's, [ErrTooLong].
func (h *Hasher) Hash(ctx context.Context, plain string) (string, error) {
	if len(plain) > MaxLength {
		return "", ErrTooLong
	}
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt)
	p := h.cost
	p.salt = salt
	if err := h.compute(ctx, &p, plain); err != nil {
		return "", err
	}
	return p.String(), nil
}

// Verify reports whether plain is the password of phc, and whether phc was made with lesser parameters and should be made anew.
// Errors: [ErrBusy], the context's, [ErrHash]. A password that is too long is merely wrong.
func (h *Hasher) Verify(ctx context.Context, plain, phc string) (ok, rehash bool, err error) {
	stored, err := parse(phc)
	if err != nil {
		return false, false, err
	}
	if len(plain) > MaxLength {
		plain = plain[:MaxLength] + "\x00too long"
	}
	again := stored
	if err := h.compute(ctx, &again, plain); err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(stored.key, again.key) == 1
	return ok, ok && stored.lesserThan(h.cost), nil
}

// Dummy does the work of [Hasher.Verify] and finds nothing: for addresses that nobody has, so that they take as long.
func (h *Hasher) Dummy(ctx context.Context, plain string) error {
	if len(plain) > MaxLength {
		plain = plain[:MaxLength]
	}
	p := h.cost
	p.salt = make([]byte, saltBytes)
	return h.compute(ctx, &p, plain)
}

// NeedsRehash reports whether phc was made with lesser parameters than h's, or is not a PHC string at all.
func (h *Hasher) NeedsRehash(phc string) bool {
	p, err := parse(phc)
	return err != nil || p.lesserThan(h.cost)
}

func (h *Hasher) compute(ctx context.Context, p *params, plain string) error {
	if err := h.enter(ctx); err != nil {
		return err
	}
	defer func() { <-h.slots }()
	mac := hmac.New(sha256.New, h.pepper)
	mac.Write([]byte(Normalise(plain)))
	p.key = argon2.IDKey(mac.Sum(nil), p.salt, p.passes, p.memory, p.lanes, keyBytes)
	h.sweep(p.memory)
	return nil
}

// sweepAfter is how much the hashes may leave behind, in KiB, before it is collected: four hashes.
const sweepAfter = 4 * 19456

// sweep collects what hashes leave behind. The collector waits until the heap is several times what is alive, and in a
// storm of sign-ins that means hundreds of megabytes of spent hashes; collecting is cheap beside computing them.
func (h *Hasher) sweep(left uint32) {
	if h.left.Add(left) >= sweepAfter {
		h.left.Store(0)
		runtime.GC()
	}
}

func (h *Hasher) enter(ctx context.Context) error {
	timer := time.NewTimer(h.wait)
	defer timer.Stop()
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-timer.C:
		return ErrBusy.WithRetryAfter(retryAfter)
	case <-ctx.Done():
		return fmt.Errorf("wait for the hashing pool: %w", ctx.Err())
	}
}

// Normalise gives the form that is hashed: NFC, so that é typed as one or two characters is the same.
func Normalise(plain string) string {
	if !utf8.ValidString(plain) {
		return plain
	}
	return norm.NFC.String(plain)
}

// params are the parts of a PHC string.
type params struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

// String gives "$argon2id$v=19$m=19456,t=2,p=1$salt$key".
func (p params) String() string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.passes, p.lanes, enc.EncodeToString(p.salt), enc.EncodeToString(p.key))
}

func (p params) lesserThan(cost params) bool {
	return p.memory < cost.memory || p.passes < cost.passes || len(p.salt) < saltBytes || len(p.key) < keyBytes
}

// parse reads a PHC string and refuses costs that could only come from tampering.
func parse(phc string) (params, error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return params{}, ErrHash
	}
	var p params
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil || n != 3 {
		return params{}, ErrHash
	}
	var errSalt, errKey error
	p.salt, errSalt = base64.RawStdEncoding.Strict().DecodeString(parts[4])
	p.key, errKey = base64.RawStdEncoding.Strict().DecodeString(parts[5])
	switch {
	case errSalt != nil || errKey != nil || len(p.salt) < 8 || len(p.salt) > 64 || len(p.key) != keyBytes:
		return params{}, ErrHash
	case p.memory < 8 || p.memory > 16*memoryKiB || p.passes < 1 || p.passes > 16 || p.lanes < 1 || p.lanes > 4:
		return params{}, ErrHash
	}
	return p, nil
}
