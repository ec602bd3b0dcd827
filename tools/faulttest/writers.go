package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/tools/instance"
)

const writeEntry = `mutation Write($input: WriteEntryInput!) { writeEntry(input: $input) { entry { id } errors { code } } }`

// ledger is what clients were promised and what they were told instead.
type ledger struct {
	mu    sync.Mutex
	acked map[string]string // client id to entry id
	at    map[string]time.Time
	codes map[string]int
	took  []time.Duration
	last  time.Time // of the last promise
	stall time.Duration
}

func newLedger() *ledger {
	return &ledger{acked: map[string]string{}, at: map[string]time.Time{}, codes: map[string]int{}}
}

func (l *ledger) promise(clientID, entryID string, began time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if !l.last.IsZero() {
		l.stall = max(l.stall, now.Sub(l.last))
	}
	l.last = now
	l.acked[clientID], l.at[clientID] = entryID, now
	l.took = append(l.took, now.Sub(began))
}

func (l *ledger) refuse(code string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.codes[code]++
}

// ids are the entries promised before an instant.
func (l *ledger) before(at time.Time) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for clientID, when := range l.at {
		if when.Before(at) {
			out = append(out, l.acked[clientID])
		}
	}
	return out
}

// drain gives the times of the writes since the last call.
func (l *ledger) drain() []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.took
	l.took = nil
	return out
}

func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(float64(len(sorted))*q), len(sorted)-1)]
}

// write sends one entry until it is acknowledged, as an outbox does, or ctx ends. Retries carry the same client id.
func write(ctx context.Context, in *instance.Instance, l *ledger, clientID string, size int) {
	for try := 0; ctx.Err() == nil; try++ {
		if try > 0 {
			pause(ctx, 50*time.Millisecond)
		}
		if once(ctx, in, l, clientID, size) {
			return
		}
	}
}

// once sends one entry and tells whether it was acknowledged.
func once(ctx context.Context, in *instance.Instance, l *ledger, clientID string, size int) bool {
	began := time.Now()
	body := clientID + "\n\n" + strings.Repeat("kept or not kept. ", size/18)
	answer, err := in.Ask(ctx, writeEntry, map[string]any{"input": map[string]any{"clientId": clientID, "body": body}})
	if err != nil {
		if ctx.Err() == nil {
			l.refuse("no answer")
		}
		return false
	}
	var data struct {
		WriteEntry struct {
			Entry  *struct{ ID string }
			Errors []struct{ Code string }
		}
	}
	_ = json.Unmarshal(answer.Data, &data)
	switch {
	case answer.Code != "":
		l.refuse(answer.Code)
	case len(data.WriteEntry.Errors) > 0:
		l.refuse(data.WriteEntry.Errors[0].Code)
	case data.WriteEntry.Entry == nil:
		l.refuse("nothing")
	default:
		l.promise(clientID, data.WriteEntry.Entry.ID, began)
		return true
	}
	return false
}

// writers write from several clients with a short rest between entries, until ctx ends.
func writers(ctx context.Context, in *instance.Instance, l *ledger, clients int, rest time.Duration) *sync.WaitGroup {
	var all sync.WaitGroup
	for w := range clients {
		all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				write(ctx, in, l, fmt.Sprintf("fault-client-%02d-%06d", w, n), 400)
				pause(ctx, rest)
			}
		})
	}
	return &all
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// tally compares promises with the database itself.
type tally struct{ acked, missing, doubled int }

func (t tally) String() string {
	return fmt.Sprintf("%d acknowledged, %d missing, %d doubled", t.acked, t.missing, t.doubled)
}

func (t tally) whole() error {
	return demand(t.acked > 0 && t.missing == 0 && t.doubled == 0, "%s", t)
}

// count looks for every promised entry in the database at dsn; each first line must be there once.
func count(ctx context.Context, dsn string, ids []string, l *ledger) (tally, error) {
	d, err := db.Open(ctx, db.Options{DSN: dsn})
	if err != nil {
		return tally{}, err
	}
	defer d.Close()
	type row struct {
		ID    string `db:"id"`
		Title string `db:"title"`
	}
	rows, err := db.Select[row](ctx, d.Reader(), `SELECT id, title FROM journal_entries`)
	if err != nil {
		return tally{}, err
	}
	there, titles := map[string]bool{}, map[string]int{}
	for _, r := range rows {
		there[r.ID] = true
		titles[r.Title]++
	}
	t := tally{acked: len(ids)}
	for _, id := range ids {
		if !there[id] {
			t.missing++
		}
	}
	for clientID := range l.acked {
		if titles[clientID] > 1 {
			t.doubled++
		}
	}
	return t, d.CheckIntegrity(ctx)
}
