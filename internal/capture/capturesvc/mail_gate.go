package capturesvc

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/limit"
)

// tooMany is said to a connection beyond the bounds before it is closed; senders try again later.
const tooMany = "421 4.7.0 Too many connections. Try again later.\r\n"

// gate lets in as many connections as are allowed, and tells the others to come again.
type gate struct {
	net.Listener

	terms terms
	mu    sync.Mutex
	in    int
	from  map[netip.Addr]int
}

// terms bound what one connection may do.
type terms struct {
	// patience is how long a letter may stand still at its beginning, conversation how long all may take that is no letter.
	patience, conversation time.Duration
	// letter is how many bytes of a letter are read at most, also of one that is refused; words how many beside letters.
	letter, words int64
}

func newGate(l net.Listener, t terms) *gate {
	return &gate{Listener: l, terms: t, from: map[netip.Addr]int{}}
}

// Accept gives the next connection that is let in.
func (g *gate) Accept() (net.Conn, error) {
	for {
		c, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		now := clock.System{}.Now() // sockets know the machine's time only
		from := caller(c)
		if g.enter(from) {
			return &guest{Conn: c, gate: g, from: from, ends: now.Add(g.terms.conversation), words: g.terms.words}, nil
		}
		_ = c.SetWriteDeadline(now.Add(time.Second))
		_, _ = io.WriteString(c, tooMany)
		_ = c.Close()
	}
}

// caller is the network that connects.
func caller(c net.Conn) netip.Addr {
	a, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return limit.Network(a.Addr())
}

// enter counts a connection unless it is one too many. A mail server on this machine has all the places.
func (g *gate) enter(from netip.Addr) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.in >= mailConnections || g.from[from] >= mailPerAddress && from.IsValid() && !from.IsLoopback() {
		return false
	}
	g.in++
	g.from[from]++
	return true
}

func (g *gate) leave(from netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.in--
	if g.from[from]--; g.from[from] == 0 {
		delete(g.from, from)
	}
}

// errTooSlow is the answer to a letter that trickles. The server passes on errors of this kind as they are.
var errTooSlow = &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 4, 2}, Message: "This letter arrives too slowly. Try again later."}

// What a guest is saying.
const (
	saysCommands = iota
	saysLetter
	// saysRest is what follows a letter that was answered before its end.
	saysRest
	// saysNothing is a conversation that is over: nothing more is read.
	saysNothing
)

// guest is a connection that was let in. Letters take as long as their bytes are worth; everything else together takes no
// longer, and is no more, than the terms allow, which begin anew after each letter.
type guest struct {
	net.Conn

	gate *gate
	from netip.Addr
	once sync.Once

	mu   sync.Mutex
	says int
	// ends is when patience ends; line when that with a command does.
	ends, line time.Time
	// words are bytes that commands may still have, room those of the letter.
	words, room int64
}

// Close implements [net.Conn].
func (g *guest) Close() error {
	g.once.Do(func() { g.gate.leave(g.from) })
	return g.Conn.Close()
}

// begin says that a letter follows.
func (g *guest) begin() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.says, g.room = saysLetter, g.gate.terms.letter
	g.ends = clock.System{}.Now().Add(g.gate.terms.patience)
}

// end says that the letter is answered. What of it is still to come is read at the same pace, up to its end.
func (g *guest) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.says == saysLetter {
		g.says = saysRest
	}
}

// over ends the conversation with the next answer.
func (g *guest) over() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.says = saysNothing
}

// SetReadDeadline implements [net.Conn]. The server calls it before it reads a command.
func (g *guest) SetReadDeadline(t time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.says == saysRest {
		g.says, g.words = saysCommands, g.gate.terms.words
		g.ends = clock.System{}.Now().Add(g.gate.terms.conversation)
	}
	g.line = t
	return nil
}

// Read implements [net.Conn].
func (g *guest) Read(b []byte) (int, error) {
	until, most, err := g.until()
	if err != nil {
		return 0, err
	}
	if err := g.Conn.SetReadDeadline(until); err != nil {
		return 0, err
	}
	n, err := g.Conn.Read(b[:min(int64(len(b)), most)])
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.says == saysCommands {
		g.words -= int64(n)
	} else {
		g.room -= int64(n)
		g.ends = g.ends.Add(time.Duration(n) * time.Second / mailPace)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			g.says, err = saysNothing, errTooSlow
		}
	}
	return n, err
}

// until tells how long and how much may be read. Error: io.EOF when it was enough.
func (g *guest) until() (t time.Time, most int64, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t, most = g.ends, g.room
	if g.says == saysCommands {
		most = g.words
		if g.line.Before(t) {
			t = g.line
		}
	}
	if most <= 0 || g.says == saysNothing {
		return t, 0, io.EOF
	}
	return t, most, nil
}
