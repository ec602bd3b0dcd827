package config

import (
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Config is every setting. It is a kong struct: embed it in a command, and give kong the options of [Options].
type Config struct {
	BaseURL        string   `name:"base-url" env:"TAMATAR_BASE_URL" default:"http://localhost:8080" group:"web" help:"Address under which people reach this instance. Links in mails are made from it. It may have a path (https://example.org/tamatar) that the proxy passes on as it is. Must be https unless the host is this machine."`
	Listen         string   `name:"listen" env:"TAMATAR_LISTEN" default:"127.0.0.1:8080" group:"web" help:"Address and port of the web server."`
	AllowedHosts   []string `name:"allowed-hosts" env:"TAMATAR_ALLOWED_HOSTS" group:"web" help:"Further host names to answer for, beside that of the base URL. All others get 421."`
	TrustedProxies []string `name:"trusted-proxies" env:"TAMATAR_TRUSTED_PROXIES" group:"web" help:"Networks (10.0.0.0/8) of reverse proxies whose X-Forwarded-For is believed. Empty: nobody's."`
	MCP            string   `name:"mcp" env:"TAMATAR_MCP" default:"on" enum:"on,off" group:"web" help:"on: agents may use /mcp with a personal access token. off: there is no such door."`
	InstanceName   string   `name:"instance-name" env:"TAMATAR_INSTANCE_NAME" default:"Tamatar" group:"web" help:"Name of this instance, shown on pages and in mails."`

	DataDir     string `name:"data-dir" env:"TAMATAR_DATA_DIR" default:"data" group:"data" help:"Folder for the embedded database, files and the keyring. Made with mode 0700 when absent."`
	DatabaseURL string `name:"database-url" env:"TAMATAR_DATABASE_URL" group:"data" secret:"true" help:"sqlite:PATH or postgres://user:password@host/name. Empty: tamatar.db in the data folder."`
	BlobURL     string `name:"blob-url" env:"TAMATAR_BLOB_URL" group:"data" help:"Where uploaded files go: file:///path. Empty: files in the data folder."`
	Keyring     string `name:"keyring" env:"TAMATAR_KEYRING" group:"data" secret:"true" help:"Text of the keyring, for nodes that share one. Empty: the file keyring in the data folder, made on first start."`

	Registration      string   `name:"registration" env:"TAMATAR_REGISTRATION" default:"invite" enum:"open,closed,invite,domains,approval" group:"accounts" help:"Who may sign up on a fresh instance (open, closed, invite, domains, approval). Administrators change it later in the settings."`
	AllowedDomains    []string `name:"allowed-domains" env:"TAMATAR_ALLOWED_DOMAINS" group:"accounts" help:"Mail domains that may sign up when registration is domains."`
	MinPasswordLength int      `name:"min-password-length" env:"TAMATAR_MIN_PASSWORD_LENGTH" default:"12" group:"accounts" help:"Shortest password accepted, in characters (8 to 64)."`

	Demo time.Duration `name:"demo" env:"TAMATAR_DEMO" default:"0" group:"accounts" help:"Public demonstration: strangers look around as one of three made-up people, nothing can be changed, and all is made anew each time so much time has passed (24h; 10m at least). Only on a database without real accounts. 0: none."`

	OIDCFile string `name:"oidc-file" env:"TAMATAR_OIDC_FILE" group:"accounts" help:"JSON file that declares sign-in providers, see Sign-in providers. It is read at the start. Empty: administrators set them up."`

	DeletionGrace int `name:"deletion-grace-days" env:"TAMATAR_DELETION_GRACE_DAYS" default:"14" group:"accounts" help:"Days between a person's wish to delete their account and the erasure, in which they can take it back (1 to 90)."`

	MaxFileSize int `name:"max-file-megabytes" env:"TAMATAR_MAX_FILE_MEGABYTES" default:"10" group:"accounts" help:"Largest file that an entry can show, in MiB (1 to 64)."`
	FileQuota   int `name:"file-quota-megabytes" env:"TAMATAR_FILE_QUOTA_MEGABYTES" default:"200" group:"accounts" help:"Space that the files of one person may use, in MiB (0 to 1048576). 0: no files are taken."`

	Limits        string `name:"limits" env:"TAMATAR_LIMITS" default:"on" enum:"on,off" group:"limits" help:"on: callers pay points for what they ask, see Limits. off: nobody is limited; for benchmarks, never where strangers reach the instance."`
	LimitAccount  int64  `name:"limit-account" env:"TAMATAR_LIMIT_ACCOUNT" default:"30000" group:"limits" help:"Points that one account may spend per minute."`
	LimitToken    int64  `name:"limit-token" env:"TAMATAR_LIMIT_TOKEN" default:"20000" group:"limits" help:"Points that one personal access token may spend per minute."`
	LimitAddress  int64  `name:"limit-address" env:"TAMATAR_LIMIT_ADDRESS" default:"6000" group:"limits" help:"Points that strangers behind one address (an IPv6 /64) may spend per minute together."`
	LimitGlobal   int64  `name:"limit-global" env:"TAMATAR_LIMIT_GLOBAL" default:"6000000" group:"limits" help:"Points that everybody together may spend per minute. 0: no such limit."`
	Connections   int    `name:"connections-per-address" env:"TAMATAR_CONNECTIONS_PER_ADDRESS" default:"256" group:"limits" help:"Connections that one address may hold open, live ones included. Trusted proxies are exempt."`
	LivePerPerson int    `name:"live-per-person" env:"TAMATAR_LIVE_PER_PERSON" default:"32" group:"limits" help:"Live connections (open tabs) that one person may hold on each node."`
	RedisURL      string `name:"redis-url" env:"TAMATAR_REDIS_URL" group:"limits" secret:"true" help:"Redis for several nodes: redis://user:password@host:6379/0, or rediss:// with TLS. Shares limits and live updates. Empty: one node, all in memory."`

	Mail         string        `name:"mail" env:"TAMATAR_MAIL" default:"auto" enum:"auto,smtp,mailbox,none" group:"mail" help:"smtp sends, mailbox keeps mails in memory for development, none has no mail. auto: smtp when a host is set, mailbox with --dev, else none."`
	SMTPHost     string        `name:"smtp-host" env:"TAMATAR_SMTP_HOST" group:"mail" help:"SMTP server."`
	SMTPPort     int           `name:"smtp-port" env:"TAMATAR_SMTP_PORT" default:"587" group:"mail" help:"SMTP port."`
	SMTPTLS      string        `name:"smtp-tls" env:"TAMATAR_SMTP_TLS" default:"starttls" enum:"starttls,implicit,none" group:"mail" help:"starttls (port 587), implicit (port 465) or none (a relay on this machine only)."`
	SMTPUsername string        `name:"smtp-username" env:"TAMATAR_SMTP_USERNAME" group:"mail" help:"SMTP user."`
	SMTPPassword string        `name:"smtp-password" env:"TAMATAR_SMTP_PASSWORD" group:"mail" secret:"true" help:"SMTP password."`
	SMTPHello    string        `name:"smtp-hello" env:"TAMATAR_SMTP_HELLO" group:"mail" help:"Name said in EHLO. Empty: the machine's name."`
	SMTPTimeout  time.Duration `name:"smtp-timeout" env:"TAMATAR_SMTP_TIMEOUT" default:"20s" group:"mail" help:"Longest wait for one step of an SMTP exchange."`
	MailFrom     string        `name:"mail-from" env:"TAMATAR_MAIL_FROM" group:"mail" help:"Sender of mails: Tamatar <noreply@example.org>."`

	InboundMailListen    string `name:"inbound-mail-listen" env:"TAMATAR_INBOUND_MAIL_LISTEN" group:"mail" help:"Address and port where mails to capture addresses are taken: 0.0.0.0:25, or 127.0.0.1:2525 behind a mail server. Empty: none are taken."`
	InboundMailDomain    string `name:"inbound-mail-domain" env:"TAMATAR_INBOUND_MAIL_DOMAIN" group:"mail" help:"Domain of capture addresses: in.example.org. Nothing else is taken, and nothing is passed on."`
	InboundMailProtocol  string `name:"inbound-mail-protocol" env:"TAMATAR_INBOUND_MAIL_PROTOCOL" default:"smtp" enum:"smtp,lmtp" group:"mail" help:"smtp, or lmtp for a mail server on this machine."`
	InboundMailCert      string `name:"inbound-mail-cert" env:"TAMATAR_INBOUND_MAIL_CERT" group:"mail" help:"File with the certificate for STARTTLS (PEM, with its chain). Read anew for each connection."`
	InboundMailKey       string `name:"inbound-mail-key" env:"TAMATAR_INBOUND_MAIL_KEY" group:"mail" help:"File with the key of that certificate."`
	InboundMailMegabytes int    `name:"inbound-mail-megabytes" env:"TAMATAR_INBOUND_MAIL_MEGABYTES" default:"25" group:"mail" help:"Largest mail that is taken, in MiB (1 to 64)."`

	BackupDir         string        `name:"backup-dir" env:"TAMATAR_BACKUP_DIR" group:"backup" help:"Folder for scheduled backups, best on another disk. Empty: none are made."`
	BackupEvery       time.Duration `name:"backup-every" env:"TAMATAR_BACKUP_EVERY" default:"24h" group:"backup" help:"Time between two scheduled backups, 10m at least."`
	BackupKeepDaily   int           `name:"backup-keep-daily" env:"TAMATAR_BACKUP_KEEP_DAILY" default:"7" group:"backup" help:"Of how many last days the newest proven backup is kept."`
	BackupKeepWeekly  int           `name:"backup-keep-weekly" env:"TAMATAR_BACKUP_KEEP_WEEKLY" default:"4" group:"backup" help:"Of how many last weeks the newest proven backup is kept."`
	BackupKeepMonthly int           `name:"backup-keep-monthly" env:"TAMATAR_BACKUP_KEEP_MONTHLY" default:"6" group:"backup" help:"Of how many last months the newest proven backup is kept."`
	BackupRecipients  []string      `name:"backup-recipients" env:"TAMATAR_BACKUP_RECIPIENTS" group:"backup" help:"age recipients (age1…) for whom backups are encrypted. Their identities stay off this machine."`
	BackupPassphrase  string        `name:"backup-passphrase" env:"TAMATAR_BACKUP_PASSPHRASE" group:"backup" secret:"true" help:"Passphrase with which backups are encrypted, in place of recipients."`
	BackupKeyring     bool          `name:"backup-keyring" env:"TAMATAR_BACKUP_KEYRING" group:"backup" help:"Put the keyring into scheduled backups as well. Only where they are encrypted."`

	OpsListen    string `name:"ops-listen" env:"TAMATAR_OPS_LISTEN" default:"127.0.0.1:8081" group:"operation" help:"Address of /healthz, /readyz and /metrics (and /debug/pprof on loopback). off: none."`
	MetricsToken string `name:"metrics-token" env:"TAMATAR_METRICS_TOKEN" group:"operation" secret:"true" help:"Bearer token that /metrics wants. Needed when TAMATAR_OPS_LISTEN is not on this machine."`
	OTLPEndpoint string `name:"otlp-endpoint" env:"TAMATAR_OTLP_ENDPOINT" group:"operation" help:"OpenTelemetry collector for traces, OTLP over HTTP: http://localhost:4318. Empty: no tracing."`
	LogLevel     string `name:"log-level" env:"TAMATAR_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" group:"operation" help:"debug, info, warn or error."`
	LogFormat    string `name:"log-format" env:"TAMATAR_LOG_FORMAT" default:"auto" enum:"auto,text,json" group:"operation" help:"text, json, or auto: text with --dev, else json."`
	Dev          bool   `name:"dev" env:"TAMATAR_DEV" group:"operation" help:"Development: mailbox page in place of mail, readable logs. Never for an instance that strangers can reach."`
	DevToolbar   bool   `name:"dev-toolbar" env:"TAMATAR_DEV_TOOLBAR" group:"operation" help:"Development: a toolbar that moves the clock of the instance forwards and backwards. Only with --dev."`
	TestClock    string `name:"test-clock" env:"TAMATAR_TEST_CLOCK" hidden:"" group:"operation" help:"Instant (RFC 3339) at which the server's clock stands at start; for tests, only with --dev."`
}

// Base is the parsed base URL without a trailing slash. It must only be called on a validated Config.
func (c *Config) Base() *url.URL {
	u, err := url.Parse(strings.TrimRight(c.BaseURL, "/"))
	if err != nil {
		return &url.URL{}
	}
	return u
}

// Secure reports whether people reach the instance over https.
func (c *Config) Secure() bool { return c.Base().Scheme == "https" }

// DSN is the database to open: the configured one, or the embedded one in the data folder.
func (c *Config) DSN() string {
	if c.DatabaseURL != "" {
		return c.DatabaseURL
	}
	return "sqlite:" + filepath.Join(c.DataDir, "tamatar.db")
}

// Files is the blob URL to open: the configured one, or the folder "files" in the data folder.
func (c *Config) Files() string {
	if c.BlobURL != "" {
		return c.BlobURL
	}
	dir, err := filepath.Abs(filepath.Join(c.DataDir, "files"))
	if err != nil {
		dir = filepath.Join(c.DataDir, "files")
	}
	return "file://" + filepath.ToSlash(dir)
}

// Hosts are the host names (lower case, without port) the web server answers for; the first is that of the base URL.
// On this machine's own names all of them are meant: localhost, 127.0.0.1 and [::1].
func (c *Config) Hosts() []string {
	base := strings.ToLower(c.Base().Hostname())
	hosts := []string{base}
	if isLoopbackHost(base) {
		for _, own := range []string{"localhost", "127.0.0.1", "::1"} {
			if own != base {
				hosts = append(hosts, own)
			}
		}
	}
	for _, h := range c.AllowedHosts {
		hosts = append(hosts, strings.ToLower(strings.TrimSpace(h)))
	}
	slices.Sort(hosts[1:])
	return slices.Compact(hosts)
}

// Proxies are the trusted networks. It must only be called on a validated Config.
func (c *Config) Proxies() []netip.Prefix {
	var out []netip.Prefix
	for _, text := range c.TrustedProxies {
		if p, err := parseProxy(text); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// MailMode is smtp, mailbox or none, with auto resolved.
func (c *Config) MailMode() string {
	switch {
	case c.Demo > 0:
		return "none"
	case c.Mail != "auto" && c.Mail != "":
		return c.Mail
	case c.SMTPHost != "":
		return "smtp"
	case c.Dev:
		return "mailbox"
	default:
		return "none"
	}
}

// LogJSON reports whether logs are JSON lines, with auto resolved.
func (c *Config) LogJSON() bool {
	return c.LogFormat == "json" || (c.LogFormat != "text" && !c.Dev)
}

// OpsAddress is the address of the operations listener; false when it is off.
func (c *Config) OpsAddress() (string, bool) {
	if c.OpsListen == "" || c.OpsListen == "off" {
		return "", false
	}
	return c.OpsListen, true
}

func isLoopbackHost(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
