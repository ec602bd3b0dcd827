package capture

import "tamatar.dev/tamatar/internal/identity"

// HookMade says that an address for programs was made.
type HookMade struct {
	identity.Trace
	UserID string `json:"userId"`
	HookID string `json:"hookId"`
	Name   string `json:"name"`
}

// EventName is the stable name of the event.
func (HookMade) EventName() string { return "capture.hook_made.v1" }

// HookRevoked says that an address for programs works no more.
type HookRevoked struct {
	identity.Trace
	UserID string `json:"userId"`
	HookID string `json:"hookId"`
	Name   string `json:"name"`
}

// EventName is the stable name of the event.
func (HookRevoked) EventName() string { return "capture.hook_revoked.v1" }

// AddressMade says that somebody has a new mail address for entries; the one before works no more.
type AddressMade struct {
	identity.Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (AddressMade) EventName() string { return "capture.address_made.v1" }

// AddressChanged says that others may write to the mail address than before.
type AddressChanged struct {
	identity.Trace
	UserID string `json:"userId"`
	// Count is how many beside the person's own address.
	Count int `json:"count"`
}

// EventName is the stable name of the event.
func (AddressChanged) EventName() string { return "capture.address_changed.v1" }

// AddressRevoked says that the mail address works no more.
type AddressRevoked struct {
	identity.Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (AddressRevoked) EventName() string { return "capture.address_revoked.v1" }
