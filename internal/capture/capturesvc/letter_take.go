package capturesvc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Answers to letters that are not taken.
var (
	errUnknownRecipient = refusal{550, "5.1.1", "There is no such address here."}
	errSender           = refusal{550, "5.7.1", "This sender may not write to this address. Its owner can allow it under Settings, Capture."}
	errAutomatic        = refusal{550, "5.7.1", "No automatic mails are taken here."}
	errLoop             = refusal{554, "5.4.6", "This mail runs in circles."}
	errNothing          = refusal{554, "5.6.0", "There is nothing in this mail."}
	errTooLong          = refusal{552, "5.3.4", "The text of this mail is longer than an entry can be, 64 KiB. Nothing of it was kept: send it as an attachment."}
)

// How far the date of a letter may lie from now to be believed: it says when something was written, not when it arrived.
const (
	letterAge   = 72 * time.Hour
	letterAhead = 10 * time.Minute
)

// recipient is whose letter it is.
type recipient struct {
	row   *addressRow
	actor identity.Actor
}

// recipient finds whose address it is. Error: errUnknownRecipient, also for addresses elsewhere.
func (s *Service) recipient(ctx context.Context, to string) (*recipient, error) {
	to = capture.FoldAddress(to)
	at := strings.LastIndexByte(to, '@')
	if at < 0 || to[at+1:] != strings.ToLower(s.Mail.Domain) {
		return nil, errUnknownRecipient
	}
	row, a, err := s.openAddress(ctx, to[strings.LastIndexByte(to[:at], '+')+1:at])
	if errors.Is(err, capture.ErrAddressNotFound) {
		return nil, errUnknownRecipient
	}
	return &recipient{row, a}, err
}

// takeLetter makes an entry of a letter and returns once it is kept. The same letter again makes no second one.
// Errors: those above, of readLetter, of charge, of the journal.
func (s *Service) takeLetter(ctx context.Context, to *recipient, raw []byte) error {
	ownerID := to.row.OwnerID
	if err := s.charge(ctx, ownerID, "mail:"+ownerID); err != nil {
		return err
	}
	l, err := readLetter(raw)
	if err != nil {
		return err
	}
	if err := s.admit(ctx, to.row, l); err != nil {
		return err
	}
	body := titled(l.subject, l.text())
	if len(body) > journal.MaxBody {
		return errTooLong
	}
	shown, err := s.keepAttached(ctx, ownerID, l.attached)
	if err != nil {
		return err
	}
	body = strings.TrimSpace(body + shown)
	if body == "" {
		return errNothing
	}
	kind, at := journal.KindNote, s.written(l)
	_, err = s.Entries.Write(ctx, to.actor, journal.WriteEntryInput{ClientID: clientID("mail:"+ownerID, l.key(), s.now()), Body: body, Kind: &kind, LoggedAt: &at})
	if errors.Is(err, journal.ErrGone) {
		return nil // was taken, and removed for good since
	}
	if err != nil {
		return err
	}
	if err := s.store.useAddress(ctx, ownerID, db.Millis(s.now())); err != nil {
		s.Log.ErrorContext(ctx, "note the use of a mail address", "error", err) // the entry is written: the answer is that it is
	}
	return nil
}

// sentHere is what stands before the @ in the Message-IDs of our own letters; the domain alone is also that of other people.
var sentHere = regexp.MustCompile(`^[0-9a-f]{32}$`)

// admit refuses letters that run in circles, and those of others than the owner allowed. Whom a letter says to be from is
// no proof; the secret in the address is. Errors: errLoop, errAutomatic, errSender.
func (s *Service) admit(ctx context.Context, row *addressRow, l *letter) error {
	local, domain, _ := strings.Cut(strings.Trim(l.messageID, "<> "), "@")
	own := sentHere.MatchString(local) && slices.Contains(s.Mail.OwnDomains, strings.ToLower(domain))
	switch {
	case own, l.received > maxReceived:
		return errLoop
	case l.automatic:
		return errAutomatic
	case l.from == "":
		return errSender
	case slices.Contains(strings.Fields(row.Senders), l.from):
		return nil
	}
	email, err := s.People.VerifiedEmail(ctx, row.OwnerID)
	if err == nil && (email == "" || capture.FoldAddress(email) != l.from) {
		err = errSender
	}
	return err
}

// keepAttached keeps the files of a letter and gives what shows them; of those that are not taken it gives the name, so
// that nothing is lost without a word.
func (s *Service) keepAttached(ctx context.Context, ownerID string, list []attachment) (string, error) {
	var out strings.Builder
	for _, a := range list {
		reason := "It did not arrive whole."
		if !a.broken {
			f, err := s.Files.Take(ctx, ownerID, a.name, "", a.body)
			if err == nil {
				out.WriteString("\n\n" + f.Markdown())
				continue
			}
			e := errs.From(err)
			if e.Kind == errs.Internal || e.Kind == errs.Unavailable {
				return "", err
			}
			reason = e.Public
		}
		fmt.Fprintf(&out, "\n\n⚠ `%s`: %s", strings.ReplaceAll(a.name, "`", "'"), reason)
	}
	return out.String(), nil
}

// written is when a letter was written: by its date where that can be believed, else now.
func (s *Service) written(l *letter) time.Time {
	now := s.now()
	if l.date.IsZero() || l.date.Before(now.Add(-letterAge)) || l.date.After(now.Add(letterAhead)) {
		return now
	}
	if l.date.After(now) {
		return now
	}
	return l.date
}

// key names a letter: its Message-ID, or what it says where it has none.
func (l *letter) key() string {
	if l.messageID != "" {
		return l.messageID
	}
	sum := sha256.Sum256([]byte(l.from + "\x00" + l.subject + "\x00" + l.date.String() + "\x00" + l.plain + "\x00" + l.html))
	return hex.EncodeToString(sum[:])
}

// answer turns what became of a letter into an answer. What is our fault is put off: the sender keeps the letter.
func (s *Service) answer(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var refused refusal
	if errors.As(err, &refused) {
		var code smtp.EnhancedCode
		_, _ = fmt.Sscanf(refused.enhanced, "%d.%d.%d", &code[0], &code[1], &code[2])
		return &smtp.SMTPError{Code: refused.code, EnhancedCode: code, Message: refused.text}
	}
	e := errs.From(err)
	switch e.Kind {
	case errs.Invalid, errs.TooLarge, errs.Conflict:
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: e.Public}
	case errs.TooMany, errs.Unavailable:
		return later(e.Public)
	case errs.Internal, errs.Unauthenticated, errs.Forbidden, errs.NotFound:
	}
	s.Log.ErrorContext(ctx, "take a letter", "error", e)
	return later("Something went wrong here. Try again later.")
}
