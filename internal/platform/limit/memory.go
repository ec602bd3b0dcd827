package limit

import (
	"hash/maphash"
	"sync"
	"time"
)

const (
	shards = 32
	// perShard bounds the memory: shards × perShard buckets of about 120 bytes.
	perShard = 2048
	// sampled is how many buckets are looked at to make room for a new one.
	sampled = 12
)

// memory holds buckets as one instant each: when the bucket will be full again (the generic cell rate algorithm).
// A bucket that is full needs no memory.
type memory struct {
	seed   maphash.Seed
	shards [shards]shard
}

type shard struct {
	mu   sync.Mutex
	full map[Key]int64 // unix nanoseconds at which the bucket is full
	_    [48]byte      // keeps neighbours out of one cache line
}

func newMemory() *memory {
	m := &memory{seed: maphash.MakeSeed()}
	for i := range m.shards {
		m.shards[i].full = map[Key]int64{}
	}
	return m
}

func (m *memory) shard(k Key) *shard {
	if k.ID != "" {
		return &m.shards[maphash.String(m.seed, k.ID)%shards]
	}
	if k.Kind == Global {
		return &m.shards[0]
	}
	return &m.shards[maphash.Comparable(m.seed, k.Address)%shards]
}

// take charges all buckets or none.
func (m *memory) take(list []bucket, points int64, at time.Time) Verdict {
	now := at.UnixNano()
	var used [maxBuckets]time.Duration
	for i, b := range list {
		u, ok := m.shard(b.key).take(b, points, now)
		used[i] = u
		if !ok {
			for _, paid := range list[:i] {
				m.shard(paid.key).refund(paid, points)
			}
			return refuse(b, points, u, at)
		}
	}
	return judge(list, used[:len(list)], at)
}

// look is take for one point, without charging.
func (m *memory) look(list []bucket, at time.Time) Verdict {
	now := at.UnixNano()
	for _, b := range list {
		s := m.shard(b.key)
		s.mu.Lock()
		u := s.used(b, now)
		s.mu.Unlock()
		if u+b.price(1) > b.size() {
			return refuse(b, 1, u, at)
		}
	}
	return Verdict{}
}

// take charges one bucket. It tells how much of it is in use, as the time until it is full.
func (s *shard) take(b bucket, points, now int64) (time.Duration, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known := s.full[b.key]
	used := s.used(b, now)
	after := used + b.price(points)
	if after > b.size() {
		return used, false
	}
	if !known && len(s.full) >= perShard {
		s.makeRoom(now)
	}
	s.full[b.key] = now + int64(after)
	return after, true
}

// used is how much of a bucket is in use. After the clock was set back that is all of it, and the bucket fills from now
// on: it does not wait for the clock to be again where it was.
func (s *shard) used(b bucket, now int64) time.Duration {
	at := s.full[b.key]
	if most := now + int64(b.size()); at > most {
		at = most
		s.full[b.key] = at
	}
	return b.used(at, now)
}

func (s *shard) refund(b bucket, points int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at, ok := s.full[b.key]; ok {
		s.full[b.key] = at - int64(b.price(points))
	}
}

// makeRoom forgets full buckets among a few; when there is none the one that is nearest to it, so that whoever floods
// the memory with new names cannot wash out those who are at their limit.
func (s *shard) makeRoom(now int64) {
	var nearest Key
	var nearestAt int64
	seen, freed := 0, false
	for k, at := range s.full {
		if at <= now {
			delete(s.full, k)
			freed = true
		} else if seen == 0 || at < nearestAt {
			nearest, nearestAt = k, at
		}
		if seen++; seen >= sampled {
			break
		}
	}
	if !freed {
		delete(s.full, nearest)
	}
}

// interval is the time in which the bucket gains one point.
func (b bucket) interval() time.Duration { return max(Window/time.Duration(b.limit), 1) }

// size is the time in which the empty bucket becomes full.
func (b bucket) size() time.Duration { return b.interval() * time.Duration(b.limit) }

// price is what points cost, as time; never more than the whole bucket.
func (b bucket) price(points int64) time.Duration {
	return b.interval() * time.Duration(min(max(points, 0), b.limit))
}

// used is how much of the bucket is in use; never more than all of it, even after the clock was set back.
func (b bucket) used(full, now int64) time.Duration {
	return min(max(time.Duration(full-now), 0), b.size())
}

// judge tells of the bucket with the smallest share left. The one for everybody is told only when it refuses: how
// busy an instance is, is nobody's business.
func judge(list []bucket, used []time.Duration, now time.Time) Verdict {
	var told Verdict
	share := -1.0
	for i, b := range list {
		if b.key.Kind == Global {
			continue
		}
		if part := float64(used[i]) / float64(b.size()); part > share {
			told, share = tell(b, used[i], now), part
		}
	}
	return told
}

func tell(b bucket, used time.Duration, now time.Time) Verdict {
	return Verdict{
		Kind: b.key.Kind, Limit: b.limit, Remaining: int64((b.size() - used) / b.interval()),
		Reset: used, ResetAt: now.Add(used),
	}
}

func refuse(b bucket, points int64, used time.Duration, now time.Time) Verdict {
	v := tell(b, used, now)
	v.Refused, v.Retry = true, used+b.price(points)-b.size()
	return v
}
