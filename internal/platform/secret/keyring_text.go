package secret

import (
	"bytes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	keyringHeader = "tamatar-keyring v1"
	maxKeyring    = 64 << 10
	stateStandby  = "standby"
	stateRetired  = "retired"
	replacedWord  = "replaced="
)

var kidPattern = regexp.MustCompile(`^[0-9a-z]{1,16}$`)

// ring is one state of a keyring; it is never changed after it was published.
type ring struct {
	order   []string
	keys    map[string]ringKey
	current string
}

type ringKey struct {
	id       string
	raw      []byte
	aead     cipher.AEAD
	state    string
	replaced time.Time
}

func newRing() *ring { return &ring{keys: map[string]ringKey{}} }

func (r *ring) clone() *ring {
	return &ring{order: slices.Clone(r.order), keys: maps.Clone(r.keys), current: r.current}
}

// with gives a copy with one more key.
func (r *ring) with(key ringKey) *ring {
	next := r.clone()
	next.order = append(next.order, key.id)
	next.keys[key.id] = key
	if key.state == "" {
		next.current = key.id
	}
	return next
}

// ParseKeyring reads the text form: the header line, then a line "kid base64 [standby|retired] [replaced=TIME]" for each
// key, the root first and the current one last but for standbys. Empty lines and lines that start with # are skipped.
// Errors wrap [ErrKeyring].
func ParseKeyring(text []byte) (*Keyring, error) {
	r := newRing()
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
			key, err := parseKey(line)
			if err == nil && r.keys[key.id].raw != nil {
				err = fmt.Errorf("key %s is there twice", key.id)
			}
			if err != nil {
				return nil, fmt.Errorf("%w: line %d: %w", ErrKeyring, n+1, err)
			}
			r = r.with(key)
		}
	}
	if r.current == "" {
		return nil, fmt.Errorf("%w: it holds no key to seal with", ErrKeyring)
	}
	if slices.ContainsFunc(r.order[1:], func(kid string) bool { return r.keys[kid].state == stateRetired }) {
		return nil, fmt.Errorf("%w: only the first key stays when it is retired", ErrKeyring)
	}
	k := &Keyring{}
	k.now.Store(r)
	return k, nil
}

// Bytes gives the text form that [ParseKeyring] reads. It holds the keys in clear.
func (k *Keyring) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString("# Keys of this instance. Keep a copy apart from the database; without it sealed values cannot be read.\n")
	b.WriteString(keyringHeader + "\n")
	r := k.ring()
	for _, kid := range r.order {
		key := r.keys[kid]
		b.WriteString(kid + " " + base64.RawURLEncoding.EncodeToString(key.raw))
		if key.state != "" {
			b.WriteString(" " + key.state)
		}
		if !key.replaced.IsZero() {
			b.WriteString(" " + replacedWord + key.replaced.Format(time.RFC3339))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func parseKey(line string) (ringKey, error) {
	words := strings.Fields(line)
	if len(words) < 2 || !kidPattern.MatchString(words[0]) {
		return ringKey{}, errors.New("want a key name and a key")
	}
	kid := words[0]
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(words[1], "="))
	if err != nil || len(raw) != keyBytes {
		return ringKey{}, fmt.Errorf("key %s is not %d bytes of base64url", kid, keyBytes)
	}
	key, err := newKey(raw)
	if err != nil {
		return ringKey{}, fmt.Errorf("key %s: %w", kid, err)
	}
	key.id = kid
	for _, word := range words[2:] {
		at, isTime := strings.CutPrefix(word, replacedWord)
		switch {
		case isTime:
			if key.replaced, err = time.Parse(time.RFC3339, at); err != nil {
				return ringKey{}, fmt.Errorf("key %s: %q is no time", kid, at)
			}
		case word == stateStandby, word == stateRetired:
			key.state = word
		default:
			return ringKey{}, fmt.Errorf("key %s: unknown word %q", kid, word)
		}
	}
	if key.state == stateRetired {
		key.aead = nil
	}
	return key, nil
}
