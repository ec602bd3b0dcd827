package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

const (
	slowConnections = 800
	closedWithin    = 10 * time.Second
	honestP95       = 500 * time.Millisecond
)

// slowloris holds 800 connections that send a byte of a header each second, from many addresses so that no bound per
// address helps, while honest clients go on. All of the slow ones must be closed within ten seconds.
func slowloris(ctx context.Context, o options) (string, error) {
	dir, err := os.MkdirTemp("", "tamatar-slow-")
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
	address := strings.TrimPrefix(in.URL(), "http://")
	limit, cancel := context.WithTimeout(ctx, closedWithin+5*time.Second)
	defer cancel()
	var slow sync.WaitGroup
	var opened, left atomic.Int64
	var longest atomic.Int64
	for n := range slowConnections {
		slow.Go(func() {
			held, err := crawl(limit, address, n)
			if err != nil {
				return
			}
			opened.Add(1)
			if held > closedWithin {
				left.Add(1)
			}
			for {
				was := longest.Load()
				if int64(held) <= was || longest.CompareAndSwap(was, int64(held)) {
					return
				}
			}
		})
	}
	pause(ctx, 300*time.Millisecond)
	l := newLedger()
	honest, stop := context.WithTimeout(ctx, 8*time.Second)
	defer stop()
	writers(honest, in, l, 4, 20*time.Millisecond).Wait()
	slow.Wait()
	took := l.drain()
	p95 := quantile(took, .95)
	figures := fmt.Sprintf("%d slow connections, the last closed after %s, %d left after %s; %d honest writes meanwhile, p95 %s, refusals %v",
		opened.Load(), time.Duration(longest.Load()).Round(10*time.Millisecond), left.Load(), closedWithin, len(took), p95.Round(time.Millisecond), l.codes)
	return figures, errors.Join(demand(opened.Load() == slowConnections, "only %d connections were opened", opened.Load()),
		demand(left.Load() == 0, "%d connections were held longer than %s", left.Load(), closedWithin),
		demand(len(took) > 0 && p95 < honestP95, "honest clients waited %s", p95))
}

// crawl sends a header byte by byte and tells how long the server put up with it.
func crawl(ctx context.Context, address string, n int) (time.Duration, error) {
	from := &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(1+n%200))}
	conn, err := (&net.Dialer{LocalAddr: from, Timeout: 5 * time.Second}).DialContext(ctx, "tcp", address)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	began := time.Now()
	if _, err := fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: %s\r\nX-Slow: ", address); err != nil {
		return 0, err
	}
	gone := make(chan struct{})
	go func() { // the server's word or its silence
		_, _ = conn.Read(make([]byte, 1024))
		close(gone)
	}()
	for {
		pause(ctx, time.Second)
		select {
		case <-gone:
			return time.Since(began), nil
		default:
		}
		if _, err := conn.Write([]byte("a")); err != nil || ctx.Err() != nil {
			return time.Since(began), nil
		}
	}
}
