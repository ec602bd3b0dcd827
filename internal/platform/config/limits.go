package config

import (
	"net/url"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/limit"
)

// Smallest sizes of the buckets: below them a single honest page could not be opened.
const (
	minPoints       = 1000
	minGlobalPoints = 10_000
	minConnections  = 8
)

// LimitPolicy is the size of every bucket; false when limits are off.
func (c *Config) LimitPolicy() (limit.Policy, bool) {
	return limit.Policy{
		limit.Account: c.LimitAccount, limit.Token: c.LimitToken, limit.Address: c.LimitAddress, limit.Global: c.LimitGlobal,
	}, c.Limits != "off"
}

// MaxFileBytes is the largest file that is taken, in bytes.
func (c *Config) MaxFileBytes() int64 { return int64(c.MaxFileSize) << 20 }

// FileQuotaBytes is what the files of one person may use, in bytes.
func (c *Config) FileQuotaBytes() int64 { return int64(c.FileQuota) << 20 }

func (c *Config) validateFiles(f *faults) {
	if c.MaxFileSize < 1 || c.MaxFileSize > 64 {
		f.add("TAMATAR_MAX_FILE_MEGABYTES is %d; it must be from 1 to 64.", c.MaxFileSize)
	}
	if c.FileQuota < 0 || c.FileQuota > 1<<20 {
		f.add("TAMATAR_FILE_QUOTA_MEGABYTES is %d; it must be from 0 to 1048576.", c.FileQuota)
	}
}

// validateDemo wants a demonstration without doors to the outside.
func (c *Config) validateDemo(f *faults) {
	if c.Demo == 0 {
		return
	}
	if c.Demo < 10*time.Minute || c.Demo > 30*24*time.Hour {
		f.add("TAMATAR_DEMO is %s; it must be 0, or from 10m to 720h.", c.Demo)
	}
	if c.SMTPHost != "" || c.Mail == "smtp" || c.Mail == "mailbox" {
		f.add("TAMATAR_DEMO sends no mail; take the settings of mail out.")
	}
	if c.OIDCFile != "" {
		f.add("TAMATAR_DEMO has no accounts to sign in to; take TAMATAR_OIDC_FILE out.")
	}
}

func (c *Config) validateLimits(f *faults) {
	checkEnum(f, "TAMATAR_LIMITS", c.Limits, "on", "off")
	for name, points := range map[string]int64{
		"TAMATAR_LIMIT_ACCOUNT": c.LimitAccount, "TAMATAR_LIMIT_TOKEN": c.LimitToken, "TAMATAR_LIMIT_ADDRESS": c.LimitAddress,
	} {
		if points < minPoints || points > limit.MaxPoints {
			f.add("%s is %d; it must be from %d to %d points per minute.", name, points, minPoints, limit.MaxPoints)
		}
	}
	if c.LimitGlobal != 0 && (c.LimitGlobal < minGlobalPoints || c.LimitGlobal > limit.MaxPoints) {
		f.add("TAMATAR_LIMIT_GLOBAL is %d; it must be 0 for none, or from %d to %d points per minute.", c.LimitGlobal, minGlobalPoints, limit.MaxPoints)
	}
	if c.Connections < minConnections {
		f.add("TAMATAR_CONNECTIONS_PER_ADDRESS is %d; a browser alone opens six, so it must be at least %d.", c.Connections, minConnections)
	}
	if c.LivePerPerson < 1 {
		f.add("TAMATAR_LIVE_PER_PERSON is %d; it must be at least 1.", c.LivePerPerson)
	}
	c.validateRedis(f)
}

func (c *Config) validateRedis(f *faults) {
	if c.RedisURL == "" {
		return
	}
	u, err := url.Parse(c.RedisURL)
	if err != nil || u.Hostname() == "" || (u.Scheme != "redis" && u.Scheme != "rediss") {
		f.add("TAMATAR_REDIS_URL is not complete; write redis://user:password@host:6379/0, or rediss:// for TLS.") // may hold a password: never shown
		return
	}
	if u.Scheme == "redis" && !isLoopbackHost(strings.ToLower(u.Hostname())) {
		if pw, ok := u.User.Password(); ok && weak(pw) {
			f.add("TAMATAR_REDIS_URL has a password that anybody would guess; give Redis a random one.")
		}
	}
}
