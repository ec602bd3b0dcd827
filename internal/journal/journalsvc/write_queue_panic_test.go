package journalsvc

import (
	"context"
	"errors"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
)

// A write that panics fails alone: its neighbours are saved, everybody gets an answer and the lane is free again.
func TestAWriteThatPanicsFailsAlone(t *testing.T) {
	started, release := make(chan struct{}), make(chan struct{})
	var mu sync.Mutex
	saved := map[string]bool{}
	q := newWriteQueue(db.SQLite, func(_ context.Context, batch []*pendingWrite) error {
		for _, w := range batch {
			switch w.row.ID {
			case "first":
				close(started)
				<-release
			case "bad":
				panic("a mistake in the program")
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for _, w := range batch {
			saved[w.row.ID] = true
		}
		return nil
	})
	results := map[string]error{}
	var wg sync.WaitGroup
	add := func(id string) {
		wg.Go(func() {
			err := q.add(t.Context(), &entryRow{ID: id}, nil)
			mu.Lock()
			defer mu.Unlock()
			results[id] = err
		})
	}
	add("first")
	<-started
	for _, id := range []string{"a", "bad", "b"} {
		add(id)
	}
	for waiting := 0; waiting < 3; {
		q.mu.Lock()
		waiting = len(q.waiting)
		q.mu.Unlock()
	}
	close(release)
	wg.Wait()
	if err := q.add(t.Context(), &entryRow{ID: "after"}, nil); err != nil {
		t.Error(err)
	}
	for _, id := range []string{"first", "a", "b", "after"} {
		if results[id] != nil || !saved[id] {
			t.Errorf("%s: %v, saved %t", id, results[id], saved[id])
		}
	}
	if results["bad"] == nil || errors.Is(results["bad"], context.Canceled) || saved["bad"] {
		t.Errorf("bad: %v", results["bad"])
	}
}
