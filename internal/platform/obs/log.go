package obs

import (
	"io"
	"log/slog"
	"regexp"
	"strings"
)

// LogOptions configure [Logger].
type LogOptions struct {
	// Level is debug, info, warn or error; anything else is info.
	Level string
	// JSON writes one object per line, else key=value pairs.
	JSON bool
}

// Logger writes to w. Values of keys that name a secret are replaced; so are passwords in addresses and tokens inside of any
// text. Line breaks and terminal codes are escaped, so that nobody can forge a line.
func Logger(w io.Writer, o LogOptions) *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(o.Level)) != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level, ReplaceAttr: redact}
	if o.JSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

const redacted = "[redacted]"

// secretKeys are the parts of a key that tell of a secret.
var secretKeys = []string{"password", "passwd", "secret", "token", "authorization", "cookie", "pepper", "apikey", "privatekey", "credential", "dsn", "databaseurl", "keyring", "recoverycode"}

// secretForms are the secrets that may stand inside of a text: passwords in addresses, bearer tokens, tokens of ours, JWTs,
// links that are spent once.
var secretForms = regexp.MustCompile(`(://[^/@\s:]*:)[^@\s]+(@)|((?i:bearer|basic) )[A-Za-z0-9._~+/=-]{8,}|(tmt_)[A-Za-z0-9_-]{16,}|(eyJ)[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]+|([?&](?:link|token|code)=)[A-Za-z0-9_%-]{8,}`)

func redact(_ []string, a slog.Attr) slog.Attr {
	if isSecretKey(a.Key) {
		return slog.String(a.Key, redacted)
	}
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(Redact(a.Value.String()))
	case slog.KindAny:
		if err, ok := a.Value.Any().(error); ok {
			a.Value = slog.StringValue(Redact(err.Error()))
		}
	default:
	}
	return a
}

func isSecretKey(key string) bool {
	plain := strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "").Replace(key))
	for _, k := range secretKeys {
		if strings.Contains(plain, k) {
			return true
		}
	}
	return false
}

// Redact takes secrets out of a text: passwords in addresses, bearer tokens, personal access tokens, JWTs, one-time links.
func Redact(s string) string {
	if len(s) < 12 {
		return s
	}
	return secretForms.ReplaceAllString(s, "$1$3$4$5$6"+redacted+"$2")
}
