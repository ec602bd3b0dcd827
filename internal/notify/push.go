package notify

import (
	"crypto/ecdh"
	"encoding/base64"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// MaxPushDevices is how many browsers of one person get pushes; a further one takes the place of the oldest.
const MaxPushDevices = 10

// Errors of push.
var (
	// ErrPushEndpoint refuses an address or keys that no browser gives.
	ErrPushEndpoint = errs.New(errs.Invalid, "notify.push_endpoint", "This browser gave an address for pushes that cannot be used. Switch push off and on again.")
	// ErrNoPushDevice says that the browser is not among those of the person.
	ErrNoPushDevice = errs.New(errs.Invalid, "notify.no_push_device", "This browser gets no pushes any more.")
)

// SubscribePushInput is what a browser gives: an address to send to, and keys that only it can open messages with.
type SubscribePushInput struct {
	Endpoint string
	P256dh   string
	Auth     string
}

const maxEndpoint = 2048

// Check reports whether the keys have their form; the address is judged by whoever sends. Error: [ErrPushEndpoint].
func (in SubscribePushInput) Check() error {
	public, err := decodeKey(in.P256dh)
	if err != nil {
		return ErrPushEndpoint.With(err)
	}
	if _, err := ecdh.P256().NewPublicKey(public); err != nil {
		return ErrPushEndpoint.With(err)
	}
	auth, err := decodeKey(in.Auth)
	if err != nil || len(auth) != 16 || len(in.Endpoint) > maxEndpoint {
		return ErrPushEndpoint
	}
	return nil
}

// decodeKey reads base64url with or without padding.
func decodeKey(text string) ([]byte, error) {
	if len(text) > 200 {
		return nil, ErrPushEndpoint
	}
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
}
