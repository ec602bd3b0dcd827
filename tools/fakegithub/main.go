// Command fakegithub serves a GitHub for development: people to sign in as without an account anywhere, repositories with
// stars, commits, milestones and releases, REST and GraphQL, limits and webhooks. Nothing of it leaves this machine.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8088", "where to serve; port 0 takes a free one")
	limit := flag.Int("limit", 5000, "how many requests an hour each person has")
	secret := flag.Bool("secret", false, "print the client secret of its one app, "+githubtest.ClientID+", and end")
	flag.Parse()
	if *secret {
		fmt.Println(githubtest.ClientSecret)
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *listen, *limit); err != nil {
		fmt.Fprintln(os.Stderr, "fakegithub:", err)
		stop()
		os.Exit(1)
	}
}

// serve prints its address, serves until ctx ends, and then stops at once.
func serve(ctx context.Context, listen string, limit int) error {
	var at net.ListenConfig
	l, err := at.Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	address := "http://" + l.Addr().String()
	fake := githubtest.New(address, time.Now)
	fake.SetLimit(limit)
	server := &http.Server{Handler: fake, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	fmt.Printf("Fake GitHub at %s\n", address)
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
