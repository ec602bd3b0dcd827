package mail

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

var errClearAuth = errors.New("mail: the password would be sent in clear")

// login answers PLAIN or LOGIN, whichever the server offers, and only over TLS. The library's own discovery does not see that a
// connection of ours is encrypted.
type login struct{ username, password string }

// Start chooses the mechanism.
func (l login) Start(server *smtp.ServerInfo) (mechanism string, first []byte, err error) {
	switch {
	case !server.TLS:
		return "", nil, errClearAuth
	case slices.Contains(server.Auth, "PLAIN"):
		return "PLAIN", []byte("\x00" + l.username + "\x00" + l.password), nil
	case slices.Contains(server.Auth, "LOGIN"):
		return "LOGIN", nil, nil
	}
	return "", nil, fmt.Errorf("mail: the server offers none of PLAIN and LOGIN, but %q", server.Auth)
}

// Next answers the questions of LOGIN.
func (l login) Next(question []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(strings.ToLower(string(question)), "user"):
		return []byte(l.username), nil
	default:
		return []byte(l.password), nil
	}
}
