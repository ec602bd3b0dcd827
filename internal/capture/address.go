package capture

import (
	"net/mail"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// MaxSenders is how many may write to a mail address beside its owner's own.
const MaxSenders = 10

// Errors of the mail address.
var (
	// ErrMailOff says that this instance takes no mail.
	ErrMailOff = errs.New(errs.Conflict, "capture.mail_off", "This instance takes no mail. Whoever runs it can switch it on.")
	// ErrAddressNotFound says that there is no address to change.
	ErrAddressNotFound = errs.New(errs.NotFound, "capture.address_not_found", "You have no mail address for entries. Make one first.")
	// ErrSender refuses what is no mail address.
	ErrSender = errs.New(errs.Invalid, "capture.sender", "Write one mail address on each line, ten at most.")
)

// CaptureMail is what somebody needs to know of capture by mail.
type CaptureMail struct {
	// On tells whether this instance takes mail.
	On bool
	// Address is the one of the person; nil for none.
	Address *CaptureAddress
}

// CaptureAddress is the mail address whose letters become entries, without the secret in it.
type CaptureAddress struct {
	// Senders may write to it beside the owner's own address.
	Senders   []string
	CreatedAt time.Time
	// Uses counts the letters that were taken; LastAt is when that was last.
	Uses   int
	LastAt *time.Time
}

// UpdateCaptureAddressInput is the whole list of who else may write.
type UpdateCaptureAddressInput struct{ Senders []string }

// Normal is the list with each address once, in lower case. Error: [ErrSender].
func (in UpdateCaptureAddressInput) Normal() (UpdateCaptureAddressInput, error) {
	bad := ErrSender.WithField("senders", ErrSender.Public)
	seen := map[string]bool{}
	list := make([]string, 0, len(in.Senders))
	for _, text := range in.Senders {
		text = FoldAddress(text)
		if text == "" || seen[text] {
			continue
		}
		a, err := mail.ParseAddress(text)
		if err != nil || a.Address != text || strings.ContainsAny(text, " \t") || len(text) > 254 {
			return in, bad
		}
		seen[text] = true
		list = append(list, text)
	}
	if len(list) > MaxSenders {
		return in, bad
	}
	in.Senders = list
	return in, nil
}

// FoldAddress is a mail address as it is compared: trimmed, in lower case.
func FoldAddress(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// CreateCaptureAddressPayload is the address, whole this once.
type CreateCaptureAddressPayload struct {
	Mail    *CaptureMail
	Address *string
	Errors  []errs.UserError
}

// UpdateCaptureAddressPayload is what is so now.
type UpdateCaptureAddressPayload struct {
	Mail   *CaptureMail
	Errors []errs.UserError
}

// RevokeCaptureAddressPayload is what is so now.
type RevokeCaptureAddressPayload struct {
	Mail   *CaptureMail
	Errors []errs.UserError
}
