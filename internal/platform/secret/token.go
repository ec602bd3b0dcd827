package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"hash/crc32"
	"strings"
)

// TokenBytes is the count of random bytes in a token.
const TokenBytes = 32

// checksumLen is the length of the base64url CRC-32 at the end of a prefixed token.
const checksumLen = 6

// tokenLen is the length of a token without prefix and checksum.
var tokenLen = base64.RawURLEncoding.EncodedLen(TokenBytes)

// Token returns a fresh 256-bit token as base64url text, and the SHA-256 under which it is stored.
func Token() (plain string, hash []byte) {
	plain = Random(TokenBytes)
	return plain, Hash(plain)
}

// PrefixedToken is [Token] in the form "<prefix>_<token><checksum>": people and secret scanners recognise it,
// and a mistyped one is refused by [ValidPrefixed] without asking the database.
func PrefixedToken(prefix string) (plain string, hash []byte) {
	body := prefix + "_" + Random(TokenBytes)
	plain = body + checksum(body)
	return plain, Hash(plain)
}

// ValidPrefixed reports whether plain has the form that [PrefixedToken] gives and a right checksum.
// It says nothing about whether the token is known.
func ValidPrefixed(prefix, plain string) bool {
	if len(plain) != len(prefix)+1+tokenLen+checksumLen || !strings.HasPrefix(plain, prefix+"_") {
		return false
	}
	body := plain[:len(plain)-checksumLen]
	return Equal([]byte(checksum(body)), []byte(plain[len(body):]))
}

// Random returns n random bytes as base64url text without padding.
func Random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: the runtime stops the process when the system has no randomness
	return base64.RawURLEncoding.EncodeToString(b)
}

// Hash returns the SHA-256 of a token. Tokens are uniformly random, so no salt or slow hash is needed.
func Hash(plain string) []byte {
	h := sha256.Sum256([]byte(plain))
	return h[:]
}

// Equal compares in time that depends on the lengths only.
func Equal(a, b []byte) bool {
	return subtle.ConstantTimeCompare(a, b) == 1
}

func checksum(body string) string {
	c := crc32.ChecksumIEEE([]byte(body))
	return base64.RawURLEncoding.EncodeToString([]byte{byte(c >> 24), byte(c >> 16), byte(c >> 8), byte(c)})
}
