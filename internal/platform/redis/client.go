package redis

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/redis/rueidis"
)

const (
	// patience is how long one question may take. Redis is asked while somebody waits for an answer.
	patience = 200 * time.Millisecond
	// connectPatience is how long making a connection may take.
	connectPatience = time.Second
	// ring is the binary logarithm of how many questions may be under way on a connection.
	ring = 9
)

// Client talks to one Redis. It is safe for concurrent use.
type Client struct {
	url string

	mu     sync.Mutex
	client rueidis.Client
	closed bool
}

// Open makes a client of the Redis at url (redis://user:password@host:port/db, rediss:// with TLS). It does not
// connect yet; its only error is a wrong address.
func Open(url string) (*Client, error) {
	if _, err := rueidis.ParseURL(url); err != nil {
		return nil, fmt.Errorf("read the address of Redis: %w", err)
	}
	return &Client{url: url}, nil
}

// Script is a Lua script; make it once with [NewScript].
type Script struct{ lua *rueidis.Lua }

// NewScript prepares a script.
func NewScript(text string) *Script { return &Script{rueidis.NewLuaScript(text)} }

// Numbers runs a script that returns a list of integers, in one round trip once Redis knows the script.
func (c *Client) Numbers(ctx context.Context, s *Script, keys, args []string) ([]int64, error) {
	client, err := c.connected()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	out, err := s.lua.Exec(ctx, client, keys, args).AsIntSlice()
	if err != nil {
		return nil, fmt.Errorf("run a script on Redis: %w", err)
	}
	return out, nil
}

// Once reports whether key is named for the first time within ttl.
func (c *Client) Once(ctx context.Context, key string, ttl time.Duration) (bool, error) {
	client, err := c.connected()
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = client.Do(ctx, client.B().Set().Key(key).Value("1").Nx().PxMilliseconds(ttl.Milliseconds()).Build()).Error()
	if rueidis.IsRedisNil(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("set on Redis: %w", err)
	}
	return true, nil
}

// Ping asks whether Redis is there.
func (c *Client) Ping(ctx context.Context) error {
	client, err := c.connected()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	return client.Do(ctx, client.B().Ping().Build()).Error()
}

// URL is the address the client was opened with. It may hold a password.
func (c *Client) URL() string { return c.url }

// Close closes the connections.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.client != nil {
		c.client.Close()
	}
}

// connected is the driver's client. While Redis was never reached, every call tries; the callers above pause after a
// failure.
func (c *Client) connected() (rueidis.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, rueidis.ErrClosing
	}
	if c.client != nil {
		return c.client, nil
	}
	o, err := rueidis.ParseURL(c.url)
	if err != nil {
		return nil, fmt.Errorf("read the address of Redis: %w", err)
	}
	o.DisableCache, o.DisableRetry, o.ForceSingleClient = true, true, true
	o.RingScaleEachConn, o.Dialer.Timeout, o.ConnWriteTimeout = ring, connectPatience, connectPatience
	client, err := rueidis.NewClient(o)
	if err != nil {
		return nil, fmt.Errorf("connect to Redis: %w", err)
	}
	c.client = client
	return client, nil
}
