package config

import (
	"net/mail"
	"os"
	"strings"
)

// MailDomains are the domains of the Message-IDs of mails that this instance sends.
func (c *Config) MailDomains() []string {
	a, err := mail.ParseAddress(c.MailFrom)
	if err != nil {
		return nil
	}
	return []string{strings.ToLower(a.Address[strings.LastIndexByte(a.Address, '@')+1:])}
}

func (c *Config) validateInboundMail(f *faults) {
	if c.InboundMailListen == "" && c.InboundMailDomain == "" {
		return
	}
	checkListen(f, "TAMATAR_INBOUND_MAIL_LISTEN", c.InboundMailListen)
	if !validHost(c.InboundMailDomain) {
		f.add("TAMATAR_INBOUND_MAIL_DOMAIN %q is not a domain; write the one of capture addresses, such as in.example.org.", c.InboundMailDomain)
	}
	checkEnum(f, "TAMATAR_INBOUND_MAIL_PROTOCOL", c.InboundMailProtocol, "smtp", "lmtp")
	if c.InboundMailMegabytes < 1 || c.InboundMailMegabytes > 64 {
		f.add("TAMATAR_INBOUND_MAIL_MEGABYTES is %d; it must be from 1 to 64.", c.InboundMailMegabytes)
	}
	if (c.InboundMailCert == "") != (c.InboundMailKey == "") {
		f.add("TAMATAR_INBOUND_MAIL_CERT and TAMATAR_INBOUND_MAIL_KEY go together; set both or none.")
	}
	for name, path := range map[string]string{"TAMATAR_INBOUND_MAIL_CERT": c.InboundMailCert, "TAMATAR_INBOUND_MAIL_KEY": c.InboundMailKey} {
		if path == "" {
			continue
		}
		if _, err := os.Stat(path); err != nil {
			f.add("%s cannot be read: %w", name, err)
		}
	}
}
