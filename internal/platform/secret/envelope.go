package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

const envelopeVersion = "v1"

// Errors of [Keyring.Open].
var (
	// ErrSealed means that the text is not an envelope of this version.
	ErrSealed = errors.New("secret: not a sealed value")
	// ErrUnknownKey means that the envelope names a key that the keyring does not hold.
	ErrUnknownKey = errors.New("secret: sealed with a key that is not in the keyring")
	// ErrForged means that the envelope was changed, or belongs to another table, column or row.
	ErrForged = errors.New("secret: sealed value does not open here")
)

// AAD names the one place where a sealed value may be opened. Table and column are identifiers of the schema;
// they hold no colon, so the three parts cannot run into each other.
func AAD(table, column, rowID string) string {
	return table + ":" + column + ":" + rowID
}

// Seal encrypts plaintext under the current key, bound to aad, as "v1|kid|nonce|ciphertext".
func (k *Keyring) Seal(aad string, plaintext []byte) string {
	ring := k.ring()
	key := ring.keys[ring.current]
	nonce := make([]byte, key.aead.NonceSize())
	_, _ = rand.Read(nonce)
	sealed := key.aead.Seal(nil, nonce, plaintext, []byte(envelopeVersion+"|"+ring.current+"|"+aad))
	enc := base64.RawURLEncoding
	return strings.Join([]string{envelopeVersion, ring.current, enc.EncodeToString(nonce), enc.EncodeToString(sealed)}, "|")
}

// Open decrypts what [Keyring.Seal] gave, with the same aad. Errors: [ErrSealed], [ErrUnknownKey], [ErrForged].
func (k *Keyring) Open(aad, sealed string) ([]byte, error) {
	parts := strings.Split(sealed, "|")
	if len(parts) != 4 || parts[0] != envelopeVersion {
		return nil, ErrSealed
	}
	key, ok := k.find(parts[1])
	if !ok || key.aead == nil {
		return nil, ErrUnknownKey
	}
	nonce, errNonce := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	text, errText := base64.RawURLEncoding.Strict().DecodeString(parts[3])
	if errNonce != nil || errText != nil || len(nonce) != key.aead.NonceSize() {
		return nil, ErrSealed
	}
	plain, err := key.aead.Open(nil, nonce, text, []byte(envelopeVersion+"|"+parts[1]+"|"+aad))
	if err != nil {
		return nil, ErrForged
	}
	return plain, nil
}

// Stale reports whether sealed was made under a key that is no longer the current one, so that key rotation can re-seal it.
func (k *Keyring) Stale(sealed string) bool {
	parts := strings.SplitN(sealed, "|", 3)
	return len(parts) == 3 && parts[0] == envelopeVersion && parts[1] != k.Current()
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("make GCM: %w", err)
	}
	return aead, nil
}
