package identitysvc

import (
	"hash/maphash"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"tamatar.dev/tamatar/internal/platform/clock"
)

const (
	// proofLife is how long what was read about a credential is believed: the reach of a revocation by another process.
	proofLife = 2 * time.Second
	// profileLife is how long a public profile is believed that another process may have changed.
	profileLife  = 10 * time.Second
	proofCap     = 20_000
	claimsCap    = 20_000
	touchCap     = 20_000
	epochBuckets = 4096
)

// proof is what is known about a credential: its owner and the session or token it stands for.
type proof struct {
	user    *userRow
	session *sessionRow
	token   *tokenRow
}

type cachedProof struct {
	proof
	at    time.Time
	epoch uint64
}

type cachedUser struct {
	row   *userRow
	at    time.Time
	epoch uint64
}

// authCache is bounded memory of proofs, users and verified access tokens. A change to an account raises the epoch of
// its bucket, and whatever was kept under an older epoch is not believed any more.
type authCache struct {
	clock   clock.Clock
	seed    maphash.Seed
	changes atomic.Uint64
	epochs  [epochBuckets]atomic.Uint64
	proofs  *lru.Cache[string, cachedProof]
	users   *lru.Cache[string, cachedUser]
	claims  *lru.Cache[string, accessClaims]
	touched *lru.Cache[string, time.Time]
}

func newAuthCache(c clock.Clock) *authCache {
	a := &authCache{clock: c, seed: maphash.MakeSeed()}
	a.proofs, _ = lru.New[string, cachedProof](proofCap) // fails for sizes below one only
	a.users, _ = lru.New[string, cachedUser](proofCap)
	a.claims, _ = lru.New[string, accessClaims](claimsCap)
	a.touched, _ = lru.New[string, time.Time](touchCap)
	return a
}

func (a *authCache) epoch(userID string) *atomic.Uint64 {
	return &a.epochs[maphash.String(a.seed, userID)%epochBuckets]
}

// forget makes everything kept about the user unbelievable. Call it after the commit.
func (a *authCache) forget(userID string) {
	a.changes.Add(1)
	a.epoch(userID).Add(1)
}

// mark is taken before reading and given to keep: what was read across a change is not kept, since it may be older.
func (a *authCache) mark() uint64 { return a.changes.Load() }

func (a *authCache) proof(key string) (proof, bool) {
	c, ok := a.proofs.Get(key)
	if !ok || a.clock.Now().Sub(c.at) >= proofLife || c.epoch != a.epoch(c.user.ID).Load() {
		return proof{}, false
	}
	return c.proof, true
}

func (a *authCache) keepProof(key string, mark uint64, p proof) {
	epoch, now := a.epoch(p.user.ID).Load(), a.clock.Now()
	if a.changes.Load() != mark {
		return
	}
	a.proofs.Add(key, cachedProof{p, now, epoch})
	a.users.Add(p.user.ID, cachedUser{p.user, now, epoch})
}

func (a *authCache) user(id string, life time.Duration) (*userRow, bool) {
	c, ok := a.users.Get(id)
	if !ok || a.clock.Now().Sub(c.at) >= life || c.epoch != a.epoch(id).Load() {
		return nil, false
	}
	return c.row, true
}

func (a *authCache) keepUser(mark uint64, u *userRow) {
	epoch, now := a.epoch(u.ID).Load(), a.clock.Now()
	if a.changes.Load() == mark {
		a.users.Add(u.ID, cachedUser{u, now, epoch})
	}
}

// due reports whether the last use of a credential is to be written again, at most once in every.
func (a *authCache) due(key string, last, now time.Time, every time.Duration) bool {
	if now.Sub(last) < every {
		return false
	}
	if t, ok := a.touched.Get(key); ok && now.Sub(t) < every {
		return false
	}
	a.touched.Add(key, now)
	return true
}
