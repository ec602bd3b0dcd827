package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/secret"
)

// placeholders are the values that examples and templates leave behind; none of them is a secret.
var placeholders = []string{"changeme", "change-me", "change_me", "secret", "password", "example", "placeholder", "replace", "todo", "xxx", "test", "admin", "postgres", "tamatar", "default"}

// minSecret is the shortest secret accepted for what we choose ourselves, in characters.
const minSecret = 8

// Validate checks every setting and the data folder's permissions, and opens nothing. The error joins one plain sentence
// per fault, each naming the setting and what to do.
func (c *Config) Validate() error {
	var f faults
	c.validateWeb(&f)
	c.validateData(&f)
	c.validateAccounts(&f)
	c.validateLimits(&f)
	c.validateFiles(&f)
	c.validateDemo(&f)
	c.validateMail(&f)
	c.validateInboundMail(&f)
	c.validateBackup(&f)
	c.validateOperation(&f)
	return errors.Join(f...)
}

type faults []error

func (f *faults) add(format string, args ...any) { *f = append(*f, fmt.Errorf(format, args...)) }

func (c *Config) validateWeb(f *faults) {
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		f.add("TAMATAR_BASE_URL %q is not a web address; set it to the address people type, such as https://log.example.org.", c.BaseURL)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		f.add("TAMATAR_BASE_URL %q may hold only scheme, host, port and a path.", u.Redacted())
	case !plainPath(strings.TrimRight(u.EscapedPath(), "/")):
		f.add("TAMATAR_BASE_URL %q has a path that is not plain; write words of a-z, A-Z, 0-9, - and _ between slashes, such as /tamatar.", c.BaseURL)
	case u.Scheme == "http" && !isLoopbackHost(strings.ToLower(u.Hostname())):
		f.add("TAMATAR_BASE_URL %q is not encrypted, and passwords would be readable on the way; use https, for example behind Caddy or nginx.", c.BaseURL)
	}
	checkListen(f, "TAMATAR_LISTEN", c.Listen)
	for _, h := range c.AllowedHosts {
		if !validHost(strings.TrimSpace(h)) {
			f.add("TAMATAR_ALLOWED_HOSTS holds %q, which is not a host name; write names without scheme, port or *.", h)
		}
	}
	for _, text := range c.TrustedProxies {
		if _, err := parseProxy(text); err != nil {
			f.add("TAMATAR_TRUSTED_PROXIES holds %q: %w.", text, err)
		}
	}
	if n := len([]rune(strings.TrimSpace(c.InstanceName))); n == 0 || n > 60 || strings.ContainsAny(c.InstanceName, "\r\n\x00") {
		f.add("TAMATAR_INSTANCE_NAME must have 1 to 60 characters on one line.")
	}
}

// plainPath reports whether the path may stand below the host: nothing that browsers, proxies or cookies read in two
// ways.
func plainPath(path string) bool {
	if path == "" {
		return true
	}
	for _, part := range strings.Split(strings.TrimPrefix(path, "/"), "/") {
		if part == "" || strings.ContainsFunc(part, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
		}) {
			return false
		}
	}
	return len(path) <= 100
}

func (c *Config) validateData(f *faults) {
	if strings.TrimSpace(c.DataDir) == "" {
		f.add("TAMATAR_DATA_DIR is empty; name a folder that only this program may read.")
	} else if err := checkDataDir(c.DataDir); err != nil {
		f.add("TAMATAR_DATA_DIR: %w", err)
	}
	c.validateDatabase(f)
	if c.BlobURL != "" {
		if u, err := url.Parse(c.BlobURL); err != nil || u.Scheme != "file" || u.Path == "" {
			f.add("TAMATAR_BLOB_URL must be file:///an/absolute/folder.")
		}
	}
	if c.Keyring != "" {
		if _, err := secret.ParseKeyring([]byte(c.Keyring)); err != nil {
			f.add("TAMATAR_KEYRING cannot be used (%w); give the text of a keyring file, or leave it empty and one is made.", err)
		}
	}
}

func (c *Config) validateDatabase(f *faults) {
	switch {
	case c.DatabaseURL == "":
	case strings.HasPrefix(c.DatabaseURL, "sqlite:"):
		if strings.TrimPrefix(c.DatabaseURL, "sqlite:") == "" {
			f.add("TAMATAR_DATABASE_URL names no file; write sqlite:/path/tamatar.db.")
		}
	case strings.HasPrefix(c.DatabaseURL, "postgres://"), strings.HasPrefix(c.DatabaseURL, "postgresql://"):
		u, err := url.Parse(c.DatabaseURL)
		if err != nil || strings.Trim(u.Path, "/") == "" {
			f.add("TAMATAR_DATABASE_URL is not complete; write postgres://user:password@host:5432/name.") // the value holds a password: never shown
			return
		}
		if pw, ok := u.User.Password(); ok && weak(pw) && !isLoopbackHost(u.Hostname()) && u.Hostname() != "" {
			f.add("TAMATAR_DATABASE_URL has a password that anybody would guess; give the database user a random one.")
		}
	default:
		f.add("TAMATAR_DATABASE_URL must begin with sqlite: or postgres://.")
	}
}

func (c *Config) validateAccounts(f *faults) {
	if c.DeletionGrace < 1 || c.DeletionGrace > 90 {
		f.add("TAMATAR_DELETION_GRACE_DAYS is %d; it must be from 1 to 90.", c.DeletionGrace)
	}
	if c.MinPasswordLength < 8 || c.MinPasswordLength > 64 {
		f.add("TAMATAR_MIN_PASSWORD_LENGTH is %d; it must be from 8 to 64.", c.MinPasswordLength)
	}
	checkEnum(f, "TAMATAR_REGISTRATION", c.Registration, "open", "closed", "invite", "domains", "approval")
	if c.Registration == "domains" && len(c.AllowedDomains) == 0 {
		f.add("TAMATAR_REGISTRATION is domains, so TAMATAR_ALLOWED_DOMAINS must name at least one mail domain.")
	}
	if _, err := c.OIDCProviders(); err != nil {
		*f = append(*f, err)
	}
	for _, d := range c.AllowedDomains {
		if !validHost(strings.TrimSpace(d)) {
			f.add("TAMATAR_ALLOWED_DOMAINS holds %q, which is not a mail domain such as example.org.", d)
		}
	}
}

func (c *Config) validateMail(f *faults) {
	checkEnum(f, "TAMATAR_MAIL", c.Mail, "auto", "smtp", "mailbox", "none")
	if c.Mail == "mailbox" && !c.Dev {
		f.add("TAMATAR_MAIL is mailbox, which shows every mail on a page; that is only for --dev.")
	}
	if c.MailMode() != "smtp" {
		return
	}
	if !validHost(c.SMTPHost) {
		f.add("TAMATAR_SMTP_HOST %q is not a host name; set the server that takes your mail, or TAMATAR_MAIL=none.", c.SMTPHost)
	}
	if c.SMTPPort < 1 || c.SMTPPort > 65535 {
		f.add("TAMATAR_SMTP_PORT is %d; it must be from 1 to 65535.", c.SMTPPort)
	}
	if a, err := mail.ParseAddress(c.MailFrom); err != nil || strings.ContainsAny(a.Name+a.Address, "\r\n") {
		f.add("TAMATAR_MAIL_FROM %q is not a mail address; set the sender, such as Tamatar <noreply@example.org>.", c.MailFrom)
	}
	if c.SMTPTimeout < time.Second || c.SMTPTimeout > 5*time.Minute {
		f.add("TAMATAR_SMTP_TIMEOUT is %s; it must be from 1s to 5m.", c.SMTPTimeout)
	}
	c.validateSMTPSecret(f)
}

func (c *Config) validateSMTPSecret(f *faults) {
	checkEnum(f, "TAMATAR_SMTP_TLS", c.SMTPTLS, "starttls", "implicit", "none")
	switch {
	case c.SMTPTLS == "none" && !isLoopbackHost(strings.ToLower(c.SMTPHost)):
		f.add("TAMATAR_SMTP_TLS is none, and mails would cross the network in clear; use starttls or implicit.")
	case c.SMTPTLS == "none" && c.SMTPPassword != "":
		f.add("TAMATAR_SMTP_PASSWORD would be sent in clear; use TAMATAR_SMTP_TLS=starttls or implicit.")
	case (c.SMTPUsername == "") != (c.SMTPPassword == ""):
		f.add("TAMATAR_SMTP_USERNAME and TAMATAR_SMTP_PASSWORD belong together; set both or none.")
	case c.SMTPPassword != "" && weak(c.SMTPPassword) && !isLoopbackHost(strings.ToLower(c.SMTPHost)):
		f.add("TAMATAR_SMTP_PASSWORD is an example or too short; set the real one.")
	}
}

func (c *Config) validateBackup(f *faults) {
	encrypted := len(c.BackupRecipients) > 0 || c.BackupPassphrase != ""
	switch {
	case len(c.BackupRecipients) > 0 && c.BackupPassphrase != "":
		f.add("TAMATAR_BACKUP_RECIPIENTS and TAMATAR_BACKUP_PASSPHRASE are both set; backups are encrypted in one way, so take one away.")
	case c.BackupKeyring && !encrypted:
		f.add("TAMATAR_BACKUP_KEYRING puts the keyring into backups that anybody could read; set TAMATAR_BACKUP_RECIPIENTS or TAMATAR_BACKUP_PASSPHRASE as well.")
	case c.BackupDir != "" && c.BackupEvery < minBackupEvery:
		f.add("TAMATAR_BACKUP_EVERY is %s; at least %s must pass between two backups.", c.BackupEvery, minBackupEvery)
	case c.BackupDir != "" && min(c.BackupKeepDaily, c.BackupKeepWeekly, c.BackupKeepMonthly) < 0:
		f.add("TAMATAR_BACKUP_KEEP_DAILY, _WEEKLY and _MONTHLY count backups; none may be negative.")
	}
	for _, r := range c.BackupRecipients {
		if !strings.HasPrefix(strings.TrimSpace(r), "age1") {
			f.add("TAMATAR_BACKUP_RECIPIENTS holds %q, which is no age recipient; they begin with age1 (age-keygen prints one).", r)
		}
	}
}

// minBackupEvery keeps backups from running into each other.
const minBackupEvery = 10 * time.Minute

func (c *Config) validateOperation(f *faults) {
	if address, on := c.OpsAddress(); on {
		checkListen(f, "TAMATAR_OPS_LISTEN", address)
		if address == c.Listen && !strings.HasSuffix(address, ":0") {
			f.add("TAMATAR_OPS_LISTEN and TAMATAR_LISTEN are the same; metrics need an address of their own.")
		}
	}
	c.validateMetrics(f)
	if c.OTLPEndpoint != "" {
		if u, err := url.Parse(c.OTLPEndpoint); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			f.add("TAMATAR_OTLP_ENDPOINT %q is not an http or https address, such as http://localhost:4318.", c.OTLPEndpoint)
		}
	}
	checkEnum(f, "TAMATAR_LOG_LEVEL", c.LogLevel, "debug", "info", "warn", "error")
	checkEnum(f, "TAMATAR_LOG_FORMAT", c.LogFormat, "auto", "text", "json")
	if c.Dev && !isLoopbackHost(strings.ToLower(c.Base().Hostname())) {
		f.add("--dev shows mails and details to everybody; it may only run with a base URL on this machine.")
	}
	if c.DevToolbar && !c.Dev {
		f.add("--dev-toolbar lets everybody move the clock; it needs --dev.")
	}
	if c.TestClock != "" {
		if _, err := time.Parse(time.RFC3339, c.TestClock); err != nil || !c.Dev {
			f.add("--test-clock needs an RFC 3339 instant and --dev.")
		}
	}
}

// validateMetrics wants a token where strangers may reach the operations listener.
func (c *Config) validateMetrics(f *faults) {
	address, on := c.OpsAddress()
	host, _, err := net.SplitHostPort(address)
	switch {
	case c.MetricsToken != "" && weak(c.MetricsToken):
		f.add("TAMATAR_METRICS_TOKEN is an example or too short; make one with: openssl rand -hex 24.")
	case on && err == nil && !isLoopbackHost(host) && c.MetricsToken == "":
		f.add("TAMATAR_OPS_LISTEN %q can be reached from other machines; set TAMATAR_METRICS_TOKEN, so that not everybody reads the metrics.", address)
	}
}

func checkEnum(f *faults, name, value string, allowed ...string) {
	for _, a := range allowed {
		if value == a {
			return
		}
	}
	f.add("%s is %q; it must be one of %s.", name, value, strings.Join(allowed, ", "))
}

func checkListen(f *faults, name, address string) {
	host, port, err := net.SplitHostPort(address)
	n, errPort := strconv.Atoi(port)
	if err != nil || errPort != nil || n < 0 || n > 65535 {
		f.add("%s %q is not an address; write host:port, such as 127.0.0.1:8080 or :8080.", name, address)
		return
	}
	if host != "" && host != "localhost" {
		if _, err := netip.ParseAddr(host); err != nil {
			f.add("%s %q must begin with an IP address of this machine, localhost, or nothing for all.", name, address)
		}
	}
}

func parseProxy(text string) (netip.Prefix, error) {
	text = strings.TrimSpace(text)
	p, err := netip.ParsePrefix(text)
	if err != nil {
		a, errAddr := netip.ParseAddr(text)
		if errAddr != nil {
			return netip.Prefix{}, errors.New("write a network such as 10.0.0.0/8, or one address")
		}
		p = netip.PrefixFrom(a, a.BitLen())
	}
	if p.Bits() == 0 {
		return netip.Prefix{}, errors.New("trusting everybody lets anybody forge an address; name your proxy's network")
	}
	return p.Masked(), nil
}

func validHost(h string) bool {
	if h == "" || len(h) > 253 || strings.HasPrefix(h, ".") || strings.HasSuffix(h, ".") {
		return false
	}
	if ip := net.ParseIP(h); ip != nil {
		return true
	}
	for _, label := range strings.Split(h, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "-") != label {
			return false
		}
	}
	return strings.IndexFunc(h, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '.'
	}) < 0
}

func weak(s string) bool {
	low := strings.ToLower(strings.TrimSpace(s))
	if len([]rune(low)) < minSecret || strings.Count(low, low[:1]) == len(low) || strings.HasPrefix(low, "<") {
		return true
	}
	trimmed := strings.Trim(low, "0123456789!?.-_ ")
	for _, p := range placeholders {
		if trimmed == p || trimmed == "my"+p || trimmed == "your"+p {
			return true
		}
	}
	return trimmed == ""
}
