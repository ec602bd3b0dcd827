package identitysvc

import (
	"crypto/ed25519"
	"sync"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// signer signs and checks access tokens. Each key of the ring gives a signing key: the current one signs, the others
// go on checking what they signed until they are retired, so a rotation refuses no token.
type signer struct {
	issuer string
	ring   *secret.Keyring
	clock  clock.Clock
	made   sync.Map // kid -> ed25519.PrivateKey, to derive each once
}

func newSigner(k *secret.Keyring, issuer string, c clock.Clock) *signer {
	return &signer{issuer: issuer, ring: k, clock: c}
}

// key is the signing key of kid. It is false for a key that the ring does not hold, or that was retired.
func (sg *signer) key(kid string) (ed25519.PrivateKey, bool) {
	if !sg.ring.Holds(kid) {
		return nil, false
	}
	if made, ok := sg.made.Load(kid); ok {
		key, ok := made.(ed25519.PrivateKey)
		return key, ok
	}
	seed, ok := sg.ring.DeriveFrom(kid, "identity.access_token")
	if !ok {
		return nil, false
	}
	key := ed25519.NewKeyFromSeed(seed)
	sg.made.Store(kid, key)
	return key, true
}
