package config

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/secret"
)

// valid gives settings of an instance that strangers can reach.
func valid(t testing.TB) *Config {
	t.Helper()
	return &Config{
		MaxFileSize: 10, FileQuota: 200, Limits: "on", LimitAccount: 30_000, LimitToken: 20_000, LimitAddress: 6000, Connections: 256, LivePerPerson: 32,
		BaseURL: "https://log.example.org", Listen: "127.0.0.1:8080", InstanceName: "Our log", DataDir: filepath.Join(t.TempDir(), "data"), Registration: "invite", MinPasswordLength: 12, DeletionGrace: 14,
		Mail: "auto", SMTPPort: 587, SMTPTLS: "starttls", SMTPTimeout: 20 * time.Second, OpsListen: "127.0.0.1:8081", LogLevel: "info", LogFormat: "auto",
	}
}

func withSMTP(c *Config) {
	c.SMTPHost, c.MailFrom, c.SMTPUsername, c.SMTPPassword = "mail.example.org", "Log <noreply@example.org>", "log", "d8Kq1z7Lw0"
}

func TestValidate(t *testing.T) {
	ring := string(secret.NewKeyring().Bytes())
	for _, c := range []struct {
		name   string
		change func(*Config)
		want   string // part of the sentence; empty: accepted
	}{
		{"as it is", func(*Config) {}, ""},
		{"base URL with a port", func(c *Config) { c.BaseURL = "https://log.example.org:8443/" }, ""},
		{"localhost", func(c *Config) { c.BaseURL = "http://localhost:8080" }, ""},
		{"loopback", func(c *Config) { c.BaseURL = "http://127.0.0.1:8080" }, ""},
		{"loopback v6", func(c *Config) { c.BaseURL = "http://[::1]:8080" }, ""},
		{"sub-domain of localhost", func(c *Config) { c.BaseURL = "http://log.localhost" }, ""},
		{"clear base URL", func(c *Config) { c.BaseURL = "http://log.example.org" }, "use https"},
		{"clear address", func(c *Config) { c.BaseURL = "http://192.168.1.5:8080" }, "use https"},
		{"looks like localhost", func(c *Config) { c.BaseURL = "http://localhost.example.org" }, "use https"},
		{"no scheme", func(c *Config) { c.BaseURL = "log.example.org" }, "not a web address"},
		{"other scheme", func(c *Config) { c.BaseURL = "ftp://log.example.org" }, "not a web address"},
		{"empty base URL", func(c *Config) { c.BaseURL = "" }, "not a web address"},
		{"user in base URL", func(c *Config) { c.BaseURL = "https://a:hush@log.example.org" }, "only scheme, host, port and a path"},
		{"query in base URL", func(c *Config) { c.BaseURL = "https://example.org/?a=b" }, "only scheme, host, port and a path"},
		{"path in base URL", func(c *Config) { c.BaseURL = "https://example.org/team-1/log_2/" }, ""},
		{"dots in base URL", func(c *Config) { c.BaseURL = "https://example.org/a/../b" }, "not plain"},
		{"empty part in base URL", func(c *Config) { c.BaseURL = "https://example.org/a//b" }, "not plain"},
		{"escapes in base URL", func(c *Config) { c.BaseURL = "https://example.org/a%2fb" }, "not plain"},
		{"quote in base URL", func(c *Config) { c.BaseURL = "https://example.org/a'b" }, "not plain"},
		{"semicolon in base URL", func(c *Config) { c.BaseURL = "https://example.org/a;b" }, "not plain"},
		{"listen", func(c *Config) { c.Listen = "8080" }, "TAMATAR_LISTEN"},
		{"listen on all", func(c *Config) { c.Listen = ":8080" }, ""},
		{"listen on a name", func(c *Config) { c.Listen = "example.org:80" }, "TAMATAR_LISTEN"},
		{"listen port", func(c *Config) { c.Listen = ":70000" }, "TAMATAR_LISTEN"},
		{"any port", func(c *Config) { c.Listen = "127.0.0.1:0" }, ""},
		{"hosts", func(c *Config) { c.AllowedHosts = []string{"other.example.org", "10.0.0.1"} }, ""},
		{"host with scheme", func(c *Config) { c.AllowedHosts = []string{"https://x.org"} }, "TAMATAR_ALLOWED_HOSTS"},
		{"all hosts", func(c *Config) { c.AllowedHosts = []string{"*"} }, "TAMATAR_ALLOWED_HOSTS"},
		{"proxies", func(c *Config) { c.TrustedProxies = []string{"10.0.0.0/8", "192.168.1.2", "fd00::/8"} }, ""},
		{"every proxy", func(c *Config) { c.TrustedProxies = []string{"0.0.0.0/0"} }, "forge an address"},
		{"every v6 proxy", func(c *Config) { c.TrustedProxies = []string{"::/0"} }, "forge an address"},
		{"star proxy", func(c *Config) { c.TrustedProxies = []string{"*"} }, "write a network"},
		{"no name", func(c *Config) { c.InstanceName = " " }, "TAMATAR_INSTANCE_NAME"},
		{"two-line name", func(c *Config) { c.InstanceName = "a\r\nb" }, "TAMATAR_INSTANCE_NAME"},
		{"no data folder", func(c *Config) { c.DataDir = "" }, "TAMATAR_DATA_DIR is empty"},
		{"sqlite", func(c *Config) { c.DatabaseURL = "sqlite:/var/lib/tamatar/a.db" }, ""},
		{"sqlite without file", func(c *Config) { c.DatabaseURL = "sqlite:" }, "names no file"},
		{"postgres", func(c *Config) { c.DatabaseURL = "postgres://log:d8Kq1z7Lw0@db.example.org/log" }, ""},
		{"postgres by socket", func(c *Config) { c.DatabaseURL = "postgres:///log?host=/run/postgresql" }, ""},
		{"postgres default password", func(c *Config) { c.DatabaseURL = "postgres://postgres:postgres@db.example.org/log" }, "anybody would guess"},
		{"postgres on this machine", func(c *Config) { c.DatabaseURL = "postgres://postgres:postgres@localhost/log" }, ""},
		{"postgres without name", func(c *Config) { c.DatabaseURL = "postgres://u:hush-hush-1@db" }, "not complete"},
		{"mysql", func(c *Config) { c.DatabaseURL = "mysql://u:hush-hush-1@db/x" }, "sqlite: or postgres://"},
		{"blob folder", func(c *Config) { c.BlobURL = "file:///srv/files" }, ""},
		{"blob elsewhere", func(c *Config) { c.BlobURL = "s3://bucket" }, "TAMATAR_BLOB_URL"},
		{"keyring", func(c *Config) { c.Keyring = ring }, ""},
		{"weak keyring", func(c *Config) { c.Keyring = "changeme" }, "TAMATAR_KEYRING"},
		{"zero keyring", func(c *Config) { c.Keyring = "tamatar-keyring v1\nk1 " + strings.Repeat("A", 43) }, "TAMATAR_KEYRING"},
		{"registration", func(c *Config) { c.Registration = "everybody" }, "TAMATAR_REGISTRATION"},
		{"domains without any", func(c *Config) { c.Registration = "domains" }, "TAMATAR_ALLOWED_DOMAINS"},
		{"domains", func(c *Config) { c.Registration, c.AllowedDomains = "domains", []string{"example.org"} }, ""},
		{"domain with @", func(c *Config) { c.Registration, c.AllowedDomains = "domains", []string{"@example.org"} }, "not a mail domain"},
		{"no time to take a deletion back", func(c *Config) { c.DeletionGrace = 0 }, "TAMATAR_DELETION_GRACE_DAYS"},
		{"short passwords", func(c *Config) { c.MinPasswordLength = 6 }, "TAMATAR_MIN_PASSWORD_LENGTH"},
		{"long passwords", func(c *Config) { c.MinPasswordLength = 65 }, "TAMATAR_MIN_PASSWORD_LENGTH"},
		{"SMTP", withSMTP, ""},
		{"SMTP without sender", func(c *Config) { withSMTP(c); c.MailFrom = "" }, "TAMATAR_MAIL_FROM"},
		{"SMTP with two lines of sender", func(c *Config) { withSMTP(c); c.MailFrom = "a@b.c\r\nBcc: d@e.f" }, "TAMATAR_MAIL_FROM"},
		{"SMTP without password", func(c *Config) { withSMTP(c); c.SMTPPassword = "" }, "belong together"},
		{"SMTP example password", func(c *Config) { withSMTP(c); c.SMTPPassword = "changeme" }, "example or too short"},
		{"SMTP short password", func(c *Config) { withSMTP(c); c.SMTPPassword = "x7!" }, "example or too short"},
		{"SMTP in clear", func(c *Config) { withSMTP(c); c.SMTPTLS = "none" }, "in clear"},
		{"SMTP relay here", func(c *Config) {
			withSMTP(c)
			c.SMTPTLS, c.SMTPHost, c.SMTPUsername, c.SMTPPassword = "none", "localhost", "", ""
		}, ""},
		{"SMTP password in clear", func(c *Config) { withSMTP(c); c.SMTPTLS, c.SMTPHost = "none", "localhost" }, "in clear"},
		{"SMTP port", func(c *Config) { withSMTP(c); c.SMTPPort = 0 }, "TAMATAR_SMTP_PORT"},
		{"SMTP timeout", func(c *Config) { withSMTP(c); c.SMTPTimeout = time.Hour }, "TAMATAR_SMTP_TIMEOUT"},
		{"SMTP wanted without host", func(c *Config) { c.Mail = "smtp" }, "TAMATAR_SMTP_HOST"},
		{"mailbox in the open", func(c *Config) { c.Mail = "mailbox" }, "only for --dev"},
		{"ops in the open", func(c *Config) { c.OpsListen = ":9090" }, "TAMATAR_METRICS_TOKEN"},
		{"ops in the open, with a token", func(c *Config) { c.OpsListen, c.MetricsToken = ":9090", "6f1d5a7c9b3e4f20" }, ""},
		{"a token anybody would guess", func(c *Config) { c.MetricsToken = "changeme" }, "TAMATAR_METRICS_TOKEN"},
		{"ops off", func(c *Config) { c.OpsListen = "off" }, ""},
		{"ops where the web is", func(c *Config) { c.OpsListen = c.Listen }, "are the same"},
		{"ops nonsense", func(c *Config) { c.OpsListen = "yes" }, "TAMATAR_OPS_LISTEN"},
		{"collector", func(c *Config) { c.OTLPEndpoint = "http://localhost:4318" }, ""},
		{"collector nonsense", func(c *Config) { c.OTLPEndpoint = "localhost:4318" }, "TAMATAR_OTLP_ENDPOINT"},
		{"log level", func(c *Config) { c.LogLevel = "loud" }, "TAMATAR_LOG_LEVEL"},
		{"log format", func(c *Config) { c.LogFormat = "xml" }, "TAMATAR_LOG_FORMAT"},
		{"dev here", func(c *Config) { c.Dev, c.BaseURL = true, "http://localhost:8080" }, ""},
		{"dev in the open", func(c *Config) { c.Dev = true }, "on this machine"},
		{"toolbar here", func(c *Config) { c.Dev, c.BaseURL, c.DevToolbar = true, "http://localhost:8080", true }, ""},
		{"toolbar in the open", func(c *Config) { c.DevToolbar = true }, "--dev-toolbar"},
		{"demonstration", func(c *Config) { c.Demo = time.Hour }, ""},
		{"demonstration that is never looked at", func(c *Config) { c.Demo = time.Minute }, "TAMATAR_DEMO"},
		{"demonstration with mail", func(c *Config) { withSMTP(c); c.Demo = time.Hour }, "sends no mail"},
		{"demonstration with providers", func(c *Config) { c.Demo, c.OIDCFile = time.Hour, "/etc/providers.json" }, "TAMATAR_OIDC_FILE"},
		{"test clock", func(c *Config) { c.Dev, c.BaseURL, c.TestClock = true, "http://localhost:8080", "2026-11-22T09:00:00Z" }, ""},
		{"test clock in the open", func(c *Config) { c.TestClock = "2026-11-22T09:00:00Z" }, "--test-clock"},
		{"test clock nonsense", func(c *Config) { c.Dev, c.BaseURL, c.TestClock = true, "http://localhost:8080", "noon" }, "--test-clock"},
	} {
		config := valid(t)
		c.change(config)
		err := config.Validate()
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		case err != nil && strings.Contains(err.Error(), "hush"):
			t.Errorf("%s: the sentence shows a password: %v", c.name, err)
		}
	}
}

func TestEveryFaultIsTold(t *testing.T) {
	err := (&Config{}).Validate()
	if err == nil || strings.Count(err.Error(), "\n") < 5 {
		t.Errorf("got %v", err)
	}
}

func TestLimits(t *testing.T) {
	c := valid(t)
	c.RedisURL = "redis://:a-long-random-word@redis:6379/0"
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Config){
		"TAMATAR_MAX_FILE_MEGABYTES":      func(c *Config) { c.MaxFileSize = 65 },
		"TAMATAR_FILE_QUOTA_MEGABYTES":    func(c *Config) { c.FileQuota = -1 },
		"TAMATAR_LIMITS":                  func(c *Config) { c.Limits = "sometimes" },
		"TAMATAR_LIMIT_ACCOUNT":           func(c *Config) { c.LimitAccount = 0 },
		"TAMATAR_LIMIT_TOKEN":             func(c *Config) { c.LimitToken = -1 },
		"TAMATAR_LIMIT_ADDRESS":           func(c *Config) { c.LimitAddress = 999 },
		"TAMATAR_LIMIT_GLOBAL":            func(c *Config) { c.LimitGlobal = 5 },
		"TAMATAR_CONNECTIONS_PER_ADDRESS": func(c *Config) { c.Connections = 1 },
		"TAMATAR_LIVE_PER_PERSON":         func(c *Config) { c.LivePerPerson = 0 },
		"TAMATAR_REDIS_URL is not":        func(c *Config) { c.RedisURL = "http://redis:6379" },
		"TAMATAR_REDIS_URL has":           func(c *Config) { c.RedisURL = "redis://:changeme@redis:6379" },
	} {
		bad := *c
		spoil(&bad)
		if err := bad.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestAttack_K05_openFilesAreRefused(t *testing.T) {
	c := valid(t)
	if err := c.EnsureDataDir(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(c.DataDir); err != nil || info.Mode().Perm() != 0o700 || c.Validate() != nil {
		t.Fatalf("honest: %v, %v, %v", info.Mode(), err, c.Validate())
	}
	for _, mode := range []os.FileMode{0o755, 0o777, 0o701} {
		if err := os.Chmod(c.DataDir, mode); err != nil {
			t.Fatal(err)
		}
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), "chmod 700 "+c.DataDir) {
			t.Errorf("%o: %v", mode, err)
		}
	}
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("d8Kq1z7Lw0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TAMATAR_SMTP_PASSWORD_FILE", file)
	args := []string{"--data-dir", filepath.Join(t.TempDir(), "data"), "--smtp-host", "mail.example.org", "--smtp-username", "log", "--mail-from", "a@b.org"}
	if got, err := Parse(args); err != nil || got.SMTPPassword != "d8Kq1z7Lw0" {
		t.Fatalf("honest: %+v, %v", got, err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Parse(args); err == nil || !strings.Contains(err.Error(), "chmod 600 "+file) || strings.Contains(err.Error(), "d8Kq1z7Lw0") {
		t.Errorf("a file that all may read: %v", err)
	}
}

func TestSources(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	data := filepath.Join(dir, "data")
	for _, c := range []struct {
		name string
		env  map[string]string
		args []string
		want string // instance name, or part of the error after "!"
	}{
		{"default", nil, nil, "Tamatar"},
		{"variable", map[string]string{"TAMATAR_INSTANCE_NAME": "env"}, nil, "env"},
		{"file", map[string]string{"TAMATAR_INSTANCE_NAME_FILE": write("name", "from file\r\n")}, nil, "from file"},
		{"flag over variable", map[string]string{"TAMATAR_INSTANCE_NAME": "env"}, []string{"--instance-name", "flag"}, "flag"},
		{"flag over file", map[string]string{"TAMATAR_INSTANCE_NAME_FILE": write("name2", "file")}, []string{"--instance-name", "flag"}, "flag"},
		{"variable and file", map[string]string{"TAMATAR_INSTANCE_NAME": "env", "TAMATAR_INSTANCE_NAME_FILE": write("name3", "file")}, nil, "!both set"},
		{"absent file", map[string]string{"TAMATAR_INSTANCE_NAME_FILE": filepath.Join(dir, "none")}, nil, "!cannot be opened"},
		{"empty file", map[string]string{"TAMATAR_INSTANCE_NAME_FILE": write("empty", "\n")}, nil, "!is empty"},
		{"huge file", map[string]string{"TAMATAR_INSTANCE_NAME_FILE": write("huge", strings.Repeat("x", maxSecretFile+1))}, nil, "!larger than"},
		{"folder", map[string]string{"TAMATAR_INSTANCE_NAME_FILE": "/"}, nil, "!"},
		{"unknown flag", nil, []string{"--nonsense"}, "!nonsense"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, value := range c.env {
				t.Setenv(name, value)
			}
			got, err := Parse(append([]string{"--data-dir", data}, c.args...))
			if part, fails := strings.CutPrefix(c.want, "!"); fails {
				if err == nil || !strings.Contains(err.Error(), part) {
					t.Errorf("got %v, want %q", err, part)
				}
				return
			}
			if err != nil || got.InstanceName != c.want {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestListsAndDefaults(t *testing.T) {
	t.Setenv("TAMATAR_TRUSTED_PROXIES", "10.0.0.0/8,192.168.1.2")
	t.Setenv("TAMATAR_ALLOWED_HOSTS", "A.example.org")
	c, err := Parse([]string{"--data-dir", filepath.Join(t.TempDir(), "data")})
	if err != nil {
		t.Fatal(err)
	}
	if p := c.Proxies(); len(p) != 2 || p[0].String() != "10.0.0.0/8" || p[1].String() != "192.168.1.2/32" {
		t.Errorf("proxies %v", p)
	}
	if h := c.Hosts(); !slices.Equal(h, []string{"localhost", "127.0.0.1", "::1", "a.example.org"}) {
		t.Errorf("hosts %v", h)
	}
	if address, on := c.OpsAddress(); !on || address != "127.0.0.1:8081" || c.MailMode() != "none" || !c.LogJSON() || c.Secure() || c.DSN() != "sqlite:"+filepath.Join(c.DataDir, "tamatar.db") || !strings.HasPrefix(c.Files(), "file:///") {
		t.Errorf("defaults %+v", c)
	}
}

func TestAttack_A35_nobodyIsTrustedByDefault(t *testing.T) {
	c, err := Parse([]string{"--data-dir", filepath.Join(t.TempDir(), "data")})
	if err != nil || len(c.Proxies()) != 0 || len(c.TrustedProxies) != 0 {
		t.Errorf("%v, %v", c.Proxies(), err)
	}
}

func TestAttack_A10_onlyOwnHostsAreAnswered(t *testing.T) {
	c := valid(t)
	c.BaseURL = "https://Log.Example.org:8443/"
	if got := c.Hosts(); !slices.Equal(got, []string{"log.example.org"}) || c.Base().String() != "https://Log.Example.org:8443" {
		t.Errorf("%v, %s", got, c.Base())
	}
}

func TestReferenceNamesEverySetting(t *testing.T) {
	table := Reference()
	config := reflect.TypeFor[Config]()
	for i := range config.NumField() {
		f := config.Field(i)
		_, hidden := f.Tag.Lookup("hidden")
		if strings.Contains(table, "`"+f.Tag.Get("env")+"`") == hidden {
			t.Errorf("%s is missing or should be", f.Name)
		}
		want := "TAMATAR_" + strings.ToUpper(strings.ReplaceAll(f.Tag.Get("name"), "-", "_"))
		if f.Tag.Get("env") != want || f.Tag.Get("help") == "" || f.Tag.Get("group") == "" {
			t.Errorf("%s: variable %q, want %q", f.Name, f.Tag.Get("env"), want)
		}
	}
}

func TestAnyTextIsAnswered(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String()
		c := Config{BaseURL: text.Draw(r, "url"), Listen: text.Draw(r, "listen"), DatabaseURL: text.Draw(r, "db"), DataDir: dir, TrustedProxies: []string{text.Draw(r, "proxy")}, SMTPHost: text.Draw(r, "smtp"), MailFrom: text.Draw(r, "from"), SMTPPassword: text.Draw(r, "pw")}
		_ = c.Validate()
		c.Hosts()
		c.Proxies()
	})
}
