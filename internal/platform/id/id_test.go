package id_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/id"
)

var now = time.Date(2026, 11, 22, 19, 0, 0, 123e6, time.UTC)

func TestNewSortsByTimeAndOrder(t *testing.T) {
	var ids []string
	for i := range 1000 {
		ids = append(ids, id.New(now.Add(time.Duration(i/100)*time.Millisecond)))
	}
	if !slices.IsSorted(ids) {
		t.Fatal("ids must sort in the order they were made")
	}
	if len(slices.Compact(ids)) != 1000 {
		t.Fatal("ids repeat")
	}
	at, ok := id.Time(ids[0])
	if !ok || !at.Equal(now) {
		t.Fatalf("time of %s is %s", ids[0], at)
	}
}

func TestNewIsUniqueAcrossGoroutines(t *testing.T) {
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		seen = map[string]bool{}
	)
	for range 8 {
		wg.Go(func() {
			for range 500 {
				s := id.New(now)
				mu.Lock()
				seen[s] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 4000 {
		t.Fatalf("%d distinct ids of 4000", len(seen))
	}
}

func TestValid(t *testing.T) {
	good := id.New(now)
	for s, want := range map[string]bool{
		good: true, id.New(time.Time{}): true,
		"": false, strings.ToUpper(good): false, good[1:]: false, good + "0": false,
		"8" + good[1:]: false, good[:25] + "u": false, good[:25] + "'": false, strings.Repeat("é", 13): false,
	} {
		if id.Valid(s) != want {
			t.Errorf("Valid(%q) = %v", s, !want)
		}
	}
	if _, ok := id.Time("x"); ok {
		t.Error("Time of no id")
	}
}
