package clock

import (
	"sync/atomic"
	"time"
)

// Travel is a running clock that development moves forwards and backwards. The zero value is the machine's clock.
type Travel struct {
	start, moved atomic.Int64
}

// NewTravel makes a clock that is away from the machine's by a duration, and comes back there.
func NewTravel(by time.Duration) *Travel {
	t := &Travel{}
	t.start.Store(int64(by))
	return t
}

// Now implements [Clock].
func (t *Travel) Now() time.Time {
	return System{}.Now().Add(time.Duration(t.start.Load() + t.moved.Load()))
}

// Move moves the clock by d.
func (t *Travel) Move(d time.Duration) { t.moved.Add(int64(d)) }

// Moved is how far it was moved in all.
func (t *Travel) Moved() time.Duration { return time.Duration(t.moved.Load()) }

// ComeBack takes every move back.
func (t *Travel) ComeBack() { t.moved.Store(0) }
