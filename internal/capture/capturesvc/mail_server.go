package capturesvc

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"time"

	"github.com/emersion/go-smtp"

	"tamatar.dev/tamatar/internal/platform/limit"
)

// Bounds of the mail listener. What they refuse, the sending server keeps and tries again, or tells its sender.
const (
	// mailConnections are held at once, mailPerAddress of them from one network that is not this machine.
	mailConnections = 64
	mailPerAddress  = 8
	// mailAtOnce is how many letters are held in memory, one for each person, mailTurn how long a further one waits for its
	// turn.
	mailAtOnce = 4
	mailShare  = 1
	mailTurn   = 20 * time.Second
	// mailPatience is how long a silent connection is kept, mailWork how long one letter may take once it has arrived,
	// mailConversation how long all that is no letter.
	mailPatience     = time.Minute
	mailWork         = time.Minute
	mailConversation = 5 * time.Minute
	// mailPace is how many bytes a second of a letter must arrive on average, beside the patience at its beginning.
	mailPace = 16 << 10
	// mailWords is how many bytes beside letters a connection may send: some hundreds of commands.
	mailWords = 32 << 10
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
	turns  *limit.Turns
}

// NewMailServer makes the server of the service's options; nil where no mail is taken.
func (s *Service) NewMailServer() *MailServer {
	if !s.Mail.On() {
		return nil
	}
	m := &MailServer{s: s, turns: limit.NewTurns(mailAtOnce, mailShare)}
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
	patience := m.s.Mail.Patience
	if patience == 0 {
		patience = mailPatience
	}
	err := m.server.Serve(newGate(l, terms{patience: patience, conversation: mailConversation, letter: 2*m.s.Mail.MaxBytes + mailWords, words: mailWords}))
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

// session begins a conversation.
func (m *MailServer) session(c *smtp.Conn) (smtp.Session, error) {
	session := &mailSession{m: m, guest: guestOf(c.Conn())}
	if a, err := netip.ParseAddrPort(c.Conn().RemoteAddr().String()); err == nil {
		session.from = a.Addr().Unmap()
	}
	return session, nil
}

// guestOf is the connection that the gate let in, below TLS where that is spoken.
func guestOf(c net.Conn) *guest {
	if secure, ok := c.(*tls.Conn); ok {
		c = secure.NetConn()
	}
	g, _ := c.(*guest) // the gate gives no other
	return g
}

// mailSession is one conversation.
type mailSession struct {
	m       *MailServer
	guest   *guest
	from    netip.Addr
	unknown int
	to      *recipient
}

// Logout ends the conversation.
func (c *mailSession) Logout() error { return nil }

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
		c.guest.over()
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
	if c.to == nil {
		return never(smtp.EnhancedCode{5, 5, 1}, "Say first for whom it is.")
	}
	leave, err := c.m.turns.Take(context.Background(), c.to.row.OwnerID, mailTurn)
	if err != nil {
		c.guest.begin()
		c.guest.end()
		return later("Many letters arrive at this moment. Try again later.")
	}
	defer leave()
	c.guest.begin()
	defer c.guest.end()
	raw, err := io.ReadAll(r)
	if err != nil {
		return c.unread(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), mailWork)
	defer cancel()
	return c.m.s.answer(ctx, c.m.s.takeLetter(ctx, c.to, raw))
}

// unread answers a letter of which nothing is kept: it was too large, had a line without end, or did not arrive.
func (c *mailSession) unread(err error) error {
	var known *smtp.SMTPError
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, smtp.ErrTooLongLine):
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "This mail has a line of more than 2,000 bytes."}
	}
	c.guest.over()
	return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 4, 2}, Message: "The letter did not arrive. Try again later."}
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
