package capturesvc

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/platform/id"
)

// tolerance is how far the instant of a signature may lie from now.
const tolerance = 5 * time.Minute

// maxKey is the longest key of a request in bytes.
const maxKey = 255

// signed reports whether one of the signatures of the request is right and of now, by Standard Webhooks 1.0: HMAC-SHA256
// over id, instant and the bytes of the body. It takes the same time whichever byte is wrong.
func signed(key []byte, h http.Header, raw []byte, now time.Time) bool {
	name, at := h.Get("Webhook-Id"), h.Get("Webhook-Timestamp")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if name == "" || err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > tolerance {
		return false
	}
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(name + "." + at + "."))
	_, _ = mac.Write(raw)
	want := mac.Sum(nil)
	right := false
	for one := range strings.FieldsSeq(h.Get("Webhook-Signature")) {
		text, ok := strings.CutPrefix(one, "v1,")
		if !ok {
			continue
		}
		got, err := base64.StdEncoding.DecodeString(text)
		right = err == nil && hmac.Equal(got, want) || right
	}
	return right
}

// checkKey refuses what cannot name a request. Error: capture.ErrDeliveryKey.
func checkKey(key string) error {
	if len(key) > maxKey || !utf8.ValidString(key) || strings.ContainsFunc(key, unicode.IsControl) {
		return capture.ErrDeliveryKey
	}
	return nil
}

// clientID is the id under which the journal writes once what comes with the same key through the same way in. Without a
// key it is a new one.
func clientID(way, key string, now time.Time) string {
	if key == "" {
		return "capture." + id.New(now)
	}
	sum := sha256.Sum256([]byte(way + "\x00" + key))
	return "capture." + hex.EncodeToString(sum[:24])
}
