package secret

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

const (
	keyBytes      = 32
	keyringHeader = "tamatar-keyring v1"
	maxKeyring    = 64 << 10
)

var kidPattern = regexp.MustCompile(`^[0-9a-z]{1,16}$`)

// ErrKeyring means that a keyring's text is damaged; the wrapped sentence says where.
var ErrKeyring = errors.New("secret: damaged keyring")

// Keyring holds the keys of one instance. The first key is the root: everything of [Keyring.Derive] comes from it and
// survives rotation. The last key is the current one: new values are sealed with it. It is read-only after loading
// and safe for concurrent use.
type Keyring struct {
	order   []string
	keys    map[string]ringKey
	current string
}

type ringKey struct {
	raw  []byte
	aead cipher.AEAD
}

// NewKeyring returns a keyring with one fresh key.
func NewKeyring() *Keyring {
	k := &Keyring{keys: map[string]ringKey{}}
	if err := k.addFresh(); err != nil {
		// A 32-byte key is always accepted by AES; reaching this means a broken toolchain.
		panic("secret: " + err.Error())
	}
	return k
}

// ParseKeyring reads the text form: the header line, then one "kid base64" line per key, the current one last.
// Empty lines and lines that start with # are skipped. Errors wrap [ErrKeyring].
func ParseKeyring(text []byte) (*Keyring, error) {
	k := &Keyring{keys: map[string]ringKey{}}
	seenHeader := false
	for n, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !seenHeader:
			if line != keyringHeader {
				return nil, fmt.Errorf("%w: line %d is not %q", ErrKeyring, n+1, keyringHeader)
			}
			seenHeader = true
		default:
			if err := k.addLine(line); err != nil {
				return nil, fmt.Errorf("%w: line %d: %w", ErrKeyring, n+1, err)
			}
		}
	}
	if len(k.order) == 0 {
		return nil, fmt.Errorf("%w: it holds no key", ErrKeyring)
	}
	return k, nil
}

// Bytes gives the text form that [ParseKeyring] reads. It holds the keys in clear.
func (k *Keyring) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString("# Keys of this instance. Keep a copy apart from the database; without it sealed values cannot be read.\n")
	b.WriteString(keyringHeader + "\n")
	for _, kid := range k.order {
		fmt.Fprintf(&b, "%s %s\n", kid, base64.RawURLEncoding.EncodeToString(k.keys[kid].raw))
	}
	return b.Bytes()
}

// Current names the key that new values are sealed with.
func (k *Keyring) Current() string { return k.current }

// KeyIDs names every key, oldest first.
func (k *Keyring) KeyIDs() []string { return append([]string(nil), k.order...) }

// Derive gives the 32-byte key of one purpose ("page.cursor", "password.pepper"). It comes from the root key, so it
// stays the same after a rotation.
func (k *Keyring) Derive(purpose string) []byte {
	key, _ := k.DeriveFrom(k.order[0], purpose)
	return key
}

// DeriveFrom gives the 32-byte key of one purpose under the named key, for signing keys that rotate with the ring.
// It is false when the ring does not hold kid.
func (k *Keyring) DeriveFrom(kid, purpose string) ([]byte, bool) {
	key, ok := k.keys[kid]
	if !ok {
		return nil, false
	}
	return derive(key.raw, "tamatar/derive/"+purpose), true
}

// Rotated returns a copy with a fresh current key; the old keys still open what they sealed.
func (k *Keyring) Rotated() (*Keyring, error) {
	next, err := ParseKeyring(k.Bytes())
	if err != nil {
		return nil, err
	}
	return next, next.addFresh()
}

// Retired returns a copy without the named key. The root and the current key cannot be retired.
func (k *Keyring) Retired(kid string) (*Keyring, error) {
	if _, ok := k.keys[kid]; !ok || kid == k.current || kid == k.order[0] {
		return nil, fmt.Errorf("secret: key %q cannot be retired", kid)
	}
	next := &Keyring{keys: map[string]ringKey{}}
	for _, id := range k.order {
		if id == kid {
			continue
		}
		if err := next.add(id, k.keys[id].raw); err != nil {
			return nil, err
		}
	}
	return next, nil
}

func (k *Keyring) addFresh() error {
	raw := make([]byte, keyBytes)
	_, _ = rand.Read(raw)
	sum := sha256.Sum256(raw)
	return k.add("k"+hex.EncodeToString(sum[:4]), raw)
}

func (k *Keyring) addLine(line string) error {
	kid, text, ok := strings.Cut(line, " ")
	if !ok || !kidPattern.MatchString(kid) {
		return errors.New("want a key name and a key")
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(strings.TrimSpace(text), "="))
	if err != nil || len(raw) != keyBytes {
		return fmt.Errorf("key %s is not %d bytes of base64url", kid, keyBytes)
	}
	return k.add(kid, raw)
}

func (k *Keyring) add(kid string, raw []byte) error {
	if _, ok := k.keys[kid]; ok {
		return fmt.Errorf("key %s is there twice", kid)
	}
	if bytes.Count(raw, raw[:1]) == len(raw) {
		return fmt.Errorf("key %s is one byte repeated", kid)
	}
	aead, err := newAEAD(derive(raw, "tamatar/envelope"))
	if err != nil {
		return err
	}
	k.keys[kid] = ringKey{raw: raw, aead: aead}
	k.order = append(k.order, kid)
	k.current = kid
	return nil
}

func derive(raw []byte, info string) []byte {
	key, err := hkdf.Key(sha256.New, raw, nil, info, keyBytes)
	if err != nil {
		// HKDF-SHA-256 fails only above 8160 bytes of output.
		panic("secret: " + err.Error())
	}
	return key
}
