package id

import (
	"crypto/rand"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// Len is the length of every id in characters.
const Len = ulid.EncodedSize

var (
	mu      sync.Mutex
	entropy = ulid.Monotonic(rand.Reader, 0)
)

// New makes an id for the given moment. Ids made by one process in the same millisecond sort in the
// order they were made; two processes can not collide in practice (80 random bits). Instants before
// 1970 count as 1970. Safe for concurrent use.
func New(now time.Time) string {
	ms := uint64(max(now.UnixMilli(), 0)) //nolint:gosec // not negative: see max
	mu.Lock()
	u, err := ulid.New(ms, entropy)
	if err != nil {
		// The monotonic counter of this millisecond overflowed (2^-48 likely): start a fresh one.
		entropy = ulid.Monotonic(rand.Reader, 0)
		u = ulid.MustNew(ms, entropy)
	}
	mu.Unlock()
	return strings.ToLower(u.String())
}

// Valid reports whether s has the form of an id made by [New]. Use it on ids that come from outside,
// before they reach a query.
func Valid(s string) bool {
	if len(s) != Len || s[0] > '7' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		digit := c >= '0' && c <= '9'
		letter := c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u'
		if !digit && !letter {
			return false
		}
	}
	return true
}

// Time is the moment an id was made for, in UTC with millisecond precision; false when s is not an id.
func Time(s string) (time.Time, bool) {
	if !Valid(s) {
		return time.Time{}, false
	}
	u, err := ulid.ParseStrict(s)
	if err != nil {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(u.Time())).UTC(), true //nolint:gosec // 48 bits
}
