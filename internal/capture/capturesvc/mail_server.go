package capturesvc

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
	"golang.org/x/net/netutil"

	"tamatar.dev/tamatar/internal/platform/limit"
)

// Bounds of the mail listener. What they refuse, the sending server keeps and tries again, or tells its sender.
const (
	// mailConnections are held at once, mailPerAddress of them from one address that is not this machine.
	mailConnections = 64
	mailPerAddress  = 8
	// mailAtOnce is how many letters are held in memory, mailTurn how long a further one waits for its turn.
	mailAtOnce = 2
	mailTurn   = 20 * time.Second
	// mailPatience is how long a silent connection is kept, mailWork how long one letter may take.
	mailPatience = time.Minute
	mailWork     = time.Minute
	// mailLine is the longest line in bytes, twice what RFC 5321 asks for.
	mailLine = 2000
	// unknownMost is how many unknown recipients a connection may try, and unknownPoints what each costs its address.
	unknownMost   = 5
	unknownPoints = 100
)

// MailServer takes letters. It delivers to capture addresses and nowhere else, and sends nothing.
type MailServer struct {
	s      *Service
	server *smtp.Server
	turns  chan struct{}

	mu   sync.Mutex
	from map[netip.Addr]int
}

// NewMailServer makes the server of the service's options; nil where no mail is taken.
func (s *Service) NewMailServer() *MailServer {
	if !s.Mail.On() {
		return nil
	}
	m := &MailServer{s: s, turns: make(chan struct{}, mailAtOnce), from: map[netip.Addr]int{}}
	m.server = smtp.NewServer(smtp.BackendFunc(m.session))
	m.server.Domain, m.server.LMTP = s.Mail.Domain, s.Mail.LMTP
	m.server.MaxRecipients = 1 // one letter, one entry: the answer is about all of it
	m.server.MaxMessageBytes, m.server.MaxLineLength = s.Mail.MaxBytes, mailLine
	m.server.ReadTimeout, m.server.WriteTimeout = mailPatience, mailPatience
	m.server.ErrorLog = mailLog{s}
	if s.Mail.CertFile != "" {
		m.server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			pair, err := tls.LoadX509KeyPair(s.Mail.CertFile, s.Mail.KeyFile) // a renewed one counts without a restart
			return &pair, err
		}}
	}
	return m
}

// Serve takes connections until Stop; then it returns nil.
func (m *MailServer) Serve(l net.Listener) error {
	err := m.server.Serve(netutil.LimitListener(l, mailConnections))
	if errors.Is(err, smtp.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Stop takes no new connections, and ends those that are open when ctx does.
func (m *MailServer) Stop(ctx context.Context) error {
	err := m.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = m.server.Close() // nothing that was not answered is promised: the sender tries again
	}
	if errors.Is(err, smtp.ErrServerClosed) {
		return nil
	}
	return err
}

// session begins a conversation. Many from one address at once are put off.
func (m *MailServer) session(c *smtp.Conn) (smtp.Session, error) {
	session := &mailSession{m: m}
	if a, err := netip.ParseAddrPort(c.Conn().RemoteAddr().String()); err == nil {
		session.from = a.Addr().Unmap()
	}
	if !session.enter() {
		return nil, later("Too many connections. Try again later.")
	}
	return session, nil
}

// mailSession is one conversation.
type mailSession struct {
	m       *MailServer
	from    netip.Addr
	counted bool
	unknown int
	to      *recipient
}

// enter counts the conversation, unless it is one too many.
func (c *mailSession) enter() bool {
	if !c.from.IsValid() || c.from.IsLoopback() {
		return true
	}
	c.m.mu.Lock()
	defer c.m.mu.Unlock()
	if c.m.from[c.from] >= mailPerAddress {
		return false
	}
	c.m.from[c.from]++
	c.counted = true
	return true
}

// Logout ends the conversation.
func (c *mailSession) Logout() error {
	if c.counted {
		c.counted = false
		c.m.mu.Lock()
		defer c.m.mu.Unlock()
		if c.m.from[c.from]--; c.m.from[c.from] == 0 {
			delete(c.m.from, c.from)
		}
	}
	return nil
}

// Reset forgets the letter under way.
func (c *mailSession) Reset() { c.to = nil }

// Mail begins a letter. Bounces, which have no sender, are not taken: nothing was sent from here that could bounce.
func (c *mailSession) Mail(from string, _ *smtp.MailOptions) error {
	if from == "" {
		return never(smtp.EnhancedCode{5, 7, 1}, "No bounces are taken here.")
	}
	return nil
}

// Rcpt finds whose address it is. One that never was, one that was revoked and one of somebody suspended answer alike.
func (c *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	ctx, cancel := context.WithTimeout(context.Background(), mailWork)
	defer cancel()
	if c.unknown >= unknownMost {
		return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 7, 0}, Message: "Too many unknown recipients."}
	}
	r, err := c.m.s.recipient(ctx, to)
	if err == nil {
		c.to = r
		return nil
	}
	if !errors.Is(err, errUnknownRecipient) {
		return c.m.s.answer(ctx, err)
	}
	c.unknown++
	if c.m.s.Limiter.Take(ctx, limit.Caller{Address: c.from}, unknownPoints).Refused {
		c.unknown = unknownMost
	}
	return never(smtp.EnhancedCode{5, 1, 1}, "There is no such address here.")
}

// Data takes a letter. When it returns nil, the entry is in the database and its files are kept.
func (c *mailSession) Data(r io.Reader) error {
	ctx, cancel := context.WithTimeout(context.Background(), mailWork+mailTurn)
	defer cancel()
	if c.to == nil {
		return never(smtp.EnhancedCode{5, 5, 1}, "Say first for whom it is.")
	}
	turn := time.NewTimer(mailTurn)
	defer turn.Stop()
	select {
	case c.m.turns <- struct{}{}:
		defer func() { <-c.m.turns }()
	case <-turn.C:
		return later("Many letters arrive at this moment. Try again later.")
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err // too large, or cut off: nothing was kept
	}
	return c.m.s.answer(ctx, c.m.s.takeLetter(ctx, c.to, raw))
}

func never(code smtp.EnhancedCode, text string) *smtp.SMTPError {
	return &smtp.SMTPError{Code: 550, EnhancedCode: code, Message: text}
}

func later(text string) *smtp.SMTPError {
	return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: text}
}

// mailLog keeps what the library tells of faults.
type mailLog struct{ s *Service }

// Printf implements [smtp.Logger].
func (l mailLog) Printf(format string, v ...any) {
	l.s.Log.Warn("mail listener", "error", fmt.Sprintf(format, v...))
}

// Println implements [smtp.Logger].
func (l mailLog) Println(v ...any) { l.s.Log.Warn("mail listener", "error", fmt.Sprint(v...)) }
