package limit

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrNoTurn tells that all places stayed taken.
var ErrNoTurn = errors.New("no place became free in time")

// Turns are places for work that holds memory. Nobody has more than a share of them, so that one caller's slow work leaves
// places to others.
type Turns struct {
	places chan struct{}
	share  int

	mu     sync.Mutex
	people map[string]*ownTurns
}

// ownTurns are the places of one caller; users counts those who hold one or wait.
type ownTurns struct {
	places chan struct{}
	users  int
}

// NewTurns makes so many places, of which one caller has share at most.
func NewTurns(atOnce, share int) *Turns {
	return &Turns{places: make(chan struct{}, atOnce), share: share, people: map[string]*ownTurns{}}
}

// Take waits for a place of the caller's own share, and then for one of all. Call leave once when the work is done.
// Errors: ErrNoTurn when patience ends, that of ctx.
func (t *Turns) Take(ctx context.Context, caller string, patience time.Duration) (leave func(), err error) {
	own := t.join(caller)
	timer := time.NewTimer(patience)
	defer timer.Stop()
	taken := 0
	for _, places := range []chan struct{}{own.places, t.places} {
		select {
		case places <- struct{}{}:
			taken++
			continue
		case <-timer.C:
			err = ErrNoTurn
		case <-ctx.Done():
			err = ctx.Err()
		}
		if taken > 0 {
			<-own.places
		}
		t.part(caller, own)
		return nil, err
	}
	return func() {
		<-t.places
		<-own.places
		t.part(caller, own)
	}, nil
}

// Waiting is how many turns the caller holds and waits for.
func (t *Turns) Waiting(caller string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if own := t.people[caller]; own != nil {
		return own.users
	}
	return 0
}

func (t *Turns) join(caller string) *ownTurns {
	t.mu.Lock()
	defer t.mu.Unlock()
	own := t.people[caller]
	if own == nil {
		own = &ownTurns{places: make(chan struct{}, t.share)}
		t.people[caller] = own
	}
	own.users++
	return own
}

func (t *Turns) part(caller string, own *ownTurns) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if own.users--; own.users == 0 {
		delete(t.people, caller)
	}
}
