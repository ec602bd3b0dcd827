package journalsvc

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// Bounds of a shared commit.
const (
	// maxShared is how many writes share one transaction.
	maxShared = 16
	// sharedTimeout ends a shared transaction that none of its callers may end alone.
	sharedTimeout = 10 * time.Second
)

// writeQueue lets writes that wait at the same time share one transaction: one trip to the server, one wait for
// the disk. A write that comes alone goes at once and alone. There is no goroutine behind it: of the callers
// that wait, one does the work of all.
type writeQueue struct {
	save func(ctx context.Context, batch []*pendingWrite) error

	mu      sync.Mutex
	waiting []*pendingWrite
	// lanes are the transactions that may still begin at this moment.
	lanes int
}

// pendingWrite is a new entry that waits to be saved.
type pendingWrite struct {
	row    *entryRow
	tags   []tags.Tag
	tokens []string
	// done gets the result, turn tells this caller to do the work of the next batch.
	done chan error
	turn chan struct{}
}

// newWriteQueue makes a queue over save, which saves a batch wholly or not at all. SQLite has one writer; on
// PostgreSQL half of the processors are left to the server.
func newWriteQueue(d db.Dialect, save func(context.Context, []*pendingWrite) error) *writeQueue {
	lanes := 1
	if d == db.Postgres {
		lanes = min(max(runtime.GOMAXPROCS(0)/2, 1), 4)
	}
	return &writeQueue{save: save, lanes: lanes}
}

// add saves one entry and returns when it is committed, or when ctx ends; then it may or may not have been saved.
func (q *writeQueue) add(ctx context.Context, row *entryRow, list []tags.Tag) error {
	// The tokens are made before the turn comes: the transaction shall be short.
	w := &pendingWrite{row: row, tags: list, tokens: documentTokens(row, list), done: make(chan error, 1), turn: make(chan struct{}, 1)}
	if q.enter(w) {
		return q.work(ctx, w)
	}
	select {
	case err := <-w.done:
		return err
	case <-w.turn:
		return q.work(ctx, w)
	case <-ctx.Done():
		go q.abandon(w)
		return ctx.Err()
	}
}

// enter takes a free lane for w, or lets it wait.
func (q *writeQueue) enter(w *pendingWrite) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.lanes > 0 {
		q.lanes--
		return true
	}
	q.waiting = append(q.waiting, w)
	return false
}

// abandon keeps a turn from getting lost with a caller that went away.
func (q *writeQueue) abandon(w *pendingWrite) {
	select {
	case <-w.done:
	case <-w.turn:
		q.pass()
	}
}

// work saves w together with whatever waits, and hands the lane on.
func (q *writeQueue) work(ctx context.Context, w *pendingWrite) error {
	shared, cancel := context.WithTimeout(context.WithoutCancel(ctx), sharedTimeout)
	defer cancel()
	defer q.pass()
	q.mu.Lock()
	n := min(len(q.waiting), maxShared-1)
	batch := append([]*pendingWrite{w}, q.waiting[:n]...)
	q.waiting = q.waiting[n:]
	q.mu.Unlock()
	q.run(shared, batch)
	return <-w.done
}

// pass gives the lane to the next caller that waits, or back.
func (q *writeQueue) pass() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.waiting = nil
		q.lanes++
		return
	}
	q.waiting[0].turn <- struct{}{}
	q.waiting = q.waiting[1:]
}

// run saves a batch. When it fails each write is tried alone, so that one cannot spoil the others.
func (q *writeQueue) run(ctx context.Context, batch []*pendingWrite) {
	err := q.try(ctx, batch)
	for i, w := range batch {
		if err != nil && len(batch) > 1 {
			w.done <- q.try(ctx, batch[i:i+1])
			continue
		}
		w.done <- err
	}
}

// try is save with a panic as one more way to fail: those who wait in the same batch must get an answer.
func (q *writeQueue) try(ctx context.Context, batch []*pendingWrite) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("journalsvc: saving entries panicked: %v\n%s", v, debug.Stack())
		}
	}()
	return q.save(ctx, batch)
}
