// Command realtimeload opens live connections at a server of its own, tells all of them something, and counts what
// arrived, how long it took and what a connection costs in memory. Clients and server are two processes; the clients
// come from many addresses of the loopback network. It stops by itself.
//
//	go run ./tools/realtimeload --binary bin/tamatar --clients 10000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

// run is one measurement.
type run struct {
	binary    string
	clients   int
	messages  int
	perClient int // KiB of the server's memory
	within    time.Duration
}

func main() {
	var r run
	flag.StringVar(&r.binary, "binary", "bin/tamatar", "the built server")
	flag.IntVar(&r.clients, "clients", 10_000, "live connections")
	flag.IntVar(&r.messages, "messages", 5, "messages that every connection must get")
	flag.IntVar(&r.perClient, "max-kib", 45, "most memory of the server per connection, in KiB")
	flag.DurationVar(&r.within, "within", 5*time.Minute, "end of the whole run")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, r.within)
	defer cancel()
	if err := r.do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "realtimeload:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to clean up
	}
}

func (r run) do(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "tamatar-realtimeload-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	in, err := instance.New(ctx, instance.Config{Binary: r.binary, Dir: dir, Env: []string{
		fmt.Sprintf("TAMATAR_LIVE_PER_PERSON=%d", r.clients+10),
	}})
	if err != nil {
		return err
	}
	if _, err := in.Start(ctx); err != nil {
		return err
	}
	defer in.Stop()
	if err := warmUp(ctx, in); err != nil {
		return err
	}
	before, err := settled(in.PID())
	if err != nil {
		return err
	}
	c := newClients(in)
	defer c.close()
	began := time.Now()
	if err := c.open(ctx, r.clients); err != nil {
		return err
	}
	fmt.Printf("%d connections in %v\n", r.clients, time.Since(began).Round(time.Millisecond))
	if err := r.tell(ctx, in, c); err != nil {
		return err
	}
	during, err := settled(in.PID())
	if err != nil {
		return err
	}
	c.close()
	after, err := fallen(in, before+(during-before)/3)
	if err != nil {
		return err
	}
	each := float64(during-before) / float64(r.clients)
	fmt.Printf("memory: %d KiB before, %d KiB with all, %d KiB after; %.1f KiB each\n", before, during, after, each)
	switch {
	case each > float64(r.perClient) && r.clients >= 2000: // below, the engine itself weighs more than its clients
		return fmt.Errorf("a connection costs %.1f KiB, the limit is %d", each, r.perClient)
	case after > before+(during-before)/2 && r.clients >= 2000:
		return fmt.Errorf("memory does not come back: %d KiB of %d", after, during)
	}
	return nil
}

// tell writes entries of the one person whose tabs all of them are, and waits until each has heard each.
func (r run) tell(ctx context.Context, in *instance.Instance, c *clients) error {
	var worst []time.Duration
	for i := range r.messages {
		c.expect()
		began := time.Now()
		err := in.Do(ctx, `mutation($id:String!){writeEntry(input:{clientId:$id,body:"hello",kind:DONE}){entry{id} errors{message}}}`,
			map[string]any{"id": fmt.Sprintf("a-message-to-all-%d-%d", os.Getpid(), i)}, nil)
		if err != nil {
			return err
		}
		took, heard := c.heard(ctx, began, 20*time.Second)
		if heard != r.clients {
			return fmt.Errorf("message %d reached %d of %d", i, heard, r.clients)
		}
		worst = append(worst, took...)
	}
	fmt.Printf("%d messages reached all %d: p50 %v, p99 %v\n", r.messages, r.clients, part(worst, 50), part(worst, 99))
	return nil
}
