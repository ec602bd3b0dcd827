package identitysvc

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/mileusna/useragent"

	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// deviceLife is how long a browser counts as known to an account after a sign-in.
const deviceLife = 365 * 24 * time.Hour

// newDevice makes the value of the known-device cookie: account, end and a number of its own, under a MAC. It allows
// nothing; it only spares its holder the limits that other people's guesses have used up.
func (s *Service) newDevice(userID string, now time.Time) (value string, expires time.Time) {
	expires = now.Add(deviceLife)
	body := strings.Join([]string{userID, strconv.FormatInt(expires.Unix(), 36), secret.Random(9)}, ".")
	return body + "." + s.deviceMAC(body), expires
}

// knownDevice gives the number of the device when the cookie was made for that account and has not expired.
func (s *Service) knownDevice(value, userID string) (nonce string, ok bool) {
	parts := strings.Split(value, ".")
	if len(value) > 200 || len(parts) != 4 || parts[0] != userID {
		return "", false
	}
	if !secret.Equal([]byte(s.deviceMAC(strings.Join(parts[:3], "."))), []byte(parts[3])) {
		return "", false
	}
	end, err := strconv.ParseInt(parts[1], 36, 64)
	if err != nil || s.Clock.Now().Unix() >= end {
		return "", false
	}
	return parts[2], true
}

func (s *Service) deviceMAC(body string) string {
	m := hmac.New(sha256.New, s.devKey)
	m.Write([]byte(body))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// deviceName is what the list of sessions shows, such as "Firefox on Linux".
func deviceName(ctx context.Context) string {
	ua := useragent.Parse(route.RequestFrom(ctx).UserAgent)
	name, os := clip(ua.Name, 40), clip(ua.OS, 40)
	switch {
	case name == "" && os == "":
		return "Unknown device"
	case os == "":
		return name
	case name == "":
		return os
	default:
		return name + " on " + os
	}
}

// clientName is what the list of tokens shows of a client: its first product word, such as "tamatar/1.2" or "curl/8.5.0",
// or the browser that it is.
func clientName(ctx context.Context) string {
	agent := route.RequestFrom(ctx).UserAgent
	if strings.HasPrefix(agent, "Mozilla/") {
		return deviceName(ctx)
	}
	name, _, _ := strings.Cut(strings.TrimSpace(agent), " ")
	return clip(name, 60)
}

// clip shortens a text from outside to n characters on one printable line.
func clip(text string, n int) string {
	out := make([]rune, 0, n)
	for _, r := range strings.ToValidUTF8(text, "") {
		if len(out) == n {
			break
		}
		if r < ' ' || r == 0x7f || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) {
			continue
		}
		out = append(out, r)
	}
	return strings.TrimSpace(string(out))
}
