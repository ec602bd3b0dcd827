package ticket_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/ticket"
)

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func TestATicketOpensOnce(t *testing.T) {
	c := clock.NewFake(start)
	d := ticket.NewDesk([]byte("a key of thirty-two bytes exactly"), c, nil)
	take := func(tk ticket.Ticket, user, login string) error { return d.Take(t.Context(), tk.Value, user, login) }
	one := d.Issue("ada", "s1")
	if err := take(one, "ada", "s1"); err != nil || one.ExpiresAt != start.Add(30*time.Second) {
		t.Fatal(err, one)
	}
	if !errors.Is(take(one, "ada", "s1"), ticket.ErrRefused) {
		t.Error("twice")
	}
	for name, who := range map[string][2]string{"another person": {"bob", "s1"}, "another session": {"ada", "s2"}, "nobody": {"", ""}} {
		if take(d.Issue("ada", "s1"), who[0], who[1]) == nil {
			t.Error(name)
		}
	}
	if take(ticket.Ticket{Value: d.Issue("ada", "s1").Value + "x"}, "ada", "s1") == nil {
		t.Error("forged")
	}
	late := d.Issue("ada", "s1")
	c.Advance(31 * time.Second)
	if take(late, "ada", "s1") == nil {
		t.Error("late")
	}
	again := d.Issue("ada", "s1")
	if take(again, "ada", "s1") != nil {
		t.Fatal("honest")
	}
	c.Advance(29 * time.Second)
	if take(again, "ada", "s1") == nil {
		t.Error("the desk forgot a spent ticket while it was still good")
	}
}

func TestTwentyParallelUsesHaveOneWinner(t *testing.T) {
	d := ticket.NewDesk([]byte("a key of thirty-two bytes exactly"), clock.NewFake(start), nil)
	tk := d.Issue("ada", "s1")
	var won atomic.Int64
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if d.Take(context.Background(), tk.Value, "ada", "s1") == nil {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Fatal(won.Load())
	}
}

// once is what nodes share.
type once struct {
	seen map[string]bool
	down bool
}

func (o *once) Once(_ context.Context, key string, _ time.Duration) (bool, error) {
	if o.down {
		return false, errors.New("connection refused")
	}
	first := !o.seen[key]
	o.seen[key] = true
	return first, nil
}

func TestATicketOpensOnceOnAllNodes(t *testing.T) {
	c, o, key := clock.NewFake(start), &once{seen: map[string]bool{}}, []byte("a key of thirty-two bytes exactly")
	a, b := ticket.NewDesk(key, c, o), ticket.NewDesk(key, c, o)
	tk := a.Issue("ada", "s1")
	if err := b.Take(t.Context(), tk.Value, "ada", "s1"); err != nil {
		t.Fatal(err)
	}
	if a.Take(t.Context(), tk.Value, "ada", "s1") == nil {
		t.Error("twice, on two nodes")
	}
	o.down = true
	if err := a.Take(t.Context(), a.Issue("ada", "s1").Value, "ada", "s1"); err != nil {
		t.Error("an outage must not lock people out:", err)
	}
}
