package app

import (
	"context"
	"errors"
	"fmt"
	"net"

	"tamatar.dev/tamatar/internal/capture/capturesvc"
)

// capture is what takes entries from outside.
func (a *App) capture() *capturesvc.Service {
	cfg := a.Config
	d := capturesvc.Deps{
		DB: a.DB, Clock: a.Clock, Log: a.Log, Bus: a.Bus, Keyring: a.Keyring, Limiter: a.Limiter, People: a.Identity, Entries: a.Journal, Files: a.Files,
		Base: cfg.Base(),
	}
	if cfg.InboundMailListen != "" {
		d.Mail = capturesvc.MailOptions{
			Domain: cfg.InboundMailDomain, LMTP: cfg.InboundMailProtocol == "lmtp", CertFile: cfg.InboundMailCert, KeyFile: cfg.InboundMailKey,
			MaxBytes: int64(cfg.InboundMailMegabytes) << 20, OwnDomains: cfg.MailDomains(),
		}
	}
	return capturesvc.New(d)
}

// inbound is the running mail listener; nil is none.
type inbound struct{ server *capturesvc.MailServer }

// listenMail takes letters where the settings say so. What ends the listener goes to failed.
func (a *App) listenMail(ctx context.Context, failed chan<- error) (*inbound, error) {
	server := a.Capture.NewMailServer()
	if server == nil {
		return nil, nil //nolint:nilnil // no mail is an ordinary state
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.Config.InboundMailListen)
	if err != nil {
		return nil, fmt.Errorf("listen on TAMATAR_INBOUND_MAIL_LISTEN: %w", err)
	}
	a.Log.Info("mail is taken", "address", l.Addr().String(), "domain", a.Config.InboundMailDomain)
	go func() {
		if err := server.Serve(l); err != nil {
			failed <- errors.Join(errors.New("the mail listener ended"), err)
		}
	}()
	return &inbound{server}, nil
}

func (m *inbound) stop(ctx context.Context) error {
	if m == nil {
		return nil
	}
	return m.server.Stop(ctx)
}
