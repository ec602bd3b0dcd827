package capturesvc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // letters in other encodings than UTF-8
	"github.com/emersion/go-message/mail"

	"tamatar.dev/tamatar/internal/capture"
)

// Bounds of a letter.
const (
	maxLetterHeader = 256 << 10
	maxLetterDepth  = 8
	maxLetterParts  = 100
	// maxAttached is how many files one letter may bring.
	maxAttached = 10
	// maxReceived is how many servers a letter may have passed: more, and it runs in circles.
	maxReceived = 50
	// maxLetterText is the longest text in bytes; an entry holds less.
	maxLetterText = 1 << 20
)

// letter is a mail as far as an entry is made of it.
type letter struct {
	// from is who says to have written it, in the form of capture.FoldAddress; "" unless it is exactly one.
	from      string
	subject   string
	messageID string
	date      time.Time
	// automatic tells that no person sent it; received is how many servers it passed.
	automatic bool
	received  int

	plain, html string
	attached    []attachment
	parts       int
}

// attachment is a file of a letter; broken tells that it could not be decoded.
type attachment struct {
	name   string
	body   []byte
	broken bool
}

// Errors of letters; their sentences go to the sender.
var (
	errLetterBroken = refusal{554, "5.6.0", "This mail cannot be read."}
	errLetterDeep   = refusal{554, "5.6.0", "This mail has too many parts, or parts too deep in parts."}
	errLetterFiles  = refusal{552, "5.3.4", "This mail has more than ten attachments. Nothing of it was kept: send fewer."}
)

// readLetter reads a mail. What is wrong in a part leaves the others whole.
// Errors: errLetterBroken, errLetterDeep, errLetterFiles, errTooLong.
func readLetter(raw []byte) (*letter, error) {
	e, err := message.ReadWithOptions(bytes.NewReader(raw), &message.ReadOptions{MaxHeaderBytes: maxLetterHeader})
	if err != nil && !foreign(err) {
		return nil, errLetterBroken
	}
	h := mail.Header{Header: e.Header}
	l := &letter{messageID: strings.TrimSpace(h.Get("Message-Id")), received: h.FieldsByKey("Received").Len()}
	if list, err := h.AddressList("From"); err == nil && len(list) == 1 && h.FieldsByKey("From").Len() == 1 {
		l.from = capture.FoldAddress(list[0].Address)
	}
	if l.subject, err = h.Subject(); err != nil {
		l.subject = h.Get("Subject")
	}
	l.subject = readable(l.subject)
	l.date, _ = h.Date()
	auto := strings.ToLower(strings.TrimSpace(h.Get("Auto-Submitted")))
	l.automatic = auto != "" && auto != "no"
	return l, l.read(e, 0)
}

// foreign reports an encoding or a transfer that is not known: the bytes are there all the same.
func foreign(err error) bool { return message.IsUnknownCharset(err) || message.IsUnknownEncoding(err) }

// read takes a part, and those in it.
func (l *letter) read(e *message.Entity, depth int) error {
	if l.parts++; depth > maxLetterDepth || l.parts > maxLetterParts {
		return errLetterDeep
	}
	inner := e.MultipartReader()
	if inner == nil {
		return l.leaf(e)
	}
	for {
		part, err := inner.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !foreign(err) {
			return errLetterBroken
		}
		if err := l.read(part, depth+1); err != nil {
			return err
		}
	}
}

// leaf takes a part without parts: the text, or a file.
func (l *letter) leaf(e *message.Entity) error {
	media, _, err := e.Header.ContentType()
	if err != nil || media == "" {
		media = "text/plain"
	}
	how, _, _ := e.Header.ContentDisposition()
	h := mail.AttachmentHeader{Header: e.Header}
	name, _ := h.Filename()
	text := how != "attachment" && name == ""
	body, err := io.ReadAll(e.Body)
	switch {
	case text && len(body) > maxLetterText-len(l.plain) && media == "text/plain":
		return errTooLong
	case text && media == "text/plain":
		l.plain = strings.TrimLeft(l.plain+"\n\n"+string(body), "\n")
		return broken(err)
	case text && media == "text/html": // around a picture there are two
		l.html += string(body)
		return broken(err)
	case text && strings.HasPrefix(media, "text/"):
		return nil // the same in another form
	}
	if len(l.attached) >= maxAttached {
		return errLetterFiles
	}
	if name == "" {
		name = media
	}
	l.attached = append(l.attached, attachment{name: readable(name), body: body, broken: err != nil})
	return nil
}

// broken is the error of a text that could not be decoded: without it, nobody would see that half of it is missing.
func broken(err error) error {
	if err != nil {
		return errLetterBroken
	}
	return nil
}

// text is what the person wrote: plain text where there is some, else what the HTML says; without quotes and signature.
func (l *letter) text() string {
	text := l.plain
	if strings.TrimSpace(text) == "" {
		text = htmlText(l.html)
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(ownWords(text))
}

// readable is a word of a header on one line, without what is not for eyes.
func readable(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.Join(strings.Fields(text), " ")
}

// refusal is an answer for good.
type refusal struct {
	code     int
	enhanced string
	text     string
}

// Error implements error.
func (r refusal) Error() string {
	return fmt.Sprintf("letter refused: %d %s %s", r.code, r.enhanced, r.text)
}
