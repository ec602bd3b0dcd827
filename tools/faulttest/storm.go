package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

const (
	stormSize = 200
	// stormMemory is how much the server may grow: a few hashes of 19 MiB at once, not two hundred (3.8 GiB).
	stormMemory = 250 << 20
)

const signIn = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } errors { code } } }`

// loginStorm lets two hundred people sign in in the same moment: memory stays bounded, and everybody gets an answer, be it
// that there are too many.
func loginStorm(ctx context.Context, o options) (string, error) {
	dir, err := os.MkdirTemp("", "tamatar-storm-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	in, err := instance.New(ctx, instance.Config{Binary: o.binary, Dir: dir})
	if err != nil {
		return "", err
	}
	if _, err := in.Start(ctx); err != nil {
		return "", err
	}
	defer in.Stop()
	in.Token = ""      // strangers
	in.FromManyHosts() // or guesses are refused before they cost anything
	before := instance.Resident(in.PID())
	watch, stop := context.WithCancel(ctx)
	peak := watchMemory(watch, in.PID())
	var mu sync.Mutex
	codes, took, unanswered := map[string]int{}, []time.Duration{}, 0
	var all sync.WaitGroup
	for n := range stormSize {
		all.Go(func() {
			began := time.Now()
			answer, err := in.Ask(ctx, signIn, map[string]any{"input": map[string]any{
				"login": fmt.Sprintf("storm%d@example.org", n), "password": "not the password of anybody", "client": "storm",
			}})
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(began))
			if err != nil {
				unanswered++
				return
			}
			codes[codeOf(answer)]++
		})
	}
	all.Wait()
	stop()
	grown := <-peak - before
	figures := fmt.Sprintf("%d sign-ins at once: %v, %d unanswered, p50 %s, slowest %s; memory %d MiB before, at most %d MiB more",
		stormSize, codes, unanswered, quantile(took, .5).Round(time.Millisecond), quantile(took, 1).Round(time.Millisecond), before>>20, grown>>20)
	return figures, errors.Join(demand(unanswered == 0, "%d got no answer", unanswered), demand(grown < stormMemory, "memory grew by %d MiB", grown>>20))
}

func codeOf(a instance.Answer) string {
	if a.Code != "" {
		return a.Code
	}
	var data struct {
		SignIn struct{ Errors []struct{ Code string } }
	}
	if err := json.Unmarshal(a.Data, &data); err == nil && len(data.SignIn.Errors) > 0 {
		return data.SignIn.Errors[0].Code
	}
	return "signed in"
}

// watchMemory gives the most that the process held, once ctx ends.
func watchMemory(ctx context.Context, pid int) <-chan int64 {
	out := make(chan int64, 1)
	go func() {
		most := int64(0)
		for ctx.Err() == nil {
			most = max(most, instance.Resident(pid))
			pause(ctx, 5*time.Millisecond)
		}
		out <- most
	}()
	return out
}
