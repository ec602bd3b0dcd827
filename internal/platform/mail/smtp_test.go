package mail_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/mail/mailtest"
)

var at = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

func sender(t *testing.T, s *mailtest.Sink, mode mail.TLSMode, change func(*mail.SMTPOptions)) *mail.SMTP {
	t.Helper()
	o := mail.SMTPOptions{Host: s.Host, Port: s.Port, From: "Tamatar <noreply@log.example>", Hello: "log.example", TLS: mode, Timeout: 5 * time.Second, TLSConfig: s.ClientTLS, Clock: clock.NewFake(at)}
	if s.ClientTLS != nil {
		o.Username, o.Password = mailtest.Username, mailtest.Password
	}
	if change != nil {
		change(&o)
	}
	sender, err := mail.NewSMTP(o)
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

var welcome = mail.Message{
	To: "Ada Lovelace <ada@example.org>", Subject: "Grüße, 世界 — your link", Text: "Bitte öffnen:\nhttps://log.example/verify?link=abc=def\n.\n", HTML: "<p>Bitte <b>öffnen</b></p>",
	Kind: "verify_email", Locale: "de", IdempotencyKey: "job-17",
}

func TestSMTPSends(t *testing.T) {
	for mode, start := range map[mail.TLSMode]func(testing.TB) *mailtest.Sink{mail.TLSNone: mailtest.Start, mail.TLSStartTLS: mailtest.StartTLS, mail.TLSImplicit: mailtest.StartImplicitTLS} {
		t.Run(string(mode), func(t *testing.T) {
			sink := start(t)
			s := sender(t, sink, mode, nil)
			for range 2 {
				if err := s.Send(t.Context(), welcome); err != nil {
					t.Fatal(err)
				}
			}
			all := sink.Wait(t, 2)
			got := all[0]
			if got.From != "noreply@log.example" || len(got.To) != 1 || got.To[0] != "ada@example.org" || got.Subject() != welcome.Subject {
				t.Errorf("envelope: %+v %q", got, got.Subject())
			}
			if normal(got.Text) != strings.TrimSpace(welcome.Text) || normal(got.HTML) != welcome.HTML {
				t.Errorf("text %q, HTML %q", got.Text, got.HTML)
			}
			for name, want := range map[string]string{"Auto-Submitted": "auto-generated", "Content-Language": "de", "Date": "Sun, 22 Nov 2026 09:30:00 +0000", "X-Mailer": "", "User-Agent": ""} {
				if got.Header.Get(name) != want {
					t.Errorf("%s: %q", name, got.Header.Get(name))
				}
			}
			if id := got.Header.Get("Message-Id"); id != all[1].Header.Get("Message-Id") || !strings.HasSuffix(id, "@log.example>") {
				t.Errorf("a repeated mail has another id: %q, %q", id, all[1].Header.Get("Message-Id"))
			}
		})
	}
}

func normal(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

func TestAttack_K12_headersCannotBeInjected(t *testing.T) {
	sink := mailtest.Start(t)
	s := sender(t, sink, mail.TLSNone, nil)
	honest := welcome
	honest.To = `"Müller, \"Bobby\" <b>" <bob@example.org>`
	if err := s.Send(t.Context(), honest); err != nil {
		t.Fatalf("honest: %v", err)
	}
	if got := sink.Wait(t, 1)[0]; len(got.To) != 1 || got.To[0] != "bob@example.org" {
		t.Fatalf("honest: %v", got.To)
	}
	for name, change := range map[string]func(*mail.Message){
		"subject":        func(m *mail.Message) { m.Subject = "x\r\nBcc: victim@example.org" },
		"bare newline":   func(m *mail.Message) { m.Subject = "x\nBcc: victim@example.org" },
		"bare return":    func(m *mail.Message) { m.Subject = "x\rBcc: victim@example.org" },
		"NUL":            func(m *mail.Message) { m.Subject = "x\x00y" },
		"line separator": func(m *mail.Message) { m.Subject = "x\u2028y" },
		"name":           func(m *mail.Message) { m.To = "\"a\r\nBcc: victim@example.org\" <ada@example.org>" },
		"address":        func(m *mail.Message) { m.To = "ada@example.org\r\nBcc: victim@example.org" },
		"two addresses":  func(m *mail.Message) { m.To = "ada@example.org, victim@example.org" },
		"SMTP command":   func(m *mail.Message) { m.To = "ada@example.org>\r\nRCPT TO:<victim@example.org" },
		"no address":     func(m *mail.Message) { m.To = "ada" },
		"empty":          func(m *mail.Message) { m.To = "" },
		"locale":         func(m *mail.Message) { m.Locale = "de\r\nX-A: b" },
		"key":            func(m *mail.Message) { m.IdempotencyKey = "k\r\nX-A: b" },
		"not UTF-8":      func(m *mail.Message) { m.Subject = "caf\xe9" },
		"no text":        func(m *mail.Message) { m.Text = "" },
		"long subject":   func(m *mail.Message) { m.Subject = strings.Repeat("x", 501) },
	} {
		bad := welcome
		change(&bad)
		if err := s.Send(t.Context(), bad); !errors.Is(err, mail.ErrPermanent) {
			t.Errorf("%s: %v", name, err)
		}
		if err := mail.NewMailbox(clock.NewFake(at)).Send(t.Context(), bad); !errors.Is(err, mail.ErrPermanent) {
			t.Errorf("%s in the mailbox: %v", name, err)
		}
	}
	if n := len(sink.Received()); n != 1 {
		t.Errorf("%d mails went out", n)
	}
	dots := welcome
	dots.Text = "a\r\n.\r\nQUIT\r\nMAIL FROM:<evil@example.org>\r\n"
	if err := s.Send(t.Context(), dots); err != nil {
		t.Fatal(err)
	}
	if got := sink.Wait(t, 2); len(got) != 2 || !strings.Contains(got[1].Text, "QUIT") {
		t.Errorf("a dot ended the mail: %d mails", len(got))
	}
}

func TestRefusals(t *testing.T) {
	sink := mailtest.Start(t)
	s := sender(t, sink, mail.TLSNone, nil)
	sink.Refuse(550, "no such person")
	if err := s.Send(t.Context(), welcome); !errors.Is(err, mail.ErrPermanent) {
		t.Errorf("550: %v", err)
	}
	sink.Refuse(451, "later")
	if err := s.Send(t.Context(), welcome); err == nil || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("451: %v", err)
	}
	sink.Accept()
	if err := s.Send(t.Context(), welcome); err != nil {
		t.Errorf("accepted again: %v", err)
	}
}

// Errors go to the log and stay in the queue: they name nobody.
func TestErrorsNameNobody(t *testing.T) {
	sink := mailtest.Start(t)
	s := sender(t, sink, mail.TLSNone, nil)
	for _, code := range []int{550, 451} {
		sink.Refuse(code, "<ada@example.org>: no room for ada@example.org")
		if err := s.Send(t.Context(), welcome); err == nil || strings.Contains(err.Error(), "ada@") || !strings.Contains(err.Error(), "no room") {
			t.Errorf("%d: %v", code, err)
		}
	}
}

func TestTLSIsDemanded(t *testing.T) {
	plain := mailtest.Start(t)
	if err := sender(t, plain, mail.TLSStartTLS, nil).Send(t.Context(), welcome); err == nil {
		t.Error("a server without STARTTLS is used")
	}
	secured := mailtest.StartTLS(t)
	distrusting := sender(t, secured, mail.TLSStartTLS, func(o *mail.SMTPOptions) {
		o.TLSConfig = &tls.Config{ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}
	})
	if err := distrusting.Send(t.Context(), welcome); err == nil || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("an unknown certificate: %v", err)
	}
	wrong := sender(t, secured, mail.TLSStartTLS, func(o *mail.SMTPOptions) { o.Password = "wrong" })
	if err := wrong.Send(t.Context(), welcome); err == nil || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("a wrong password must be tried again once it is mended: %v", err)
	}
	if len(plain.Received())+len(secured.Received()) != 0 {
		t.Error("a mail went out")
	}
}

func TestHangingAndAbsentServers(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address, _ := listener.Addr().(*net.TCPAddr)
	sink := &mailtest.Sink{Host: "127.0.0.1", Port: address.Port}
	hanging := sender(t, sink, mail.TLSNone, func(o *mail.SMTPOptions) { o.Timeout = 50 * time.Millisecond })
	if err := hanging.Send(t.Context(), welcome); err == nil || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("hanging: %v", err)
	}
	_ = listener.Close()
	if err := hanging.Send(t.Context(), welcome); err == nil || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("absent: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sender(t, mailtest.Start(t), mail.TLSNone, nil).Send(ctx, welcome); err == nil {
		t.Error("sent after the end")
	}
}

func TestSettings(t *testing.T) {
	for name, o := range map[string]mail.SMTPOptions{"no sender": {Host: "h", Port: 25}, "two senders": {Host: "h", Port: 25, From: "a@b.c, d@e.f"}, "no host": {Port: 25, From: "a@b.c"}, "port": {Host: "h", Port: 99999, From: "a@b.c"}} {
		if _, err := mail.NewSMTP(o); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestMailbox(t *testing.T) {
	c := clock.NewFake(at)
	box := mail.NewMailbox(c)
	for i := range mail.MailboxSize + 10 {
		m := welcome
		m.IdempotencyKey = ""
		m.Subject = strings.Repeat("x", i+1)
		if err := box.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		c.Advance(time.Second)
	}
	list := box.List()
	if len(list) != mail.MailboxSize || len(list[0].Subject) != mail.MailboxSize+10 || !list[0].At.After(list[1].At) {
		t.Errorf("%d kept, newest %q", len(list), list[0].Subject)
	}
	if got, ok := box.Get(list[5].ID); !ok || got.Subject != list[5].Subject {
		t.Errorf("got %+v", got)
	}
	if _, ok := box.Get("none"); ok {
		t.Error("an unknown mail is there")
	}
	box.Clear()
	for range 2 {
		if err := box.Send(t.Context(), welcome); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(box.List()); n != 1 {
		t.Errorf("a repeated mail is kept %d times", n)
	}
	if err := (mail.None{}).Send(t.Context(), welcome); !errors.Is(err, mail.ErrNoMail) || !errors.Is(err, mail.ErrPermanent) {
		t.Errorf("none: %v", err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("a@b.c", "subject")
	f.Add("\"x\r\n\" <a@b.c>", "s\n")
	f.Fuzz(func(t *testing.T, to, subject string) {
		m := mail.Message{To: to, Subject: subject, Text: "x"}
		if m.Check() == nil && strings.ContainsAny(to+subject, "\r\n\x00") {
			t.Errorf("%q %q", to, subject)
		}
	})
}
