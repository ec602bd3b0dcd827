package limit

import (
	"context"
	"net/netip"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Window is the time in which an empty bucket becomes full.
const Window = time.Minute

// MaxPoints is the largest bucket: one point takes a microsecond to flow in.
const MaxPoints = 60_000_000

// ErrReached says that the caller has spent its points. It is returned with the time to wait.
var ErrReached = errs.New(errs.TooMany, "limit.reached", "You have asked for a lot in a short time. Wait a moment, then go on.")

// Kind is what a bucket counts.
type Kind uint8

// The kinds of bucket.
const (
	Global Kind = iota
	Address
	Account
	Token
	kinds
)

var kindNames = [kinds]string{"global", "address", "account", "token"}

// String is the name of the kind, as written into headers.
func (k Kind) String() string { return kindNames[k] }

// Policy is how many points a bucket of each kind holds, which is also what it gains per [Window]. Zero means that
// there is no such bucket.
type Policy [kinds]int64

// Caller is who pays. Account is empty for a stranger, Token for a session.
type Caller struct {
	Account, Token string
	Address        netip.Addr
}

// Key names one bucket. ID is set for accounts and tokens, Address for addresses.
type Key struct {
	Kind    Kind
	ID      string
	Address netip.Addr
}

// Verdict is what became of a charge, told by the bucket with the smallest share left.
type Verdict struct {
	Refused bool
	Kind    Kind
	// Limit is what the bucket holds; zero when nothing limits the caller.
	Limit, Remaining int64
	// Reset is the time until the bucket is full again, ResetAt the instant.
	Reset   time.Duration
	ResetAt time.Time
	// Retry is how long a refused caller has to wait.
	Retry time.Duration
}

// Err is nil for a charge that went through, else [ErrReached] with the time to wait.
func (v Verdict) Err() error {
	if !v.Refused {
		return nil
	}
	return ErrReached.WithRetryAfter(v.Retry)
}

// Shared keeps buckets for several nodes. Take charges all buckets or none, and tells for each how much of it is in
// use afterwards (before, when refused) as the time until it is full.
type Shared interface {
	Take(ctx context.Context, keys []Key, limits []int64, points int64) (used []time.Duration, refused int, err error)
}

// Limiter charges callers. It is safe for concurrent use; nil limits nobody.
type Limiter struct {
	policy Policy
	clock  clock.Clock
	memory *memory
	shared Shared
	outage *outage
}

// New makes a limiter with buckets in memory.
func New(p Policy, c clock.Clock) *Limiter {
	return &Limiter{policy: p, clock: c, memory: newMemory()}
}

// Take charges the caller. A charge above what a bucket can ever hold counts as a whole bucket.
func (l *Limiter) Take(ctx context.Context, c Caller, points int) Verdict {
	if l == nil {
		return Verdict{}
	}
	var room [maxBuckets]bucket
	buckets := l.buckets(&room, c)
	if len(buckets) == 0 {
		return Verdict{}
	}
	if l.shared != nil {
		if v, ok := l.takeShared(ctx, buckets, int64(points)); ok {
			return v
		}
	}
	return l.memory.take(buckets, int64(points), l.clock.Now())
}

// Spent reports whether the caller has no point left, as far as this node knows, without charging or asking anybody
// else: the cheap look before work that has no price yet.
func (l *Limiter) Spent(c Caller) (Verdict, bool) {
	if l == nil {
		return Verdict{}, false
	}
	var room [maxBuckets]bucket
	v := l.memory.look(l.buckets(&room, c), l.clock.Now())
	return v, v.Refused
}

// maxBuckets is how many buckets one charge touches.
const maxBuckets = 3

// bucket is a bucket with its size.
type bucket struct {
	key   Key
	limit int64
}

// buckets are those the caller pays from, written into room.
func (l *Limiter) buckets(room *[maxBuckets]bucket, c Caller) []bucket {
	list := room[:0]
	add := func(k Key) {
		if n := l.policy[k.Kind]; n > 0 {
			list = append(list, bucket{k, n})
		}
	}
	switch {
	case c.Account == "":
		add(Key{Kind: Address, Address: Network(c.Address)})
	case c.Token != "":
		add(Key{Kind: Token, ID: c.Token})
		add(Key{Kind: Account, ID: c.Account})
	default:
		add(Key{Kind: Account, ID: c.Account})
	}
	add(Key{Kind: Global})
	return list
}

// Network is the part of an address that one caller holds: all of an IPv4 address, the /64 of an IPv6 one.
func Network(a netip.Addr) netip.Addr {
	a = a.Unmap()
	if !a.Is6() {
		return a
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return a
	}
	return p.Addr()
}

// RateLimit is where a caller stands, as GraphQL tells it.
type RateLimit struct {
	// Cost is the price of this operation, NodeCount how many objects its answer can hold at most.
	Cost, NodeCount int
	Limit           int
	// Remaining and ResetAt are nil when nothing limits the caller over time.
	Remaining *int
	ResetAt   *time.Time
}
