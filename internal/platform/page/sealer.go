package page

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"
)

const (
	minKey    = 32   // bytes of secret that NewSealer wants
	maxCursor = 2048 // characters; a longer one is refused before it is decoded
	maxParts  = 8
	label     = "tamatar page cursor v1"
)

var encoding = base64.RawURLEncoding.Strict()

// Sealer seals and opens cursors. It is safe for concurrent use.
type Sealer struct{ aead cipher.AEAD }

// NewSealer makes a sealer from secret key material of at least 32 bytes; all nodes of an instance use
// the same. A shorter key is not used at all: the sealer then draws its own at random, and its cursors
// hold for this process only.
func NewSealer(key []byte) *Sealer {
	if len(key) < minKey {
		key = make([]byte, minKey)
		_, _ = rand.Read(key) // never fails: crypto/rand ends the process instead
	}
	// A sealer without cipher opens nothing. None of these calls fails for a key of 32 bytes.
	derived, err := hkdf.Key(sha256.New, key, nil, label, minKey)
	if err != nil {
		return &Sealer{}
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return &Sealer{}
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return &Sealer{}
	}
	return &Sealer{aead: aead}
}

// Scope names a list for its cursors: the query and a hash of its normalised filter. Pass everything that
// decides which rows are in the list and in what order; a nil filter is allowed.
func Scope(query string, filter any) string {
	raw, err := json.Marshal(filter)
	if err != nil {
		raw = []byte(err.Error())
	}
	sum := sha256.Sum256(raw)
	return query + "#" + hex.EncodeToString(sum[:16])
}

// Seal makes a cursor out of the keyset parts (at most 8). viewerID is empty for strangers.
// Two seals of the same parts differ; do not compare cursors.
func (s *Sealer) Seal(scope, viewerID string, parts ...string) string {
	if s.aead == nil || len(parts) > maxParts {
		return ""
	}
	return encoding.EncodeToString(s.aead.Seal(nil, nil, pack(parts...), bind(scope, viewerID)))
}

// Open returns the parts of a cursor that Seal made for the same scope and viewer.
// Error: [ErrBadCursor] for everything else.
func (s *Sealer) Open(scope, viewerID, cursor string) ([]string, error) {
	if s.aead == nil || cursor == "" || len(cursor) > maxCursor {
		return nil, ErrBadCursor
	}
	raw, err := encoding.DecodeString(cursor)
	if err != nil {
		return nil, ErrBadCursor
	}
	plain, err := s.aead.Open(nil, nil, raw, bind(scope, viewerID))
	if err != nil {
		return nil, ErrBadCursor
	}
	return unpack(plain)
}

// OpenN is Open for a list whose keyset has n parts. A nil cursor is the top of the list: nil parts, no error.
// Error: [ErrBadCursor].
func (s *Sealer) OpenN(scope, viewerID string, cursor *string, n int) ([]string, error) {
	if cursor == nil {
		return nil, nil
	}
	parts, err := s.Open(scope, viewerID, *cursor)
	if err != nil {
		return nil, err
	}
	if len(parts) != n {
		return nil, ErrBadCursor
	}
	return parts, nil
}

// Int writes a number as a cursor part.
func Int(n int64) string { return strconv.FormatInt(n, 10) }

// ParseInt reads a part written by [Int]. Error: [ErrBadCursor].
func ParseInt(part string) (int64, error) {
	n, err := strconv.ParseInt(part, 10, 64)
	if err != nil {
		return 0, ErrBadCursor
	}
	return n, nil
}

// Millis writes an instant as a cursor part, with the millisecond precision of the database.
func Millis(t time.Time) string { return Int(t.UnixMilli()) }

// ParseMillis reads a part written by [Millis] as UTC. Error: [ErrBadCursor].
func ParseMillis(part string) (time.Time, error) {
	n, err := ParseInt(part)
	if err != nil {
		return time.Time{}, err
	}
	return time.UnixMilli(n).UTC(), nil
}

func bind(scope, viewerID string) []byte { return pack(label, scope, viewerID) }

// pack writes each part with its length before it, so that no two lists of parts look alike.
func pack(parts ...string) []byte {
	var out []byte
	for _, p := range parts {
		out = binary.AppendUvarint(out, uint64(len(p)))
		out = append(out, p...)
	}
	return out
}

func unpack(raw []byte) ([]string, error) {
	parts := []string{}
	for len(raw) > 0 {
		n, used := binary.Uvarint(raw)
		if used <= 0 || n > uint64(len(raw)-used) {
			return nil, ErrBadCursor
		}
		end := used + int(n) //nolint:gosec // n is at most len(raw)
		parts = append(parts, string(raw[used:end]))
		raw = raw[end:]
	}
	return parts, nil
}
