package main

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

// warmUp starts what starts with the first connection and the first write, so that it does not count for the clients.
func warmUp(ctx context.Context, in *instance.Instance) error {
	c := newClients(in)
	defer c.close()
	if err := c.open(ctx, 50); err != nil {
		return err
	}
	c.expect()
	return in.Do(ctx, `mutation{writeEntry(input:{clientId:"a-first-word-to-warm-up",body:"hello",kind:DONE}){entry{id} errors{message}}}`, nil, nil)
}

// resident is the server's memory in KiB.
func resident(pid int) (int, error) {
	bytes := instance.Resident(pid)
	if bytes == 0 {
		return 0, fmt.Errorf("process %d has ended", pid)
	}
	return int(bytes >> 10), nil
}

// settled is the memory once it has stood still for a second.
func settled(pid int) (int, error) {
	last := -1
	for range 20 {
		now, err := resident(pid)
		if err != nil {
			return 0, err
		}
		if last >= 0 && now <= last+256 && now >= last-256 {
			return now, nil
		}
		last = now
		time.Sleep(time.Second)
	}
	return last, nil
}

// fallen waits up to a minute and a half until the memory is below the wanted amount, as the collector hands it back, and
// tells what it is then.
func fallen(in *instance.Instance, wanted int) (int, error) {
	for range 90 {
		now, err := resident(in.PID())
		if err != nil || now <= wanted {
			return now, err
		}
		time.Sleep(time.Second)
	}
	return resident(in.PID())
}
