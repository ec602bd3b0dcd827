package auditsvc

import (
	"strconv"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
)

// hearCapture records which ways in were made, and when they ended.
func (s *Service) hearCapture() {
	hear(s, func(e capture.HookMade) identity.Trace { return e.Trace }, func(e capture.HookMade) facts {
		return about(e.UserID, "name", e.Name)
	})
	hear(s, func(e capture.HookRevoked) identity.Trace { return e.Trace }, func(e capture.HookRevoked) facts {
		return about(e.UserID, "name", e.Name)
	})
	hear(s, func(e capture.AddressMade) identity.Trace { return e.Trace }, func(e capture.AddressMade) facts { return about(e.UserID) })
	hear(s, func(e capture.AddressChanged) identity.Trace { return e.Trace }, func(e capture.AddressChanged) facts {
		return about(e.UserID, "count", strconv.Itoa(e.Count))
	})
	hear(s, func(e capture.AddressRevoked) identity.Trace { return e.Trace }, func(e capture.AddressRevoked) facts { return about(e.UserID) })
}
