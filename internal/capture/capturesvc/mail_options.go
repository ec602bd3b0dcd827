package capturesvc

import "time"

// MailOptions say how letters are taken.
type MailOptions struct {
	// Domain is what stands behind the @ of capture addresses; without it no mail is taken.
	Domain string
	// LMTP speaks LMTP in place of SMTP, for a mail server on this machine.
	LMTP bool
	// CertFile and KeyFile, when set, offer STARTTLS. They are read anew for each connection that asks for it.
	CertFile, KeyFile string
	// MaxBytes is the largest letter.
	MaxBytes int64
	// Patience is how long a letter may stand still at its beginning; zero means a minute.
	Patience time.Duration
	// OwnDomains end the Message-IDs of letters that this instance sent; what comes back here would run in circles.
	OwnDomains []string
}

// On tells whether letters are taken.
func (o MailOptions) On() bool { return o.Domain != "" }
