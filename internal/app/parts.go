package app

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// keyring is the configured one, or that of the data folder, made on the first start.
func keyring(cfg *config.Config) (*secret.Keyring, error) {
	if cfg.Keyring != "" {
		k, err := secret.ParseKeyring([]byte(cfg.Keyring))
		if err != nil {
			return nil, fmt.Errorf("read TAMATAR_KEYRING: %w", err)
		}
		return k, nil
	}
	return secret.LoadKeyring(cfg.DataDir)
}

// sender is how mail leaves: through SMTP, into the development mailbox, or not at all.
func sender(cfg *config.Config, c clock.Clock) (mail.Sender, error) {
	switch cfg.MailMode() {
	case "smtp":
		s, err := mail.NewSMTP(mail.SMTPOptions{
			Host: cfg.SMTPHost, Port: cfg.SMTPPort, Username: cfg.SMTPUsername, Password: cfg.SMTPPassword,
			From: cfg.MailFrom, Hello: cfg.SMTPHello, TLS: mail.TLSMode(cfg.SMTPTLS), Timeout: cfg.SMTPTimeout, Clock: c,
		})
		if err != nil {
			return nil, fmt.Errorf("set up mail: %w", err)
		}
		return s, nil
	case "mailbox":
		return mail.NewMailbox(c), nil
	default:
		return mail.None{}, nil
	}
}

// clockOf is the machine's clock, or one that starts at the instant a test asks for and runs on from there, or one that
// the toolbar of development moves.
func clockOf(cfg *config.Config) clock.Clock {
	at, err := time.Parse(time.RFC3339, cfg.TestClock)
	if cfg.TestClock != "" && err == nil {
		return clock.NewTravel(at.Sub(clock.System{}.Now()))
	}
	if cfg.Dev && cfg.DevToolbar {
		return clock.NewTravel(0)
	}
	return clock.System{}
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
