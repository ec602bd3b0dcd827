package journalsvc_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/journal"
)

// Many writes at once, some of them twice, some given up by their callers: what was acknowledged is there, once.
func TestWritesThatShareACommit(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		gone, err := r.Write(r.ctx, r.alice, journal.WriteEntryInput{ClientID: "client-gone", Body: "gone"})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(r.Delete(r.ctx, r.alice, gone.ID), r.Purge(r.ctx, r.alice, gone.ID)); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		acknowledged := map[string]string{} // client id -> entry id
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(r.ctx)
				defer cancel()
				if i%10 == 3 {
					cancel()
				}
				clientID := fmt.Sprintf("client-%d", i%150)
				if i%50 == 7 {
					clientID = "client-gone"
				}
				e, err := r.Write(ctx, r.alice, journal.WriteEntryInput{ClientID: clientID, Body: fmt.Sprintf("entry %d #t%d", i%150, i%5)})
				switch {
				case errors.Is(err, context.Canceled) && i%10 == 3:
					return
				case errors.Is(err, journal.ErrGone) && clientID == "client-gone":
					return
				case err != nil:
					t.Errorf("write %d: %v", i, err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				if before, ok := acknowledged[clientID]; ok && before != e.ID {
					t.Errorf("%s was saved twice", clientID)
				}
				acknowledged[clientID] = e.ID
			})
		}
		wg.Wait()
		for clientID, entryID := range acknowledged {
			if e, err := r.Entry(r.ctx, r.alice, entryID); err != nil || e == nil || len(e.Tags) != 1 {
				t.Errorf("%s was acknowledged and is not there: %v", clientID, err)
			}
		}
		rows := count(t, r.db, "SELECT count(*) FROM journal_entries")
		if rows < len(acknowledged) || rows > 150 || rows != count(t, r.db, "SELECT count(*) FROM journal_search") || rows != count(t, r.db, "SELECT count(*) FROM journal_entry_tags") {
			t.Errorf("%d rows, %d acknowledged", rows, len(acknowledged))
		}
		// The lanes are free again.
		r.write(t, "after the storm")
	})
}
