package mail

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Message is one mail to one recipient, ready to send.
type Message struct {
	// To is the recipient's address, bare or as "Name <address>".
	To string
	// Subject is plain text; it is encoded on the way out.
	Subject string
	// Text is the plain-text body; every message has one.
	Text string
	// HTML is the other form of the same words; empty means text only.
	HTML string
	// Kind says what the mail is for ("verify_email"), for metrics and the mailbox page.
	Kind string
	// Locale is the BCP 47 tag of the texts; it becomes Content-Language.
	Locale string
	// IdempotencyKey is the same for every attempt to send this message; it becomes the Message-ID, so that
	// a copy sent twice after a crash is shown once by most mail programs. Empty means a random one.
	IdempotencyKey string
	// UnsubscribeURL, when not "", stops such mails by one POST (RFC 8058); it becomes List-Unsubscribe.
	UnsubscribeURL string
}

// Sender sends one message and returns when the next hop has taken it.
// Errors that wrap [ErrPermanent] must not be tried again; all others may be.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// Errors of every [Sender].
var (
	// ErrPermanent means that trying again cannot help: a malformed message or a refusal (SMTP 5xx).
	ErrPermanent = errors.New("mail: will never be accepted")
	// ErrHeader means that an address or the subject holds a line break or another control character.
	ErrHeader = fmt.Errorf("%w: control character in a header", ErrPermanent)
	// ErrAddress means that the recipient is not one mail address.
	ErrAddress = fmt.Errorf("%w: not a mail address", ErrPermanent)
	// ErrNoMail means that this instance sends no mail.
	ErrNoMail = fmt.Errorf("%w: this instance has no mail", ErrPermanent)
)

const (
	maxAddress = 320
	maxSubject = 500
)

// Check reports whether the message may go out: one valid recipient, no control characters in headers, a text body.
// Errors: [ErrHeader], [ErrAddress], [ErrPermanent].
func (m Message) Check() error {
	for _, v := range []string{m.To, m.Subject, m.Kind, m.Locale, m.IdempotencyKey, m.UnsubscribeURL} {
		if !headerSafe(v) {
			return ErrHeader
		}
	}
	if _, err := address(m.To); err != nil {
		return err
	}
	if m.Subject == "" || len(m.Subject) > maxSubject || m.Text == "" {
		return fmt.Errorf("%w: it needs a subject of at most %d bytes and a text", ErrPermanent, maxSubject)
	}
	return nil
}

// None refuses every message with [ErrNoMail].
type None struct{}

// Send returns [ErrNoMail].
func (None) Send(context.Context, Message) error { return ErrNoMail }

func headerSafe(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}) < 0
}

func address(s string) (*mail.Address, error) {
	if len(s) > maxAddress {
		return nil, ErrAddress
	}
	a, err := mail.ParseAddress(s)
	if err != nil {
		return nil, ErrAddress
	}
	return a, nil
}
