package limit_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/limit"
)

func TestNobodyTakesMoreThanAShareOfTheTurns(t *testing.T) {
	turns := limit.NewTurns(3, 2)
	take := func(who string, patience time.Duration) (func(), error) {
		return turns.Take(t.Context(), who, patience)
	}
	var leave []func()
	for _, who := range []string{"eve", "eve", "ada"} {
		l, err := take(who, time.Hour)
		if err != nil {
			t.Fatal(who, err)
		}
		leave = append(leave, l)
	}
	for _, who := range []string{"eve", "ada", "bea"} {
		if _, err := take(who, time.Millisecond); !errors.Is(err, limit.ErrNoTurn) {
			t.Errorf("%s: %v, want no turn", who, err)
		}
	}
	leave[2]()
	if _, err := take("eve", time.Millisecond); !errors.Is(err, limit.ErrNoTurn) {
		t.Errorf("a third of eve's beside a free place: %v", err)
	}
	l, err := take("bea", time.Hour)
	if err != nil {
		t.Fatal("a free place:", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := turns.Take(ended, "eve", time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("a caller who left: %v", err)
	}
	for _, l := range append(leave[:2], l) {
		l()
	}
	if n := limit.Callers(turns); n != 0 {
		t.Errorf("%d callers are remembered after all left", n)
	}
}

func TestTurnsHoldUnderManyCallers(t *testing.T) {
	turns := limit.NewTurns(4, 2)
	var mu sync.Mutex
	at, most := map[string]int{}, 0
	var group sync.WaitGroup
	for i := range 64 {
		who := string(rune('a' + i%5))
		group.Go(func() {
			leave, err := turns.Take(t.Context(), who, time.Hour)
			if err != nil {
				t.Error(err)
				return
			}
			defer leave()
			mu.Lock()
			at[who]++
			all := 0
			for _, n := range at {
				all += n
			}
			most = max(most, all)
			if at[who] > 2 || all > 4 {
				t.Errorf("%d of one, %d of all", at[who], all)
			}
			mu.Unlock()
			mu.Lock()
			at[who]--
			mu.Unlock()
		})
	}
	group.Wait()
	if most == 0 || limit.Callers(turns) != 0 {
		t.Errorf("at most %d at once, %d remembered", most, limit.Callers(turns))
	}
}
