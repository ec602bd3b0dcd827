package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

const (
	// perAddress stays below the server's limit of connections for one address.
	perAddress = 200
	// opening is how many handshakes are under way at once.
	opening = 64
	// maxFrame is the largest frame read; the server's are a few hundred bytes.
	maxFrame = 64 << 10
)

// clients are the connections, each as lean as can be: a socket and a goroutine that reads frames.
type clients struct {
	in   *instance.Instance
	mu   sync.Mutex
	list []net.Conn
	told chan time.Time
}

func newClients(in *instance.Instance) *clients { return &clients{in: in, told: make(chan time.Time)} }

// open makes n connections from addresses 127.0.N.1.
func (c *clients) open(ctx context.Context, n int) error {
	var wg sync.WaitGroup
	slots, failed := make(chan struct{}, opening), make(chan error, n)
	for i := range n {
		select {
		case slots <- struct{}{}:
		case err := <-failed:
			wg.Wait()
			return err
		}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := c.one(ctx, fmt.Sprintf("127.0.%d.1", 1+i/perAddress)); err != nil {
				failed <- err
			}
		})
	}
	wg.Wait()
	close(failed)
	return <-failed
}

func (c *clients) one(ctx context.Context, from string) error {
	var out struct {
		OpenRealtime struct{ Ticket struct{ Value string } }
	}
	if err := c.in.Do(ctx, `mutation{openRealtime{ticket{value}}}`, nil, &out); err != nil {
		return fmt.Errorf("ask for a ticket: %w", err)
	}
	host := strings.TrimPrefix(c.in.URL(), "http://")
	dialer := net.Dialer{Timeout: 10 * time.Second, LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	conn, err := dialer.DialContext(ctx, "tcp", host)
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(conn, 512)
	if err := handshake(conn, r, host, c.in.Token, out.OpenRealtime.Ticket.Value); err != nil {
		return errors.Join(err, conn.Close())
	}
	c.mu.Lock()
	c.list = append(c.list, conn)
	c.mu.Unlock()
	go c.read(conn, r)
	return nil
}

func handshake(conn net.Conn, r *bufio.Reader, host, token, ticket string) error {
	var nonce [16]byte
	_, _ = rand.Read(nonce[:])
	_, err := io.WriteString(conn, "GET /realtime?ticket="+ticket+" HTTP/1.1\r\nHost: "+host+"\r\nAuthorization: Bearer "+token+
		"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "+
		base64.StdEncoding.EncodeToString(nonce[:])+"\r\n\r\n")
	if err != nil {
		return err
	}
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		return err
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("handshake: %s", res.Status)
	}
	if err := send(conn, `{"id":1,"connect":{}}`); err != nil {
		return err
	}
	text, err := frame(r)
	if err == nil && !strings.Contains(text, `"connect"`) {
		err = fmt.Errorf("the server said %q", text)
	}
	return err
}

// send writes a short text frame; a mask of zeros is a mask.
func send(conn net.Conn, text string) error {
	_, err := conn.Write(append([]byte{0x81, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...))
	return err
}

// frame reads one frame of the server.
func frame(r *bufio.Reader) (string, error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(r, head); err != nil {
		return "", err
	}
	n := int(head[1] & 0x7f)
	if n == 126 {
		var long [2]byte
		if _, err := io.ReadFull(r, long[:]); err != nil {
			return "", err
		}
		n = int(binary.BigEndian.Uint16(long[:]))
	}
	if n > maxFrame || head[1]&0x7f == 127 || head[0]&0x0f == 8 {
		return "", io.EOF
	}
	body := make([]byte, n)
	_, err := io.ReadFull(r, body)
	return string(body), err
}

func (c *clients) read(conn net.Conn, r *bufio.Reader) {
	for {
		text, err := frame(r)
		switch {
		case err != nil:
			return
		case strings.TrimSpace(text) == "{}":
			_ = send(conn, "{}")
		case strings.Contains(text, `"topic":"journal"`):
			now := time.Now()
			c.mu.Lock()
			told := c.told
			c.mu.Unlock()
			told <- now
		}
	}
}

// expect begins to count anew.
func (c *clients) expect() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told = make(chan time.Time, len(c.list)+16)
}

// heard counts the connections that are told something since began, until all are or patience ends.
func (c *clients) heard(ctx context.Context, began time.Time, patience time.Duration) ([]time.Duration, int) {
	c.mu.Lock()
	told, all := c.told, len(c.list)
	c.mu.Unlock()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	var took []time.Duration
	for len(took) < all {
		select {
		case at := <-told:
			took = append(took, at.Sub(began))
		case <-limit.C:
			return took, len(took)
		case <-ctx.Done():
			return took, len(took)
		}
	}
	return took, len(took)
}

func (c *clients) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.list {
		_ = conn.Close()
	}
	c.list = nil
}

// part is the p-th percentile.
func part(list []time.Duration, p int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[(len(list)-1)*p/100].Round(time.Millisecond)
}
