package httpd

import (
	"net"
	"net/netip"
	"sync"
)

// limitListener closes connections above a number per address at once, so that one address cannot hold them all.
type limitListener struct {
	net.Listener
	limit   int
	proxies []netip.Prefix

	mu   sync.Mutex
	open map[netip.Addr]int
}

func newLimitListener(l net.Listener, limit int, proxies []netip.Prefix) *limitListener {
	return &limitListener{Listener: l, limit: limit, proxies: proxies, open: map[netip.Addr]int{}}
}

// Accept implements [net.Listener].
func (l *limitListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		addr := parseAddress(conn.RemoteAddr().String())
		if trusted(addr, l.proxies) {
			return conn, nil
		}
		if !l.take(addr) {
			_ = conn.Close()
			continue
		}
		return &limitedConn{Conn: conn, release: func() { l.give(addr) }}, nil
	}
}

func (l *limitListener) take(addr netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[addr] >= l.limit {
		return false
	}
	l.open[addr]++
	return true
}

func (l *limitListener) give(addr netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[addr]--; l.open[addr] <= 0 {
		delete(l.open, addr)
	}
}

// limitedConn gives its place back when it is closed, once.
type limitedConn struct {
	net.Conn
	once    sync.Once
	release func()
}

// Close implements [net.Conn].
func (c *limitedConn) Close() error {
	c.once.Do(c.release)
	return c.Conn.Close()
}
