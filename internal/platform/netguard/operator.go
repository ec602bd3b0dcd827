package netguard

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
)

// DialOperator connects to a host that the operator configured, such as the mail relay, and bounds every single
// read and write by timeout; the end of ctx ends the connection. Never use it for an address that a person gave.
func DialOperator(ctx context.Context, network, address string, timeout time.Duration) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: timeout}).DialContext(ctx, network, address)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	c := &boundedConn{Conn: conn, timeout: timeout}
	c.stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
	return c, nil
}

// OperatorClient is for addresses that the operator configured, such as a trace collector: no proxy, no redirects, a timeout.
// Never use it for an address that a person gave.
func OperatorClient(timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return ErrRedirect },
		Transport:     &http.Transport{DialContext: (&net.Dialer{Timeout: timeout}).DialContext, MaxIdleConns: 1, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true},
	}
}

// boundedConn gives every read and write its own deadline. Deadlines set from outside are ignored, since a library that clears
// them would let a silent server hold the caller for ever.
type boundedConn struct {
	net.Conn
	timeout time.Duration
	stop    func() bool
}

// Read reads within the timeout.
func (c *boundedConn) Read(p []byte) (int, error) {
	_ = c.Conn.SetReadDeadline(deadline(c.timeout))
	return c.Conn.Read(p)
}

// Write writes within the timeout.
func (c *boundedConn) Write(p []byte) (int, error) {
	_ = c.Conn.SetWriteDeadline(deadline(c.timeout))
	return c.Conn.Write(p)
}

// Close closes the connection.
func (c *boundedConn) Close() error {
	c.stop()
	return c.Conn.Close()
}

// SetDeadline does nothing.
func (c *boundedConn) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (c *boundedConn) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (c *boundedConn) SetWriteDeadline(time.Time) error { return nil }

func deadline(timeout time.Duration) time.Time { return clock.System{}.Now().Add(timeout) }
