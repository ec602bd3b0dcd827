package mailtest

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Username and Password are what a [Sink] with TLS accepts.
const (
	Username = "sender"
	Password = "opened-by-tests"
)

// Received is one mail as the server got it.
type Received struct {
	// From and To are the addresses of the envelope.
	From string
	To   []string
	// Header is decoded on reading with [Received.Subject]; raw otherwise.
	Header mail.Header
	Text   string
	HTML   string
	Raw    []byte
}

// Subject is the decoded subject.
func (r Received) Subject() string {
	s, err := new(mime.WordDecoder).DecodeHeader(r.Header.Get("Subject"))
	if err != nil {
		return r.Header.Get("Subject")
	}
	return s
}

// Sink is a running server.
type Sink struct {
	Host string
	Port int
	// ClientTLS trusts the server's certificate; nil without TLS.
	ClientTLS *tls.Config

	mu       sync.Mutex
	changed  chan struct{}
	received []Received
	refusal  *smtp.SMTPError
	server   *smtp.Server
}

// Start runs a server without TLS until the test ends.
func Start(t testing.TB) *Sink {
	t.Helper()
	return start(t, nil, false)
}

// StartTLS runs a server that offers STARTTLS and wants [Username] and [Password].
func StartTLS(t testing.TB) *Sink {
	t.Helper()
	certificate, client := newCertificate(t)
	return start(t, serverConfig(certificate), false).trusting(client)
}

// StartImplicitTLS is [StartTLS] with TLS from the first byte.
func StartImplicitTLS(t testing.TB) *Sink {
	t.Helper()
	certificate, client := newCertificate(t)
	return start(t, serverConfig(certificate), true).trusting(client)
}

func serverConfig(certificate tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
}

func (s *Sink) trusting(client *tls.Config) *Sink {
	s.ClientTLS = client
	return s
}

func start(t testing.TB, config *tls.Config, implicit bool) *Sink {
	t.Helper()
	s := &Sink{Host: "127.0.0.1", changed: make(chan struct{})}
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{sink: s, wantsAuth: config != nil}, nil
	}))
	s.server.Domain = "localhost"
	s.server.TLSConfig = config
	s.server.MaxMessageBytes = 1 << 20
	s.server.ReadTimeout, s.server.WriteTimeout = 10*time.Second, 10*time.Second
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen: %v", err)
	}
	if address, ok := listener.Addr().(*net.TCPAddr); ok {
		s.Port = address.Port
	}
	if implicit {
		listener = tls.NewListener(listener, config)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.server.Serve(listener)
	}()
	t.Cleanup(func() {
		_ = s.server.Close()
		_ = listener.Close() // the server does not know it yet when nobody connected
		<-done
	})
	return s
}

// Refuse makes the server answer every mail with this code (4xx or 5xx) until [Sink.Accept].
func (s *Sink) Refuse(code int, message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal = &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: message}
}

// Accept ends [Sink.Refuse].
func (s *Sink) Accept() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal = nil
}

// Received are all mails taken so far, oldest first.
func (s *Sink) Received() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Received(nil), s.received...)
}

// Wait returns when at least n mails were taken, with all of them; the test fails after ten seconds.
func (s *Sink) Wait(t testing.TB, n int) []Received {
	t.Helper()
	timeout := time.After(10 * time.Second)
	for {
		s.mu.Lock()
		received, changed := append([]Received(nil), s.received...), s.changed
		s.mu.Unlock()
		if len(received) >= n {
			return received
		}
		select {
		case <-changed:
		case <-timeout:
			t.Fatalf("waited for %d mails, got %d", n, len(received))
			return nil
		}
	}
}

func (s *Sink) take(from string, to []string, raw []byte) error {
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	r := Received{From: from, To: to, Header: message.Header, Raw: raw}
	if err := r.read(message.Header.Get("Content-Type"), message.Header.Get("Content-Transfer-Encoding"), message.Body); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received = append(s.received, r)
	close(s.changed)
	s.changed = make(chan struct{})
	return nil
}

func (r *Received) read(contentType, encoding string, body io.Reader) error {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return fmt.Errorf("content type %q: %w", contentType, err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("next part: %w", err)
			}
			if err := r.read(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part); err != nil {
				return err
			}
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("read part: %w", err)
	}
	if kind == "text/html" {
		r.HTML += string(text)
	} else {
		r.Text += string(text)
	}
	return nil
}

// session is one connection.
type session struct {
	sink              *Sink
	wantsAuth, authed bool
	from              string
	to                []string
}

// AuthMechanisms offers PLAIN when the server wants a password.
func (c *session) AuthMechanisms() []string {
	if c.wantsAuth {
		return []string{sasl.Plain}
	}
	return nil
}

// Auth accepts [Username] and [Password].
func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != Username || password != Password {
			return smtp.ErrAuthFailed
		}
		c.authed = true
		return nil
	}), nil
}

// Mail begins a mail.
func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	if c.wantsAuth && !c.authed {
		return smtp.ErrAuthRequired
	}
	c.from = from
	return nil
}

// Rcpt adds a recipient.
func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.sink.mu.Lock()
	defer c.sink.mu.Unlock()
	if c.sink.refusal != nil {
		return c.sink.refusal
	}
	c.to = append(c.to, to)
	return nil
}

// Data takes the mail.
func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read mail: %w", err)
	}
	return c.sink.take(c.from, c.to, raw)
}

// Reset begins anew.
func (c *session) Reset() { c.from, c.to = "", nil }

// Logout ends the connection.
func (*session) Logout() error { return nil }
