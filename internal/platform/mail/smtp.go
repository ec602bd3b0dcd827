package mail

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/netguard"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// TLSMode says how the way to the SMTP server is protected.
type TLSMode string

// The ways to protect the connection.
const (
	// TLSStartTLS demands STARTTLS before anything secret is said (port 587).
	TLSStartTLS TLSMode = "starttls"
	// TLSImplicit speaks TLS from the first byte (port 465).
	TLSImplicit TLSMode = "implicit"
	// TLSNone sends in clear and never authenticates; for a relay on the same machine.
	TLSNone TLSMode = "none"
)

// SMTPOptions configure [NewSMTP].
type SMTPOptions struct {
	Host     string
	Port     int
	Username string
	Password string
	// From is the sender, bare or as "Name <address>".
	From string
	// Hello is the name said in EHLO; empty means the machine's name.
	Hello string
	TLS   TLSMode
	// Timeout bounds each network step; 0 means 20 seconds.
	Timeout time.Duration
	// TLSConfig replaces the default (TLS 1.2 or newer, server name = Host); for private certificate authorities.
	TLSConfig *tls.Config
	Clock     clock.Clock
}

// SMTP sends through one server, one connection per message. It is safe for concurrent use.
type SMTP struct {
	options SMTPOptions
	domain  string
	dial    []gomail.Option
	observe func(result string)
}

// Results of sending, for metrics.
const (
	ResultSent    = "sent"
	ResultRefused = "refused"
	ResultFailed  = "failed"
)

// Observe names who is told how each letter went. Call it before the first is sent.
func (s *SMTP) Observe(fn func(result string)) { s.observe = fn }

// NewSMTP checks the options; it opens no connection.
func NewSMTP(o SMTPOptions) (*SMTP, error) {
	from, err := address(o.From)
	if err != nil || !headerSafe(o.From) {
		return nil, fmt.Errorf("mail: the sender %q is not a mail address", o.From)
	}
	if o.Timeout <= 0 {
		o.Timeout = 20 * time.Second
	}
	if o.TLSConfig == nil {
		o.TLSConfig = &tls.Config{ServerName: o.Host, MinVersion: tls.VersionTLS12}
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	s := &SMTP{options: o, domain: from.Address[strings.LastIndexByte(from.Address, '@')+1:]}
	s.dial = s.dialOptions()
	if _, err := gomail.NewClient(o.Host, s.dial...); err != nil {
		return nil, fmt.Errorf("mail: SMTP settings: %w", err)
	}
	return s, nil
}

// Send gives the message to the server. A refusal with a 5xx code wraps [ErrPermanent].
func (s *SMTP) Send(ctx context.Context, m Message) error {
	err := s.send(ctx, m)
	if s.observe != nil {
		result := ResultSent
		if errors.Is(err, ErrPermanent) {
			result = ResultRefused
		} else if err != nil {
			result = ResultFailed
		}
		s.observe(result)
	}
	return err
}

func (s *SMTP) send(ctx context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	msg, err := s.compose(m)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrPermanent, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 3*s.options.Timeout)
	defer cancel()
	connect := func(dialing context.Context, network, address string) (net.Conn, error) {
		return s.connect(ctx, dialing, network, address)
	}
	client, err := gomail.NewClient(s.options.Host, append(s.dial[:len(s.dial):len(s.dial)], gomail.WithDialContextFunc(connect))...)
	if err != nil {
		return fmt.Errorf("mail: make client: %w", err)
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return classify(err)
	}
	return nil
}

func (s *SMTP) dialOptions() []gomail.Option {
	o := s.options
	opts := []gomail.Option{gomail.WithPort(o.Port), gomail.WithTimeout(o.Timeout), gomail.WithTLSConfig(o.TLSConfig), gomail.WithoutNoop()}
	if o.Hello != "" {
		opts = append(opts, gomail.WithHELO(o.Hello))
	}
	switch o.TLS {
	case TLSImplicit:
		opts = append(opts, gomail.WithSSL())
	case TLSNone:
		return append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if o.Username != "" {
		opts = append(opts, gomail.WithSMTPAuthCustom(login{o.Username, o.Password}))
	}
	return opts
}

// connect bounds every step, and the whole by ctx: the library itself waits for ever on a server that takes the connection and
// stays silent.
func (s *SMTP) connect(ctx, dialing context.Context, network, address string) (net.Conn, error) {
	conn, err := netguard.DialOperator(ctx, network, address, s.options.Timeout)
	if err != nil || s.options.TLS != TLSImplicit {
		return conn, err
	}
	secured := tls.Client(conn, s.options.TLSConfig)
	if err := secured.HandshakeContext(dialing); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("secure the connection: %w", err)
	}
	return secured, nil
}

func (s *SMTP) compose(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := msg.From(s.options.From); err != nil {
		return nil, fmt.Errorf("set sender: %w", err)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("set recipient: %w", discreet{err})
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(s.options.Clock.Now())
	msg.SetMessageIDWithValue(s.messageID(m))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	if m.Locale != "" {
		msg.SetGenHeader("Content-Language", m.Locale)
	}
	if m.UnsubscribeURL != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+m.UnsubscribeURL+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}

func (s *SMTP) messageID(m Message) string {
	if m.IdempotencyKey == "" {
		return secret.Random(18) + "@" + s.domain
	}
	sum := sha256.Sum256([]byte(m.IdempotencyKey))
	return hex.EncodeToString(sum[:16]) + "@" + s.domain
}

func classify(err error) error {
	var send *gomail.SendError
	if errors.As(err, &send) && send.ErrorCode() >= 500 {
		return fmt.Errorf("%w: %w", ErrPermanent, discreet{err})
	}
	return fmt.Errorf("mail: send: %w", discreet{err})
}

// discreet is an error whose text names no mail address. The library and most servers repeat the recipient in theirs, and
// texts of errors go to the log and stay in the queue.
type discreet struct{ err error }

var anyAddress = regexp.MustCompile(`[^\s<>()\[\]:;,"]+@[^\s<>()\[\]:;,"]+`)

// Error is the text without addresses.
func (d discreet) Error() string { return anyAddress.ReplaceAllString(d.err.Error(), "[address]") }

// Unwrap is the error itself.
func (d discreet) Unwrap() error { return d.err }

// Reach connects to the server, says hello, signs in where that is configured, and leaves. No mail is sent.
func (s *SMTP) Reach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.options.Timeout)
	defer cancel()
	connect := func(dialing context.Context, network, address string) (net.Conn, error) {
		return s.connect(ctx, dialing, network, address)
	}
	client, err := gomail.NewClient(s.options.Host, append(s.dial[:len(s.dial):len(s.dial)], gomail.WithDialContextFunc(connect))...)
	if err != nil {
		return fmt.Errorf("mail: make client: %w", err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return classify(err)
	}
	if err := client.Close(); err != nil {
		return classify(err)
	}
	return nil
}
