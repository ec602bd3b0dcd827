package identity

import (
	"net/mail"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"tamatar.dev/tamatar/internal/platform/errs"
)

const emailMax = 254

// Errors of addresses.
var (
	// ErrEmailInvalid says that the text is no address.
	ErrEmailInvalid = errs.New(errs.Invalid, "identity.email_invalid", "This is not an address that mail can be sent to.")
	// ErrEmailTaken says that the address belongs to an account. Only administrators are told.
	ErrEmailTaken = errs.New(errs.Conflict, "identity.email_taken", "This address already belongs to an account.")
	// ErrNoPendingEmail says that no address waits for verification.
	ErrNoPendingEmail = errs.New(errs.Conflict, "identity.no_pending_email", "No address is waiting to be verified.")
	// ErrNoMail says that the instance sends no mail.
	ErrNoMail = errs.New(errs.Invalid, "identity.no_mail", "This instance sends no mail. Ask an administrator for a link.")
)

// ParseEmail reads an address as a person typed it and gives the form it is stored and shown in: no spaces around, NFC,
// the domain in lower-case ASCII. Names, comments and quoted parts are refused. Error: [ErrEmailInvalid].
func ParseEmail(text string) (string, error) {
	text = norm.NFC.String(strings.TrimSpace(text))
	if len(text) > emailMax || strings.ContainsAny(text, "\r\n\t \"<>(),;:\\") {
		return "", ErrEmailInvalid
	}
	addr, err := mail.ParseAddress(text)
	if err != nil || addr.Name != "" || addr.Address != text {
		return "", ErrEmailInvalid
	}
	at := strings.LastIndexByte(text, '@')
	local, domain := text[:at], text[at+1:]
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || len(local) > 64 || !domainPattern.MatchString(ascii) {
		return "", ErrEmailInvalid
	}
	return local + "@" + ascii, nil
}

// EmailKey is the form in which two spellings of one address are equal: ParseEmail's form in lower case after NFKC.
func EmailKey(email string) string {
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(email)))
}

// EmailDomain is the part after the last @, in lower case.
func EmailDomain(email string) string {
	return strings.ToLower(email[strings.LastIndexByte(email, '@')+1:])
}

// MaskEmail shows an address to somebody who may not know it whole: "a…@example.org".
func MaskEmail(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 1 {
		return "…"
	}
	for _, r := range email {
		return string(r) + "…" + email[at:]
	}
	return "…"
}

// ChangeEmailInput asks for another address.
type ChangeEmailInput struct{ Email string }

// ChangeEmailPayload holds the viewer, or what to mend.
type ChangeEmailPayload struct {
	Viewer *Viewer
	Errors []errs.UserError
}
