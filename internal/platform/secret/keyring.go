package secret

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

const keyBytes = 32

// ErrKeyring means that a keyring's text is damaged; the wrapped sentence says where.
var ErrKeyring = errors.New("secret: damaged keyring")

// ErrKeyInUse means that a key cannot be retired; the wrapped sentence says why.
var ErrKeyInUse = errors.New("secret: key cannot be retired")

// Keyring holds the keys of one instance. The first key is the root: everything of [Keyring.Derive] comes from it and
// survives rotation. New values are sealed with the current key, which is the last one that is not a standby.
//
// A keyring that was loaded from a file takes up the keys that another process adds to that file: at [Keyring.Refresh],
// and whenever it meets a key that it does not know. It is safe for concurrent use.
type Keyring struct {
	now    atomic.Pointer[ring]
	source *keyFile
}

// Key describes one key of the ring, without its secret.
type Key struct {
	ID string
	// Current: new values are sealed with it.
	Current bool
	// Standby: it opens values, but seals none until it is promoted by a rotation. Nodes can learn it ahead of time.
	Standby bool
	// Root: fixed keys (password pepper, cursors, audit chain) are derived from it.
	Root bool
	// Retired: it opens nothing any more. Only the root stays in the ring after it was retired.
	Retired bool
	// ReplacedAt is when a newer key took its place; zero for the current one and for a standby.
	ReplacedAt time.Time
}

// NewKeyring returns a keyring with one fresh key.
func NewKeyring() *Keyring {
	k := &Keyring{}
	k.now.Store(newRing().with(freshKey()))
	return k
}

func (k *Keyring) ring() *ring { return k.now.Load() }

// Current names the key that new values are sealed with.
func (k *Keyring) Current() string { return k.ring().current }

// KeyIDs names every key that opens values, oldest first.
func (k *Keyring) KeyIDs() []string {
	var out []string
	for _, key := range k.Keys() {
		if !key.Retired {
			out = append(out, key.ID)
		}
	}
	return out
}

// Keys describes every key, oldest first.
func (k *Keyring) Keys() []Key {
	r := k.ring()
	out := make([]Key, len(r.order))
	for i, kid := range r.order {
		key := r.keys[kid]
		out[i] = Key{
			ID: kid, Current: kid == r.current, Standby: key.state == stateStandby, Root: i == 0,
			Retired: key.state == stateRetired, ReplacedAt: key.replaced,
		}
	}
	return out
}

// Derive gives the 32-byte key of one purpose ("page.cursor", "password.pepper"). It comes from the root key, so it
// stays the same after a rotation.
func (k *Keyring) Derive(purpose string) []byte {
	r := k.ring()
	return derive(r.keys[r.order[0]].raw, "tamatar/derive/"+purpose)
}

// DeriveFrom gives the 32-byte key of one purpose under the named key, for signing keys that rotate with the ring.
// It is false when the ring does not hold kid, or kid is retired.
func (k *Keyring) DeriveFrom(kid, purpose string) ([]byte, bool) {
	key, ok := k.find(kid)
	if !ok || key.state == stateRetired {
		return nil, false
	}
	return derive(key.raw, "tamatar/derive/"+purpose), true
}

// Holds reports whether values under kid can be opened, and what it signed counts.
func (k *Keyring) Holds(kid string) bool {
	key, ok := k.find(kid)
	return ok && key.state != stateRetired
}

// find looks kid up; when it is unknown, the file is looked at once more: another process may have rotated just now.
func (k *Keyring) find(kid string) (ringKey, bool) {
	key, ok := k.ring().keys[kid]
	if ok || k.source == nil || !kidPattern.MatchString(kid) {
		return key, ok
	}
	if changed, err := k.Refresh(); err != nil || !changed {
		return key, false
	}
	key, ok = k.ring().keys[kid]
	return key, ok
}

// WithStandby returns a copy with one more key that opens values and seals none yet.
func (k *Keyring) WithStandby() *Keyring {
	key := freshKey()
	key.state = stateStandby
	return k.replaced(k.ring().with(key))
}

// Rotated returns a copy with a new current key: the oldest standby, or a fresh one. The old keys still open what they
// sealed; the one that was current notes at as the time of its replacement.
func (k *Keyring) Rotated(at time.Time) *Keyring {
	r := k.ring().clone()
	old := r.keys[r.current]
	old.replaced = at.UTC().Truncate(time.Second)
	r.keys[r.current] = old
	for i, kid := range r.order {
		key := r.keys[kid]
		if key.state != stateStandby {
			continue
		}
		key.state = ""
		r.keys[kid] = key
		r.order = append(slices.Delete(r.order, i, i+1), kid)
		r.current = kid
		return k.replaced(r)
	}
	return k.replaced(r.with(freshKey()))
}

// Retired returns a copy in which the named key opens nothing. The current key cannot be retired. Of the root only the
// fixed keys stay. Error: [ErrKeyInUse].
func (k *Keyring) Retired(kid string) (*Keyring, error) {
	r := k.ring().clone()
	key, ok := r.keys[kid]
	switch {
	case !ok:
		return nil, fmt.Errorf("%w: there is no key %q", ErrKeyInUse, kid)
	case kid == r.current:
		return nil, fmt.Errorf("%w: %s is the current one, rotate first", ErrKeyInUse, kid)
	case key.state == stateRetired:
		return nil, fmt.Errorf("%w: %s is retired already", ErrKeyInUse, kid)
	case kid == r.order[0]:
		key.state, key.aead = stateRetired, nil
		r.keys[kid] = key
	default:
		delete(r.keys, kid)
		r.order = slices.DeleteFunc(r.order, func(o string) bool { return o == kid })
	}
	return k.replaced(r), nil
}

func (k *Keyring) replaced(r *ring) *Keyring {
	next := &Keyring{source: k.source}
	next.now.Store(r)
	return next
}

// Take makes k hold the keys of other. It is how a running process takes up a rotation.
func (k *Keyring) Take(other *Keyring) { k.now.Store(other.ring()) }

func freshKey() ringKey {
	raw := make([]byte, keyBytes)
	_, _ = rand.Read(raw)
	key, err := newKey(raw)
	if err != nil {
		// A 32-byte key is always accepted by AES; reaching this means a broken toolchain.
		panic("secret: " + err.Error())
	}
	return key
}

func newKey(raw []byte) (ringKey, error) {
	if bytes.Count(raw, raw[:1]) == len(raw) {
		return ringKey{}, errors.New("it is one byte repeated")
	}
	aead, err := newAEAD(derive(raw, "tamatar/envelope"))
	sum := sha256.Sum256(raw)
	return ringKey{id: "k" + hex.EncodeToString(sum[:4]), raw: raw, aead: aead}, err
}

func derive(raw []byte, info string) []byte {
	key, err := hkdf.Key(sha256.New, raw, nil, info, keyBytes)
	if err != nil {
		// HKDF-SHA-256 fails only above 8160 bytes of output.
		panic("secret: " + err.Error())
	}
	return key
}
